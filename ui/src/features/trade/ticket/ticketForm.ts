import type { InstrumentId, OrderType, Side, Ticket, TimeInForce } from "~/backend/bindings";
import { downToLot } from "./amounts";

export type TicketType = Extract<OrderType, "limit" | "market" | "stop">;
export type Sizing = "quantity" | "value" | "equity" | "risk";

/** What stands on the ticket; figures are decimal text, "" where there is none. */
export interface TicketForm {
  side: Side;
  type: TicketType;
  price: string;
  trigger: string;
  sizing: Sizing;
  size: string;
  bracket: boolean;
  stopLoss: string;
  takeProfit: string;
  postOnly: boolean;
  reduceOnly: boolean;
  tif: TimeInForce;
}

export const emptyTicket: TicketForm = {
  side: "buy",
  type: "limit",
  price: "",
  trigger: "",
  sizing: "quantity",
  size: "",
  bracket: false,
  stopLoss: "",
  takeProfit: "",
  postOnly: false,
  reduceOnly: false,
  tif: "gtc",
};

/** What the size is reckoned from. */
export interface TicketMarket {
  instrument: InstrumentId;
  quantityDecimals: number;
  bid: string | null;
  ask: string | null;
  equity: string | null;
}

export type TicketField = "quantity" | "price" | "stop_price" | "stop_loss" | "take_profit";

/** A change of the form; what no longer applies is put back, so that nothing unseen is sent. */
export function changed(form: TicketForm, some: Partial<TicketForm>): TicketForm {
  const next = { ...form, ...some };
  if (next.type !== "limit") {
    next.postOnly = false;
    next.tif = "gtc";
  }
  if (next.postOnly && next.tif !== "gtc") next.tif = "gtc";
  if (next.side === "buy") next.reduceOnly = false;
  // Spot: a sell only closes, so there is nothing for a bracket to protect.
  else next.bracket = false;
  if (next.sizing === "risk" && next.side === "sell") next.sizing = "quantity";
  if (next.sizing === "risk" && next.side === "buy") next.bracket = true;
  if (some.sizing && some.sizing !== form.sizing) next.size = "";
  return next;
}

/** The price the size is reckoned at: its own, or the touch it would meet. */
export function priceOf(form: TicketForm, market: TicketMarket): number {
  const touch = form.side === "buy" ? market.ask : market.bid;
  const text = form.type === "limit" ? form.price : form.type === "stop" ? form.trigger : touch;
  return text ? Number(text) : Number.NaN;
}

/** The quantity the size comes to, in whole lots; "" where it cannot be told yet. */
export function quantityOf(form: TicketForm, market: TicketMarket): string {
  if (form.size === "" || form.sizing === "quantity") return form.size;
  const size = Number(form.size);
  const price = priceOf(form, market);
  const amount = () => {
    switch (form.sizing) {
      case "value":
        return size / price;
      case "equity":
        return ((Number(market.equity) || Number.NaN) * size) / 100 / price;
      default:
        return size / Math.abs(price - (form.stopLoss === "" ? Number.NaN : Number(form.stopLoss)));
    }
  };
  return downToLot(amount(), market.quantityDecimals);
}

/** The first thing that is still wanted before anything can be asked or sent. */
export function missingOf(form: TicketForm, market: TicketMarket): TicketField | null {
  if (form.type === "limit" && form.price === "") return "price";
  if (form.type === "stop" && form.trigger === "") return "stop_price";
  if (form.sizing === "risk" && form.stopLoss === "") return "stop_loss";
  return Number(quantityOf(form, market)) > 0 ? null : "quantity";
}

/** What is previewed and sent; `null` while something is missing. */
export function ticketOf(form: TicketForm, market: TicketMarket): Ticket | null {
  if (missingOf(form, market) !== null) return null;
  const text = (value: string) => (value === "" ? null : value);
  return {
    instrument: market.instrument,
    side: form.side,
    order_type: form.type,
    quantity: quantityOf(form, market),
    price: form.type === "limit" ? text(form.price) : null,
    stop_price: form.type === "stop" ? text(form.trigger) : null,
    stop_loss: form.bracket ? text(form.stopLoss) : null,
    take_profit: form.bracket ? text(form.takeProfit) : null,
    post_only: form.postOnly,
    reduce_only: form.reduceOnly,
    time_in_force: form.tif,
  };
}

import { describe, expect, it } from "vitest";
import { downToLot, exceeds } from "./amounts";
import {
  changed,
  emptyTicket,
  missingOf,
  quantityOf,
  type TicketForm,
  type TicketMarket,
  ticketOf,
} from "./ticketForm";

const market: TicketMarket = {
  instrument: { venue: "builtin", symbol: "SIM-A/USD" },
  quantityDecimals: 4,
  bid: "99.99",
  ask: "100.00",
  equity: "10000",
};
const form = (some: Partial<TicketForm>) => changed(emptyTicket, some);

describe("the size of a ticket", () => {
  it("is the quantity as it was typed, digit by digit", () => {
    expect(quantityOf(form({ size: "0.10" }), market)).toBe("0.10");
  });

  it("comes from value, equity and risk, cut down to whole lots", () => {
    expect(quantityOf(form({ sizing: "value", size: "" }), market)).toBe("");
    const sized = (some: Partial<TicketForm>, size: string) => quantityOf({ ...form(some), size }, market);
    expect(sized({ type: "market", sizing: "value" }, "50")).toBe("0.5000");
    expect(sized({ type: "limit", price: "30", sizing: "value" }, "100")).toBe("3.3333");
    expect(sized({ type: "market", sizing: "equity" }, "2")).toBe("2.0000");
    expect(sized({ type: "market", sizing: "risk", stopLoss: "98" }, "5")).toBe("2.5000");
    expect(sized({ type: "market", sizing: "risk", stopLoss: "100.00" }, "5")).toBe("");
    expect(sized({ type: "limit", price: "", sizing: "value" }, "50")).toBe("");
  });

  it("never rounds up", () => {
    expect(downToLot(0.99999, 4)).toBe("0.9999");
    expect(downToLot(0.3, 1)).toBe("0.3");
    expect(downToLot(0.00001, 4)).toBe("0.0000");
    expect(downToLot(Number.NaN, 4)).toBe("");
    expect(downToLot(Number.POSITIVE_INFINITY, 4)).toBe("");
  });

  it("is compared without binary error", () => {
    expect(exceeds("0.3", "0.30")).toBe(false);
    expect(exceeds("0.300000000000000001", "0.3")).toBe(true);
    expect(exceeds("", "1")).toBe(false);
  });
});

describe("a change of the ticket", () => {
  it("takes back what no longer applies, so that nothing unseen is sent", () => {
    const limit = form({ type: "limit", price: "99", size: "1", postOnly: true });
    expect(limit.postOnly).toBe(true);
    expect(changed(limit, { type: "market" })).toMatchObject({ postOnly: false, tif: "gtc" });
    const bracket = form({ bracket: true, stopLoss: "98" });
    expect(changed(bracket, { side: "sell" }).bracket).toBe(false);
    expect(changed(form({ side: "sell", reduceOnly: true }), { side: "buy" }).reduceOnly).toBe(false);
    expect(changed(form({ sizing: "risk" }), { side: "sell" }).sizing).toBe("quantity");
  });

  it("asks for a bracket when risk is sized by a stop, and empties a size of another meaning", () => {
    const next = changed({ ...emptyTicket, size: "3" }, { sizing: "risk" });
    expect(next).toMatchObject({ bracket: true, size: "" });
  });
});

describe("what goes to the backend", () => {
  it("is nothing while something is missing", () => {
    expect(missingOf(form({ type: "limit" }), market)).toBe("price");
    expect(missingOf(form({ type: "stop" }), market)).toBe("stop_price");
    expect(missingOf(form({ type: "market", sizing: "risk" }), market)).toBe("stop_loss");
    expect(missingOf(form({ type: "market", size: "0" }), market)).toBe("quantity");
    expect(ticketOf(form({ type: "market" }), market)).toBeNull();
  });

  it("holds decimals as text and only the prices of its type", () => {
    const full = form({ type: "market", price: "7", trigger: "8", size: "0.10", stopLoss: "98", takeProfit: "104" });
    expect(ticketOf(full, market)).toEqual({
      instrument: market.instrument,
      side: "buy",
      order_type: "market",
      quantity: "0.10",
      price: null,
      stop_price: null,
      stop_loss: null,
      take_profit: null,
      post_only: false,
      reduce_only: false,
      time_in_force: "gtc",
    });
    const stop = ticketOf(form({ type: "stop", trigger: "101.00", size: "1", bracket: true, stopLoss: "98" }), market);
    expect(stop).toMatchObject({ price: null, stop_price: "101.00", stop_loss: "98", take_profit: null });
  });
});

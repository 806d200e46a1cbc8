import type { rules as source } from "../en/rules";
import type { Translated } from "../translated";

export const rules: Translated<typeof source> = {
  paused: "Pausat",
  live_mode: "Liveläge",
  price_stale: "Prisets ålder",
  price_collar: "Avstånd från marknaden",
  price_band: "Prisband",
  tick: "Prissteg",
  lot: "Kvantitetssteg",
  below_min_quantity: "Minsta kvantitet",
  below_min_notional: "Minsta värde",
  order_notional: "Ordervärde",
  position_notional: "Positionsvärde",
  open_orders: "Öppna ordrar",
  trades_per_day: "Affärer per dag",
  daily_loss: "Förlust idag",
  drawdown: "Nedgång",
  insufficient_balance: "Fria medel",
  insufficient_holdings: "Fritt innehav",
  stop_required: "Stopp krävs",
  stop_side: "Stoppets sida",
  target_side: "Målets sida",
  trigger_side: "Utlösarens sida",
};

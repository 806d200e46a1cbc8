import type { InstrumentId, InstrumentView, Timeframe } from "~/backend/bindings";

export const keyOf = (id: InstrumentId) => `${id.venue} ${id.symbol}`;
export const baseOf = (id: InstrumentId) => id.symbol.split("/")[0] ?? id.symbol;
export const quoteOf = (id: InstrumentId) => id.symbol.split("/")[1] ?? "";
export const sameInstrument = (a: InstrumentId, b: InstrumentId) => a.venue === b.venue && a.symbol === b.symbol;

const MINUTE = 60_000;
const lengths: Record<Timeframe, number> = {
  "1m": 1,
  "3m": 3,
  "5m": 5,
  "15m": 15,
  "30m": 30,
  "1h": 60,
  "3h": 180,
  "4h": 240,
  "6h": 360,
  "12h": 720,
  "1d": 1440,
  "1w": 10_080,
};

/** Milliseconds of a candle. */
export const lengthOf = (timeframe: Timeframe) => lengths[timeframe] * MINUTE;

/** The one wanted, or the first at least as long, or the longest there is. */
export function nearestTimeframe(wanted: Timeframe, offered: readonly Timeframe[]): Timeframe {
  const longer = offered.find((t) => lengths[t] >= lengths[wanted]);
  return longer ?? offered.at(-1) ?? wanted;
}

/** Decimals of prices and quantities; of an instrument not known, those that lose nothing common. */
export interface Decimals {
  price: number;
  quantity: number;
}

export function decimalsOf(id: InstrumentId, all: readonly InstrumentView[]): Decimals {
  const found = all.find((i) => sameInstrument(i.id, id));
  return found ? { price: found.price_decimals, quantity: found.quantity_decimals } : { price: 2, quantity: 4 };
}

import type { InstrumentId, InstrumentView, Timeframe } from "~/backend/bindings";
import { nearestTimeframe, sameInstrument } from "./instrument";

/** The market on screen. */
export interface Selection {
  instrument: InstrumentId;
  timeframe: Timeframe;
}

const TIMEFRAMES: readonly string[] = "1m 3m 5m 15m 30m 1h 3h 4h 6h 12h 1d 1w".split(" ");
export const isTimeframe = (text: string): text is Timeframe => TIMEFRAMES.includes(text);

/** "/trade/coinbase/BTC-USD/1h", with or without the candles' length; anything else asks for nothing. */
export function selectionOfPath(path: string): Partial<Selection> | null {
  const [, place, venue, symbol, timeframe] = path.split("/").map(decodeURIComponent);
  if (place !== "trade" || !venue || !symbol) return null;
  const instrument = { venue, symbol: symbol.includes("/") ? symbol : symbol.replace(/-(?=[^-]*$)/, "/") };
  return timeframe && isTimeframe(timeframe) ? { instrument, timeframe } : { instrument };
}

/** What a layout remembers, as text. */
export function selectionOfText(text: string | undefined): Partial<Selection> | null {
  if (!text) return null;
  const [venue, symbol, timeframe] = text.split(" ");
  if (!venue || !symbol) return null;
  const instrument = { venue, symbol };
  return timeframe && isTimeframe(timeframe) ? { instrument, timeframe } : { instrument };
}

export const textOfSelection = (s: Selection) => `${s.instrument.venue} ${s.instrument.symbol} ${s.timeframe}`;

/** The first wish that the desk can show; the first live market where none can. `null` where there is no market. */
export function resolveSelection(
  wishes: readonly (Partial<Selection> | null)[],
  all: readonly InstrumentView[],
): Selection | null {
  for (const wish of wishes) {
    const id = wish?.instrument;
    const found = id && all.find((i) => sameInstrument(i.id, id));
    if (!found) continue;
    const natural = found.stored[0]?.timeframe ?? "1m";
    return { instrument: found.id, timeframe: nearestTimeframe(wish.timeframe ?? natural, found.timeframes) };
  }
  const first = all.find((i) => i.live) ?? all[0];
  return first ? { instrument: first.id, timeframe: nearestTimeframe("1m", first.timeframes) } : null;
}

import type { Timeframe } from "~/backend/bindings";
import { type Bar, barAt, type CandleColumns } from "~/components/charts/candles";
import { lengthOf } from "../market/instrument";
import type { MarketFeed } from "../market/MarketFeed";

/**
 * The candle that is being made, of one length, from a feed that makes candles of another: a shorter one widens the last
 * candle there, or begins the next. `null` where the feed has nothing newer to say.
 */
export function runningBar(
  feed: Pick<MarketFeed, "candle" | "timeframe">,
  have: CandleColumns,
  timeframe: Timeframe,
): Bar | null {
  const last = barAt(have, have.timeMs.length - 1);
  if (!feed.candle || !last) return null;
  const { time_ms: timeMs, ...rest } = feed.candle;
  if (feed.timeframe === timeframe) return timeMs < last.timeMs ? null : { timeMs, ...rest };
  const { close, high, low, open } = rest;
  if (timeMs < last.timeMs) return { ...last, close, high: Math.max(last.high, close), low: Math.min(last.low, close) };
  const start = last.timeMs + Math.floor((timeMs - last.timeMs) / lengthOf(timeframe)) * lengthOf(timeframe);
  if (start > last.timeMs) return { ...rest, timeMs: start, open };
  return { ...last, close, high: Math.max(last.high, high), low: Math.min(last.low, low) };
}

import type { Timeframe } from "~/backend/bindings";
import { nearestTimeframe } from "../market/instrument";

export type Range = "day" | "week" | "month" | "year";

/** Candles that show the span in one view of about a hundred. */
const wanted: Record<Range, Timeframe> = { day: "15m", week: "1h", month: "6h", year: "1d" };

export const timeframeOf = (range: Range, offered: readonly Timeframe[]) => nearestTimeframe(wanted[range], offered);

/** The span that a length of candles stands for; of several the first. */
export function rangeOf(timeframe: Timeframe, offered: readonly Timeframe[]): Range {
  const ranges: Range[] = ["day", "week", "month", "year"];
  return ranges.find((r) => timeframeOf(r, offered) === timeframe) ?? "week";
}

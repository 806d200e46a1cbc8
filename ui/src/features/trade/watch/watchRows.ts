import type { Ticker, WatchView } from "~/backend/bindings";
import { keyOf } from "../market/instrument";

/** The rows with the newest figures of the live market in them. */
export function withTickers(rows: readonly WatchView[], live: ReadonlyMap<string, Ticker>): WatchView[] {
  return rows.map((row) => {
    const ticker = row.live ? live.get(keyOf(row.instrument)) : undefined;
    return ticker ? { ...row, ticker } : row;
  });
}

/** Values a sparkline can draw. */
export const sparkOf = (row: WatchView) => row.spark.filter((v): v is number => v !== null && Number.isFinite(v));

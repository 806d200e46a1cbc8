import type { Bar, CandleColumns } from "~/components/charts/candles";

const names = ["timeMs", "open", "high", "low", "close", "volume"] as const;

function map(f: (name: (typeof names)[number]) => Float64Array): CandleColumns {
  return {
    timeMs: f("timeMs"),
    open: f("open"),
    high: f("high"),
    low: f("low"),
    close: f("close"),
    volume: f("volume"),
  };
}

/** Older candles before the ones there; what overlaps is kept from the newer. */
export function prepend(older: CandleColumns, newer: CandleColumns): CandleColumns {
  const first = newer.timeMs[0] ?? Number.POSITIVE_INFINITY;
  const cut = older.timeMs.findIndex((t) => t >= first);
  const kept = cut < 0 ? older.timeMs.length : cut;
  return map((name) => join(older[name].subarray(0, kept), newer[name]));
}

function join(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** The running candle in its place: the last one changed, or one more. Older ones change nothing. */
export function withBar(columns: CandleColumns, bar: Bar): CandleColumns {
  const last = columns.timeMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (bar.timeMs < last) return columns;
  const keep = columns.timeMs.length - (bar.timeMs === last ? 1 : 0);
  return map((name) => join(columns[name].subarray(0, keep), Float64Array.of(bar[name])));
}

/** Values of one series of times laid on another; NaN where it has none. Both ascend. */
export function align(times: Float64Array, from: Float64Array, values: Float64Array): Float64Array {
  const out = new Float64Array(times.length).fill(Number.NaN);
  let j = 0;
  for (let i = 0; i < times.length; i++) {
    const t = times[i] ?? 0;
    while (j < from.length && (from[j] ?? 0) < t) j++;
    if (from[j] === t) out[i] = values[j] ?? Number.NaN;
  }
  return out;
}

import type { CandlestickData, HistogramData, LineData, UTCTimestamp, WhitespaceData } from "lightweight-charts";

/** Candles as columns of equal length, ascending, no instant twice; times in UTC milliseconds. */
export interface CandleColumns {
  timeMs: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
}

export interface Bar {
  timeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export const toChartTime = (ms: number) => Math.floor(ms / 1000) as UTCTimestamp;

export function barAt(c: CandleColumns, i: number): Bar | null {
  const timeMs = c.timeMs[i];
  if (timeMs === undefined) return null;
  return {
    timeMs,
    open: c.open[i] ?? Number.NaN,
    high: c.high[i] ?? Number.NaN,
    low: c.low[i] ?? Number.NaN,
    close: c.close[i] ?? Number.NaN,
    volume: c.volume[i] ?? 0,
  };
}

export const toCandle = (b: Bar): CandlestickData<UTCTimestamp> => ({
  time: toChartTime(b.timeMs),
  open: b.open,
  high: b.high,
  low: b.low,
  close: b.close,
});

export const toVolume = (b: Bar): HistogramData<UTCTimestamp> => ({ time: toChartTime(b.timeMs), value: b.volume });

/** A value a candle; where it is not a number the line has a gap. */
export function toLine(
  timeMs: ArrayLike<number>,
  values: ArrayLike<number>,
): (LineData<UTCTimestamp> | WhitespaceData<UTCTimestamp>)[] {
  return Array.from({ length: Math.min(timeMs.length, values.length) }, (_, i) => {
    const time = toChartTime(timeMs[i] ?? 0);
    const value = values[i] ?? Number.NaN;
    return Number.isFinite(value) ? { time, value } : { time };
  });
}

/** Index of the candle that holds an instant: the last one that starts at or before it; -1 before the first. */
export function indexAt(timeMs: Float64Array, ms: number): number {
  let [low, high] = [0, timeMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeMs[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

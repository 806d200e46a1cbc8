import { invoke } from "@tauri-apps/api/core";
import type { InstrumentId, Timeframe } from "./bindings";
import { asDeskError } from "./deskError";

const HEAD_BYTES = 8;

/**
 * Columns of equal length as they cross over: `u32` rows, `u32` columns, then each column as 64-bit floats, all
 * little-endian. The columns are views of the buffer, not copies. Throws where head and length disagree.
 */
export function columnsOf(bytes: ArrayBuffer): Float64Array[] {
  const head = new DataView(bytes);
  if (bytes.byteLength < HEAD_BYTES) throw new RangeError(`${bytes.byteLength} bytes hold no head of ${HEAD_BYTES}`);
  const rows = head.getUint32(0, true);
  const columns = head.getUint32(4, true);
  const wanted = HEAD_BYTES + rows * columns * Float64Array.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== wanted)
    throw new RangeError(`${columns} columns of ${rows} need ${wanted} bytes, not ${bytes.byteLength}`);
  return Array.from({ length: columns }, (_, c) => new Float64Array(bytes, HEAD_BYTES + c * rows * 8, rows));
}

/** Candles of one series that start before an instant (`null`: up to now), at most so many. */
export interface CandlesQuery {
  instrument: InstrumentId;
  timeframe: Timeframe;
  before_ms: number | null;
  limit: number;
}

export interface IndicatorQuery {
  candles: CandlesQuery;
  name: string;
  params: Record<string, number>;
}

async function columns(command: string, args: Record<string, unknown>): Promise<Float64Array[]> {
  try {
    return columnsOf(await invoke<ArrayBuffer>(command, args));
  } catch (thrown) {
    throw asDeskError(thrown);
  }
}

const none = new Float64Array();

/** Candles of a series: time (UTC ms), open, high, low, close, volume. */
export async function fetchCandles(query: CandlesQuery) {
  const [timeMs = none, open = none, high = none, low = none, close = none, volume = none] = await columns("candles", {
    query,
  });
  return { timeMs, open, high, low, close, volume };
}

/** Time (UTC ms), then the indicator's own columns; `NaN` where it is not defined yet. */
export async function fetchIndicator(query: IndicatorQuery): Promise<{ timeMs: Float64Array; values: Float64Array[] }> {
  const [timeMs = none, ...values] = await columns("indicator", { query });
  return { timeMs, values };
}

/** Time (UTC ms), equity, drawdown (the depth below the peak as a fraction, 0 and above), buy and hold. */
export async function fetchBacktestCurves(backtest: string) {
  const [timeMs = none, equity = none, drawdown = none, buyAndHold = none] = await columns("backtest_curves", {
    backtest,
  });
  return { timeMs, equity, drawdown, buyAndHold };
}

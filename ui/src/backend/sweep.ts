import { Channel, invoke } from "@tauri-apps/api/core";
import { columnsOf } from "./binary";
import type { BacktestRequest } from "./bindings";
import { type Answer, call } from "./call";
import { asDeskError, type DeskErrorShape } from "./deskError";

/** One swept parameter; values in the backend's unit: fractions, not percent. */
export type SweepAxis = { name: string; values: number[] };

export type SweepPlan = { kind: "grid" } | { kind: "random"; count: number; seed: number };

/** What the axes name is ignored in `base.params`. */
export type SweepRequest = { base: BacktestRequest; axes: SweepAxis[]; plan: SweepPlan };

export type SweepRow = {
  index: number;
  params: number[];
  final_equity: number;
  total_return: number;
  sharpe: number | null;
  max_drawdown: number;
  trades: number;
  win_rate: number | null;
  profit_factor: number | null;
};

export type SweepView = {
  id: string;
  request: SweepRequest;
  total: number;
  done: number;
  complete: boolean;
  /** A hundred at most, by Sharpe. */
  best: SweepRow[];
  deflated_sharpe: number | null;
  /** What the luckiest of so many worthless strategies would have reached. */
  expected_best_sharpe: number | null;
  /** Probability that the best is below the median on data it has not seen. */
  pbo: number | null;
  /** In how many ways the data were split for it. */
  splits: number;
  buy_and_hold_return: number;
  buy_and_hold_sharpe: number | null;
  candles: number;
  run_ms: number;
  created_ms: number;
};

export type SweepExport = { sweep: string; format: "csv" | "parquet"; folder: string | null };

/** A command's answer in the form of the generated ones. */
export async function answerOf<T>(command: string, args: Record<string, unknown>): Promise<Answer<T>> {
  try {
    return { status: "ok", data: await invoke<T>(command, args) };
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return { status: "error", error: thrown as DeskErrorShape };
  }
}

/** Kept sweeps, newest first. */
export const sweeps = () => answerOf<SweepView[]>("sweeps", {});
/** The running sweep answers with what it has. */
export const cancelSweep = () => answerOf<null>("cancel_sweep", {});
export const exportSweep = (request: SweepExport) => answerOf<string>("export_sweep", { request });

/**
 * Runs every combination. `onRows` hears of finished ones while it runs, as columns: index (row by row over the axes,
 * the last one fastest), total return, Sharpe, deepest drawdown, trades, share won, profit factor, final equity; `NaN`
 * where undefined.
 */
export function runSweep(
  request: SweepRequest,
  onRows: (columns: readonly Float64Array[]) => void,
): Promise<SweepView> {
  const rows = new Channel<ArrayBuffer>();
  rows.onmessage = (bytes) => onRows(columnsOf(bytes));
  return call(answerOf<SweepView>("sweep", { request, rows }));
}

/** All rows of a kept sweep, in the same columns. */
export async function fetchSweepRows(sweep: string): Promise<Float64Array[]> {
  try {
    return columnsOf(await invoke<ArrayBuffer>("sweep_rows", { sweep }));
  } catch (thrown) {
    throw asDeskError(thrown);
  }
}

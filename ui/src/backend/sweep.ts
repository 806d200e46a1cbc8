import { Channel, invoke } from "@tauri-apps/api/core";
import { columnsOf } from "./binary";
import type { SweepRequest, SweepView } from "./bindings";
import { type Answer, call } from "./call";
import { asDeskError, type DeskErrorShape } from "./deskError";

/** A command's answer in the form of the generated ones. */
async function answerOf<T>(command: string, args: Record<string, unknown>): Promise<Answer<T>> {
  try {
    return { status: "ok", data: await invoke<T>(command, args) };
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return { status: "error", error: thrown as DeskErrorShape };
  }
}

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

/** Takes up a sweep that was stopped; `onRows` hears of the rows that were missing. */
export function resumeSweep(sweep: string, onRows: (columns: readonly Float64Array[]) => void): Promise<SweepView> {
  const rows = new Channel<ArrayBuffer>();
  rows.onmessage = (bytes) => onRows(columnsOf(bytes));
  return call(answerOf<SweepView>("resume_sweep", { sweep, rows }));
}

/** The equity of one combination over time, beside buying and holding. */
export async function fetchSweepCurve(sweep: string, index: number) {
  const none = new Float64Array();
  try {
    const bytes = await invoke<ArrayBuffer>("sweep_curve", { sweep, index });
    const [timeMs = none, equity = none, hold = none] = columnsOf(bytes);
    return { timeMs, equity, hold };
  } catch (thrown) {
    throw asDeskError(thrown);
  }
}

/** All rows of a kept sweep, in the same columns. */
export async function fetchSweepRows(sweep: string): Promise<Float64Array[]> {
  try {
    return columnsOf(await invoke<ArrayBuffer>("sweep_rows", { sweep }));
  } catch (thrown) {
    throw asDeskError(thrown);
  }
}

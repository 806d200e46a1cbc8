import type { InstrumentView, SweepRequest, WalkForwardRequest } from "~/backend/bindings";
import type { Problem } from "../setUp";
import { sameAxes, sameBase } from "../sweep/sweepForm";

/** How long it learns and how long it then trades, as text. */
export interface Windows {
  train: string;
  test: string;
}

export const firstWindows: Windows = { train: "180", test: "60" };

const MOST_DAYS = 36_500;
const DAY_MS = 86_400_000;

function daysOf(text: string): number | Problem {
  const days = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(days)) return { code: "missing", values: {} };
  if (!Number.isInteger(days)) return { code: "whole", values: { value: text } };
  if (days < 1 || days > MOST_DAYS) return { code: "range", values: { value: text, min: 1, max: MOST_DAYS } };
  return days;
}

/** What is asked: the sweep's own axes, walked; or what stands against the windows. */
export function walkRequestOf(
  sweep: SweepRequest | null,
  windows: Windows,
): { request: WalkForwardRequest | null; problems: Readonly<Record<string, Problem>> } {
  const problems: Record<string, Problem> = {};
  const [train_days, test_days] = [daysOf(windows.train), daysOf(windows.test)];
  if (typeof train_days !== "number") problems.train = train_days;
  if (typeof test_days !== "number") problems.test = test_days;
  if (!sweep || typeof train_days !== "number" || typeof test_days !== "number") return { request: null, problems };
  return { request: { base: sweep.base, axes: sweep.axes, train_days, test_days }, problems };
}

/** How many windows the stored candles give, the last cut short; `null` where it is not known how many there are. */
export function windowCount(series: InstrumentView["stored"][number] | undefined, windows: Windows): number | null {
  const [train, test] = [daysOf(windows.train), daysOf(windows.test)];
  if (!series || typeof train !== "number" || typeof test !== "number") return null;
  const left = (series.last_ms - series.first_ms) / DAY_MS - train;
  return left <= 0 ? 0 : Math.ceil(left / test - 1e-9);
}

/** It walks the axes of that sweep, in its set-up. */
export function walks({ base, axes }: WalkForwardRequest, sweep: SweepRequest): boolean {
  const walked: SweepRequest = { base, axes, plan: sweep.plan };
  return sameBase(walked, sweep) && sameAxes(walked, sweep);
}

export const sameWalk = (a: WalkForwardRequest, b: WalkForwardRequest) =>
  a.train_days === b.train_days && a.test_days === b.test_days && walks(a, { ...b, plan: { kind: "grid" } });

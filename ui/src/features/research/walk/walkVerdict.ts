import type { WalkForwardView } from "~/backend/bindings";

export type WalkCode = "no_windows" | "loses" | "undefined" | "keeps_little" | "keeps_half";

/** Half of what training promised is a lot on new data. */
const ENOUGH = 0.5;

/** What the walk says in one word; the wording adds the figures. */
export function walkVerdict(view: Pick<WalkForwardView, "windows" | "total_return" | "efficiency">): WalkCode {
  if (view.windows.length === 0) return "no_windows";
  if (view.total_return <= 0) return "loses";
  if (view.efficiency === null) return "undefined";
  return view.efficiency >= ENOUGH ? "keeps_half" : "keeps_little";
}

/** Windows that gained on new data. */
export const wonWindows = (view: Pick<WalkForwardView, "windows">) =>
  view.windows.filter((w) => w.out_of_sample.total_return > 0).length;

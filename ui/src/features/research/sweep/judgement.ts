import type { SweepView } from "~/backend/bindings";

/** From here on the best of a sweep is more likely luck than not. */
export const PBO_LIMIT = 0.5;
/** Below it a Sharpe may be that of the luckiest of so many trials. */
export const DEFLATED_LIMIT = 0.95;
/** Below this many trades a mean says little; the engine warns by the same figure. */
export const FEWEST_TRADES = 30;

export type FitCode = "unknown" | "likely_luck" | "not_shown" | "holds";

/** One word for the two measures: good only where both are. */
export function fitOf({ pbo, deflated_sharpe }: Pick<SweepView, "pbo" | "deflated_sharpe">): FitCode {
  if (pbo === null && deflated_sharpe === null) return "unknown";
  if (pbo !== null && pbo >= PBO_LIMIT) return "likely_luck";
  if (pbo === null || deflated_sharpe === null || deflated_sharpe < DEFLATED_LIMIT) return "not_shown";
  return "holds";
}

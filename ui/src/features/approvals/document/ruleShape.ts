export type RuleShape = "flag" | "most" | "least" | "step" | "beside";

const shapes: Record<string, RuleShape> = {
  paused: "flag",
  live_mode: "flag",
  stop_required: "flag",
  below_min_quantity: "least",
  below_min_notional: "least",
  tick: "step",
  lot: "step",
  stop_side: "beside",
  target_side: "beside",
  trigger_side: "beside",
};

/** How value and limit belong together: kept or not, at most, at least, a multiple of, on the right side of. */
export const ruleShape = (rule: string): RuleShape => shapes[rule] ?? "most";

/** What one looks at first: what failed, then limits that fill up, then the rest as the backend has it. */
export function inOrder<R extends { rule: string; ok: boolean }>(rules: readonly R[]): R[] {
  const weight = (r: R) => (r.ok ? (ruleShape(r.rule) === "most" ? 1 : 2) : 0);
  return [...rules].sort((a, b) => weight(a) - weight(b));
}

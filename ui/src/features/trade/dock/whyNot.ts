import type { RecommendationView, RuleView } from "~/backend/bindings";

export interface Stopped {
  id: string;
  recommendation: RecommendationView;
  rule: RuleView;
}

/** Signals that a rule stopped, one row a rule, newest first. */
export function stoppedOf(all: readonly RecommendationView[]): Stopped[] {
  return all.flatMap((r) =>
    r.refused_by.filter((rule) => !rule.ok).map((rule) => ({ id: `${r.id} ${rule.rule}`, recommendation: r, rule })),
  );
}

/** Rules that open again by themselves at midnight UTC. */
export const clearsAtMidnight = (rule: string) => rule === "trades_per_day" || rule === "daily_loss";

export const msToMidnight = (nowMs: number) => 86_400_000 - (nowMs % 86_400_000);

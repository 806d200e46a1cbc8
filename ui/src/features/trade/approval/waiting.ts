import type { ApprovalView } from "~/backend/bindings";

/** What somebody still has to sign or execute, the one that runs out first in front. */
export function waitingOf(all: readonly ApprovalView[]): ApprovalView[] {
  return all
    .filter((a) => a.status === "pending" || a.status === "signed")
    .sort((a, b) => a.expires_ms - b.expires_ms || a.id.localeCompare(b.id));
}

/** Seconds a person still has; 0 once it has run out. */
export const secondsLeft = (a: ApprovalView, nowMs: number) => Math.max(0, (a.expires_ms - nowMs) / 1000);
export const secondsInAll = (a: ApprovalView) => Math.max(1, (a.expires_ms - a.created_ms) / 1000);

/** Part of its drift limit that is used, 0 to 1 and above; `null` without a price. */
export function driftUsed(a: ApprovalView): number | null {
  if (a.drift === null || a.drift_limit <= 0) return null;
  return Math.abs(a.drift) / a.drift_limit;
}

/** The one chosen, or the one that runs out first. */
export const currentOf = (waiting: readonly ApprovalView[], chosen: string | null): ApprovalView | null =>
  waiting.find((a) => a.id === chosen) ?? waiting[0] ?? null;

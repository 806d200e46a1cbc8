import { type Approval, decidedAt, isWaiting } from "../approval";

/** What waits, that which runs out first on top. */
export function waitingOf(all: readonly Approval[], nowMs: number): Approval[] {
  return all.filter((a) => isWaiting(a, nowMs)).sort((a, b) => a.expires_ms - b.expires_ms);
}

export interface Day {
  /** The start of the day is not needed: `name` is unique and sorted as the days are. */
  name: string;
  approvals: Approval[];
}

/** What is decided, newest first, by the day it was decided on in the reader's zone. */
export function decidedDays(all: readonly Approval[], nowMs: number, dayOf: (ms: number) => string): Day[] {
  const decided = all.filter((a) => !isWaiting(a, nowMs)).sort((a, b) => decidedAt(b) - decidedAt(a));
  const days: Day[] = [];
  for (const approval of decided) {
    const name = dayOf(decidedAt(approval));
    const last = days.at(-1);
    if (last?.name === name) last.approvals.push(approval);
    else days.push({ name, approvals: [approval] });
  }
  return days;
}

/** The one above or below; at the ends it stays. */
export function neighbour(ids: readonly string[], chosen: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}

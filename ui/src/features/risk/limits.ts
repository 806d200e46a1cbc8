import type { LimitView } from "~/backend/bindings";

/** The limit that is used most; nothing where none is used at all. */
export function nextToBind(limits: readonly LimitView[]): LimitView | null {
  const used = limits.filter((l) => (l.used ?? 0) > 0);
  return used.reduce<LimitView | null>(
    (most, l) => (most === null || (l.used ?? 0) > (most.used ?? 0) ? l : most),
    null,
  );
}

export type LimitTone = "calm" | "warn" | "over";

/** Yellow from two thirds, red at the limit. */
export function limitTone(used: number | null): LimitTone {
  if (used === null) return "calm";
  if (used >= 1) return "over";
  return used >= 2 / 3 ? "warn" : "calm";
}

export interface Room {
  /** Loss in money that is left before entries stop. */
  left: number;
  /** Equity at 00:00 UTC, which the limit is a part of. */
  base: number;
  /** The limit as a fraction of it. */
  limit: number;
}

/** What may still be lost today. Equity less today's result is what the day began with. */
export function roomLeft(limits: readonly LimitView[], equity: string, dayPnl: string): Room | null {
  const daily = limits.find((l) => l.rule === "daily_loss");
  const base = Number(equity) - Number(dayPnl);
  const [lost, limit] = [Number(daily?.value), Number(daily?.limit)];
  if (!daily || !Number.isFinite(base) || !Number.isFinite(lost) || !Number.isFinite(limit)) return null;
  return { left: Math.max(0, (limit - lost) * base), base, limit };
}

/** Until the next midnight UTC, when counters start anew. */
export function untilReset(nowMs: number): number {
  const day = 86_400_000;
  return day - (nowMs % day);
}

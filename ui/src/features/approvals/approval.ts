import type { Reply } from "~/backend/reply";

export type Approval = Reply<"approvals">[number];

export const baseOf = (symbol: string) => symbol.split("/")[0] ?? symbol;

/** Signed and not yet executed, within its time. */
export const toExecute = (a: Approval, nowMs: number) => a.status === "signed" && nowMs < a.expires_ms;

/** Somebody still has to act on it. */
export const isWaiting = (a: Approval, nowMs: number) =>
  (a.status === "pending" && nowMs < a.expires_ms) || toExecute(a, nowMs);

/** When it was decided; where nobody wrote that down, when it can no longer be. */
export function decidedAt(a: Approval): number {
  if (a.decided_ms !== null) return a.decided_ms;
  return a.status === "rejected" || a.status === "refused" ? a.created_ms : a.expires_ms;
}

export type Block = { code: "reason" | "drift" | "expired" } | { code: "refused"; by: string };

/** What stands against signing now, the gravest first; `null` where nothing does. */
export function blockOf(a: Approval, nowMs: number, paused: boolean, reason: string): Block | null {
  if (nowMs >= a.expires_ms) return { code: "expired" };
  if (a.blocked_by === "drift" || (a.drift !== null && Math.abs(a.drift) > a.drift_limit)) return { code: "drift" };
  if (a.blocked_by === "expired") return { code: "expired" };
  if (a.blocked_by !== null) return { code: "refused", by: a.blocked_by };
  if (paused && a.side === "buy") return { code: "refused", by: "paused" };
  return reason.trim() === "" ? { code: "reason" } : null;
}

export type QuantityProblem = "missing" | "over" | "lot";

/** Decimal text against the cap and the lot; compared as whole numbers of the smallest digit, never as binary ones. */
export function quantityProblem(text: string, cap: string, lot: string | null): QuantityProblem | null {
  const digits = Math.max(...[text, cap, lot ?? "1"].map((t) => t.split(".")[1]?.length ?? 0));
  const units = (t: string) => BigInt(t.replace(/\.(\d*)$/, "") + (t.split(".")[1] ?? "").padEnd(digits, "0"));
  if (!/^\d+(\.\d+)?$/.test(text) || units(text) <= 0n) return "missing";
  if (units(text) > units(cap)) return "over";
  return lot !== null && units(lot) > 0n && units(text) % units(lot) !== 0n ? "lot" : null;
}

import type { DownloadRequest, InstrumentId, Timeframe } from "~/backend/bindings";

const DAY = 86_400_000;

export interface DownloadForm {
  /** `venue symbol` */
  market: string;
  timeframe: Timeframe;
  period: "days" | "dates";
  /** Decimal text; "" while it cannot be read. */
  days: string;
  /** As 2024-01-31, UTC. */
  from: string;
  to: string;
}

export type DownloadProblem = "market" | "days" | "from" | "to";

export const marketText = (id: InstrumentId) => `${id.venue} ${id.symbol}`;

/** Midnight UTC of a day as it is written, `null` where there is no such day. */
export function dayMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return null;
  const ms = Date.parse(`${text.trim()}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text.trim() ? null : ms;
}

/** What to ask for, or the field that stands in the way. The last day is asked for whole. */
export function downloadRequest(
  form: DownloadForm,
  nowMs: number,
): { request: DownloadRequest } | { problem: DownloadProblem } {
  const [venue, symbol] = form.market.split(" ");
  if (!venue || !symbol) return { problem: "market" };
  const instrument = { venue, symbol };
  if (form.period === "days") {
    const days = Number(form.days);
    if (!Number.isInteger(days) || days < 1 || days > 20_000) return { problem: "days" };
    return { request: { instrument, timeframe: form.timeframe, from_ms: nowMs - days * DAY, to_ms: null } };
  }
  const from = dayMs(form.from);
  if (from === null || from >= nowMs) return { problem: "from" };
  if (form.to.trim() === "") return { request: { instrument, timeframe: form.timeframe, from_ms: from, to_ms: null } };
  const to = dayMs(form.to);
  if (to === null || to < from) return { problem: "to" };
  const end = to + DAY;
  return { request: { instrument, timeframe: form.timeframe, from_ms: from, to_ms: end >= nowMs ? null : end } };
}

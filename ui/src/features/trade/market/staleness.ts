import type { VenueHealth } from "~/backend/bindings";

/** Frames of the window itself come four times a second; nothing for so long means that they do not come any more. */
export const FRAME_LIMIT_MS = 5000;

export interface Stale {
  ageMs: number;
  limitMs: number;
}

interface Heard {
  live: boolean;
  /** When the last frame came; `null` before the first. */
  receivedMs: number | null;
}

const silent = new Set(["stale", "down", "maintenance"]);

/** Whether a venue's prices are old or none: frames go on coming when the venue behind them is silent. */
export const isSilent = (venue: VenueHealth | undefined): boolean =>
  venue !== undefined && (silent.has(venue.state) || (venue.state === "connecting" && venue.age_ms === null));

/** How old what is shown is, once that is beyond its limit; `null` while the market is fresh or recorded. */
export function staleOf(heard: Heard, venue: VenueHealth | undefined, nowMs: number): Stale | null {
  if (!heard.live || heard.receivedMs === null) return null;
  const frameAge = nowMs - heard.receivedMs;
  if (frameAge > FRAME_LIMIT_MS) return { ageMs: frameAge, limitMs: FRAME_LIMIT_MS };
  if (!venue || !isSilent(venue)) return null;
  return { ageMs: Math.max(venue.age_ms ?? 0, venue.limit_ms), limitMs: venue.limit_ms };
}

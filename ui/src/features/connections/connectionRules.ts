import type { ConnectionState, ConnectionView, QuarterState } from "~/backend/bindings";

export const BUILTIN = "builtin";

/** How much a state matters: nothing to do, soon a problem, a problem, nobody asked. */
export type Tone = "calm" | "warn" | "bad" | "off";

const tones: Record<ConnectionState, Tone> = {
  off: "off",
  connecting: "warn",
  syncing: "warn",
  up: "calm",
  stale: "warn",
  maintenance: "warn",
  down: "bad",
};

export const toneOf = (state: ConnectionState): Tone => tones[state];

/** Its markets take no entries: what is known of them is old, or nothing is. */
export const isFrozen = (state: ConnectionState): boolean =>
  state === "stale" || state === "maintenance" || state === "down" || state === "connecting";

/** What comes without anybody doing anything, in the order in which it comes. */
export type NextStep = "retry" | "resync" | "thaw" | "exits";

export function nextSteps(state: ConnectionState): NextStep[] {
  if (state === "syncing") return ["thaw"];
  return isFrozen(state) ? ["retry", "resync", "exits"] : [];
}

/** The venue to look at first: one with a problem, else one that is connected, else the first. */
export function firstToShow(views: readonly ConnectionView[]): ConnectionView | undefined {
  const connected = views.filter((v) => v.venue !== BUILTIN && v.connected);
  return (
    connected.find((v) => toneOf(v.state) === "bad") ??
    connected.find((v) => toneOf(v.state) === "warn") ??
    connected[0] ??
    views[0]
  );
}

/** How many quarters of an hour each state held, without those of which nothing is known. */
export function quarterCounts(day: readonly QuarterState[]): Record<QuarterState, number> {
  const counts: Record<QuarterState, number> = { unknown: 0, up: 0, degraded: 0, maintenance: 0, down: 0 };
  for (const quarter of day) counts[quarter] += 1;
  return counts;
}

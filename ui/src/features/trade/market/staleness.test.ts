import { describe, expect, it } from "vitest";
import type { VenueHealth } from "~/backend/bindings";
import { staleOf } from "./staleness";

const venue = (state: string, age: number | null): VenueHealth => ({
  venue: "kraken",
  state,
  age_ms: age,
  limit_ms: 5000,
});
const fresh = { live: true, receivedMs: 9_900 };

describe("how old the market on screen is", () => {
  it("is not asked of a recorded market, nor before the first frame", () => {
    expect(staleOf({ live: false, receivedMs: 1 }, undefined, 10_000_000)).toBeNull();
    expect(staleOf({ live: true, receivedMs: null }, venue("down", null), 10_000)).toBeNull();
  });

  it("counts a venue's silence although frames come on", () => {
    expect(staleOf(fresh, venue("up", 300), 10_000)).toBeNull();
    expect(staleOf(fresh, venue("stale", 14_000), 10_000)).toEqual({ ageMs: 14_000, limitMs: 5000 });
    expect(staleOf(fresh, venue("down", null), 10_000)).toEqual({ ageMs: 5000, limitMs: 5000 });
    expect(staleOf(fresh, venue("connecting", 200), 10_000)).toBeNull();
  });

  it("counts frames that do not come", () => {
    expect(staleOf(fresh, venue("up", 300), 16_000)).toEqual({ ageMs: 6_100, limitMs: 5000 });
  });
});

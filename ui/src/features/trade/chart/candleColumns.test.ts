import { describe, expect, it } from "vitest";
import type { CandleColumns } from "~/components/charts/candles";
import { align, prepend, withBar } from "./candleColumns";
import { runningBar } from "./runningBar";
import { timeLeft } from "./useCandleCountdown";

const MIN = 60_000;
const columns = (times: number[]): CandleColumns => {
  const all = Float64Array.from(times);
  return { timeMs: all, open: all, high: all, low: all, close: all, volume: all };
};
const bar = (timeMs: number, close = timeMs) => ({ timeMs, open: 1, high: 9, low: 0, close, volume: 2 });

describe("candles of several answers", () => {
  it("stand before one another without any twice", () => {
    expect([...prepend(columns([1, 2, 3, 4]), columns([3, 4, 5])).timeMs]).toEqual([1, 2, 3, 4, 5]);
    expect([...prepend(columns([1]), columns([])).timeMs]).toEqual([1]);
    expect([...prepend(columns([]), columns([5])).timeMs]).toEqual([5]);
  });

  it("take the running candle in its place, and nothing older", () => {
    expect([...withBar(columns([1, 2]), bar(2, 7)).close]).toEqual([1, 7]);
    expect([...withBar(columns([1, 2]), bar(3)).timeMs]).toEqual([1, 2, 3]);
    const there = columns([1, 2]);
    expect(withBar(there, bar(1))).toBe(there);
  });

  it("carry indicator values at their own instants", () => {
    const times = Float64Array.of(2, 3, 4, 6);
    expect([...align(times, Float64Array.of(1, 2, 4, 5), Float64Array.of(10, 20, 40, 50))]).toEqual([
      20,
      Number.NaN,
      40,
      Number.NaN,
    ]);
  });
});

describe("the candle being made", () => {
  const have = (timeMs: number) => ({ ...columns([timeMs]), high: Float64Array.of(5), low: Float64Array.of(4) });
  const feed = (timeMs: number, timeframe: "1m" | "5m", close = 6) => ({
    timeframe,
    candle: { time_ms: timeMs, open: 4.5, high: 7, low: 3, close, volume: 1 },
  });

  it("of the same length is taken as it is, unless it is older", () => {
    expect(runningBar(feed(5 * MIN, "5m"), have(5 * MIN), "5m")).toMatchObject({ timeMs: 5 * MIN, close: 6, high: 7 });
    expect(runningBar(feed(0, "5m"), have(5 * MIN), "5m")).toBeNull();
  });

  it("of a shorter length widens the last, and begins the next on its own grid", () => {
    expect(runningBar(feed(7 * MIN, "1m"), have(5 * MIN), "5m")).toMatchObject({ timeMs: 5 * MIN, high: 7, low: 3 });
    expect(runningBar(feed(11 * MIN, "1m"), have(5 * MIN), "5m")).toMatchObject({ timeMs: 10 * MIN, open: 4.5 });
  });

  it("of a longer length lends only its close", () => {
    expect(runningBar(feed(0, "5m", 4.2), have(3 * MIN), "1m")).toMatchObject({ timeMs: 3 * MIN, high: 5, close: 4.2 });
  });

  it("says how long it still runs", () => {
    expect(timeLeft("1h", 3_600_000 + 1000)).toBe("59:59");
    expect(timeLeft("4h", 0)).toBe("04:00:00");
    expect(timeLeft("1w", Date.UTC(2026, 10, 22, 23, 59, 0))).toBe("01:00");
  });
});

import { describe, expect, it } from "vitest";
import type { BacktestRequest, SeriesView, SweepRequest, WalkForwardView } from "~/backend/bindings";
import { barsOf } from "./bars";
import { firstWindows, sameWalk, walkRequestOf, windowCount } from "./walkForm";
import { walkVerdict, wonWindows } from "./walkVerdict";

const DAY = 86_400_000;
const base = { strategy: "tried", params: { a: 1, b: 2 } } as unknown as BacktestRequest;
const sweep: SweepRequest = { base, axes: [{ name: "a", values: [1, 2] }], plan: { kind: "grid" } };
const series = (days: number) => ({ first_ms: 0, last_ms: days * DAY }) as SeriesView;
const figures = (total_return: number, trades: number) => ({ total_return, sharpe: 1, max_drawdown: 0.1, trades });
const walked = (gains: number[], total_return: number, efficiency: number | null) =>
  ({
    windows: gains.map((gain) => ({ out_of_sample: figures(gain, 9), in_sample: figures(1, 30) })),
    total_return,
    efficiency,
  }) as unknown as WalkForwardView;

describe("the set-up of a walk", () => {
  it("asks for the sweep's own axes in windows of whole days", () => {
    expect(walkRequestOf(sweep, firstWindows).request).toEqual({ base, axes: sweep.axes, train_days: 180, test_days: 60 }); // biome-ignore format: one request
    expect(walkRequestOf(sweep, { train: "1.5", test: "0" }).problems).toMatchObject({
      train: { code: "whole" },
      test: { code: "range" },
    });
    expect(walkRequestOf(null, firstWindows).request).toBeNull();
  });

  it("says how many windows there will be, the last cut short", () => {
    expect(windowCount(series(180 + 600), firstWindows)).toBe(10);
    expect(windowCount(series(180 + 601), firstWindows)).toBe(11);
    expect(windowCount(series(100), firstWindows)).toBe(0);
    expect(windowCount(undefined, firstWindows)).toBeNull();
  });

  it("is the same whatever the swept parameter was in its base", () => {
    const a = { base, axes: sweep.axes, train_days: 180, test_days: 60 };
    expect(sameWalk(a, { ...a, base: { ...base, params: { a: 9, b: 2 } } })).toBe(true);
    expect(sameWalk(a, { ...a, base: { ...base, params: { a: 1, b: 3 } } })).toBe(false);
    expect(sameWalk(a, { ...a, test_days: 61 })).toBe(false);
  });
});

describe("what a walk says", () => {
  it.each([
    [walked([], 0, null), "no_windows"],
    [walked([0.1, -0.2], -0.12, 0.9), "loses"],
    [walked([0.1], 0.1, null), "undefined"],
    [walked([0.1], 0.1, 0.49), "keeps_little"],
    [walked([0.1], 0.1, 0.5), "keeps_half"],
  ] as const)("of %#: %s", (view, code) => expect(walkVerdict(view)).toBe(code));

  it("counts the windows that gained", () => {
    expect(wonWindows(walked([0.1, 0, -0.1, 0.2], 0.2, 0.4))).toBe(2);
  });

  it("stands as bars on one scale with zero in it", () => {
    const [a, b] = barsOf([[3, -1], [null, 1]]); // biome-ignore format: two windows
    expect(a?.train).toMatchObject({ zero: 0.25, from: 0.25, height: 0.75 });
    expect(a?.test).toMatchObject({ from: 0, height: 0.25 });
    expect(b?.train).toMatchObject({ value: null, from: 0.25, height: 0 });
    expect(barsOf([[null, null]])[0]?.test).toMatchObject({ zero: 0, height: 0 });
  });
});

import { describe, expect, it } from "vitest";
import { Grid } from "./grid";
import { heatScale, shareOf } from "./heatScale";
import { fitOf } from "./judgement";
import { placeLabels } from "./labelPlaces";
import { landscapeOf, neighbourhood } from "./landscape";
import { mixed, rampColours } from "./rampColours";
import { cellAt, pairsOf, positionOn, sliceOf, stepFrom, valuesOn } from "./slice";

const axes = [
  { name: "a", values: [1, 2, 3] },
  { name: "b", values: [10, 20] },
  { name: "c", values: [7, 8, 9, 10] },
];
const NONE = Number.NaN;

/** Columns of rows as [index, sharpe, trades]. */
const rows = (...all: [number, number, number][]) => {
  const column = (of: (row: [number, number, number]) => number) => Float64Array.from(all, of);
  const zero = column(() => 0);
  return [column((r) => r[0]), zero, column((r) => r[1]), zero, column((r) => r[2]), zero, zero, zero];
};

describe("the grid", () => {
  it("runs row by row over its axes, the last one fastest", () => {
    const grid = new Grid(axes);
    expect(grid.size).toBe(24);
    expect(grid.indexOf([2, 1, 3])).toBe(23);
    for (let index = 0; index < grid.size; index++) expect(grid.indexOf(grid.positionOf(index))).toBe(index);
  });

  it("fills as rows arrive, in any order, once each, and none from outside", () => {
    const grid = new Grid(axes);
    grid.add(rows([5, 1.5, 40], [3, NONE, NONE], [99, 9, 9], [-1, 9, 9]));
    grid.add(rows([5, 1.6, 41]));
    expect(grid.done).toBe(2);
    expect(grid.cell(5)).toMatchObject({ sharpe: 1.6, trades: 41 });
    expect([grid.has(3), grid.isRefused(3), grid.cell(3)]).toEqual([true, true, null]);
    expect([grid.has(4), grid.isRefused(4), grid.cell(4)]).toEqual([false, false, null]);
    grid.close();
    expect([grid.has(4), grid.isRefused(4), grid.isRefused(5)]).toEqual([true, true, false]);
    grid.add(rows([4, 0.2, 3]));
    expect(grid.cell(4)).toMatchObject({ trades: 3 });
  });
});

describe("a slice", () => {
  const grid = new Grid(axes);
  grid.add(rows(...Array.from({ length: 24 }, (_, i): [number, number, number] => [i, i, 50])));

  it("lays out any two axes, the third where the cross stands", () => {
    expect([...sliceOf(grid, 0, 1, [0, 0, 2]).indices]).toEqual([2, 10, 18, 6, 14, 22]);
    expect([...sliceOf(grid, 0, 2, [0, 1, 0]).indices].slice(0, 3)).toEqual([4, 12, 20]);
    expect([...valuesOn(grid, sliceOf(grid, 0, -1, [0, 1, 2]), "sharpe")]).toEqual([6, 14, 22]);
    expect(pairsOf(3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairsOf(1)).toEqual([[0, -1]]);
  });

  it("has its first row lowest, under the pointer and under the arrow keys", () => {
    const slice = sliceOf(grid, 0, 1, [0, 0, 0]);
    expect([cellAt(slice, 0.1, 0.9), cellAt(slice, 0.99, 0.1), cellAt(slice, 1, 0.5)]).toEqual([0, 5, null]);
    expect(stepFrom(slice, 0, 0, 1)).toBe(3);
    expect(stepFrom(slice, 0, -1, -1)).toBe(0);
    expect(stepFrom(slice, 3, Number.POSITIVE_INFINITY, 0)).toBe(5);
    expect(positionOn(slice, 5, [0, 0, 3])).toEqual([2, 1, 3]);
  });
});

describe("what stands out", () => {
  // a plateau of nine at the left, one spike at the right, nothing in the last cell
  const flat = [2, 2, 2, 0, 0, 0, 2, 2.1, 2, 0, 3, 0, 2, 2, 2, 0, 0, NONE];
  const found = landscapeOf(Float64Array.from(flat), 6);

  it("is the highest cell, the best block of nine, and the cell alone", () => {
    expect(found.best).toEqual({ cell: 10, value: 3 });
    expect(found.plateau?.cell).toBe(7);
    expect(found.plateau?.mean).toBeCloseTo(18.1 / 9, 12);
    expect(found.spike?.cell).toBe(10);
    expect(found.spike?.around).toBeCloseTo(3 / 8, 12);
  });

  it("is nothing where nothing is, and no spike on even ground", () => {
    expect(landscapeOf(new Float64Array(9).fill(NONE), 3)).toEqual({ best: null, plateau: null, spike: null });
    expect(landscapeOf(Float64Array.from([1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08]), 3).spike).toBeNull();
    expect(neighbourhood(Float64Array.from([1, 2, 3, 4]), 4, 0)).toEqual({ mean: 1.5, count: 2 });
  });
});

describe("the colours", () => {
  it("of a Sharpe start at a low figure and end at the highest", () => {
    const values = Float64Array.from([NONE, ...Array.from({ length: 100 }, (_, i) => i / 40)]);
    const scale = heatScale("sharpe", values);
    expect([scale.low, scale.high, scale.under]).toEqual([0.25, 99 / 40, true]);
    expect([shareOf(scale, -5), shareOf(scale, 99 / 40)]).toEqual([0, 1]);
  });

  it("of a return lie round zero, and one cell does not wash out all others", () => {
    const scale = heatScale("return", Float64Array.from([-0.5, 0.25, ...new Array(97).fill(0.4), 0.5, 13]));
    expect([scale.low, scale.high, scale.under, scale.over]).toEqual([-0.4, 0.4, true, true]);
    expect(shareOf(scale, 0)).toBe(0.5);
    expect(scale.tokens[4]).toBe("heat-0");
  });

  it("end at their tokens and pass through no other hue in between", () => {
    const read = (token: string) => (token === "a" ? "oklch(0.4 0.07 50)" : "oklch(0.4 0.07 250)");
    const colours = rampColours(["a", "b"], read);
    expect(colours).toHaveLength(17);
    // halfway between orange and blue is grey, not green
    const [r = 0, g = 0, b = 0] = (mixed(read("a"), read("b"), 0.5).match(/\d+/g) ?? []).map(Number);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(30);
    expect(mixed("rgb(1, 2, 3)", "white", 0.2)).toBe("rgb(1, 2, 3)");
  });
});

describe("the labels", () => {
  it("stand within the map and off each other", () => {
    const map = { width: 300, height: 200 };
    const mark = (x: number, y: number) => ({ box: { x, y, width: 20, height: 20 }, width: 80, height: 20 });
    const [a, b, c] = placeLabels([mark(100, 100), mark(110, 104), mark(280, 180)], map);
    if (!a || !b || !c) throw new Error("three labels");
    expect(a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height).toBe(true);
    for (const label of [a, b, c]) {
      expect(label.x).toBeGreaterThanOrEqual(0);
      expect(label.x + label.width).toBeLessThanOrEqual(300);
      expect(label.y + label.height).toBeLessThanOrEqual(200);
    }
  });
});

describe("the meter's word", () => {
  it.each([
    [null, null, "unknown"],
    [0.5, 0.99, "likely_luck"],
    [0.56, 0.996, "likely_luck"],
    [0.1, 0.94, "not_shown"],
    [0.1, null, "not_shown"],
    [null, 0.99, "not_shown"],
    [0.1, 0.95, "holds"],
  ] as const)("for a probability of %j and a deflated Sharpe of %j is %s", (pbo, deflated_sharpe, word) => {
    expect(fitOf({ pbo, deflated_sharpe })).toBe(word);
  });
});

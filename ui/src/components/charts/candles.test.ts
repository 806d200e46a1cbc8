import { describe, expect, it } from "vitest";
import { indexAt, toLine } from "./candles";

describe("candles of a chart", () => {
  it("are found by any instant they hold", () => {
    const times = Float64Array.from([1000, 2000, 3000]);
    expect([999, 1000, 1999, 3000, 9999].map((ms) => indexAt(times, ms))).toEqual([-1, 0, 0, 2, 2]);
  });

  it("leave a gap where an indicator is not defined", () => {
    expect(toLine([1000, 2000], [Number.NaN, 5])).toEqual([{ time: 1 }, { time: 2, value: 5 }]);
  });
});

import { describe, expect, it } from "vitest";
import { countClass, heatClass, heatLimit } from "./heat";

describe("heat", () => {
  it("is centred on zero", () => {
    expect([-8, -2.1, -0.1, 0, 0.1, 4, 8].map((v) => heatClass(v, 8))).toEqual([
      "n4",
      "n2",
      "n1",
      "0",
      "p1",
      "p2",
      "p4",
    ]);
    expect(heatLimit([[-3, null], [2, Number.NaN]])).toBe(3); // biome-ignore format: two rows
    expect(heatClass(1, 0)).toBe("0");
  });

  it("counts from zero in fifths", () => {
    expect([0, 1, 5, 10].map((v) => countClass(v, 10))).toEqual([0, 1, 3, 5]);
  });
});

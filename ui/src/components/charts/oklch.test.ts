import { describe, expect, it } from "vitest";
import { oklchToRgba, toCanvasColour } from "./oklch";

describe("OKLCH to sRGB", () => {
  it("agrees with the published corners of the space", () => {
    expect(oklchToRgba("oklch(1 0 0)")).toEqual({ r: 255, g: 255, b: 255, a: 1 });
    expect(oklchToRgba("oklch(0 0 0)")).toEqual({ r: 0, g: 0, b: 0, a: 1 });
    expect(oklchToRgba("oklch(0.62796 0.25768 29.234)")).toEqual({ r: 255, g: 0, b: 0, a: 1 });
    expect(oklchToRgba("oklch(0.86644 0.29483 142.495)")).toEqual({ r: 0, g: 255, b: 0, a: 1 });
    expect(oklchToRgba("oklch(0.45201 0.31321 264.052)")).toEqual({ r: 0, g: 0, b: 255, a: 1 });
  });

  it("reads percentages, alpha and shortened digits as a bundler writes them", () => {
    expect(oklchToRgba("oklch(62.796% .25768 29.234 / 16%)")).toEqual({ r: 255, g: 0, b: 0, a: 0.16 });
    expect(toCanvasColour("oklch(1 0 0 / 0.5)", 0.5)).toBe("rgba(255, 255, 255, 0.25)");
    expect(toCanvasColour(" rgb(1,2,3)")).toBe("rgb(1,2,3)");
  });
});

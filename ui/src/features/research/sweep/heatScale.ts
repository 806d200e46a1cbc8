import type { Metric } from "./grid";
import { quantile } from "./landscape";

/** Which tokens a map is painted with, and the figures at their ends. Beyond an end a cell keeps its colour. */
export interface HeatScale {
  tokens: readonly string[];
  low: number;
  high: number;
  /** Cells lie beyond that end: the legend says "or less", "or more". */
  under: boolean;
  over: boolean;
}

const SEQUENTIAL = ["seq-0", "seq-1", "seq-2", "seq-3", "seq-4", "seq-5"];
const DIVERGING = ["heat-n4", "heat-n3", "heat-n2", "heat-n1", "heat-0", "heat-p1", "heat-p2", "heat-p3", "heat-p4"];
const DEPTH = ["heat-0", "heat-n1", "heat-n2", "heat-n3", "heat-n4"];

/** One cell in twenty may lie beyond an end, so that a single one does not wash out all others. */
const BEYOND = 0.05;

/**
 * Sharpe from a low figure up, all greens; returns round zero, loss orange and gain blue; drawdowns from none to the
 * deepest; counts from zero.
 */
export function heatScale(metric: Metric, values: Float64Array): HeatScale {
  const most = quantile(values, 1);
  switch (metric) {
    case "sharpe": {
      if (Number.isNaN(most)) return { tokens: SEQUENTIAL, low: 0, high: 1, under: false, over: false };
      const quarter = Math.floor(quantile(values, BEYOND * 2) * 4) / 4;
      const low = quarter < most ? quarter : most - 1;
      return { tokens: SEQUENTIAL, low, high: most, under: quantile(values, 0) < low, over: false };
    }
    case "return": {
      const sizes = values.map(Math.abs);
      const limit = quantile(sizes, 1 - BEYOND) || 1;
      const [under, over] = [quantile(values, 0) < -limit, most > limit];
      return { tokens: DIVERGING, low: -limit, high: limit, under, over };
    }
    case "drawdown":
      return { tokens: DEPTH, low: 0, high: most > 0 ? most : 1, under: false, over: false };
    case "trades":
      return { tokens: SEQUENTIAL, low: 0, high: most > 0 ? most : 1, under: false, over: false };
  }
}

/** How far along the scale a value lies, 0 to 1. */
export function shareOf(scale: HeatScale, value: number): number {
  const share = (value - scale.low) / (scale.high - scale.low);
  return Math.min(1, Math.max(0, share));
}

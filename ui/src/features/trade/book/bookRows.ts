import type { Level } from "~/backend/bindings";

export interface BookRow {
  price: number;
  size: number;
  /** Sizes from the best price to this one. */
  sum: number;
  /** `sum` of the largest row there is room for, 0 to 1. */
  depth: number;
}

/** Steps a book can be grouped by: the tick and its tens. */
export function groupSteps(tick: string): string[] {
  const decimals = tick.includes(".") ? (tick.split(".")[1]?.replace(/0+$/, "").length ?? 0) : 0;
  const one = Number(tick);
  return [1, 10, 100, 1000].map((n) => (one * n).toFixed(Math.max(0, decimals - Math.log10(n))));
}

export const decimalsOfStep = (step: string) => step.split(".")[1]?.length ?? 0;

/**
 * Levels, best first, put together in steps away from the market: bids downwards, asks upwards, so that no row shows a
 * better price than there is. At most `most` rows.
 */
export function bookRows(levels: readonly Level[], side: "bid" | "ask", step: string, most: number): BookRow[] {
  const size = Number(step);
  const sums = new Map<number, number>();
  for (const level of levels) {
    const ratio = Number(level.price) / size;
    const nth = side === "bid" ? Math.floor(ratio + 1e-9) : Math.ceil(ratio - 1e-9);
    if (!sums.has(nth) && sums.size === most) break;
    sums.set(nth, (sums.get(nth) ?? 0) + Number(level.size));
  }
  let sum = 0;
  const rows = [...sums].map(([nth, amount]) => {
    sum += amount;
    return { price: Number((nth * size).toFixed(decimalsOfStep(step))), size: amount, sum, depth: 0 };
  });
  return rows.map((row) => ({ ...row, depth: sum > 0 ? row.sum / sum : 0 }));
}

/** Which rows hold an order of one's own. */
export function ownPrices(prices: readonly string[], side: "bid" | "ask", step: string): ReadonlySet<number> {
  const size = Number(step);
  return new Set(
    prices.map((p) => (side === "bid" ? Math.floor(Number(p) / size + 1e-9) : Math.ceil(Number(p) / size - 1e-9))),
  );
}

export const stepsOf = (price: number, step: string) => Math.round(price / Number(step));

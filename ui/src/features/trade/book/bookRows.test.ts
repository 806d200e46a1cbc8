import { describe, expect, it } from "vitest";
import { bookRows, decimalsOfStep, groupSteps, ownPrices, stepsOf } from "./bookRows";

const level = (price: string, size: string) => ({ price, size });
const asks = [level("100.01", "1"), level("100.04", "2"), level("100.10", "4"), level("100.11", "8")];
const bids = [level("100.00", "1"), level("99.96", "2"), level("99.95", "4")];

describe("the book", () => {
  it("offers the tick and its tens", () => {
    expect(groupSteps("0.01")).toEqual(["0.01", "0.1", "1", "10"]);
    expect(groupSteps("0.5")).toEqual(["0.5", "5", "50", "500"]);
    expect(groupSteps("1")).toEqual(["1", "10", "100", "1000"]);
    expect(decimalsOfStep("0.01")).toBe(2);
  });

  it("adds sizes up from the best price", () => {
    expect(bookRows(asks, "ask", "0.01", 3)).toEqual([
      { price: 100.01, size: 1, sum: 1, depth: 1 / 7 },
      { price: 100.04, size: 2, sum: 3, depth: 3 / 7 },
      { price: 100.1, size: 4, sum: 7, depth: 1 },
    ]);
  });

  it("groups away from the market: asks upwards, bids downwards", () => {
    const grouped = (side: "ask" | "bid") =>
      bookRows(side === "ask" ? asks : bids, side, "0.1", 9).map((r) => [r.price.toFixed(1), r.size]);
    expect(grouped("ask")).toEqual([["100.1", 7], ["100.2", 8]]); // biome-ignore format: one line
    expect(grouped("bid")).toEqual([["100.0", 1], ["99.9", 6]]); // biome-ignore format: one line
  });

  it("finds own orders in the row they are grouped into", () => {
    const own = ownPrices(["100.04"], "ask", "0.1");
    expect(own.has(stepsOf(100.1, "0.1"))).toBe(true);
    expect(own.has(stepsOf(100.2, "0.1"))).toBe(false);
  });

  it("of an empty side is empty", () => {
    expect(bookRows([], "bid", "0.01", 5)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { highlightWords, matchesWords } from "./matchWords";

describe("finding a command", () => {
  it("wants every word, in any order and case, with or without accents", () => {
    expect(matchesWords("Move the stop of BTC/USD", "btc sto")).toBe(true);
    expect(matchesWords("Move the stop of BTC/USD", "btc target")).toBe(false);
    expect(matchesWords("Nödstopp", "nodst")).toBe(true);
  });

  it("marks what matched", () => {
    expect(highlightWords("Stop BTC", "sto")).toEqual([
      { text: "Sto", hit: true },
      { text: "p BTC", hit: false },
    ]);
  });
});

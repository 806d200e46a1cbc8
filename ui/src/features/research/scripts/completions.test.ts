import { describe, expect, it } from "vitest";
import { reference } from "../../../../tests/fixture/scripts";
import { completionsOf } from "./completions";

const macd = {
  name: "macd",
  label: "MACD",
  overlay: false,
  params: [
    { name: "fast", min: 2, max: 100, default: 12, integer: true, description: "" },
    { name: "slow", min: 2, max: 100, default: 26, integer: true, description: "" },
    { name: "signal", min: 2, max: 100, default: 9, integer: true, description: "" },
  ],
  columns: ["macd", "signal", "histogram"],
};
const oversold = { name: "oversold", kind: { type: "number" as const }, default: 30, min: 0, max: 100, step: 1, description: "Buys above", unit: "level" as const }; // biome-ignore format: one parameter
const complete = completionsOf({ reference, indicators: [macd], params: [oversold], labelOf: (i) => `${i.label}!` });
const labels = (before: string) => complete(before)?.options.map((o) => o.label);

describe("completions", () => {
  it("offers what belongs to what stands before the point", () => {
    expect(labels("local x = ta.")).toEqual(["sma", "macd", "atr"]);
    expect(labels("\tlocal y = candles.cl")).toEqual(["close"]);
    expect(labels("return signal.w")).toEqual(["when"]);
    expect(labels("if c.before.")).toEqual(["before"]);
    expect(labels("rsi:crosses_above(p.")).toEqual(["oversold"]);
    expect(labels("ta.rsi(candles.close, 14):")).toEqual(["crosses_above", "shift"]);
    expect(labels('unit = "l')).toEqual(["level"]);
  });

  it("takes the place of what was typed of the word, and of nothing else", () => {
    expect(complete("x = ta.ma")?.typed).toBe(2);
    expect(complete("x = ta.")?.typed).toBe(0);
    expect(complete("-- ta.")).toBeNull();
    expect(labels("other.thing")).toEqual([]);
  });

  it("puts an indicator in with its defaults, and tells columns and ranges", () => {
    const found = complete("ta.m")?.options.find((o) => o.label === "macd");
    expect(found?.insert).toBe("macd($" + "{1:candles.close}, $" + "{2:12}, $" + "{3:26}, $" + "{4:9})");
    expect(found?.info).toBe("MACD!\nmacd, signal, histogram\nfast 2 – 100\nslow 2 – 100\nsignal 2 – 100");
  });

  it("knows the names the script gave itself, the fields of the declaration and the language", () => {
    const words = labels("local slow, fast = 1, 2\nlocal quick\nlo") ?? [];
    for (const word of ["slow", "fast", "quick", "warm_up", "default", "local", "candles"])
      expect(words).toContain(word);
    expect(new Set(words).size).toBe(words.length);
  });
});

import { describe, expect, it } from "vitest";
import type { IndicatorView } from "~/backend/bindings";
import { inRange, linesOf, readChosen, usual } from "./indicatorChoice";

const spec = (name: string, overlay: boolean): IndicatorView => ({
  name,
  label: name,
  overlay,
  params: [{ name: "length", min: 2, max: 500, default: 14, description: "" }],
  columns: [name],
});
const known = [spec("ema", true), spec("rsi", false), spec("atr", false)];

describe("indicators chosen", () => {
  it("become lines with an ink of their own, over the price or below it", () => {
    const chosen = [...usual, { name: "atr", params: { length: 14 } }, { name: "gone", params: {} }];
    expect(linesOf(chosen, known)).toEqual([
      { id: "ema 12", label: "EMA 12", colour: "chart-1" },
      { id: "ema 26", label: "EMA 26", colour: "chart-2" },
      { id: "rsi 14", label: "RSI 14", colour: "chart-3", pane: { low: 30, high: 70 } },
      { id: "atr 14", label: "ATR 14", colour: "chart-4", pane: {} },
    ]);
  });

  it("are read from what a layout remembers, or are the usual ones", () => {
    expect(readChosen('[{"name":"sma","params":{"length":50}}]')).toEqual([{ name: "sma", params: { length: 50 } }]);
    expect(readChosen("[]")).toEqual([]);
    for (const broken of [undefined, "", "{", "3", '[{"name":1}]', '[{"name":"a","params":{"length":"x"}}]'])
      expect(readChosen(broken), String(broken)).toBe(usual);
  });

  it("stay within their limits", () => {
    expect(inRange(spec("rsi", false), { length: 1 })).toEqual({ length: 2 });
    expect(inRange(spec("rsi", false), { length: 20.4 })).toEqual({ length: 20 });
    expect(inRange(spec("rsi", false), {})).toEqual({ length: 14 });
  });
});

import { describe, expect, it } from "vitest";
import type { IndicatorView } from "~/backend/bindings";
import { inRange, linesOf, readChosen, usual } from "./indicatorChoice";

const spec = (name: string, overlay: boolean): IndicatorView => ({
  name,
  label: name,
  overlay,
  params: [{ name: "length", min: 2, max: 500, default: 14, integer: true, description: "" }],
  columns: [name],
});
const known = [spec("ema", true), spec("rsi", false), spec("atr", false)];

describe("indicators chosen", () => {
  it("become lines with an ink of their own, over the price or below it", () => {
    const chosen = [...usual, { name: "atr", params: { length: 14 } }, { name: "gone", params: {} }];
    const column = 0;
    expect(linesOf(chosen, known)).toEqual([
      { id: "ema 12", label: "EMA 12", colour: "chart-1", indicator: "ema 12", column },
      { id: "ema 26", label: "EMA 26", colour: "chart-2", indicator: "ema 26", column },
      {
        id: "rsi 14",
        label: "RSI 14",
        colour: "chart-3",
        indicator: "rsi 14",
        column,
        pane: { group: "rsi 14", low: 30, high: 70 },
      },
      { id: "atr 14", label: "ATR 14", colour: "chart-4", indicator: "atr 14", column, pane: { group: "atr 14" } },
    ]);
  });

  it("are a line for each column: a band in one ink, what lies below in one pane", () => {
    const band = { ...spec("bollinger", true), columns: ["upper", "middle", "lower"] };
    const macd = { ...spec("macd", false), columns: ["macd", "signal"] };
    const chosen = [
      { name: "bollinger", params: { length: 20 } },
      { name: "macd", params: { length: 9 } },
    ];
    const lines = linesOf(chosen, [band, macd]);
    expect(lines.map((l) => [l.id, l.label, l.column])).toEqual([
      ["bollinger 20 upper", "BOLLINGER 20 upper", 0],
      ["bollinger 20 middle", "middle", 1],
      ["bollinger 20 lower", "lower", 2],
      ["macd 9 macd", "MACD 9 macd", 0],
      ["macd 9 signal", "signal", 1],
    ]);
    expect(new Set(lines.slice(0, 3).map((l) => l.colour)).size).toBe(1);
    expect(new Set(lines.slice(3).map((l) => l.colour)).size).toBe(2);
    expect(lines.map((l) => l.pane?.group)).toEqual([undefined, undefined, undefined, "macd 9", "macd 9"]);
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
    const width = { name: "deviations", min: 0.1, max: 10, default: 2, integer: false, description: "" };
    expect(inRange({ ...spec("bollinger", true), params: [width] }, { deviations: 2.5 })).toEqual({ deviations: 2.5 });
  });
});

import { describe, expect, it } from "vitest";
import type { BacktestView, Remark } from "~/backend/bindings";
import { backtest, request } from "../../../tests/fixture/backtest";
import { cellsOf } from "./HeatPanel";
import { binsOf, ticksOf } from "./histogram";
import { trustOf } from "./trust";

const run = (some: Partial<BacktestView> = {}): BacktestView => ({ ...backtest("B-1", request, 0), ...some });
const codes = (some: Partial<BacktestView> = {}) => trustOf(run(some)).map((c) => `${c.tone} ${c.code}`);

describe("how far to trust a run", () => {
  it("puts the worst first and what was not done last", () => {
    expect(codes()).toEqual([
      "bad loses_to_holding",
      "good enough_trades",
      "good no_gaps",
      "good no_levels",
      "open not_walked",
    ]);
  });

  it("repeats every warning of the engine with its figures, also one it does not know", () => {
    const warnings: Remark[] = [
      { code: "backtest.few_trades", values: { trades: 12, minimum: 30 } },
      { code: "backtest.candle_gaps", values: { missing: 4 } },
      { code: "backtest.one_trade_carries", values: { best: 900, net: 400 } },
      { code: "backtest.capped_entries", values: { entries: 3 } },
      { code: "backtest.ambiguous_candles", values: { candles: 2 } },
      { code: "backtest.liquidations", values: { trades: 1 } },
      { code: "backtest.moon_phase", values: {} },
    ];
    const checks = trustOf(run({ warnings }));
    for (const { code, values } of warnings.slice(0, -1)) {
      const check = checks.find((c) => `backtest.${c.code}` === code);
      expect(check?.tone, code).toBe("warn");
      expect(check?.values, code).toMatchObject(values);
    }
    expect(checks.find((c) => c.code === "other")?.values).toEqual({ code: "moon_phase" });
  });

  it("says so where no fee was charged, and praises beating the market", () => {
    const figures = { ...run().figures, total_return: 3 };
    expect(codes({ figures, request: { ...request, fee: 0 } })).toEqual([
      "warn no_fee",
      "good beats_holding",
      "good enough_trades",
      "good no_gaps",
      "good no_levels",
      "open not_walked",
    ]);
    expect(codes({ request: { ...request, stop_loss: 0.02, take_profit: 0.04 } })).toContain("good no_ambiguity");
  });
});

describe("pictures of a run", () => {
  it("has a bin between each two edges and stops at one that is missing", () => {
    expect(binsOf([-0.1, 0, 0.1], [2, 3])).toEqual([
      { from: -0.1, to: 0, count: 2 },
      { from: 0, to: 0.1, count: 3 },
    ]);
    expect(binsOf([-0.1, null, 0.1], [2, 3])).toEqual([]);
  });

  it("labels an axis at round figures within its ends", () => {
    expect(ticksOf(-0.37, 0.16, 5)).toEqual([-0.2, 0]);
    expect(ticksOf(-0.4, 0.2, 6)).toEqual([-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2]);
    expect(ticksOf(1, 1, 5)).toEqual([]);
  });

  it("centres the share won on one half and leaves cells without a trade empty", () => {
    const won = cellsOf(run({ heatmap_winrate: [[1, 0, null]] }), "won");
    expect(won).toEqual([[0.5, -0.5, null]]);
    expect(cellsOf(run({ heatmap_counts: [[0, 2]] }), "count")).toEqual([[null, 2]]);
  });
});

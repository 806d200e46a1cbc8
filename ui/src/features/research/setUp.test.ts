import { describe, expect, it } from "vitest";
import type { BacktestRequest, InstrumentView, StrategySchema } from "~/backend/bindings";
import { dayMs, firstSetUp, limitsOf, requestOf, type SetUp, setUpOf, toPercent } from "./setUp";
import { sameRequest } from "./useRuns";

const market = {
  id: { venue: "coinbase", symbol: "BTC/USD" },
  live: false,
  timeframes: ["1h"],
  stored: [],
} as unknown as InstrumentView;

const schema: StrategySchema = {
  name: "ar_forecast",
  label: "AR forecast",
  description: "",
  practice: false,
  params: [
    { name: "order", kind: { type: "integer" }, default: 4, min: 1, max: 12, step: 1, description: "", unit: "none" },
    {
      name: "threshold",
      kind: { type: "number" },
      default: 0.003,
      min: 0,
      max: 0.5,
      step: 0.001,
      description: "",
      unit: "fraction",
    },
  ],
};

const form = (some: Partial<SetUp> = {}): SetUp => ({ ...firstSetUp(schema, market, "Europe/Stockholm"), ...some });
const ask = (some: Partial<SetUp> = {}) => requestOf(form(some), schema, [market]);

describe("the set-up of a backtest", () => {
  it("asks for what stands in the form, fractions as fractions", () => {
    expect(ask().request).toEqual({
      instrument: { venue: "coinbase", symbol: "BTC/USD" },
      timeframe: "1h",
      period: { kind: "all" },
      strategy: "ar_forecast",
      params: { order: 4, threshold: 0.003 },
      capital: 10_000,
      fee: 0.001,
      slippage_bps: 0,
      sizing: { kind: "all_in" },
      short: false,
      stop_loss: null,
      take_profit: null,
      time_zone: "Europe/Stockholm",
    });
  });

  it("comes back as it was from a run's own request, whatever the choice", () => {
    const choices: Partial<SetUp>[] = [
      {},
      { params: { order: "7", threshold: "1.25" }, fee: "0.26", slippage: "3" },
      { sizing: "fraction", size: "33.5" },
      { sizing: "quantity", size: "0.015" },
      { sizing: "risk", size: "0.7", exits: true, stop: "1.1", target: "" },
      { period: "last_days", days: "90", short: true },
      { period: "last_candles", candles: "500" },
      { period: "range", from: "2019-01-31", to: "2019-02-28" },
    ];
    for (const choice of choices) {
      const { request, problems } = ask(choice);
      expect(problems, JSON.stringify(choice)).toEqual({});
      const again = requestOf(setUpOf(request as BacktestRequest, schema), schema, [market]).request;
      expect(again, JSON.stringify(choice)).toEqual(request);
      expect(sameRequest(again as BacktestRequest, request as BacktestRequest)).toBe(true);
    }
    expect(sameRequest(ask().request as BacktestRequest, ask({ fee: "0.2" }).request as BacktestRequest)).toBe(false);
  });

  it.each<[Partial<SetUp>, string, string]>([
    [{ params: { order: "2.5", threshold: "0.3" } }, "param-order", "whole"],
    [{ params: { order: "13", threshold: "0.3" } }, "param-order", "range"],
    [{ params: { order: "4", threshold: "50.1" } }, "param-threshold", "range"],
    [{ params: { order: "4", threshold: "" } }, "param-threshold", "missing"],
    [{ capital: "0" }, "capital", "above"],
    [{ fee: "100" }, "fee", "range"],
    [{ fee: "-0.1" }, "fee", "range"],
    [{ period: "last_days", days: "0" }, "days", "range"],
    [{ period: "last_candles", candles: "1.5" }, "candles", "whole"],
    [{ period: "range", from: "2019-02-30", to: "2019-03-01" }, "from", "date"],
    [{ period: "range", from: "2019-03-02", to: "2019-03-01" }, "to", "order"],
    [{ sizing: "fraction", size: "101" }, "size", "range"],
    [{ sizing: "quantity", size: "" }, "size", "missing"],
    [{ sizing: "risk", size: "1", exits: false }, "size", "stopNeeded"],
    [{ exits: true, stop: "100" }, "stop", "range"],
    [{ exits: true, short: true, target: "100" }, "target", "range"],
    [{ market: "kraken:BTC/USD" }, "market", "missing"],
  ])("asks nothing while %j stands there", (some, field, code) => {
    const { request, problems } = ask(some);
    expect(request).toBeNull();
    expect(problems[field]?.code).toBe(code);
  });

  it("shows fractions as percent without dust, ranges too", () => {
    expect([0.001, 0.07, 0.285, 1].map(toPercent)).toEqual(["0.1", "7", "28.5", "100"]);
    expect(schema.params.map(limitsOf)).toEqual([
      [1, 12],
      [0, 50],
    ]);
  });

  it("takes only days that exist", () => {
    expect(dayMs("2019-10-17")).toBe(Date.UTC(2019, 9, 17));
    expect(["2019-10-32", "17.10.2019", "2019-1-1", ""].map(dayMs)).toEqual([null, null, null, null]);
  });
});

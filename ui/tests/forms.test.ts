import { describe, expect, it } from "vitest";
import { dayMs, firstForm, problemsOf, requestOf, timeframeFor } from "~/features/approvals/analyse/analyseForm";
import { guessFromPath, importProblems, importRequest } from "~/features/approvals/import/importForm";
import { newestPractice } from "~/features/onboarding/trade/usePractice";
import { welcomeAt, welcomeStep } from "~/features/onboarding/welcomeStep";
import { approval } from "./fixture/approvals";
import { instruments, strategies } from "./fixture/catalogue";

const schema = (name: string) => {
  const found = strategies.find((s) => s.name === name);
  if (!found) throw new Error(name);
  return found;
};
const first = firstForm({ venue: "coinbase", symbol: "BTC/USD", timeframe: "4h" }, instruments, strategies);
if (!first) throw new Error("no form");

describe("the form of an analysis", () => {
  it("starts with the chart it was called from, in a timeframe that market has", () => {
    expect(first).toMatchObject({ market: "coinbase:BTC/USD", timeframe: "1h", strategy: "rsi_cross" });
    expect(problemsOf(first, schema("rsi_cross"))).toEqual({});
    expect(instruments[0] && timeframeFor(instruments[0], "4h")).toBe("4h");
  });

  it("asks with fractions, though percent is typed", () => {
    const form = firstForm({ strategy: "ar_forecast" }, instruments, strategies);
    expect(form?.params.threshold).toBe("0.3");
    expect(form && requestOf({ ...form, params: { ...form.params, threshold: "0.7" } }, schema("ar_forecast"))).toEqual(
      {
        instrument: { venue: "builtin", symbol: "SIM-A/USD" },
        timeframe: "1h",
        period: { kind: "last_candles", count: 500 },
        strategy: "ar_forecast",
        params: { order: 4, window: 300, steps: 5, threshold: 0.007, trend: 1, atr_length: 14, stop_atr: 2, target_atr: 3, min_distance: 0.001, max_distance: 0.2 }, // biome-ignore format: one line
      },
    );
  });

  it.each([
    [{ params: { ...first.params, length: "" } }, { length: { code: "missing" } }],
    [{ params: { ...first.params, length: "14.5" } }, { length: { code: "whole" } }],
    [{ params: { ...first.params, length: "1" } }, { length: { code: "range", min: 2, max: 5000 } }],
    [{ period: "last_days" as const, days: "0" }, { days: { code: "range", min: 1, max: 36_500 } }],
    [
      { period: "range" as const, from: "2019-02-30", to: "" },
      { from: { code: "date" }, to: { code: "date" } },
    ],
    [{ period: "range" as const, from: "2019-10-17", to: "2019-10-16" }, { to: { code: "order" } }],
    [{ period: "all" as const, days: "x" }, {}],
  ])("%o", (some, problems) => {
    expect(problemsOf({ ...first, ...some }, schema("rsi_cross"))).toEqual(problems);
  });

  it("takes the last day whole", () => {
    const form = { ...first, period: "range" as const, from: "2019-10-16", to: "2019-10-17" };
    const start_ms = Date.UTC(2019, 9, 16);
    expect(requestOf(form, schema("rsi_cross")).period).toEqual({ kind: "range", start_ms, end_ms: start_ms + 2 * 86_400_000 }); // biome-ignore format: one line
    expect(dayMs("2019-13-01")).toBeNaN();
  });
});

describe("an import", () => {
  it.each([
    ["/data/coinbase_BTC-USD_1h.csv", { venue: "coinbase", symbol: "BTC/USD" }],
    ["C:\\files\\eth-eur.csv.gz", { symbol: "ETH/EUR" }],
    ["/data/candles.csv", {}],
  ])("is told by its file's name: %s", (path, guess) => {
    expect(guessFromPath(path)).toEqual(guess);
  });

  it("names every field that is missing or malformed", () => {
    expect(importProblems({ path: " ", venue: "Coin Base", symbol: "BTCUSD", timeframe: "auto" })).toEqual(["path", "venue", "symbol"]); // biome-ignore format: one line
    const form = { path: " /a.csv ", venue: "coinbase", symbol: "btc/usd", timeframe: "auto" as const };
    expect(importProblems(form)).toEqual([]);
    expect(importRequest(form)).toEqual({ path: "/a.csv", instrument: { venue: "coinbase", symbol: "BTC/USD" }, timeframe: null }); // biome-ignore format: one line
  });
});

describe("the welcome", () => {
  it("goes on where it stood", () => {
    const at = (layouts: Record<string, string>) => welcomeStep({ stage: "open", preferences: { layouts } });
    expect(welcomeStep({ stage: "first_start", preferences: {} })).toBe(1);
    expect(at(welcomeAt({}, "signature"))).toBe(2);
    expect(at(welcomeAt({ trade: "x" }, "trade"))).toBe(3);
    expect(welcomeAt({ trade: "x" }, "done")).toEqual({ trade: "x", welcome: "done" });
  });

  it("takes up the newest practice signal that is still good for something", () => {
    const now = 1_795_219_200_000;
    const made = (id: string, some: object) => approval(now, { id, strategy: "practice", ...some });
    const old = made("CS-261121-0001", { created_ms: now - 9e5, expires_ms: now - 6e5 });
    const fresh = made("CS-261121-0002", { created_ms: now });
    const other = approval(now, { id: "CS-261121-0003", created_ms: now + 1 });
    expect(newestPractice([old, fresh, other], now)?.id).toBe("CS-261121-0002");
    expect(newestPractice([old, other], now)).toBeNull();
    expect(newestPractice([{ ...old, status: "used" }], now)?.status).toBe("used");
  });
});

import type { BacktestView } from "~/backend/bindings";

export type TrustCode =
  | "loses_to_holding"
  | "beats_holding"
  | "few_trades"
  | "enough_trades"
  | "candle_gaps"
  | "no_gaps"
  | "one_trade_carries"
  | "capped_entries"
  | "ambiguous_candles"
  | "no_ambiguity"
  | "no_levels"
  | "liquidations"
  | "no_fee"
  | "not_walked"
  | "other";

export interface TrustCheck {
  code: TrustCode;
  tone: "bad" | "warn" | "good" | "open";
  /** Fractions for returns, counts, money: the wording knows which. */
  values: Readonly<Record<string, number | string>>;
}

/** Below this many trades a mean says little; the engine warns by the same figure. */
const FEWEST_TRADES = 30;

/** What the engine says of its own result, and what it was compared with; the worst first, what was not done last. */
export function trustOf(run: BacktestView): TrustCheck[] {
  const warned = new Map(run.warnings.map((w) => [w.code.replace(/^backtest\./, ""), w.values]));
  const checks = [comparison(run), trades(run, warned), gaps(run, warned), ambiguity(run, warned)];
  for (const code of ["one_trade_carries", "capped_entries", "liquidations"] as const) {
    const values = warned.get(code);
    if (values) checks.push({ code, tone: "warn", values: numbers(values) });
  }
  for (const code of warned.keys())
    if (!known.has(code)) checks.push({ code: "other", tone: "warn", values: { code } });
  if (run.request.fee === 0) checks.push({ code: "no_fee", tone: "warn", values: {} });
  checks.push({ code: "not_walked", tone: "open", values: {} });
  return checks.sort((a, b) => order[a.tone] - order[b.tone]);
}

const order = { bad: 0, warn: 1, good: 2, open: 3 };
const known = new Set([
  "few_trades",
  "candle_gaps",
  "ambiguous_candles",
  "one_trade_carries",
  "capped_entries",
  "liquidations",
]);

type Values = Record<string, number | null>;
const numbers = (values: Values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v ?? Number.NaN]));

function comparison({ figures }: BacktestView): TrustCheck {
  const values = { total: figures.total_return, hold: figures.buy_and_hold_return };
  const loses = figures.total_return < figures.buy_and_hold_return;
  return loses ? { code: "loses_to_holding", tone: "bad", values } : { code: "beats_holding", tone: "good", values };
}

function trades(run: BacktestView, warned: Map<string, Values>): TrustCheck {
  const values = { trades: run.figures.trades, minimum: FEWEST_TRADES };
  const few = warned.get("few_trades");
  if (few) return { code: "few_trades", tone: "warn", values: { ...values, ...numbers(few) } };
  return { code: "enough_trades", tone: "good", values };
}

function gaps(run: BacktestView, warned: Map<string, Values>): TrustCheck {
  const missing = warned.get("candle_gaps");
  if (missing) return { code: "candle_gaps", tone: "warn", values: numbers(missing) };
  return { code: "no_gaps", tone: "good", values: { candles: run.candles } };
}

function ambiguity(run: BacktestView, warned: Map<string, Values>): TrustCheck {
  const both = warned.get("ambiguous_candles");
  if (both) return { code: "ambiguous_candles", tone: "warn", values: numbers(both) };
  const bracketed = run.request.stop_loss !== null && run.request.take_profit !== null;
  return { code: bracketed ? "no_ambiguity" : "no_levels", tone: "good", values: {} };
}

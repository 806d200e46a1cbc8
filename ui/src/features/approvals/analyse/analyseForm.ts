import type { AnalyseRequest, InstrumentView, ParamSchema, Period, StrategySchema } from "~/backend/bindings";

export interface AnalyseForm {
  /** `venue:symbol`. */
  market: string;
  timeframe: AnalyseRequest["timeframe"];
  strategy: string;
  /** Decimal text of every parameter; fractions in percent. */
  params: Readonly<Record<string, string>>;
  period: Period["kind"];
  days: string;
  candles: string;
  /** Days of UTC as 2019-10-17, both included. */
  from: string;
  to: string;
}

export type Problem = { code: "missing" | "whole" | "date" | "order" } | { code: "range"; min: number; max: number };

/** By field: `days`, `candles`, `from`, `to`, or the name of a parameter. */
export type Problems = Readonly<Record<string, Problem>>;

const DAY_MS = 86_400_000;
/** 0.003 is 0.3 %, without the dust of binary numbers. */
const exact = (value: number) => Number(value.toPrecision(12));
const scaleOf = (p: ParamSchema) => (p.unit === "fraction" ? 100 : 1);

export const marketKey = (id: { venue: string; symbol: string }) => `${id.venue}:${id.symbol}`;

export function defaultParams(schema: StrategySchema): Record<string, string> {
  return Object.fromEntries(schema.params.map((p) => [p.name, String(exact((p.default ?? 0) * scaleOf(p)))]));
}

/** Least and greatest as the form shows them. */
export function boundsOf(p: ParamSchema): { min: number; max: number } {
  return {
    min: exact((p.min ?? Number.NEGATIVE_INFINITY) * scaleOf(p)),
    max: exact((p.max ?? Number.POSITIVE_INFINITY) * scaleOf(p)),
  };
}

/** What the dialog opens with: where it was called from, else the first market. */
export function firstForm(
  args: Readonly<Record<string, string>>,
  markets: readonly InstrumentView[],
  schemas: readonly StrategySchema[],
): AnalyseForm | null {
  const called = markets.find((m) => m.id.venue === args.venue && m.id.symbol === args.symbol);
  const market = called ?? markets[0];
  const schema = schemas.find((s) => s.name === (args.strategy ?? "rsi_cross")) ?? schemas[0];
  if (!market || !schema) return null;
  return {
    market: marketKey(market.id),
    timeframe: timeframeFor(market, args.timeframe ?? "1h"),
    strategy: schema.name,
    params: defaultParams(schema),
    period: "last_candles",
    days: "30",
    candles: "500",
    from: "",
    to: "",
  };
}

/** The one wished for where the market has it. */
export function timeframeFor(market: InstrumentView, wished: string): AnalyseForm["timeframe"] {
  return market.timeframes.find((t) => t === wished) ?? market.timeframes[0] ?? "1h";
}

/** Midnight UTC of a day that exists; NaN for anything else. */
export function dayMs(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text) ? Number.NaN : ms;
}

export function problemsOf(form: AnalyseForm, schema: StrategySchema): Problems {
  const problems: Record<string, Problem> = {};
  const check = (field: string, problem: Problem | null) => {
    if (problem) problems[field] = problem;
  };
  if (form.period === "last_days") check("days", numberProblem(form.days, true, { min: 1, max: 36_500 }));
  if (form.period === "last_candles") check("candles", numberProblem(form.candles, true, { min: 1, max: 5_000_000 }));
  if (form.period === "range") {
    const [from, to] = [dayMs(form.from), dayMs(form.to)];
    check("from", Number.isNaN(from) ? { code: "date" } : null);
    check("to", Number.isNaN(to) ? { code: "date" } : to < from ? { code: "order" } : null);
  }
  for (const p of schema.params)
    check(p.name, numberProblem(form.params[p.name] ?? "", p.kind.type !== "number", boundsOf(p)));
  return problems;
}

function numberProblem(text: string, whole: boolean, { min, max }: { min: number; max: number }): Problem | null {
  const value = Number(text);
  if (text === "" || Number.isNaN(value)) return { code: "missing" };
  if (value < min || value > max) return { code: "range", min, max };
  return whole && !Number.isInteger(value) ? { code: "whole" } : null;
}

/** The request of a form without problems. */
export function requestOf(form: AnalyseForm, schema: StrategySchema): AnalyseRequest {
  const [venue = "", symbol = ""] = form.market.split(/:(.*)/s);
  const params = schema.params.map((p) => [p.name, exact(Number(form.params[p.name]) / scaleOf(p))]);
  return {
    instrument: { venue, symbol },
    timeframe: form.timeframe,
    period: periodOf(form),
    strategy: schema.name,
    params: Object.fromEntries(params),
  };
}

function periodOf(form: AnalyseForm): Period {
  switch (form.period) {
    case "last_days":
      return { kind: "last_days", days: Number(form.days) };
    case "last_candles":
      return { kind: "last_candles", count: Number(form.candles) };
    case "range":
      return { kind: "range", start_ms: dayMs(form.from), end_ms: dayMs(form.to) + DAY_MS };
    case "all":
      return { kind: "all" };
  }
}

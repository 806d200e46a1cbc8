import type {
  BacktestRequest,
  InstrumentView,
  ParamSchema,
  Period,
  SizingView,
  StrategySchema,
} from "~/backend/bindings";

/** The form as it stands: figures as decimal text, fractions in percent. */
export interface SetUp {
  strategy: string;
  /** Of every parameter by name. */
  params: Readonly<Record<string, string>>;
  /** `venue:symbol`. */
  market: string;
  timeframe: BacktestRequest["timeframe"];
  period: Period["kind"];
  days: string;
  candles: string;
  /** Days as 2019-10-17, both included, UTC. */
  from: string;
  to: string;
  capital: string;
  fee: string;
  slippage: string;
  sizing: SizingView["kind"];
  /** Percent of the cash, units, or percent to lose: what the sizing asks for. */
  size: string;
  short: boolean;
  exits: boolean;
  stop: string;
  target: string;
  timeZone: string;
}

export interface Problem {
  code: "missing" | "whole" | "range" | "above" | "date" | "order" | "stopNeeded";
  values: Readonly<Record<string, string | number>>;
}

export type Problems = Readonly<Record<string, Problem>>;

const DAY_MS = 86_400_000;

export const marketKey = (id: InstrumentView["id"]) => `${id.venue}:${id.symbol}`;

/** A fraction as percent text without the dust of binary numbers: 0.001 is "0.1". */
export const toPercent = (fraction: number) => String(Number((fraction * 100).toPrecision(12)));

const inForm = (p: ParamSchema, value: number) => (p.unit === "fraction" ? toPercent(value) : String(value));
export const limitsOf = (p: ParamSchema): [number, number] => {
  const scale = p.unit === "fraction" ? 100 : 1;
  const of = (limit: number | null, none: number) => (limit === null ? none : Number((limit * scale).toPrecision(12)));
  return [of(p.min, Number.NEGATIVE_INFINITY), of(p.max, Number.POSITIVE_INFINITY)];
};

export function defaultParams(schema: StrategySchema): Record<string, string> {
  return Object.fromEntries(schema.params.map((p) => [p.name, inForm(p, p.default ?? 0)]));
}

/** What the form starts with: all of a recorded market, a month of one that runs. */
export function firstSetUp(schema: StrategySchema, market: InstrumentView, timeZone: string): SetUp {
  const preferred = market.timeframes.includes("1h") ? "1h" : market.timeframes[0];
  return {
    strategy: schema.name,
    params: defaultParams(schema),
    market: marketKey(market.id),
    timeframe: market.stored[0]?.timeframe ?? preferred ?? "1h",
    period: market.live ? "last_days" : "all",
    days: "30",
    candles: "1000",
    from: "",
    to: "",
    capital: "10000",
    fee: "0.1",
    slippage: "0",
    sizing: "all_in",
    size: "",
    short: false,
    exits: false,
    stop: "2",
    target: "4",
    timeZone,
  };
}

/** The form that would ask for this run again. */
export function setUpOf(request: BacktestRequest, schema: StrategySchema): SetUp {
  const given = (p: ParamSchema) => request.params[p.name] ?? p.default ?? 0;
  const { period, sizing } = request;
  return {
    strategy: schema.name,
    params: Object.fromEntries(schema.params.map((p) => [p.name, inForm(p, given(p))])),
    market: marketKey(request.instrument),
    timeframe: request.timeframe,
    period: period.kind,
    days: period.kind === "last_days" ? String(period.days) : "30",
    candles: period.kind === "last_candles" ? String(period.count) : "1000",
    from: period.kind === "range" ? dayText(period.start_ms) : "",
    to: period.kind === "range" ? dayText(period.end_ms - 1) : "",
    capital: String(request.capital),
    fee: toPercent(request.fee),
    slippage: String(request.slippage_bps),
    sizing: sizing.kind,
    size: sizing.kind === "all_in" ? "" : sizeText(sizing.kind, sizing.value ?? 0),
    short: request.short,
    exits: request.stop_loss !== null || request.take_profit !== null,
    stop: request.stop_loss === null ? "" : toPercent(request.stop_loss),
    target: request.take_profit === null ? "" : toPercent(request.take_profit),
    timeZone: request.time_zone,
  };
}

const sizeText = (kind: "fraction" | "quantity" | "risk", value: number) =>
  kind === "quantity" ? String(value) : toPercent(value);
const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Midnight UTC of a day that exists; 2019-02-30 does not. */
export function dayMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || dayText(ms) !== text ? null : ms;
}

/** What is asked of the backend, or what stands against it, by field. */
export function requestOf(
  form: SetUp,
  schema: StrategySchema,
  markets: readonly InstrumentView[],
): { request: BacktestRequest | null; problems: Problems } {
  const reader = new Reader();
  const market = markets.find((m) => marketKey(m.id) === form.market);
  if (!market) reader.problems.market = { code: "missing", values: {} };
  const params: Record<string, number> = {};
  for (const p of schema.params) params[p.name] = reader.param(p, form.params[p.name] ?? "");
  const period = reader.period(form);
  const capital = reader.above("capital", form.capital, 0);
  const fee = reader.within("fee", form.fee, 0, 99.99) / 100;
  const slippage = reader.within("slippage", form.slippage, 0, 9999);
  const sizing = reader.sizing(form);
  const stop = reader.exit(form, "stop", 99.99);
  const target = reader.exit(form, "target", form.short ? 99.99 : 100_000);
  if (form.sizing === "risk" && stop === null) reader.problems.size ??= { code: "stopNeeded", values: {} };
  if (!market || Object.keys(reader.problems).length > 0) return { request: null, problems: reader.problems };
  const request: BacktestRequest = {
    instrument: market.id,
    timeframe: form.timeframe,
    period,
    strategy: schema.name,
    params,
    capital,
    fee,
    slippage_bps: slippage,
    sizing,
    short: form.short,
    stop_loss: stop,
    take_profit: target,
    time_zone: form.timeZone,
  };
  return { request, problems: {} };
}

/** Reads figures and keeps what is wrong with them. What could not be read counts as zero and is never sent. */
class Reader {
  readonly problems: Record<string, Problem> = {};

  within(field: string, text: string, min: number, max: number): number {
    const value = this.figure(field, text);
    if (value < min || value > max) this.problems[field] ??= { code: "range", values: { value: text, min, max } };
    return value;
  }

  above(field: string, text: string, limit: number): number {
    const value = this.figure(field, text);
    if (value <= limit) this.problems[field] ??= { code: "above", values: { value: text, limit } };
    return value;
  }

  whole(field: string, text: string, min: number, max: number): number {
    const value = this.within(field, text, min, max);
    if (!Number.isInteger(value)) this.problems[field] ??= { code: "whole", values: { value: text } };
    return value;
  }

  param(p: ParamSchema, text: string): number {
    const [min, max] = limitsOf(p);
    const field = `param-${p.name}`;
    const value = p.kind.type === "number" ? this.within(field, text, min, max) : this.whole(field, text, min, max);
    return p.unit === "fraction" ? Number((value / 100).toPrecision(12)) : value;
  }

  period(form: SetUp): Period {
    switch (form.period) {
      case "all":
        return { kind: "all" };
      case "last_days":
        return { kind: "last_days", days: this.whole("days", form.days, 1, 36_500) };
      case "last_candles":
        return { kind: "last_candles", count: this.whole("candles", form.candles, 1, 10_000_000) };
      case "range": {
        const start_ms = this.day("from", form.from);
        const end_ms = this.day("to", form.to) + DAY_MS;
        if (end_ms <= start_ms) this.problems.to ??= { code: "order", values: {} };
        return { kind: "range", start_ms, end_ms };
      }
    }
  }

  sizing(form: SetUp): SizingView {
    switch (form.sizing) {
      case "all_in":
        return { kind: "all_in" };
      case "quantity":
        return { kind: "quantity", value: this.above("size", form.size, 0) };
      default: {
        const value = this.above("size", form.size, 0);
        if (value > 100) this.problems.size ??= { code: "range", values: { value: form.size, min: 0, max: 100 } };
        return { kind: form.sizing, value: value / 100 };
      }
    }
  }

  /** Either level may be left out. */
  exit(form: SetUp, field: "stop" | "target", max: number): number | null {
    if (!form.exits || form[field] === "") return null;
    const value = this.above(field, form[field], 0);
    if (value > max) this.problems[field] ??= { code: "range", values: { value: form[field], min: 0, max } };
    return value / 100;
  }

  private figure(field: string, text: string): number {
    const value = text === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    this.problems[field] ??= { code: "missing", values: {} };
    return 0;
  }

  private day(field: string, text: string): number {
    const ms = dayMs(text);
    if (ms === null) this.problems[field] ??= { code: "date", values: { value: text } };
    return ms ?? 0;
  }
}

import type { InstrumentView, ParamSchema, StrategySchema, SweepPlan, SweepRequest } from "~/backend/bindings";
import { canonical } from "../canonical";
import { sweepable } from "../levels";
import { defaultParams, type Problem, requestOf, type SetUp, setUpOf } from "../setUp";
import { strategyNamed } from "../strategyNamed";
import { type AxisForm, axisForm, axisOf, clean, firstAxes, firstAxis, MOST_AXES, MOST_CELLS, valuesOf } from "./axes";

/** A backtest's set-up, and what is swept in it. `setUp.params` of a swept parameter is where the cross stands. */
export interface SweepForm {
  setUp: SetUp;
  axes: readonly AxisForm[];
  /** How many cells are drawn by lot; `null` for every one. */
  samples: string | null;
}

/** The same cells at every run. */
const SEED = 1;

export const sweepFormOf = (setUp: SetUp, schema: StrategySchema): SweepForm => ({
  setUp,
  axes: firstAxes(schema),
  samples: null,
});

/** The form that would ask for this sweep again, the cross on `params`. */
export function formOf(request: SweepRequest, schema: StrategySchema, params: readonly number[] = []): SweepForm {
  const cross = Object.fromEntries(request.axes.map((axis, i) => [axis.name, params[i] ?? axis.values[0] ?? 0]));
  const setUp = setUpOf({ ...request.base, params: { ...request.base.params, ...cross } }, schema);
  const axes = request.axes.flatMap((axis) => {
    const p = schema.params.find((s) => s.name === axis.name);
    return p ? [axisForm(axis, p)] : [];
  });
  const { plan } = request;
  return { setUp, axes, samples: plan.kind === "random" ? String(plan.count) : null };
}

export function withStrategy(form: SweepForm, schema: StrategySchema): SweepForm {
  const next = sweepFormOf({ ...form.setUp, strategy: schema.name, params: defaultParams(schema) }, schema);
  return { ...next, samples: form.samples };
}

/** A parameter is swept or no longer; the last one stays, and there are never more than three. */
export function toggleAxis(form: SweepForm, p: ParamSchema): SweepForm {
  const swept = form.axes.some((a) => a.name === p.name);
  if (swept ? form.axes.length === 1 : form.axes.length >= MOST_AXES) return form;
  const axes = swept ? form.axes.filter((a) => a.name !== p.name) : [...form.axes, firstAxis(p)];
  return { ...form, axes };
}

export interface SweepAsked {
  request: SweepRequest | null;
  problems: Readonly<Record<string, Problem>>;
  /** How many backtests it would be; 0 while an axis cannot be read. */
  cells: number;
}

/** What is asked of the backend, or what stands against it. Where the cross stands changes nothing in it. */
export function sweepRequestOf(
  form: SweepForm,
  schema: StrategySchema,
  markets: readonly InstrumentView[],
): SweepAsked {
  const problems: Record<string, Problem> = {};
  const swept = form.axes.flatMap((axis) => {
    const p = sweepable(schema).find((s) => s.name === axis.name);
    if (!p) return [];
    const values = valuesOf(axis, p);
    if (!Array.isArray(values)) problems[`axis-${axis.name}`] = values;
    return [{ p, values: Array.isArray(values) ? values : [] }];
  });
  const size = swept.length === 0 ? 0 : swept.reduce((product, { values }) => product * values.length, 1);
  if (size > MOST_CELLS) problems.cells = { code: "range", values: { value: String(size), min: 1, max: MOST_CELLS } };
  const plan = planOf(form.samples);
  if ("code" in plan) problems.samples = plan;
  const cells = "kind" in plan && plan.kind === "random" && size <= MOST_CELLS ? Math.min(size, plan.count) : size;
  const inside = Object.fromEntries(swept.map(({ p, values }) => [p.name, String(values[0] ?? p.default ?? 0)]));
  const setUp = { ...form.setUp, params: { ...form.setUp.params, ...inside } };
  const base = requestOf(setUp, schema, markets);
  const all = { ...base.problems, ...problems };
  if (!base.request || "code" in plan || swept.length === 0 || Object.keys(all).length > 0)
    return { request: null, problems: all, cells };
  const axes = swept.map(({ p, values }) => axisOf(p, values));
  return { request: { base: base.request, axes, plan }, problems: {}, cells };
}

function planOf(samples: string | null): SweepPlan | Problem {
  if (samples === null) return { kind: "grid" };
  const count = samples === "" ? Number.NaN : Number(samples);
  if (!Number.isFinite(count)) return { code: "missing", values: {} };
  if (!Number.isInteger(count)) return { code: "whole", values: { value: samples } };
  if (count < 1 || count > MOST_CELLS) return { code: "range", values: { value: samples, min: 1, max: MOST_CELLS } };
  return { kind: "random", count, seed: SEED };
}

/** How many cells a sweep tries. */
export function plannedCells({ axes, plan }: SweepRequest): number {
  const size = axes.reduce((n, axis) => n * axis.values.length, 1);
  return plan.kind === "random" ? Math.min(size, plan.count) : size;
}

/** What the form would ask for in its place: parameters left out stand at their defaults. */
export function normalised(
  request: SweepRequest,
  strategies: readonly StrategySchema[],
  markets: readonly InstrumentView[],
): SweepRequest {
  const schema = strategyNamed(strategies, request.base.strategy);
  const again = schema && sweepRequestOf(formOf(request, schema), schema, markets).request;
  // of a script's version that was swept, not of the newest: another version waits for its button
  return again ? { ...again, base: { ...again.base, strategy: request.base.strategy } } : request;
}

/** Two sweeps that would differ in their ranges alone: one may follow the other by itself. */
export function sameBase(a: SweepRequest, b: SweepRequest): boolean {
  const bare = ({ base, axes, plan }: SweepRequest) => {
    const names = new Set(axes.map((axis) => axis.name));
    const params = Object.fromEntries(Object.entries(base.params).filter(([name]) => !names.has(name)));
    return canonical([{ ...base, params }, [...names], plan]);
  };
  return bare(a) === bare(b);
}

export const sameAxes = (a: SweepRequest, b: SweepRequest) => canonical(a.axes) === canonical(b.axes);

/** The cross, in the values of the form, at what is nearest to it among the values of each axis. */
export function crossOf(form: SweepForm, request: SweepRequest, schema: StrategySchema): number[] {
  return request.axes.map((axis) => {
    const p = schema.params.find((s) => s.name === axis.name);
    const shown = Number(form.setUp.params[axis.name] ?? "");
    const wanted = p?.unit === "fraction" ? clean(shown / 100) : shown;
    return nearest(axis.values, Number.isFinite(wanted) ? wanted : (axis.values[0] ?? 0));
  });
}

/** The index of the value nearest to `wanted`. */
export function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  for (const [i, v] of values.entries())
    if (Math.abs(v - wanted) < Math.abs((values[best] ?? Number.POSITIVE_INFINITY) - wanted)) best = i;
  return best;
}

/** The cross moves to these values of the axes. */
export function crossAt(
  form: SweepForm,
  request: SweepRequest,
  schema: StrategySchema,
  at: readonly number[],
): SweepForm {
  const moved = request.axes.map((axis, i) => {
    const p = schema.params.find((s) => s.name === axis.name);
    const value = axis.values[at[i] ?? 0] ?? 0;
    return [axis.name, String(p?.unit === "fraction" ? clean(value * 100) : value)];
  });
  return { ...form, setUp: { ...form.setUp, params: { ...form.setUp.params, ...Object.fromEntries(moved) } } };
}

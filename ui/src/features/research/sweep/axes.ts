import type { ParamSchema, StrategySchema, SweepAxis } from "~/backend/bindings";
import { sweepable } from "../levels";
import { limitsOf, type Problem } from "../setUp";

/** One swept parameter as it stands in the form: figures as decimal text, fractions in percent. */
export interface AxisForm {
  name: string;
  from: string;
  to: string;
  step: string;
}

/** A larger grid is refused. */
export const MOST_CELLS = 1_000_000;
export const MOST_AXES = 3;
/** How many values a first proposal has, at most. */
const FIRST_VALUES = 24;

/** Binary dust goes: 0.1 + 0.2 is 0.3. */
export const clean = (value: number) => Number(value.toPrecision(12));
const scaleOf = (p: ParamSchema) => (p.unit === "fraction" ? 100 : 1);
const isWhole = (p: ParamSchema) => p.kind.type === "integer";

/** The least step of a parameter in the unit of the form. */
export const stepOf = (p: ParamSchema) => clean((p.step ?? 1) * scaleOf(p));

/** How many values lie from one figure to another; 0 where there is no such row. */
export function countOf(from: number, to: number, step: number): number {
  if (!(step > 0) || !(to >= from)) return 0;
  return Math.floor((to - from) / step + 1e-9) + 1;
}

/** The value of an axis that lies nearest; as it is where the axis has no steps. */
export function onAxis(value: number, from: number, to: number, step: number): number {
  const last = countOf(from, to, step) - 1;
  if (last < 0) return clean(value);
  return clean(from + Math.min(last, Math.max(0, Math.round((value - from) / step))) * step);
}

/** The values in the unit of the form, or what stands against them. */
export function valuesOf(axis: AxisForm, p: ParamSchema): number[] | Problem {
  const [from, to, step] = [axis.from, axis.to, axis.step].map((text) => (text === "" ? Number.NaN : Number(text)));
  if (from === undefined || to === undefined || step === undefined) return { code: "missing", values: {} };
  if (![from, to, step].every(Number.isFinite)) return { code: "missing", values: {} };
  const [min, max] = limitsOf(p);
  for (const value of [from, to])
    if (value < min || value > max) return { code: "range", values: { value: String(value), min, max } };
  if (step <= 0) return { code: "above", values: { value: axis.step, limit: 0 } };
  if (to < from) return { code: "range", values: { value: axis.to, min: from, max } };
  if (isWhole(p))
    for (const value of [from, step])
      if (!Number.isInteger(value)) return { code: "whole", values: { value: String(value) } };
  const count = Math.min(countOf(from, to, step), MOST_CELLS + 1);
  return Array.from({ length: count }, (_, i) => clean(from + i * step));
}

/** Values in the backend's unit. */
export const axisOf = (p: ParamSchema, values: readonly number[]): SweepAxis => ({
  name: p.name,
  values: values.map((v) => clean(v / scaleOf(p))),
});

/** The form that would give this axis again. */
export function axisForm(axis: SweepAxis, p: ParamSchema): AxisForm {
  const shown = axis.values.map((v) => clean(v * scaleOf(p)));
  const [first = 0, second] = shown;
  return {
    name: axis.name,
    from: String(first),
    to: String(shown.at(-1) ?? first),
    step: String(second === undefined ? stepOf(p) : clean(second - first)),
  };
}

/** A range round the default, in round steps, of a size that runs at once. */
export function firstAxis(p: ParamSchema): AxisForm {
  const [min, max] = limitsOf(p);
  const middle = clean((p.default ?? 0) * scaleOf(p));
  const reach = p.unit === "level" ? 20 : Math.max(Math.abs(middle), stepOf(p) * 8);
  const least = Math.max(min, p.unit === "level" ? middle - reach : middle / 2);
  const most = Math.min(max, middle + reach);
  const step = roundStep((most - least) / (FIRST_VALUES - 1), stepOf(p));
  const from = Math.max(min, clean(Math.ceil(least / step - 1e-9) * step));
  const to = clean(from + (countOf(from, most, step) - 1) * step);
  return { name: p.name, from: String(from), to: String(to), step: String(step) };
}

/** The next of 1, 2, 2.5, 5 times a power of ten that is a multiple of the least step. */
function roundStep(rough: number, least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, least)));
  for (const m of [1, 2, 2.5, 5, 10, 20]) {
    const step = clean(m * power);
    const parts = step / least;
    if (step >= rough * (1 - 1e-9) && step >= least && Math.abs(parts - Math.round(parts)) < 1e-6) return step;
  }
  return least;
}

/** What is swept before anybody chose: the first two that can be. */
export const firstAxes = (schema: StrategySchema): AxisForm[] => sweepable(schema).slice(0, 2).map(firstAxis);

/** As far as the slider of a parameter goes: its default eight times over, and what was typed. */
export function reachOf(p: ParamSchema, axis: AxisForm): [number, number] {
  const [min, max] = limitsOf(p);
  const middle = Math.abs(p.default ?? 0) * scaleOf(p);
  const low = Number.isFinite(min) ? min : -middle * 8;
  const high = Math.min(max, Math.max(middle * 8, low + stepOf(p) * 20));
  const typed = [axis.from, axis.to].map(Number).filter(Number.isFinite);
  return [Math.min(low, ...typed), Math.max(high, ...typed)];
}

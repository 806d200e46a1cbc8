import type { IndicatorView } from "~/backend/bindings";
import type { ChartLine } from "~/components/charts/candleChartProps";
import type { LineColour } from "~/components/charts/palette";

export interface ChosenIndicator {
  name: string;
  params: Record<string, number>;
}

export const MOST_INDICATORS = 8;

/** Before anybody chose: two means over the price and the strength below it. */
export const usual: readonly ChosenIndicator[] = [
  { name: "ema", params: { length: 12 } },
  { name: "ema", params: { length: 26 } },
  { name: "rsi", params: { length: 14 } },
];

/** "ema 12": what it is called in legends, and unique among the chosen. */
export const idOf = (c: ChosenIndicator) => [c.name, ...Object.values(c.params)].join(" ");
export const labelOf = (c: ChosenIndicator) => [c.name.toUpperCase(), ...Object.values(c.params)].join(" ");

const over: readonly LineColour[] = ["chart-1", "chart-2", "chart-4", "chart-5", "muted-foreground"];
const below: readonly LineColour[] = ["chart-3", "chart-4", "chart-1", "chart-2"];

/** Levels an oscillator between 0 and 100 is read against. */
const LEVELS: Readonly<Record<string, { low: number; high: number }>> = {
  rsi: { low: 30, high: 70 },
  stochastic: { low: 20, high: 80 },
};

/** A line of the chart, and the column of the indicator it shows. */
export interface IndicatorLine extends ChartLine {
  indicator: string;
  column: number;
}

/**
 * Lines of the chart in the order chosen, one for each column; what the desk does not know is left out. Columns over
 * the price share an ink (a band is one thing), those in a pane have their own.
 */
export function linesOf(chosen: readonly ChosenIndicator[], known: readonly IndicatorView[]): IndicatorLine[] {
  let [overlays, panes] = [0, 0];
  return chosen.flatMap((c): IndicatorLine[] => {
    const spec = known.find((k) => k.name === c.name);
    if (!spec) return [];
    const indicator = idOf(c);
    const ink = spec.overlay ? over[overlays++ % over.length] : undefined;
    return spec.columns.map((name, column) => {
      const alone = spec.columns.length === 1;
      return {
        id: alone ? indicator : `${indicator} ${name}`,
        label: alone ? labelOf(c) : column === 0 ? `${labelOf(c)} ${name}` : name,
        colour: ink ?? below[panes++ % below.length] ?? "chart-3",
        indicator,
        column,
        ...(name === "middle" ? { faint: true } : {}),
        ...(spec.overlay ? {} : { pane: { group: indicator, ...LEVELS[c.name] } }),
      };
    });
  });
}

/** As a layout remembers it; what cannot be read gives the usual ones. */
export function readChosen(text: string | undefined): readonly ChosenIndicator[] {
  if (text === undefined) return usual;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every(isChosen) ? read.slice(0, MOST_INDICATORS) : usual;
  } catch {
    return usual;
  }
}

function isChosen(value: unknown): value is ChosenIndicator {
  if (typeof value !== "object" || value === null) return false;
  const { name, params } = value as Partial<ChosenIndicator>;
  return (
    typeof name === "string" &&
    typeof params === "object" &&
    params !== null &&
    Object.values(params).every((v) => typeof v === "number" && Number.isFinite(v))
  );
}

/** Parameters within their limits, and whole where they must be: what is out of them is brought to the nearest. */
export function inRange(spec: IndicatorView, params: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    spec.params.map((p) => {
      const value = params[p.name] ?? p.default;
      return [p.name, Math.min(p.max, Math.max(p.min, p.integer ? Math.round(value) : value))];
    }),
  );
}

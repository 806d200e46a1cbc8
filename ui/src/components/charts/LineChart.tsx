import {
  AreaSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  PriceScaleMode,
  type SeriesType,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { toLine } from "./candles";
import type { LineColour, Palette } from "./palette";
import { Rectangles } from "./rectangles";
import { isRemoved, useChart } from "./useChart";

export interface LineChartSeries {
  id: string;
  label: string;
  colour: LineColour;
  /** UTC milliseconds, ascending. */
  timeMs: ArrayLike<number>;
  values: ArrayLike<number>;
  /** Filled down to zero, for drawdown. */
  area?: boolean;
  dashed?: boolean;
}

interface LineChartProps {
  label: string;
  /** Keep stable between renders. */
  series: readonly LineChartSeries[];
  /** Keep stable between renders. */
  format: (value: number) => string;
  log?: boolean;
  /** Times shaded over the whole height, as [from, to] in milliseconds: when a position was open. */
  shaded?: readonly (readonly [number, number])[];
  testId?: string;
}

/** One or more lines over time with one scale: equity, drawdown, a comparison. */
export function LineChart({ label, series, format, log, shaded, testId }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const state = useChart(box);

  useEffect(() => {
    if (!state) return;
    const { chart, palette } = state;
    const drawn = series.map((s) => draw(chart, s, palette, format));
    const areas = new Rectangles();
    drawn[0]?.attachPrimitive(areas);
    areas.set((shaded ?? []).map(([fromMs, toMs]) => ({ fromMs, toMs, colour: palette("muted-foreground", 0.08) })));
    // The whole stretch is shown, however many values it has; the box may get its width only after this.
    // Fixed edges keep the first and the last date inside the box.
    chart.timeScale().applyOptions({ minBarSpacing: 0.001, fixLeftEdge: true, fixRightEdge: true });
    chart.timeScale().fitContent();
    const element = box.current;
    const watch = new ResizeObserver(() => !isRemoved(chart) && chart.timeScale().fitContent());
    if (element) watch.observe(element);
    return () => {
      watch.disconnect();
      if (!isRemoved(chart)) for (const s of drawn) chart.removeSeries(s);
    };
  }, [state, series, shaded, format]);

  useEffect(() => {
    const mode = log ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
    state?.chart.priceScale("right").applyOptions({ mode, scaleMargins: { top: 0.06, bottom: 0.06 } });
  }, [state, log]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      data-testid={testId}
      className="h-full min-h-0 w-full min-w-0 bg-chart-bg"
    />
  );
}

function draw(
  chart: IChartApi,
  s: LineChartSeries,
  palette: Palette,
  format: (value: number) => string,
): ISeriesApi<SeriesType> {
  const common = {
    lineWidth: 2,
    priceLineVisible: false,
    lastValueVisible: true,
    priceFormat: { type: "custom", formatter: format, minMove: 0.0001 },
  } as const;
  const drawn = s.area
    ? chart.addSeries(AreaSeries, {
        ...common,
        lineColor: palette(s.colour),
        topColor: palette(s.colour, 0.14),
        bottomColor: palette(s.colour, 0.14),
        invertFilledArea: true,
      })
    : chart.addSeries(LineSeries, {
        ...common,
        color: palette(s.colour),
        lineStyle: s.dashed ? LineStyle.Dashed : LineStyle.Solid,
      });
  drawn.setData(toLine(s.timeMs, s.values));
  return drawn;
}

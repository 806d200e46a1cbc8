import { type IChartApi, type IPriceLine, type ISeriesApi, LineSeries, LineStyle, LineType } from "lightweight-charts";
import type { ChartLine } from "./candleChartProps";
import { toChartTime, toLine } from "./candles";
import type { Palette } from "./palette";

// an oscillator lives between 0 and 100; its pane is too low for more labels than those of its levels
const BOUNDED = {
  priceFormat: {
    type: "custom" as const,
    minMove: 0.1,
    formatter: (value: number) => value.toFixed(0),
    tickmarksFormatter: (values: readonly number[]) => values.map(() => ""),
  },
  autoscaleInfoProvider: () => ({ priceRange: { minValue: 0, maxValue: 100 } }),
};

/** Indicator lines over the price and in panes below it, kept by their id. */
export class LineDrawings {
  private readonly series = new Map<string, ISeriesApi<"Line">>();
  private readonly bounds = new Map<string, IPriceLine[]>();
  private readonly values = new Map<string, Float64Array>();
  private lines: readonly ChartLine[] = [];
  private times: Float64Array = new Float64Array();

  constructor(private readonly chart: IChartApi) {}

  setTimes(times: Float64Array): void {
    this.times = times;
    for (const [id, values] of this.values) this.draw(id, values);
  }

  setValues(id: string, values: Float64Array): void {
    this.values.set(id, values);
    this.draw(id, values);
  }

  update(id: string, timeMs: number, value: number): void {
    if (Number.isFinite(value)) this.series.get(id)?.update({ time: toChartTime(timeMs), value });
  }

  setLines(lines: readonly ChartLine[]): void {
    const wanted = new Set(lines.map((l) => l.id));
    for (const [id, series] of this.series) {
      if (wanted.has(id)) continue;
      this.chart.removeSeries(series);
      this.series.delete(id);
      this.bounds.delete(id);
    }
    this.lines = lines;
    for (const line of lines) if (!this.series.has(line.id)) this.add(line);
  }

  dress(palette: Palette): void {
    for (const line of this.lines) {
      this.series.get(line.id)?.applyOptions({ color: palette(line.colour, line.faint ? 0.42 : 1) });
      for (const bound of this.bounds.get(line.id) ?? []) {
        bound.applyOptions({
          color: palette(line.colour, 0.5),
          axisLabelColor: palette("chart-bg"),
          axisLabelTextColor: palette("subtle-foreground"),
        });
      }
    }
  }

  private add(line: ChartLine): void {
    const beside = this.sameGroup(line);
    const pane = beside?.getPane().paneIndex() ?? (line.pane ? this.chart.panes().length : 0);
    const series = this.chart.addSeries(
      LineSeries,
      {
        lineWidth: 1,
        lineType: line.step ? LineType.WithSteps : LineType.Simple,
        priceLineVisible: false,
        lastValueVisible: false,
        crosshairMarkerVisible: false,
        ...(line.pane?.low !== undefined ? BOUNDED : {}),
      },
      pane,
    );
    if (line.pane && !beside) {
      this.chart.panes().at(-1)?.setStretchFactor(0.2);
      const bound = (price: number) =>
        series.createPriceLine({ price, lineWidth: 1, lineStyle: LineStyle.Dashed, axisLabelVisible: true, title: "" });
      const levels = [line.pane.low, line.pane.high].filter((level) => level !== undefined);
      this.bounds.set(line.id, levels.map(bound));
    }
    this.series.set(line.id, series);
    const values = this.values.get(line.id);
    if (values) this.draw(line.id, values);
  }

  /** A line that is drawn already in the pane this one belongs to. */
  private sameGroup(line: ChartLine): ISeriesApi<"Line"> | undefined {
    const group = line.pane?.group;
    const other = group && this.lines.find((l) => l.pane?.group === group && this.series.has(l.id));
    return other ? this.series.get(other.id) : undefined;
  }

  private draw(id: string, values: Float64Array): void {
    this.series.get(id)?.setData(toLine(this.times, values));
  }
}

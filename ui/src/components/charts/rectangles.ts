import type {
  IChartApi,
  IPrimitivePaneRenderer,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from "lightweight-charts";
import { toChartTime } from "./candles";

/** An area on the chart's own canvas: a span of time, and of price where it is bounded. */
export interface Rectangle {
  fromMs: number;
  /** `null`: to the right edge. */
  toMs: number | null;
  /** Both or none; without them the whole height. */
  low?: number;
  high?: number;
  colour: string;
}

type Target = Parameters<IPrimitivePaneRenderer["draw"]>[0];

/** Drawn below the series. Hand it new rectangles with `set`. */
export class Rectangles implements ISeriesPrimitive<Time> {
  private chart: IChartApi | null = null;
  private series: ISeriesApi<SeriesType> | null = null;
  private repaint: (() => void) | null = null;
  private areas: readonly Rectangle[] = [];

  set(areas: readonly Rectangle[]): void {
    this.areas = areas;
    this.repaint?.();
  }

  attached(p: SeriesAttachedParameter<Time>): void {
    this.chart = p.chart as IChartApi;
    this.series = p.series;
    this.repaint = p.requestUpdate;
  }

  detached(): void {
    this.chart = null;
    this.series = null;
    this.repaint = null;
  }

  paneViews() {
    return [{ zOrder: () => "bottom" as const, renderer: () => ({ draw: (target: Target) => this.draw(target) }) }];
  }

  private draw(target: Target): void {
    const { chart, series } = this;
    if (!chart || !series) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      for (const area of this.areas) {
        const x = (ms: number) => coordinateOf(chart, ms);
        const left = x(area.fromMs) ?? 0;
        const right = area.toMs === null ? mediaSize.width : (x(area.toMs) ?? mediaSize.width);
        const top = area.high === undefined ? 0 : series.priceToCoordinate(area.high);
        const bottom = area.low === undefined ? mediaSize.height : series.priceToCoordinate(area.low);
        if (top === null || bottom === null || right <= left) continue;
        context.fillStyle = area.colour;
        context.fillRect(left, Math.min(top, bottom), right - left, Math.abs(bottom - top));
      }
    });
  }
}

/** Of the bar nearest to an instant: spans need not start or end on one. */
function coordinateOf(chart: IChartApi, ms: number): number | null {
  const index = chart.timeScale().timeToIndex(toChartTime(ms), true);
  return index === null ? null : chart.timeScale().logicalToCoordinate(index as unknown as Logical);
}

import {
  type AutoscaleInfo,
  CandlestickSeries,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type LogicalRange,
  type MouseEventParams,
  PriceScaleMode,
  type Time,
} from "lightweight-charts";
import type { ChartLevel, ChartLine, ChartMarker, ChartProposal } from "./candleChartProps";
import { type Bar, barAt, type CandleColumns, indexAt, toCandle, toVolume } from "./candles";
import { LineDrawings } from "./LineDrawings";
import type { Palette } from "./palette";
import { Rectangles } from "./rectangles";

interface Dress {
  decimals: number;
  format: (price: number) => string;
  log: boolean;
  stale: boolean;
}

/** Bodies thinner than this are filled: a frame would hide the inside. */
const HOLLOW_FROM_PX = 5;
const NEAR_START = 50;

/** The series of one candle chart and the candles in them. */
export class CandleDrawing {
  private readonly price: ISeriesApi<"Candlestick">;
  private readonly volume: ISeriesApi<"Histogram">;
  private readonly lines: LineDrawings;
  private readonly wash = new Rectangles();
  private readonly marks: ReturnType<typeof createSeriesMarkers<Time>>;
  private candles: CandleColumns | null = null;
  private last: Bar | null = null;
  private palette: Palette | null = null;
  private dressed: Dress = { decimals: 2, format: String, log: false, stale: false };
  private levels: readonly ChartLevel[] = [];
  private drawnLevels: IPriceLine[] = [];
  private markers: readonly ChartMarker[] = [];
  private proposal: ChartProposal | null = null;
  private hollow = true;
  private crosshair: ((bar: Bar | null, index: number) => void) | null = null;
  private nearStart: (() => void) | null = null;

  constructor(private readonly chart: IChartApi) {
    this.volume = chart.addSeries(HistogramSeries, {
      priceScaleId: "",
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.85, bottom: 0 } });
    this.price = chart.addSeries(CandlestickSeries, { priceLineStyle: LineStyle.Dotted });
    this.price.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.18 } });
    this.price.applyOptions({ autoscaleInfoProvider: this.inSight });
    this.price.attachPrimitive(this.wash);
    this.marks = createSeriesMarkers(this.price, []);
    this.lines = new LineDrawings(chart);
    chart.subscribeCrosshairMove(this.moved);
    chart.timeScale().subscribeVisibleLogicalRangeChange(this.ranged);
  }

  end(): void {
    this.crosshair = null;
    this.nearStart = null;
  }

  setData(candles: CandleColumns): void {
    const first = this.candles === null;
    const bars = Array.from(candles.timeMs, (_, i) => barAt(candles, i)).filter((b) => b !== null);
    this.candles = candles;
    this.last = bars.at(-1) ?? null;
    this.price.setData(bars.map(toCandle));
    this.volume.setData(bars.map(toVolume));
    this.lines.setTimes(candles.timeMs);
    this.inkLast();
    this.redraw();
    if (first) this.showLatest();
  }

  update(bar: Bar): void {
    if (this.last && bar.timeMs < this.last.timeMs) return;
    this.last = bar;
    this.price.update(toCandle(bar));
    this.volume.update(toVolume(bar));
    this.inkLast();
  }

  setNote(text: string): void {
    this.price.applyOptions({ title: text });
  }

  setLine(id: string, values: Float64Array): void {
    this.lines.setValues(id, values);
  }

  updateLine(id: string, timeMs: number, value: number): void {
    this.lines.update(id, timeMs, value);
  }

  setLines(lines: readonly ChartLine[]): void {
    this.lines.setLines(lines);
    if (this.palette) this.lines.dress(this.palette);
  }

  setLevels(levels: readonly ChartLevel[]): void {
    this.levels = levels;
    this.redraw();
  }

  setMarkers(markers: readonly ChartMarker[]): void {
    this.markers = markers;
    this.redraw();
  }

  setProposal(proposal: ChartProposal | null): void {
    this.proposal = proposal;
    this.redraw();
  }

  onCrosshair(f: ((bar: Bar | null, index: number) => void) | null): void {
    this.crosshair = f;
  }

  onNearStart(f: (() => void) | null): void {
    this.nearStart = f;
  }

  showLatest(): void {
    const count = this.candles?.timeMs.length ?? 0;
    const shown = Math.min(count, 132);
    this.chart.timeScale().setVisibleLogicalRange({ from: count - shown, to: count + shown * 0.2 });
  }

  jumpTo(ms: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    const at = this.candles ? indexAt(this.candles.timeMs, ms) : -1;
    if (!range || at < 0) return;
    const half = (range.to - range.from) / 2;
    this.chart.timeScale().setVisibleLogicalRange({ from: at - half, to: at + half });
  }

  zoom(factor: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (!range) return;
    this.chart.timeScale().setVisibleLogicalRange({ from: range.to - (range.to - range.from) / factor, to: range.to });
  }

  scrollBy(bars: number): void {
    this.chart.timeScale().scrollToPosition(this.chart.timeScale().scrollPosition() + bars, false);
  }

  dress(palette: Palette, look: Dress): void {
    this.palette = palette;
    this.dressed = look;
    const [up, down] = look.stale
      ? [palette("stale"), palette("stale")]
      : [palette("candle-up"), palette("candle-down")];
    this.price.applyOptions({
      upColor: this.hollow ? palette("chart-bg") : up,
      borderUpColor: up,
      wickUpColor: up,
      downColor: down,
      borderDownColor: down,
      wickDownColor: down,
      priceFormat: { type: "custom", formatter: look.format, minMove: 10 ** -look.decimals },
    });
    this.inkLast();
    this.volume.applyOptions({ color: palette("volume") });
    this.price.priceScale().applyOptions({ mode: look.log ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal });
    this.lines.dress(palette);
    this.redraw();
  }

  /** The label of the last price takes its direction's colour: the body of a rising candle is hollow, its label is not. */
  private inkLast(): void {
    if (!this.palette || !this.last) return;
    const token = this.dressed.stale ? "stale" : this.last.close < this.last.open ? "candle-down" : "candle-up";
    this.price.applyOptions({ priceLineColor: this.palette(token) });
  }

  /** Everything that is placed by price or time rather than being a series. */
  private redraw(): void {
    const colour = this.palette;
    if (!colour) return;
    for (const line of this.drawnLevels) this.price.removePriceLine(line);
    const ink = { up: colour("up"), down: colour("down"), entry: colour("foreground"), unsigned: colour("signed") };
    this.drawnLevels = this.levels.map((l) =>
      this.price.createPriceLine({
        price: l.price,
        color: ink[l.kind],
        title: l.label,
        lineStyle: l.kind === "unsigned" ? LineStyle.Dotted : LineStyle.Dashed,
        lineWidth: 1,
        axisLabelColor: colour("card"),
        axisLabelTextColor: ink[l.kind],
      }),
    );
    const shape = {
      buy: { shape: "arrowUp", position: "belowBar", color: colour("up") },
      sell: { shape: "arrowDown", position: "aboveBar", color: colour("down") },
      signal: { shape: "circle", position: "belowBar", color: colour("signed") },
    } as const;
    this.marks.setMarkers(
      this.markers.map((m) => ({
        ...shape[m.kind],
        time: Math.floor(m.timeMs / 1000) as Time,
        text: m.text ?? "",
        id: m.id,
      })),
    );
    const p = this.proposal;
    const wash = (a: number, b: number, token: string, fromMs: number) => ({
      fromMs,
      toMs: null,
      low: Math.min(a, b),
      high: Math.max(a, b),
      colour: colour(token, 0.09),
    });
    this.wash.set(
      p ? [wash(p.entry, p.target, "candle-up", p.fromMs), wash(p.entry, p.stop, "candle-down", p.fromMs)] : [],
    );
  }

  /** What is proposed is seen whole: stop and target stretch the scale, up to three times the candles' own span. */
  private readonly inSight = (own: () => AutoscaleInfo | null): AutoscaleInfo | null => {
    const info = own();
    const p = this.proposal;
    if (!p || !info?.priceRange) return info;
    const { minValue, maxValue } = info.priceRange;
    const low = Math.min(minValue, p.stop, p.target);
    const high = Math.max(maxValue, p.stop, p.target);
    if (high - low > 3 * (maxValue - minValue)) return info;
    return { ...info, priceRange: { minValue: low, maxValue: high } };
  };

  private readonly moved = (event: MouseEventParams<Time>) => {
    if (!this.crosshair) return;
    const time = typeof event.time === "number" ? event.time * 1000 : null;
    const index = time !== null && this.candles ? indexAt(this.candles.timeMs, time) : -1;
    const bar = this.last && time === this.last.timeMs ? this.last : this.candles ? barAt(this.candles, index) : null;
    this.crosshair(time === null ? null : bar, index);
  };

  private readonly ranged = (range: LogicalRange | null) => {
    const hollow = this.chart.timeScale().options().barSpacing * 0.8 >= HOLLOW_FROM_PX;
    if (hollow !== this.hollow) {
      this.hollow = hollow;
      if (this.palette) this.dress(this.palette, this.dressed);
    }
    if (range && range.from < NEAR_START && this.candles && this.candles.timeMs.length > 0) this.nearStart?.();
  };
}

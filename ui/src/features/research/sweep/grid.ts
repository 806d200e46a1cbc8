import type { SweepAxis } from "~/backend/bindings";

/** What a cell is coloured by. */
export type Metric = "sharpe" | "return" | "drawdown" | "trades";

/** The figures of one cell; `NaN` where undefined. */
export interface Cell {
  index: number;
  totalReturn: number;
  sharpe: number;
  maxDrawdown: number;
  trades: number;
  winRate: number;
  profitFactor: number;
  finalEquity: number;
}

const FIGURES = 7;
const columnOf: Record<Metric, number> = { return: 0, sharpe: 1, drawdown: 2, trades: 3 };

/** Every combination of a sweep, filled as rows arrive. Row by row over the axes, the last one fastest. */
export class Grid {
  readonly size: number;
  /** Rows so far. */
  done = 0;
  private readonly figures: Float64Array[];
  private readonly arrived: Uint8Array;
  private readonly strides: number[];
  private closed = false;

  constructor(readonly axes: readonly SweepAxis[]) {
    this.strides = axes.map((_, i) => axes.slice(i + 1).reduce((n, axis) => n * axis.values.length, 1));
    this.size = axes.reduce((n, axis) => n * axis.values.length, 1);
    this.figures = Array.from({ length: FIGURES }, () => new Float64Array(this.size).fill(Number.NaN));
    this.arrived = new Uint8Array(this.size);
  }

  /** Columns as the backend sends them, index first. A row outside of the grid is left out. */
  add(columns: readonly Float64Array[]): void {
    const [indices, ...figures] = columns;
    if (!indices) return;
    for (const [row, index] of indices.entries()) {
      if (!(index >= 0 && index < this.size)) continue;
      if (this.arrived[index] === 0) this.done++;
      this.arrived[index] = 1;
      for (let c = 0; c < FIGURES; c++) {
        const column = this.figures[c];
        if (column) column[index] = figures[c]?.[row] ?? Number.NaN;
      }
    }
  }

  indexOf(at: readonly number[]): number {
    return this.strides.reduce((index, stride, i) => index + stride * (at[i] ?? 0), 0);
  }

  /** Positions on each axis. */
  positionOf(index: number): number[] {
    return this.strides.map((stride, i) => Math.floor(index / stride) % (this.axes[i]?.values.length ?? 1));
  }

  /** Every cell was tried: one without a row is no strategy. Rows that come late still count. */
  close(): void {
    this.closed = true;
  }

  /** It was tried. */
  has(index: number): boolean {
    return this.closed || this.arrived[index] === 1;
  }

  /** It was tried and is no strategy: its parameters contradict each other. */
  isRefused(index: number): boolean {
    return this.has(index) && Number.isNaN(this.figures[columnOf.trades]?.[index]);
  }

  value(metric: Metric, index: number): number {
    return this.figures[columnOf[metric]]?.[index] ?? Number.NaN;
  }

  cell(index: number): Cell | null {
    if (!this.has(index) || this.isRefused(index)) return null;
    const of = (column: number) => this.figures[column]?.[index] ?? Number.NaN;
    return {
      index,
      totalReturn: of(0),
      sharpe: of(1),
      maxDrawdown: of(2),
      trades: of(3),
      winRate: of(4),
      profitFactor: of(5),
      finalEquity: of(6),
    };
  }
}

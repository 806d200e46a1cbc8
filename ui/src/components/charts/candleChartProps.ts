import type { Ref } from "react";
import type { Bar, CandleColumns } from "./candles";
import type { LineColour } from "./palette";

/** Drives the chart from outside React: what streams never renders. */
export interface CandleChartHandle {
  setData: (candles: CandleColumns) => void;
  /** Changes the last candle, or adds one after it; older ones are ignored. */
  update: (bar: Bar) => void;
  /** A value a candle of the last `setData`. */
  setLine: (id: string, values: Float64Array) => void;
  updateLine: (id: string, timeMs: number, value: number) => void;
  /** Beside the last price: the time its candle still has. */
  setNote: (text: string) => void;
  jumpTo: (ms: number) => void;
  showLatest: () => void;
  zoom: (factor: number) => void;
  scrollBy: (bars: number) => void;
}

export interface ChartLine {
  id: string;
  label: string;
  colour: LineColour;
  /** In a pane below, shared by lines of the same `group`, with dashed lines at the levels they are read against. */
  pane?: { group: string; low?: number; high?: number };
  step?: boolean;
  faint?: boolean;
}

export interface ChartLevel {
  id: string;
  price: number;
  /** `unsigned` is dotted, the others dashed. */
  kind: "up" | "down" | "entry" | "unsigned";
  /** In money: "Stop −51.13". */
  label: string;
}

export interface ChartMarker {
  id: string;
  timeMs: number;
  kind: "buy" | "sell" | "signal";
  text?: string;
}

/** Washes from an unsigned proposal to its stop and target. */
export interface ChartProposal {
  fromMs: number;
  entry: number;
  stop: number;
  target: number;
}

export interface CandleChartProps {
  ref?: Ref<CandleChartHandle>;
  /** Read aloud; name the table twin in it. */
  label: string;
  decimals: number;
  lines?: readonly ChartLine[];
  levels?: readonly ChartLevel[];
  markers?: readonly ChartMarker[];
  proposal?: ChartProposal | null;
  log?: boolean;
  /** Prices older than their limit: everything grey. */
  stale?: boolean;
  /** The candle under the crosshair, `null` when it left. */
  onCrosshair?: (bar: Bar | null, index: number) => void;
  /** Fewer than this many candles are left to the left of the view: time to ask for older ones. */
  onNearStart?: () => void;
  testId?: string;
}

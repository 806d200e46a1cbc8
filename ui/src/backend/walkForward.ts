import type { BacktestRequest } from "./bindings";
import { answerOf, type SweepAxis } from "./sweep";

export type WalkForwardRequest = { base: BacktestRequest; axes: SweepAxis[]; train_days: number; test_days: number };

export type WindowFigures = { total_return: number; sharpe: number | null; max_drawdown: number; trades: number };

export type WalkForwardWindow = {
  train_start_ms: number;
  test_start_ms: number;
  test_end_ms: number;
  /** In the order of the axes; empty where no cell had a Sharpe in training. */
  params: number[];
  in_sample: WindowFigures | null;
  out_of_sample: WindowFigures;
};

export type WalkForwardView = {
  id: string;
  request: WalkForwardRequest;
  windows: WalkForwardWindow[];
  /** Of the joined out-of-sample stretches. */
  total_return: number;
  annualized_return: number | null;
  sharpe: number | null;
  max_drawdown: number;
  trades: number;
  /** Of the best cell over everything: chosen with the end in sight. */
  best_cell_return: number;
  /** Return a year on new data over that in training. */
  efficiency: number | null;
  curve_ms: number[];
  curve_equity: number[];
  buy_and_hold_return: number;
  run_ms: number;
  created_ms: number;
};

export const walkForward = (request: WalkForwardRequest) => answerOf<WalkForwardView>("walk_forward", { request });

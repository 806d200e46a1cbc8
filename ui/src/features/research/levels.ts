import type { ParamSchema, StrategySchema } from "~/backend/bindings";

/** Where a proposal puts stop and target. A backtest trades the signals alone, so these change nothing in it. */
const LEVELS = new Set(["atr_length", "stop_atr", "target_atr", "min_distance", "max_distance"]);

export const isLevel = (p: ParamSchema) => LEVELS.has(p.name);

/** What a sweep can try many values of: figures that change the signals. */
export const sweepable = (schema: StrategySchema): ParamSchema[] =>
  schema.params.filter((p) => !isLevel(p) && p.kind.type !== "choice");

import { type RefObject, useEffect, useRef, useState } from "react";
import { fetchIndicator } from "~/backend/binary";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { lengthOf } from "../market/instrument";
import { align } from "./candleColumns";
import { type ChosenIndicator, type IndicatorLine, idOf } from "./indicatorChoice";
import type { CandlesHandle } from "./useCandles";

/** Candles before the first one shown, so that a mean is settled where the chart begins. */
const WARM_UP = 300;
const RUNNING_EVERY_MS = 2000;

interface Market {
  instrument: InstrumentId;
  timeframe: Timeframe;
  live: boolean;
}

/** Draws the chosen indicators over the candles there, and moves their last value with the running candle. */
export function useIndicatorLines(
  chart: RefObject<CandleChartHandle | null>,
  market: Market,
  candles: CandlesHandle,
  chosen: readonly ChosenIndicator[],
  lines: readonly IndicatorLine[],
): RefObject<ReadonlyMap<string, Float64Array>> {
  const values = useRef<Map<string, Float64Array>>(new Map());
  const [, drawn] = useState(0);
  const { timeframe, live } = market;
  const { venue, symbol } = market.instrument;
  const { columns, version } = candles;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the candles asks again
  useEffect(() => {
    let current = true;
    const times = columns.current?.timeMs;
    const [first, last] = [times?.[0], times?.at(-1)];
    values.current = new Map();
    if (!times || first === undefined || last === undefined) return;
    const before = last + lengthOf(timeframe);
    const limit = Math.round((before - first) / lengthOf(timeframe)) + WARM_UP;
    for (const c of chosen) {
      const own = lines.filter((l) => l.indicator === idOf(c));
      if (own.length === 0) continue;
      const series = { instrument: { venue, symbol }, timeframe, before_ms: before, limit };
      fetchIndicator({ candles: series, name: c.name, params: c.params }).then(
        ({ timeMs, values: columnsOf }) => {
          if (!current) return;
          for (const { id, column } of own) {
            const line = align(times, timeMs, columnsOf[column] ?? new Float64Array());
            values.current.set(id, line);
            chart.current?.setLine(id, line);
          }
          drawn((n) => n + 1);
        },
        () => undefined, // the lines are missing, the candles stand
      );
    }
    return () => {
      current = false;
    };
  }, [chart, venue, symbol, timeframe, columns, version, chosen, lines]);

  useEffect(() => {
    if (!live) return;
    let current = true;
    const timer = setInterval(() => {
      const last = columns.current?.timeMs.at(-1);
      if (last === undefined || document.hidden) return;
      for (const c of chosen) {
        const series = { instrument: { venue, symbol }, timeframe, before_ms: null, limit: WARM_UP };
        fetchIndicator({ candles: series, name: c.name, params: c.params }).then(
          ({ timeMs, values: columnsOf }) => {
            if (!current || timeMs.at(-1) !== last) return;
            for (const { id, column } of lines.filter((l) => l.indicator === idOf(c))) {
              const value = columnsOf[column]?.at(-1);
              if (value === undefined) continue;
              values.current.get(id)?.fill(value, -1);
              chart.current?.updateLine(id, last, value);
            }
          },
          () => undefined,
        );
      }
    }, RUNNING_EVERY_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [chart, venue, symbol, timeframe, live, columns, chosen, lines]);

  return values;
}

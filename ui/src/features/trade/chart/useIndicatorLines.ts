import { type RefObject, useEffect, useRef, useState } from "react";
import { fetchIndicator } from "~/backend/binary";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import type { CandleChartHandle, ChartLine } from "~/components/charts/candleChartProps";
import { lengthOf } from "../market/instrument";
import { align } from "./candleColumns";
import { type ChosenIndicator, idOf } from "./indicatorChoice";
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
  lines: readonly ChartLine[],
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
    const shown = chosen.filter((c) => lines.some((l) => l.id === idOf(c)));
    for (const c of shown) {
      const series = { instrument: { venue, symbol }, timeframe, before_ms: before, limit };
      fetchIndicator({ candles: series, name: c.name, params: c.params }).then(
        ({ timeMs, values: [column] }) => {
          if (!current || !column) return;
          const line = align(times, timeMs, column);
          values.current.set(idOf(c), line);
          chart.current?.setLine(idOf(c), line);
          drawn((n) => n + 1);
        },
        () => undefined, // the line is missing, the candles stand
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
          ({ timeMs, values: [column] }) => {
            const value = column?.at(-1);
            if (!current || value === undefined || timeMs.at(-1) !== last) return;
            values.current.get(idOf(c))?.fill(value, -1);
            chart.current?.updateLine(idOf(c), last, value);
          },
          () => undefined,
        );
      }
    }, RUNNING_EVERY_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [chart, venue, symbol, timeframe, live, columns, chosen]);

  return values;
}

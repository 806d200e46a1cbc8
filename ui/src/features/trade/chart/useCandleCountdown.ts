import { type RefObject, useEffect } from "react";
import type { Timeframe } from "~/backend/bindings";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { formatClock } from "~/components/numbers/formatTime";
import { lengthOf } from "../market/instrument";

const HOUR = 3_600_000;

/** Time left of the running candle: "17:43", from an hour up "2:17:43". Weeks start on Monday, the epoch was a Thursday. */
export function timeLeft(timeframe: Timeframe, nowMs: number): string {
  const length = lengthOf(timeframe);
  const shift = timeframe === "1w" ? 3 * 24 * HOUR : 0;
  const left = length - ((nowMs + shift) % length);
  const clock = formatClock(left);
  return left < HOUR ? clock.slice(3) : clock;
}

/** The last price's label carries it. */
export function useCandleCountdown(chart: RefObject<CandleChartHandle | null>, timeframe: Timeframe, live: boolean) {
  useEffect(() => {
    const tell = () => chart.current?.setNote(live ? timeLeft(timeframe, Date.now()) : "");
    tell();
    if (!live) return;
    const timer = setInterval(tell, 1000);
    return () => clearInterval(timer);
  }, [chart, timeframe, live]);
}

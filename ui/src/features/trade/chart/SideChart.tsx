import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Timeframe } from "~/backend/bindings";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { Segmented } from "~/components/fields/Segmented";
import { venueName } from "~/components/words/venueName";
import { nearestTimeframe } from "../market/instrument";
import { TradeProvider, useTrade } from "../market/TradeContext";
import { ChartBody } from "./ChartBody";
import { useIndicatorChoice } from "./useIndicatorChoice";

interface SideChartProps {
  /** Longer candles than the main chart's, at first. */
  first: Timeframe;
  id: string;
}

const SHOWN: readonly Timeframe[] = ["15m", "1h", "4h", "1d"];

/** The same market in candles of another length, where there is room for it. */
export function SideChart({ first, id }: SideChartProps) {
  const { t } = useTranslation();
  const desk = useTrade();
  const chart = useRef<CandleChartHandle>(null);
  const [wanted, setWanted] = useState(first);
  const choice = useIndicatorChoice();
  const timeframe = nearestTimeframe(wanted, desk.instrument.timeframes);
  const own = useMemo(() => ({ ...desk, timeframe }), [desk, timeframe]);
  const { symbol, venue } = desk.instrument.id;
  const shown = desk.instrument.timeframes.filter((f) => SHOWN.includes(f) || f === timeframe);
  return (
    <section
      aria-label={t("trade.chartOf", { symbol, timeframe })}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-card"
    >
      <header className="flex min-h-(--panel-head) shrink-0 items-center gap-2 border-b px-(--pad-x) text-xs">
        <b className="text-md font-semibold">{symbol}</b>
        <span className="text-muted-foreground">{venueName(venue, t("shell.builtin"))}</span>
        <Segmented
          label={t("trade.timeframe")}
          segments={shown.map((f) => ({ id: f, label: f }))}
          value={timeframe}
          onChange={setWanted}
          testId={`${id}-timeframe`}
        />
      </header>
      <TradeProvider value={own}>
        <ChartBody chart={chart} chosen={choice.chosen} lines={choice.lines} log={false} table={false} testId={id} />
      </TradeProvider>
    </section>
  );
}

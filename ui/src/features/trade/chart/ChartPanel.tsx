import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { Chip } from "~/components/chip/Chip";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { formatAge, formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStale } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";
import { ChartBody } from "./ChartBody";
import { ChartHead } from "./ChartHead";
import { useIndicatorChoice } from "./useIndicatorChoice";

interface ChartPanelProps {
  onSelect: (id: InstrumentId) => void;
  onTimeframe: (timeframe: Timeframe) => void;
}

export function ChartPanel({ onSelect, onTimeframe }: ChartPanelProps) {
  const { t } = useTranslation();
  const { instrument, timeframe } = useTrade();
  const chart = useRef<CandleChartHandle>(null);
  const [log, setLog] = useState(false);
  const [table, setTable] = useState(false);
  const choice = useIndicatorChoice();
  const toggleLog = useCallback(() => setLog((on) => !on), []);
  const toggleTable = useCallback(() => setTable((on) => !on), []);
  const step = (by: number) => {
    const next = instrument.timeframes[instrument.timeframes.indexOf(timeframe) + by];
    if (next) onTimeframe(next);
  };
  useShortcut("shorter", () => step(-1));
  useShortcut("longer", () => step(1));
  useShortcut("chart-left", () => chart.current?.scrollBy(-10));
  useShortcut("chart-right", () => chart.current?.scrollBy(10));
  useShortcut("zoom-in", () => chart.current?.zoom(1.25));
  useShortcut("zoom-out", () => chart.current?.zoom(0.8));
  useShortcut("log-scale", toggleLog);
  useShortcut("chart-table", toggleTable);

  return (
    <section
      aria-label={t("trade.chartOf", { symbol: instrument.id.symbol, timeframe })}
      className="flex min-h-0 min-w-0 flex-col bg-card"
      data-testid="chart-panel"
    >
      <ChartHead
        choice={choice}
        log={log}
        onLog={toggleLog}
        table={table}
        onTable={toggleTable}
        onSelect={onSelect}
        onTimeframe={onTimeframe}
      />
      <StaleLine />
      <ChartBody chart={chart} chosen={choice.chosen} lines={choice.lines} log={log} table={table} />
    </section>
  );
}

function StaleLine() {
  const { t } = useTranslation();
  const locale = useLocale();
  const stale = useStale();
  if (stale === null) return null;
  const age = formatAge(stale.ageMs, locale);
  return (
    <p className="flex items-center gap-2 border-b px-3 py-1 text-xs text-muted-foreground" data-testid="chart-stale">
      <Chip tone="stale">{age}</Chip>
      {t("parts.staleFor", { age, limit: formatDuration(stale.limitMs, locale) })}
    </p>
  );
}

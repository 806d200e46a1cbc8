import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { CandleChart } from "~/components/charts/CandleChart";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { type Bar, barAt, indexAt } from "~/components/charts/candles";
import { openDialog } from "~/components/overlay/openDialog";
import { PanelBody } from "~/components/panel/PanelBody";
import type { PanelState } from "~/components/panel/panelState";
import { useFeedPart, useStale } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { CandleTable } from "./CandleTable";
import type { ChosenIndicator, IndicatorLine } from "./indicatorChoice";
import { Legend } from "./Legend";
import { useCandleCountdown } from "./useCandleCountdown";
import { useCandles } from "./useCandles";
import { useChartOverlays } from "./useChartOverlays";
import { useIndicatorLines } from "./useIndicatorLines";

interface ChartBodyProps {
  chart: RefObject<CandleChartHandle | null>;
  chosen: readonly ChosenIndicator[];
  lines: readonly IndicatorLine[];
  log: boolean;
  table: boolean;
  /** Without the legend, as simple mode has it. */
  bare?: boolean;
  testId?: string;
}

export function ChartBody({ chart, chosen, lines, log, table, bare, testId = "chart" }: ChartBodyProps) {
  const { t } = useTranslation();
  const { instrument, timeframe } = useTrade();
  const { mayTrade } = useRole();
  const errorText = useErrorText();
  const candles = useCandles(chart, instrument, timeframe);
  const market = { instrument: instrument.id, timeframe, live: instrument.live };
  const values = useIndicatorLines(chart, market, candles, chosen, lines);
  useCandleCountdown(chart, timeframe, instrument.live);
  const stale = useStale();
  const [hover, setHover] = useState<number | null>(null);
  const running = useFeedPart((feed) => (feed.timeframe === timeframe ? feed.candle : null));

  const times = candles.columns.current?.timeMs;
  const [firstMs, lastMs] = [times?.[0], times?.at(-1)];
  const range = useMemo(
    () => (firstMs === undefined || lastMs === undefined ? null : { firstMs, lastMs }),
    [firstMs, lastMs],
  );
  const { levels, markers, proposal } = useChartOverlays(range);
  const onCrosshair = useCallback((bar: Bar | null) => setHover(bar?.timeMs ?? null), []);
  const former = useRef(instrument);
  useEffect(() => {
    if (former.current !== instrument) setHover(null);
    former.current = instrument;
  }, [instrument]);

  const have = candles.columns.current;
  const index = have ? (hover === null ? have.timeMs.length - 1 : indexAt(have.timeMs, hover)) : -1;
  const bar = have ? barAt(have, index) : null;
  const shown = hover === null && running && bar ? { ...bar, ...running, timeMs: running.time_ms } : bar;
  const legend = lines.map((l) => ({
    id: l.id,
    label: l.label,
    colour: l.colour,
    value: values.current.get(l.id)?.at(index) ?? null,
    decimals: l.pane?.high !== undefined ? 1 : instrument.price_decimals,
  }));

  const state: PanelState | null =
    candles.state === "empty"
      ? {
          kind: "empty",
          title: t("trade.noCandles", { symbol: instrument.id.symbol, timeframe }),
          text: t("trade.noCandlesText"),
          action: mayTrade && (
            <Button
              kind="primary"
              onPress={() => openDialog("import", { ...instrument.id })}
              testId={`${testId}-import`}
            >
              {t("trade.importCandles")}
            </Button>
          ),
        }
      : candles.state === "error"
        ? {
            kind: "error",
            text: errorText(candles.error),
            action: <Button onPress={candles.reload}>{t("parts.retry")}</Button>,
          }
        : null;

  return (
    <div
      className="relative min-h-0 flex-1"
      data-testid={testId}
      data-state={candles.state}
      data-candles={times?.length ?? 0}
    >
      {state && <div className="absolute inset-0 z-20 flex flex-col bg-card">{<PanelBody state={state} />}</div>}
      {candles.state === "loading" && !have && (
        <div className="absolute inset-0 z-20 flex flex-col bg-card">
          <PanelBody state={{ kind: "loading" }} />
        </div>
      )}
      {table && have && (
        <div className="absolute inset-0 z-20 bg-card">
          <CandleTable candles={have} decimals={instrument.price_decimals} />
        </div>
      )}
      {!bare && <Legend bar={shown} decimals={instrument.price_decimals} lines={legend} />}
      <CandleChart
        ref={chart}
        label={t("trade.chartOf", { symbol: instrument.id.symbol, timeframe })}
        decimals={instrument.price_decimals}
        lines={lines}
        levels={levels}
        markers={markers}
        proposal={proposal}
        log={log}
        stale={stale !== null}
        onCrosshair={onCrosshair}
        onNearStart={candles.loadOlder}
        testId={`${testId}-canvas`}
      />
    </div>
  );
}

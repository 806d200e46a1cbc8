import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fetchCandles } from "~/backend/binary";
import type { BacktestView, TradeView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { CandleChart } from "~/components/charts/CandleChart";
import type { CandleChartHandle, ChartMarker } from "~/components/charts/candleChartProps";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Empty } from "~/components/panel/Empty";
import { Loading } from "~/components/panel/Loading";
import { Note } from "~/components/panel/Note";

/** Candles before the entry and after the exit. */
const ROUND = 60;
const MOST = 3000;

interface TradeChartProps {
  run: BacktestView;
  trade: TradeView | null;
  decimals: number;
  head: React.ReactNode;
}

/** The market round one trade, with where it was entered and left. */
export function TradeChart({ run, trade, decimals, head }: TradeChartProps) {
  const { t } = useTranslation();
  return (
    <section className="flex min-h-0 flex-col bg-card" aria-label={t("research.price")}>
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 px-4 text-xs">
        {head}
        {trade && <TradeSentence trade={trade} decimals={decimals} />}
      </div>
      {trade ? (
        <Candles run={run} trade={trade} decimals={decimals} />
      ) : (
        <div className="min-h-0 flex-1">
          <Empty title={t("research.chooseTrade")} />
        </div>
      )}
    </section>
  );
}

function Candles({ run, trade, decimals }: { run: BacktestView; trade: TradeView; decimals: number }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const chart = useRef<CandleChartHandle>(null);
  const { instrument, timeframe } = run.request;
  const stepMs = (run.last_ms - run.first_ms) / Math.max(1, run.candles - 1);
  const limit = Math.min(MOST, trade.exit_index - trade.entry_index + 2 * ROUND);
  const before_ms = Math.ceil(trade.exit_ms + ROUND * stepMs);
  const candles = useQuery({
    queryKey: ["research-candles", instrument, timeframe, before_ms, limit],
    queryFn: () => fetchCandles({ instrument, timeframe, before_ms, limit }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = candles;
  useEffect(() => {
    if (!data) return;
    chart.current?.setData(data);
    chart.current?.jumpTo(trade.entry_ms);
  }, [data, trade]);
  const markers = useMemo<ChartMarker[]>(() => {
    const long = trade.side === "long";
    return [
      { id: "entry", timeMs: trade.entry_ms, kind: long ? "buy" : "sell" },
      { id: "exit", timeMs: trade.exit_ms, kind: long ? "sell" : "buy" },
    ];
  }, [trade]);
  if (candles.isError)
    return (
      <Note tone="error" className="m-4">
        {errorText(candles.error)}
      </Note>
    );
  return (
    <div className="relative min-h-0 flex-1">
      {candles.isPending && <Loading />}
      <CandleChart
        ref={chart}
        label={t("research.tradeLabel")}
        decimals={decimals}
        markers={markers}
        testId="research-price"
      />
    </div>
  );
}

function TradeSentence({ trade, decimals }: { trade: TradeView; decimals: number }) {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const key = `research.exit.${trade.exit_reason}`;
  const sentence = t("research.tradeSentence", {
    side: t(trade.side === "short" ? "research.shortSide" : "research.long"),
    quantity: formatDecimal(trade.quantity, 4, locale),
    entry: formatDecimal(trade.entry_price, decimals, locale),
    exit: formatDecimal(trade.exit_price, decimals, locale),
    reason: i18n.exists(key) ? t(key as "parts.close") : trade.exit_reason,
    fees: formatDecimal(trade.fees, 2, locale),
  });
  return (
    <span className="min-w-0 text-muted-foreground" data-testid="research-trade">
      {sentence}, {formatPercent(trade.return, 2, locale, "always")}
    </span>
  );
}

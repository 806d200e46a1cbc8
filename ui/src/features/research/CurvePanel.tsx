import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { fetchBacktestCurves } from "~/backend/binary";
import type { BacktestView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { LineChart, type LineChartSeries } from "~/components/charts/LineChart";
import { Segmented } from "~/components/fields/Segmented";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Loading } from "~/components/panel/Loading";
import { Note } from "~/components/panel/Note";

/** Equity beside buy and hold, and how far below its peak it stood. */
export function CurvePanel({ run, name, head }: { run: BacktestView; name: string; head: React.ReactNode }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const [scale, setScale] = useState<"linear" | "log">("log");
  const curves = useQuery({
    queryKey: ["backtest-curves", run.id],
    queryFn: () => fetchBacktestCurves(run.id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const money = useCallback((v: number) => formatDecimal(v, 0, locale), [locale]);
  const percent = useCallback((v: number) => formatPercent(v, 0, locale), [locale]);
  const data = curves.data;
  const equity = useMemo<LineChartSeries[]>(() => {
    if (!data) return [];
    return [
      {
        id: "hold",
        label: t("research.hold"),
        colour: "muted-foreground",
        timeMs: data.timeMs,
        values: data.buyAndHold,
      },
      { id: "equity", label: name, colour: "chart-1", timeMs: data.timeMs, values: data.equity },
    ];
  }, [data, name, t]);
  const drawdown = useMemo<LineChartSeries[]>(
    () =>
      data
        ? [
            {
              id: "drawdown",
              label: t("research.drawdown"),
              colour: "down",
              timeMs: data.timeMs,
              // below its peak is down
              values: data.drawdown.map((part) => -part),
              area: true,
            },
          ]
        : [],
    [data, t],
  );
  const shaded = useMemo(() => run.trades.map((tr) => [tr.entry_ms, tr.exit_ms] as const), [run]);
  return (
    <section className="flex min-h-0 flex-col bg-card" aria-label={t("research.equity")}>
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 px-4 text-xs">
        {head}
        <Key dash="bg-chart-1">{name}</Key>
        <Key dash="bg-muted-foreground">{t("research.hold")}</Key>
        <Key dash="bg-muted-foreground/25" block>
          {t("research.inMarket")}
        </Key>
        <span className="flex-1" />
        <Segmented
          label={t("research.scale")}
          segments={[
            { id: "linear", label: t("research.linear") },
            { id: "log", label: t("research.log") },
          ]}
          value={scale}
          onChange={setScale}
          testId="research-scale"
        />
      </div>
      {curves.isError && (
        <Note tone="error" className="mx-4 mb-2">
          {errorText(curves.error)}
        </Note>
      )}
      {curves.isPending && <Loading />}
      {data && (
        <>
          <div className="min-h-0 flex-[3]">
            <LineChart
              label={t("research.equityLabel", { strategy: name })}
              series={equity}
              format={money}
              log={scale === "log"}
              shaded={shaded}
              testId="research-equity"
            />
          </div>
          <div className="px-4 pt-1 text-xs">
            <b className="font-semibold">{t("research.drawdown")}</b>{" "}
            <span className="text-muted-foreground">
              {t("research.deepest", { depth: formatPercent(-run.figures.max_drawdown, 2, locale) })}
            </span>
          </div>
          <div className="min-h-16 flex-1">
            <LineChart label={t("research.drawdown")} series={drawdown} format={percent} testId="research-drawdown" />
          </div>
        </>
      )}
    </section>
  );
}

function Key({ dash, block, children }: { dash: string; block?: boolean; children: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 text-muted-foreground">
      <i aria-hidden="true" className={`block ${block ? "h-2 w-3.5 rounded-xs" : "h-0.5 w-3.5"} ${dash}`} />
      {children}
    </span>
  );
}

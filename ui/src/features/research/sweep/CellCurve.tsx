import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fetchSweepCurve } from "~/backend/sweep";
import { useErrorText } from "~/backend/useErrorText";
import { LineChart, type LineChartSeries } from "~/components/charts/LineChart";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";

/** The equity of one cell over time, beside buying and holding. The last one stays until the next is there. */
export function CellCurve({ sweep, index }: { sweep: string; index: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ["sweep-curve", sweep, index],
    queryFn: () => fetchSweepCurve(sweep, index),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const money = useCallback((v: number) => formatDecimal(v, 0, locale), [locale]);
  const series = useMemo<LineChartSeries[]>(() => {
    if (!data) return [];
    const { timeMs, equity, hold } = data;
    return [
      { id: "hold", label: t("research.hold"), colour: "muted-foreground", timeMs, values: hold },
      { id: "cell", label: t("research.equity"), colour: "chart-1", timeMs, values: equity },
    ];
  }, [data, t]);
  if (error) return <Note tone="error">{errorText(error)}</Note>;
  return (
    <div
      className="h-full min-h-28 min-w-0"
      data-testid="sweep-curve"
      data-cell={index}
      data-points={data?.timeMs.length ?? 0}
    >
      {data && <LineChart label={t("research.sweep.curve")} series={series} format={money} testId="sweep-cell-curve" />}
    </div>
  );
}

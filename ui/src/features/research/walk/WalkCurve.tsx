import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WalkForwardView } from "~/backend/bindings";
import { LineChart, type LineChartSeries } from "~/components/charts/LineChart";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

interface WalkCurveProps {
  view: WalkForwardView;
  selected: number | null;
}

/** The stretches on new data joined: what somebody who walked it would have had. */
export function WalkCurve({ view, selected }: WalkCurveProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const money = useCallback((v: number) => formatDecimal(v, 0, locale), [locale]);
  const label = t("research.walk.curve");
  const series = useMemo<LineChartSeries[]>(
    () => [{ id: "walked", label, colour: "chart-1", timeMs: view.curve_ms, values: view.curve_equity }],
    [view, label],
  );
  const shaded = useMemo(() => {
    const chosen = selected === null ? undefined : view.windows[selected];
    return chosen ? [[chosen.test_start_ms, chosen.test_end_ms] as const] : [];
  }, [view, selected]);
  return (
    <section className="flex min-h-44 flex-1 flex-col bg-card" aria-label={label}>
      <h2 className="px-3 pt-2 text-xs font-semibold">{label}</h2>
      <div className="min-h-0 flex-1">
        <LineChart label={label} series={series} format={money} shaded={shaded} testId="walk-curve" />
      </div>
    </section>
  );
}

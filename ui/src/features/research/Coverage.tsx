import { useTranslation } from "react-i18next";
import type { SeriesView } from "~/backend/bindings";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

/** What there is of the chosen market: how many candles, from when to when, and whether any are missing. */
export function Coverage({ series }: { series: SeriesView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className="text-xs" data-testid="research-coverage">
      <div className="flex flex-wrap justify-between gap-x-2">
        <span className="text-muted-foreground">{t("research.coverage")}</span>
        <span>
          {t("research.coverageText", { candles: formatDecimal(series.count, 0, locale) })},{" "}
          {series.gaps === 0 ? t("research.noGap") : t("research.gaps", { count: series.gaps })}
        </span>
      </div>
      <div className={`my-1 h-1.5 ${series.gaps === 0 ? "bg-signed-line" : "bg-warn"}`} aria-hidden="true" />
      <div className="flex justify-between text-2xs text-muted-foreground">
        <span>{formatTime(series.first_ms, "date", locale)}</span>
        <span>{formatTime(series.last_ms, "date", locale)}</span>
      </div>
    </div>
  );
}

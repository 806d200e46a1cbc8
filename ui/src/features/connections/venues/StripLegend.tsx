import { useTranslation } from "react-i18next";
import { Bar } from "./DayStrip";

const states = ["up", "degraded", "maintenance", "down", "unknown"] as const;

/** What the bars of the strips mean. */
export function StripLegend() {
  const { t } = useTranslation();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 bg-card px-4 py-2 text-2xs text-muted-foreground">
      {states.map((state) => (
        <span key={state} className="flex items-center gap-1.5">
          <svg width={4} height={20} aria-hidden="true">
            <Bar state={state} width={4} />
          </svg>
          {t(`connections.quarters.${state}`)}
        </span>
      ))}
      <span className="flex-1" />
      <span>{t("connections.clockText")}</span>
    </div>
  );
}

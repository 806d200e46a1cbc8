import { useTranslation } from "react-i18next";
import type { QuarterState } from "~/backend/bindings";
import { quarterCounts } from "../connectionRules";

/** Height as well as colour: the worse the quarter, the lower its bar. */
const bars: Record<QuarterState, { y: number; height: number; look: string }> = {
  unknown: { y: 16, height: 2, look: "fill-border-strong" },
  up: { y: 2, height: 16, look: "fill-signed opacity-55" },
  degraded: { y: 5, height: 13, look: "fill-warn-fill" },
  maintenance: { y: 5.5, height: 12, look: "fill-none stroke-warn" },
  down: { y: 9, height: 9, look: "fill-destructive" },
};

export function Bar({ state, x = 0, width = 2 }: { state: QuarterState; x?: number; width?: number }) {
  const { y, height, look } = bars[state];
  const inset = state === "maintenance" ? 0.5 : 0;
  return <rect x={x + inset} y={y} width={width - inset * 2} height={height} className={look} data-quarter={state} />;
}

/** The last 24 hours, a bar for each quarter of an hour. */
export function DayStrip({ day, testId }: { day: readonly QuarterState[]; testId?: string }) {
  const { t } = useTranslation();
  const counts = quarterCounts(day);
  return (
    <svg
      viewBox={`0 0 ${day.length * 3} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("connections.dayOf", counts)}
      className="h-5 w-full min-w-24"
      data-testid={testId}
    >
      {day.map((state, i) => (
        <Bar key={i} state={state} x={i * 3} />
      ))}
    </svg>
  );
}

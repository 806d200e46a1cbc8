import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { Heatmap } from "~/components/heatmap/Heatmap";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { weekdays, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

type Kind = "return" | "won" | "count";

/** Win rates lie round one half: the colours are of the distance from it. */
const HALF = 0.5;

/** Weekday by hour of entry, in the zone the run was asked for. */
export function HeatPanel({ run }: { run: BacktestView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [kind, setKind] = useState<Kind>("return");
  const days = weekdays(locale);
  const cells = useMemo(() => cellsOf(run, kind), [run, kind]);
  const format = (value: number) => {
    if (kind === "count") return formatDecimal(value, 0, locale);
    return kind === "won" ? formatPercent(value + HALF, 0, locale) : formatPercent(value, 1, locale, "always");
  };
  const describe = (day: number, hour: number, value: number | null) => {
    const count = run.heatmap_counts[day]?.[hour] ?? 0;
    const where = { day: days[day] ?? "", hour: `${String(hour).padStart(2, "0")}:00` };
    if (value === null || count === 0) return t("research.cellNone", where);
    if (kind === "count") return t("research.cellCount", { ...where, count });
    const figure = kind === "won" ? formatPercent(value + HALF, 0, locale) : formatPercent(value, 2, locale, "always");
    return t(kind === "won" ? "research.cellWon" : "research.cellReturn", { ...where, count, value: figure });
  };
  return (
    <section className="min-w-0 bg-card px-4 py-2.5">
      <header className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <h2 className="font-semibold">{t("research.when")}</h2>
        <span className="text-muted-foreground" data-testid="research-heat-zone">
          {t("research.whenZone", { zone: zoneLabel({ ...locale, timeZone: run.request.time_zone }) })}
        </span>
        <span className="flex-1" />
        <Segmented
          label={t("research.heatKind")}
          segments={[
            { id: "return", label: t("research.heatReturn") },
            { id: "won", label: t("research.heatWon") },
            { id: "count", label: t("research.heatCount") },
          ]}
          value={kind}
          onChange={setKind}
          testId="research-heat-kind"
        />
      </header>
      <Heatmap
        label={t("research.when")}
        cells={cells}
        kind={kind === "count" ? "count" : "diverging"}
        format={format}
        describe={describe}
        testId="research-heat"
      />
    </section>
  );
}

/** Seven days of 24 hours. Counts of nothing are empty cells, as in the other two maps. */
export function cellsOf(run: BacktestView, kind: Kind): (number | null)[][] {
  if (kind === "return") return run.heatmap_return;
  if (kind === "won") return run.heatmap_winrate.map((row) => row.map((v) => (v === null ? null : v - HALF)));
  return run.heatmap_counts.map((row) => row.map((n) => (n === 0 ? null : n)));
}

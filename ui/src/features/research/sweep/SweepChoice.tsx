import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SweepView } from "~/backend/bindings";
import { Select } from "~/components/fields/Select";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

interface SweepChoiceProps {
  kept: readonly SweepView[];
  view: SweepView;
  nameOf: (strategy: string) => string;
  onChoose: (id: string) => void;
}

/** The sweeps kept, newest first. */
export function SweepChoice({ kept, view, nameOf, onChoose }: SweepChoiceProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const options = useMemo(() => {
    const all = kept.some((s) => s.id === view.id) ? kept : [view, ...kept];
    return all.map(({ id, request, done, created_ms }) => ({
      id,
      label: `${nameOf(request.base.strategy)}, ${request.base.instrument.symbol} ${request.base.timeframe}`,
      note: t("research.sweep.keptNote", {
        cells: formatDecimal(done, 0, locale),
        time: formatTime(created_ms, "dateTime", locale),
      }),
    }));
  }, [kept, view, nameOf, t, locale]);
  return (
    <Select
      label={t("research.sweep.kept")}
      hideLabel
      options={options}
      value={view.id}
      onChange={onChoose}
      className="w-64"
      testId="sweep-kept"
    />
  );
}

import { useTranslation } from "react-i18next";
import { Field } from "~/components/fields/Field";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import type { AnalyseForm } from "./analyseForm";

interface PeriodFieldsProps {
  form: AnalyseForm;
  problem: (field: string) => string | undefined;
  onChange: (some: Partial<AnalyseForm>) => void;
  onEnter: () => void;
}

/** Which candles the strategy sees. */
export function PeriodFields({ form, problem, onChange, onEnter }: PeriodFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2">
      <div className="text-xs text-muted-foreground">{t("analyse.period")}</div>
      <Segmented
        label={t("analyse.period")}
        fill
        value={form.period}
        onChange={(period) => onChange({ period })}
        segments={[
          { id: "last_candles", label: t("analyse.lastCandles") },
          { id: "last_days", label: t("analyse.lastDays") },
          { id: "range", label: t("analyse.range") },
          { id: "all", label: t("analyse.all") },
        ]}
        testId="analyse-period"
      />
      {form.period === "last_days" && (
        <NumberField
          label={t("analyse.lastDays")}
          unit={t("analyse.days")}
          value={form.days}
          onChange={(days) => onChange({ days })}
          problem={problem("days")}
          onEnter={onEnter}
          testId="analyse-days"
        />
      )}
      {form.period === "last_candles" && (
        <NumberField
          label={t("analyse.lastCandles")}
          unit={t("analyse.candles")}
          value={form.candles}
          onChange={(candles) => onChange({ candles })}
          problem={problem("candles")}
          onEnter={onEnter}
          testId="analyse-candles"
        />
      )}
      {form.period === "range" && (
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t("analyse.from")}
            value={form.from}
            onChange={(from) => onChange({ from })}
            problem={problem("from")}
            maxLength={10}
            onEnter={onEnter}
            testId="analyse-from"
          />
          <Field
            label={t("analyse.to")}
            unit={t("analyse.toNote")}
            value={form.to}
            onChange={(to) => onChange({ to })}
            problem={problem("to")}
            maxLength={10}
            onEnter={onEnter}
            testId="analyse-to"
          />
        </div>
      )}
    </div>
  );
}

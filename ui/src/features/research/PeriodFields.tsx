import { useTranslation } from "react-i18next";
import { Field } from "~/components/fields/Field";
import { NumberField } from "~/components/fields/NumberField";
import { Select } from "~/components/fields/Select";
import type { SetUp } from "./setUp";

export interface PartProps {
  form: SetUp;
  onChange: (some: Partial<SetUp>) => void;
  problem: (field: string) => string | undefined;
}

/** Which candles: all, the last days or candles, or from one day to another. */
export function PeriodFields({ form, onChange, problem }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t("research.period")}
        labelAbove
        options={[
          { id: "all", label: t("research.periodAll") },
          { id: "last_days", label: t("research.periodDays") },
          { id: "last_candles", label: t("research.periodCandles") },
          { id: "range", label: t("research.periodRange") },
        ]}
        value={form.period}
        onChange={(period) => onChange({ period })}
        testId="research-period"
      />
      {form.period === "last_days" && (
        <NumberField
          label={t("research.periodDays")}
          hideLabel
          unit={t("research.days")}
          value={form.days}
          onChange={(days) => onChange({ days })}
          problem={problem("days")}
          testId="research-days"
        />
      )}
      {form.period === "last_candles" && (
        <NumberField
          label={t("research.periodCandles")}
          hideLabel
          unit={t("research.candles")}
          value={form.candles}
          onChange={(candles) => onChange({ candles })}
          problem={problem("candles")}
          testId="research-candles"
        />
      )}
      {form.period === "range" && (
        <>
          <Field
            label={t("research.from")}
            value={form.from}
            onChange={(from) => onChange({ from })}
            problem={problem("from")}
            maxLength={10}
            testId="research-from"
          />
          <Field
            label={t("research.to")}
            value={form.to}
            onChange={(to) => onChange({ to })}
            problem={problem("to")}
            maxLength={10}
            testId="research-to"
          />
        </>
      )}
    </>
  );
}

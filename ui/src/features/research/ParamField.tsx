import { useTranslation } from "react-i18next";
import type { ParamSchema } from "~/backend/bindings";
import { NumberField } from "~/components/fields/NumberField";
import { Select } from "~/components/fields/Select";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { limitsOf } from "./setUp";

interface ParamFieldProps {
  /** Whose it is. */
  strategy: string;
  param: ParamSchema;
  value: string;
  onChange: (text: string) => void;
  problem?: string;
}

/** One parameter as its strategy describes it: name, range and unit. What it does stands as its description. */
export function ParamField({ strategy, param, value, onChange, problem }: ParamFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useStrategyText();
  const label = say.param(param.name);
  const testId = `research-param-${param.name}`;
  if (param.kind.type === "choice") {
    const options = param.kind.options.map((o, i) => ({ id: String(i), label: say.option(o) }));
    return <Select label={label} labelAbove options={options} value={value} onChange={onChange} testId={testId} />;
  }
  const [min, max] = limitsOf(param);
  const unit = say.unit(param.unit) || undefined;
  return (
    <div title={say.help(param.name, param.description, strategy)}>
      <div className="mb-1 flex justify-between gap-2 text-xs text-muted-foreground" aria-hidden="true">
        <span>{label}</span>
        <span className="text-subtle-foreground">
          {t("research.range", { min: formatFigure(min, locale), max: formatFigure(max, locale) })}
        </span>
      </div>
      <NumberField
        label={label}
        hideLabel
        value={value}
        onChange={onChange}
        unit={unit}
        problem={problem}
        testId={testId}
      />
    </div>
  );
}

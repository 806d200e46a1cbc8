import { useTranslation } from "react-i18next";
import type { ParamSchema } from "~/backend/bindings";
import { NumberField } from "~/components/fields/NumberField";
import { Select } from "~/components/fields/Select";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { boundsOf } from "./analyseForm";

interface ParamFieldsProps {
  /** Whose they are. */
  strategy: string;
  params: readonly ParamSchema[];
  values: Readonly<Record<string, string>>;
  problem: (field: string) => string | undefined;
  onChange: (values: Readonly<Record<string, string>>) => void;
  onEnter: () => void;
}

/** A form made of what the strategy says about itself. */
export function ParamFields({ strategy, params, values, problem, onChange, onEnter }: ParamFieldsProps) {
  const { t } = useTranslation();
  const set = (name: string) => (text: string) => onChange({ ...values, [name]: text });
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-2 text-xs text-muted-foreground">{t("analyse.params")}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3" data-testid="analyse-params">
        {params.map((param) => (
          <ParamField
            key={param.name}
            strategy={strategy}
            param={param}
            value={values[param.name] ?? ""}
            problem={problem(param.name)}
            onChange={set(param.name)}
            onEnter={onEnter}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ParamFieldProps {
  strategy: string;
  param: ParamSchema;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
  onEnter: () => void;
}

function ParamField({ strategy, param, value, problem, onChange, onEnter }: ParamFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useStrategyText();
  const label = say.param(param.name);
  const help = say.help(param.name, param.description, strategy);
  const testId = `analyse-param-${param.name}`;
  if (param.kind.type === "choice") {
    const options = param.kind.options.map((name, i) => ({ id: String(i), label: say.option(name) }));
    return (
      <div className="min-w-0">
        <Select label={label} options={options} value={value} onChange={onChange} testId={testId} />
        <p className="mt-0.5 text-2xs text-subtle-foreground">{help}</p>
      </div>
    );
  }
  const { min, max } = boundsOf(param);
  const words = { help, min: formatFigure(min, locale), max: formatFigure(max, locale) };
  return (
    <div className="min-w-0">
      <NumberField
        label={label}
        unit={say.unit(param.unit)}
        value={value}
        onChange={onChange}
        problem={problem}
        onEnter={onEnter}
        testId={testId}
      />
      {!problem && <p className="mt-0.5 text-2xs text-subtle-foreground">{t("analyse.between", words)}</p>}
    </div>
  );
}

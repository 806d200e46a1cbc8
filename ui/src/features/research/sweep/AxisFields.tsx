import { useTranslation } from "react-i18next";
import type { ParamSchema } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { FieldProblem } from "~/components/fields/FieldProblem";
import { NumberField } from "~/components/fields/NumberField";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { AxisSlider } from "./AxisSlider";
import type { AxisForm } from "./axes";

interface AxisFieldsProps {
  param: ParamSchema;
  axis: AxisForm;
  /** Where the cross stands; not on a screen without a map. */
  cross?: string;
  problem?: string;
  onChange: (axis: AxisForm) => void;
  onCross: (value: string) => void;
  /** Holds it at one value instead; nothing where it is the last that is swept. */
  onFix?: () => void;
}

const ends = ["from", "to", "step"] as const;

/** One swept parameter: from where to where in what steps, by hand or by the ends of its band. */
export function AxisFields({ param, axis, cross, problem, onChange, onCross, onFix }: AxisFieldsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useStrategyText();
  const label = say.param(param.name);
  const unit = say.unit(param.unit);
  return (
    <fieldset
      className="min-w-0"
      aria-label={label}
      title={say.help(param.name, param.description)}
      data-testid={`sweep-axis-${param.name}`}
    >
      <div className="flex min-h-6 items-center gap-1.5 text-xs text-muted-foreground">
        <span className="min-w-0">
          {t("research.sweep.swept", { param: label })}
          {unit && <span className="text-subtle-foreground"> {unit}</span>}
        </span>
        {cross !== undefined && (
          <b className="font-semibold text-foreground" data-testid={`sweep-cross-${param.name}`}>
            {formatFigure(cross === "" ? null : Number(cross), locale)}
          </b>
        )}
        <span className="flex-1" />
        {onFix && (
          <Button kind="ghost" size="small" onPress={onFix} testId={`sweep-fix-${param.name}`}>
            {t("research.sweep.fix")}
          </Button>
        )}
      </div>
      <AxisSlider
        param={param}
        label={label}
        axis={axis}
        cross={cross}
        onRange={(range) => onChange({ ...axis, ...range })}
        onCross={onCross}
      />
      <div className="grid grid-cols-3 gap-1.5">
        {ends.map((end) => (
          <NumberField
            key={end}
            label={t(`research.sweep.${end}`)}
            labelAbove
            value={axis[end]}
            onChange={(text) => onChange({ ...axis, [end]: text })}
            testId={`sweep-${end}-${param.name}`}
          />
        ))}
      </div>
      {problem && <FieldProblem testId={`sweep-axis-${param.name}-problem`}>{problem}</FieldProblem>}
    </fieldset>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentView, ParamSchema, StrategySchema } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Select } from "~/components/fields/Select";
import { useStrategyText } from "~/components/words/useStrategyText";
import { CostFields } from "../CostFields";
import { isLevel, sweepable } from "../levels";
import { MarketFields } from "../MarketFields";
import { ParamField } from "../ParamField";
import { PeriodFields } from "../PeriodFields";
import type { Problem, SetUp } from "../setUp";
import { savedAs } from "../strategyNamed";
import { useProblemText } from "../useProblemText";
import { AxisFields } from "./AxisFields";
import { MOST_AXES } from "./axes";
import { type SweepForm, toggleAxis, withStrategy } from "./sweepForm";

interface SweepSetUpProps {
  form: SweepForm;
  schema: StrategySchema;
  strategies: readonly StrategySchema[];
  markets: readonly InstrumentView[];
  problems: Readonly<Record<string, Problem>>;
  onChange: (form: SweepForm) => void;
  /** The sliders carry the cross of a map. */
  cross?: boolean;
  /** After the parameters, before the market. */
  windows?: ReactNode;
  /** What runs it. */
  foot: ReactNode;
}

/** What is swept, what stays, on which market, at what cost. */
export function SweepSetUp(props: SweepSetUpProps) {
  const { form, strategies, markets, problems, onChange } = props;
  const { t } = useTranslation();
  const say = useStrategyText();
  const problemText = useProblemText();
  const { setUp } = form;
  const set = (some: Partial<SetUp>) => onChange({ ...form, setUp: { ...setUp, ...some } });
  const chooseStrategy = (name: string) => {
    const next = strategies.find((s) => s.name === name);
    if (next) onChange(withStrategy(form, next));
  };
  const tried = strategies.filter((s) => !s.practice && sweepable(s).length > 0);
  return (
    <section aria-label={t("research.setUp")} className="flex min-h-0 flex-col bg-card" data-testid="research-set-up">
      <div className="flex min-h-0 flex-1 flex-col gap-2.5 overflow-auto px-3.5 py-3" data-scrolls="">
        <h2 className="text-xs font-semibold">{t("research.setUp")}</h2>
        <Select
          label={t("research.strategy")}
          labelAbove
          options={tried.map((s) => ({ id: s.name, label: say.name(s.name, s.label), note: savedAs(s.name) }))}
          value={props.schema.name}
          onChange={chooseStrategy}
          testId="research-strategy"
        />
        <Params {...props} onSet={set} />
        {props.windows}
        <MarketFields form={setUp} markets={markets} onChange={set} />
        <PeriodFields form={setUp} onChange={set} problem={(field) => problemText(problems[field])} />
        <CostFields form={setUp} onChange={set} problem={(field) => problemText(problems[field])} />
      </div>
      <div className="shrink-0 space-y-2 border-t px-3.5 py-3">{props.foot}</div>
    </section>
  );
}

function Params(props: SweepSetUpProps & { onSet: (some: Partial<SetUp>) => void }) {
  const { form, schema, problems, onChange, onSet } = props;
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { params } = form.setUp;
  const setParam = (name: string, text: string) => onSet({ params: { ...params, [name]: text } });
  const canSweep = new Set(form.axes.length < MOST_AXES ? sweepable(schema) : []);
  const field = (p: ParamSchema) => {
    const axis = form.axes.find((a) => a.name === p.name);
    if (axis)
      return (
        <AxisFields
          key={p.name}
          param={p}
          axis={axis}
          cross={props.cross ? (params[p.name] ?? "") : undefined}
          problem={problemText(problems[`axis-${p.name}`])}
          onChange={(next) => onChange({ ...form, axes: form.axes.map((a) => (a.name === p.name ? next : a)) })}
          onCross={(value) => setParam(p.name, value)}
          onFix={form.axes.length > 1 ? () => onChange(toggleAxis(form, p)) : undefined}
        />
      );
    return (
      <div key={p.name} className="flex items-end gap-1.5">
        <div className="min-w-0 flex-1">
          <ParamField
            strategy={schema.name}
            param={p}
            value={params[p.name] ?? ""}
            onChange={(text) => setParam(p.name, text)}
            problem={problemText(problems[`param-${p.name}`])}
          />
        </div>
        {canSweep.has(p) && (
          <Button kind="ghost" onPress={() => onChange(toggleAxis(form, p))} testId={`sweep-add-${p.name}`}>
            {t("research.sweep.sweepIt")}
          </Button>
        )}
      </div>
    );
  };
  return <>{schema.params.filter((p) => !isLevel(p)).map(field)}</>;
}

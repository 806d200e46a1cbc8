import { useTranslation } from "react-i18next";
import type { InstrumentView, StrategySchema } from "~/backend/bindings";
import { Select } from "~/components/fields/Select";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { scriptOf } from "~/components/words/scriptOf";
import { useStrategyText } from "~/components/words/useStrategyText";
import { useVenueName } from "../useSteps";
import { type AnalyseForm, defaultParams, marketKey, type Problems, timeframeFor } from "./analyseForm";
import { ParamFields } from "./ParamFields";
import { PeriodFields } from "./PeriodFields";

interface AnalyseFieldsProps {
  form: AnalyseForm;
  markets: readonly InstrumentView[];
  schemas: readonly StrategySchema[];
  schema: StrategySchema;
  problems: Problems;
  onChange: (form: AnalyseForm) => void;
  onEnter: () => void;
}

export function AnalyseFields({ form, markets, schemas, schema, problems, onChange, onEnter }: AnalyseFieldsProps) {
  const { t } = useTranslation();
  const venue = useVenueName();
  const say = useStrategyText();
  const problem = useProblemText(problems);
  const market = markets.find((m) => marketKey(m.id) === form.market);
  const set = (some: Partial<AnalyseForm>) => onChange({ ...form, ...some });
  const chooseMarket = (key: string) => {
    const next = markets.find((m) => marketKey(m.id) === key);
    if (next) set({ market: key, timeframe: timeframeFor(next, form.timeframe) });
  };
  const chooseStrategy = (name: string) => {
    const next = schemas.find((s) => s.name === name);
    if (next) set({ strategy: name, params: defaultParams(next) });
  };
  return (
    <>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)] gap-3">
        <Select
          label={t("analyse.market")}
          labelAbove
          options={markets.map((m) => ({ id: marketKey(m.id), label: m.id.symbol, note: venue(m.id.venue) }))}
          value={form.market}
          onChange={chooseMarket}
          testId="analyse-market"
        />
        <Select
          label={t("analyse.timeframe")}
          labelAbove
          options={(market?.timeframes ?? []).map((id) => ({ id, label: id }))}
          value={form.timeframe}
          onChange={(timeframe) => set({ timeframe })}
          testId="analyse-timeframe"
        />
        <Select
          label={t("analyse.strategy")}
          labelAbove
          options={schemas.map((s) => ({ id: s.name, label: say.name(s.name, s.label), note: scriptOf(s.name)?.name }))}
          value={form.strategy}
          onChange={chooseStrategy}
          testId="analyse-strategy"
        />
      </div>
      <p className="-mt-2 text-xs text-muted-foreground">{say.about(schema.name, schema.description)}</p>
      <PeriodFields form={form} problem={problem} onChange={set} onEnter={onEnter} />
      <ParamFields
        strategy={schema.name}
        params={schema.params}
        values={form.params}
        problem={problem}
        onChange={(params) => set({ params })}
        onEnter={onEnter}
      />
    </>
  );
}

/** The sentence at a field, or nothing. */
function useProblemText(problems: Problems): (field: string) => string | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  return (field) => {
    const problem = problems[field];
    if (!problem) return undefined;
    if (problem.code !== "range") return t(`analyse.problem.${problem.code}`);
    const { min, max } = problem;
    return t("analyse.problem.range", { min: formatFigure(min, locale), max: formatFigure(max, locale) });
  };
}

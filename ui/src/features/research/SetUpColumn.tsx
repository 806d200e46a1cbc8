import { Play, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InstrumentView, ParamSchema, SeriesView, StrategySchema } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Select } from "~/components/fields/Select";
import { ZoneField } from "~/components/fields/ZoneField";
import { Note } from "~/components/panel/Note";
import { useStrategyText } from "~/components/words/useStrategyText";
import { CostFields } from "./CostFields";
import { Coverage } from "./Coverage";
import { isLevel } from "./levels";
import { MarketFields } from "./MarketFields";
import { ParamField } from "./ParamField";
import { PeriodFields } from "./PeriodFields";
import { defaultParams, marketKey, type Problems, type SetUp } from "./setUp";
import { savedAs, strategyNamed } from "./strategyNamed";
import { useProblemText } from "./useProblemText";

interface SetUpColumnProps {
  form: SetUp;
  strategies: readonly StrategySchema[];
  markets: readonly InstrumentView[];
  problems: Problems;
  running: boolean;
  /** There is a run of this set-up or another already. */
  again: boolean;
  /** The run in sight was asked for otherwise. */
  changed: boolean;
  failure: string | null;
  onChange: (form: SetUp) => void;
  onRun: () => void;
}

export function SetUpColumn(props: SetUpColumnProps) {
  const { form, strategies, markets, problems, onChange } = props;
  const { t } = useTranslation();
  const say = useStrategyText();
  const problemText = useProblemText();
  const schema = strategyNamed(strategies, form.strategy);
  const market = markets.find((m) => marketKey(m.id) === form.market);
  const set = (some: Partial<SetUp>) => onChange({ ...form, ...some });
  const own = schema?.params.filter((p) => !isLevel(p)) ?? [];
  const levels = schema?.params.filter(isLevel) ?? [];
  const paramField = (p: ParamSchema) => (
    <ParamField
      key={p.name}
      strategy={form.strategy}
      param={p}
      value={form.params[p.name] ?? ""}
      onChange={(text) => set({ params: { ...form.params, [p.name]: text } })}
      problem={problemText(problems[`param-${p.name}`])}
    />
  );
  const chooseStrategy = (name: string) => {
    const next = strategies.find((s) => s.name === name);
    if (next) set({ strategy: name, params: defaultParams(next) });
  };
  return (
    <section aria-label={t("research.setUp")} className="flex min-h-0 flex-col bg-card" data-testid="research-set-up">
      <div className="flex min-h-0 flex-1 flex-col gap-2.5 overflow-auto px-3.5 py-3" data-scrolls="">
        <h2 className="text-xs font-semibold">{t("research.setUp")}</h2>
        <Select
          label={t("research.strategy")}
          labelAbove
          options={strategies
            .filter((s) => !s.practice)
            .map((s) => ({ id: s.name, label: say.name(s.name, s.label), note: savedAs(s.name) }))}
          value={schema?.name ?? form.strategy}
          onChange={chooseStrategy}
          testId="research-strategy"
        />
        {own.map(paramField)}
        {levels.length > 0 && (
          <details data-testid="research-levels">
            <summary className="min-h-6 text-xs text-muted-foreground">{t("research.levels")}</summary>
            <p className="pb-2 text-2xs text-muted-foreground">{t("research.levelsText")}</p>
            <div className="flex flex-col gap-2.5">{levels.map(paramField)}</div>
          </details>
        )}
        <MarketFields form={form} markets={markets} onChange={set} />
        <PeriodFields form={form} onChange={set} problem={(field) => problemText(problems[field])} />
        <CostFields form={form} onChange={set} problem={(field) => problemText(problems[field])} />
        <ZoneField
          label={t("research.zone")}
          labelAbove
          value={form.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          testId="research-zone"
        />
      </div>
      <RunFoot {...props} series={market?.stored.find((s) => s.timeframe === form.timeframe)} />
    </section>
  );
}

interface RunFootProps extends SetUpColumnProps {
  series?: SeriesView;
}

function RunFoot({ problems, running, again, changed, failure, series, onRun }: RunFootProps) {
  const { t } = useTranslation();
  const blocked = Object.keys(problems).length > 0;
  return (
    <div className="shrink-0 space-y-2 border-t px-3.5 py-3">
      {series && <Coverage series={series} />}
      {failure && (
        <Note tone="error" testId="research-failure">
          {failure}
        </Note>
      )}
      {changed && !failure && (
        <p className="flex items-start gap-1.5 text-xs text-muted-foreground" data-testid="research-changed">
          <TriangleAlert size={14} aria-hidden="true" className="mt-px text-warn" />
          {t("research.changed")}
        </p>
      )}
      <Button
        kind="primary"
        size="large"
        className="w-full"
        isDisabled={blocked || running}
        onPress={onRun}
        testId="research-run"
      >
        <Play size={14} aria-hidden="true" />
        {t(running ? "research.running" : again ? "research.runAgain" : "research.run")}
        <Kbd chord="F5" bare />
      </Button>
    </div>
  );
}

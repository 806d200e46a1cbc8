import { Download } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type BacktestView, commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Select } from "~/components/fields/Select";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { formatPercent } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Empty } from "~/components/panel/Empty";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { useStrategyText } from "~/components/words/useStrategyText";
import { ExportDialog } from "./ExportDialog";
import { NoMarket } from "./NoMarket";
import { ResearchTabs } from "./ResearchTabs";
import { RunView } from "./RunView";
import { SetUpColumn } from "./SetUpColumn";
import { marketKey, type SetUp } from "./setUp";
import { strategyNamed } from "./strategyNamed";
import { useRuns } from "./useRuns";

interface BacktestScreenProps {
  /** What another tab asks to run; `/research/run` runs it. */
  handed: SetUp | null;
}

/** Strategies tried on candles of the past. `/research/run` runs the set-up at once. */
export function BacktestScreen({ handed }: BacktestScreenProps) {
  const { t } = useTranslation();
  const say = useStrategyText();
  const errorText = useErrorText();
  const [path, navigate] = useLocation();
  const [exporting, setExporting] = useState(false);
  const strategies = useDeskQuery("scripts", ["strategies"], () => commands.strategies());
  const markets = useDeskQuery("series", ["instruments"], () => commands.instruments());
  const runs = useRuns(strategies.data ?? null, markets.data ?? null, handed);
  const { run, form, request, submit } = runs;

  useShortcut("run", submit, request !== null);
  const openExport = useCallback(() => setExporting(true), []);
  useShortcut("export", openExport, run !== null);
  useEffect(() => {
    if (path !== "/research/run" || !request) return;
    navigate("/research", { replace: true });
    submit();
  }, [path, navigate, request, submit]);

  const nameOf = useCallback(
    (strategy: string) => say.name(strategy, strategyNamed(strategies.data ?? [], strategy)?.label),
    [say, strategies.data],
  );
  const failed = strategies.error ?? markets.error ?? runs.listError;
  if (!form) {
    if (markets.data?.length === 0) return <NoMarket />;
    return (
      <div className="flex h-full flex-col bg-card">
        <PanelBody state={failed ? { kind: "error", text: errorText(failed) } : { kind: "loading" }} />
      </div>
    );
  }
  const market = markets.data?.find((m) => run && marketKey(m.id) === marketKey(run.request.instrument));
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.research")}
        aside={<ResearchTabs here="backtest" />}
        actions={
          run && (
            <>
              <RunChoice runs={runs.all} run={run} nameOf={nameOf} onChoose={runs.choose} />
              <Button onPress={openExport} testId="research-export">
                <Download size={14} aria-hidden="true" />
                {t("research.export")}
              </Button>
            </>
          )
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[216px_minmax(0,1fr)_240px] min-[1360px]:grid-cols-[232px_minmax(0,1fr)_252px] gap-px bg-border">
        <SetUpColumn
          form={form}
          strategies={strategies.data ?? []}
          markets={markets.data ?? []}
          problems={runs.problems}
          running={runs.running}
          again={run !== null}
          changed={runs.changed}
          failure={runs.failure ? errorText(runs.failure) : null}
          onChange={runs.setForm}
          onRun={submit}
        />
        {run ? (
          <RunView key={run.id} run={run} name={nameOf(run.request.strategy)} decimals={market?.price_decimals ?? 2} />
        ) : (
          <div className="col-span-2 bg-card">
            <Empty title={t("research.none")} text={t("research.noneText")} testId="research-empty" />
          </div>
        )}
      </div>
      {run && <ExportDialog open={exporting} run={run.id} onClose={() => setExporting(false)} />}
    </div>
  );
}

interface RunChoiceProps {
  runs: readonly BacktestView[];
  run: BacktestView;
  nameOf: (strategy: string) => string;
  onChoose: (id: string) => void;
}

function RunChoice({ runs, run, nameOf, onChoose }: RunChoiceProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const options = useMemo(
    () =>
      runs.map((r) => ({
        id: r.id,
        label: `${nameOf(r.request.strategy)}, ${r.request.instrument.symbol} ${r.request.timeframe}`,
        note: t("research.runNote", {
          return: formatPercent(r.figures.total_return, 1, locale, "always"),
          time: formatTime(r.created_ms, "dateTime", locale),
        }),
      })),
    [runs, nameOf, t, locale],
  );
  return (
    <Select
      label={t("research.runs")}
      hideLabel
      options={options}
      value={run.id}
      onChange={onChoose}
      className="w-64"
      testId="research-runs"
    />
  );
}

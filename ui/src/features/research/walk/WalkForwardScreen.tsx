import { Download } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { NumberField } from "~/components/fields/NumberField";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { Empty } from "~/components/panel/Empty";
import { Loading } from "~/components/panel/Loading";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { NoMarket } from "../NoMarket";
import { ResearchTabs } from "../ResearchTabs";
import { marketKey } from "../setUp";
import { strategyNamed } from "../strategyNamed";
import { SweepSetUp } from "../sweep/SweepSetUp";
import type { SweepForm } from "../sweep/sweepForm";
import { useSweepForm } from "../sweep/useSweepForm";
import { useSweeps } from "../sweep/useSweeps";
import { useCatalogue } from "../useCatalogue";
import { useProblemText } from "../useProblemText";
import { useWalk } from "./useWalk";
import { WalkExportDialog } from "./WalkExportDialog";
import { WalkFoot } from "./WalkFoot";
import { WalkResult } from "./WalkResult";
import { firstWindows, sameWalk, type Windows, walkRequestOf, windowCount } from "./walkForm";

interface WalkForwardScreenProps {
  edited: SweepForm | null;
  onForm: (form: SweepForm) => void;
}

/** The best of a stretch of the past, traded on the stretch after it, again and again. */
export function WalkForwardScreen({ edited, onForm }: WalkForwardScreenProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const problemText = useProblemText();
  const catalogue = useCatalogue();
  const { sight } = useSweeps();
  const [exporting, setExporting] = useState(false);
  const { view, progress, failure, run, cancel } = useWalk();
  const [windows, setWindows] = useState<Windows>(
    view ? { train: String(view.request.train_days), test: String(view.request.test_days) } : firstWindows,
  );
  const shown = useMemo(() => (sight ? { request: sight.request } : null), [sight]);
  const sweep = useSweepForm(edited, shown, catalogue.strategies, catalogue.markets);
  const { form, schema, cells } = sweep;
  const { request, problems } = useMemo(() => walkRequestOf(sweep.request, windows), [sweep.request, windows]);

  const submit = useCallback(() => {
    if (request && !progress) run(request);
  }, [request, progress, run]);
  useShortcut("run", submit, request !== null);
  const openExport = useCallback(() => setExporting(true), []);
  useShortcut("export", openExport, view !== null);

  if (catalogue.noMarket) return <NoMarket />;
  if (!form || !schema) {
    return (
      <div className="flex h-full flex-col bg-card">
        <PanelBody
          state={catalogue.error ? { kind: "error", text: errorText(catalogue.error) } : { kind: "loading" }}
        />
      </div>
    );
  }
  const market = catalogue.markets.find((m) => marketKey(m.id) === form.setUp.market);
  const series = market?.stored.find((s) => s.timeframe === form.setUp.timeframe);
  const days = (field: keyof Windows) => (
    <NumberField
      label={t(`research.walk.${field}`)}
      unit={t("research.days")}
      value={windows[field]}
      onChange={(text) => setWindows({ ...windows, [field]: text })}
      problem={problemText(problems[field])}
      testId={`walk-${field}`}
    />
  );
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.research")}
        aside={<ResearchTabs here="walk" />}
        actions={
          view && (
            <Button onPress={openExport} testId="walk-export">
              <Download size={14} aria-hidden="true" />
              {t("research.export")}
            </Button>
          )
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[232px_minmax(0,1fr)_248px] gap-px bg-border min-[1360px]:grid-cols-[248px_minmax(0,1fr)_320px]">
        <SweepSetUp
          form={form}
          schema={schema}
          strategies={catalogue.strategies}
          markets={catalogue.markets}
          problems={sweep.problems}
          onChange={onForm}
          windows={
            <>
              {days("train")}
              {days("test")}
            </>
          }
          foot={
            <WalkFoot
              cells={cells}
              windows={form.setUp.period === "all" ? windowCount(series, windows) : null}
              series={series}
              ready={request !== null}
              progress={progress}
              again={view !== null}
              changed={view !== null && request !== null && !sameWalk(view.request, request)}
              failure={failure ? errorText(failure) : null}
              onRun={submit}
              onCancel={cancel}
            />
          }
        />
        {view ? (
          <WalkResult
            key={view.id}
            view={view}
            schema={strategyNamed(catalogue.strategies, view.request.base.strategy) ?? null}
          />
        ) : (
          <div className="col-span-2 flex flex-col bg-card">
            {progress ? (
              <Loading />
            ) : (
              <Empty title={t("research.walk.none")} text={t("research.walk.noneText")} testId="walk-empty" />
            )}
          </div>
        )}
      </div>
      {view && <WalkExportDialog open={exporting} walk={view.id} onClose={() => setExporting(false)} />}
    </div>
  );
}

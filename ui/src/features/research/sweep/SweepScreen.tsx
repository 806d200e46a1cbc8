import { Download } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Empty } from "~/components/panel/Empty";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { NoMarket } from "../NoMarket";
import { ResearchTabs } from "../ResearchTabs";
import { marketKey, type SetUp } from "../setUp";
import { strategyNamed } from "../strategyNamed";
import { useCatalogue } from "../useCatalogue";
import { SampleFields } from "./SampleFields";
import { SweepChoice } from "./SweepChoice";
import { SweepExportDialog } from "./SweepExportDialog";
import { SweepFoot } from "./SweepFoot";
import { SweepResult } from "./SweepResult";
import { SweepSetUp } from "./SweepSetUp";
import { crossAt, crossOf, formOf, normalised, plannedCells, type SweepForm, sameAxes, sameBase } from "./sweepForm";
import { useLiveSweep } from "./useLiveSweep";
import { useSweepForm } from "./useSweepForm";
import { useSweeps } from "./useSweeps";

interface SweepScreenProps {
  edited: SweepForm | null;
  onForm: (form: SweepForm | null) => void;
  onBacktest: (setUp: SetUp) => void;
}

/** Many values of a few parameters at once, as a map that follows its sliders. */
export function SweepScreen({ edited, onForm, onBacktest }: SweepScreenProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const [exporting, setExporting] = useState(false);
  const catalogue = useCatalogue();
  const sweeps = useSweeps();
  const { sight, running, run, resume, stop, choose } = sweeps;
  const shown = useMemo(() => sight && { request: sight.request, params: sight.view?.best[0]?.params }, [sight]);
  const { form, schema, request, problems, cells } = useSweepForm(
    edited,
    shown,
    catalogue.strategies,
    catalogue.markets,
  );
  const asked = useMemo(
    () => sweeps.asked && normalised(sweeps.asked, catalogue.strategies, catalogue.markets),
    [sweeps.asked, catalogue.strategies, catalogue.markets],
  );
  useLiveSweep(asked, edited && request, cells, run);

  const submit = useCallback(() => {
    if (request) run(request);
  }, [request, run]);
  useShortcut("run", submit, request !== null && running === null);
  const openExport = useCallback(() => setExporting(true), []);
  useShortcut("export", openExport, sight?.view != null);

  const failed = catalogue.error ?? sweeps.listError;
  if (catalogue.noMarket) return <NoMarket />;
  if (!form || !schema || (sweeps.pending && !sight)) {
    return (
      <div className="flex h-full flex-col bg-card">
        <PanelBody state={failed ? { kind: "error", text: errorText(failed) } : { kind: "loading" }} />
      </div>
    );
  }
  const sightSchema = sight && (strategyNamed(catalogue.strategies, sight.request.base.strategy) ?? null);
  // the sliders move the cross of the map in sight where both are of the same strategy
  const sameStrategy = sightSchema !== null && sightSchema === schema;
  const crossForm = sight && sightSchema && !sameStrategy ? formOf(sight.request, sightSchema, shown?.params) : form;
  const cross = sight && sightSchema ? crossOf(crossForm, sight.request, sightSchema) : [];
  const market = catalogue.markets.find((m) => marketKey(m.id) === form.setUp.market);
  const view = sight?.view ?? null;
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.research")}
        aside={<ResearchTabs here="sweep" />}
        actions={
          view && (
            <>
              <span className="text-xs text-muted-foreground" data-testid="sweep-status">
                {t("research.sweep.status", {
                  done: formatDecimal(view.done, 0, locale),
                  total: formatDecimal(view.total, 0, locale),
                  ms: formatDecimal(view.run_ms, 0, locale),
                })}
              </span>
              <SweepChoice
                kept={sweeps.kept}
                view={view}
                nameOf={catalogue.nameOf}
                onChoose={(id) => {
                  choose(id);
                  onForm(null);
                }}
              />
              <Button onPress={openExport} testId="sweep-export">
                <Download size={14} aria-hidden="true" />
                {t("research.export")}
              </Button>
            </>
          )
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[232px_minmax(0,1fr)_248px] gap-px bg-border min-[1360px]:grid-cols-[248px_minmax(0,1fr)_320px]">
        <SweepSetUp
          form={form}
          schema={schema}
          strategies={catalogue.strategies}
          markets={catalogue.markets}
          problems={problems}
          onChange={onForm}
          cross
          windows={<SampleFields form={form} problems={problems} onChange={onForm} />}
          foot={
            <SweepFoot
              cells={cells}
              series={market?.stored.find((s) => s.timeframe === form.setUp.timeframe)}
              ready={request !== null}
              progress={running && { done: running.grid.done, total: plannedCells(running.request) }}
              again={sight !== null}
              changed={asked !== null && !(request && sameBase(asked, request) && sameAxes(asked, request))}
              failure={sweeps.failure ? errorText(sweeps.failure) : null}
              onRun={submit}
              onResume={view && !view.complete ? resume : null}
              onCancel={stop}
            />
          }
        />
        {sight && sightSchema ? (
          <SweepResult
            sight={sight}
            schema={sightSchema}
            cross={cross}
            onCross={(at) => onForm(crossAt(crossForm, sight.request, sightSchema, at))}
            onBacktest={() =>
              onBacktest(crossAt(formOf(sight.request, sightSchema), sight.request, sightSchema, cross).setUp)
            }
          />
        ) : (
          <div className="col-span-2 bg-card">
            <Empty title={t("research.sweep.none")} text={t("research.sweep.noneText")} testId="sweep-empty" />
          </div>
        )}
      </div>
      {view && <SweepExportDialog open={exporting} sweep={view.id} onClose={() => setExporting(false)} />}
    </div>
  );
}

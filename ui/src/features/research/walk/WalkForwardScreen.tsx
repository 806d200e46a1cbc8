import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type WalkForwardRequest } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
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
import { keepWalk, useKeptWalk } from "./keptWalk";
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
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { sight } = useSweeps();
  const running = useDeskMutation((request: WalkForwardRequest) => commands.walkForward(request));
  const kept = useKeptWalk();
  const view = running.data ?? kept;
  const [windows, setWindows] = useState<Windows>(
    view ? { train: String(view.request.train_days), test: String(view.request.test_days) } : firstWindows,
  );
  const shown = useMemo(() => (sight ? { request: sight.request } : null), [sight]);
  const sweep = useSweepForm(edited, shown, catalogue.strategies, catalogue.markets);
  const { form, schema, cells } = sweep;
  const { request, problems } = useMemo(() => walkRequestOf(sweep.request, windows), [sweep.request, windows]);

  const { mutate, isPending } = running;
  const submit = useCallback(() => {
    if (request && !isPending) mutate(request, { onSuccess: (done) => keepWalk(client, done) });
  }, [request, isPending, mutate, client]);
  useShortcut("run", submit, request !== null);

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
      <ScreenHead title={t("shell.research")} aside={<ResearchTabs here="walk" />} />
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
              ready={request !== null && !isPending}
              running={isPending}
              again={view !== null}
              changed={view !== null && request !== null && !sameWalk(view.request, request)}
              failure={running.error ? errorText(running.error) : null}
              onRun={submit}
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
            {isPending ? (
              <Loading />
            ) : (
              <Empty title={t("research.walk.none")} text={t("research.walk.noneText")} testId="walk-empty" />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

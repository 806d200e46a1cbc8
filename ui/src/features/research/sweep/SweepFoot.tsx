import { Play, StepForward, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SeriesView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { FieldProblem } from "~/components/fields/FieldProblem";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { Progress } from "~/components/progress/Progress";
import { Coverage } from "../Coverage";
import { MOST_CELLS } from "./axes";

interface SweepFootProps {
  cells: number;
  series?: SeriesView;
  /** Nothing stands against it. */
  ready: boolean;
  /** How far the running one is. */
  progress: { done: number; total: number } | null;
  again: boolean;
  /** The map in sight was asked for otherwise. */
  changed: boolean;
  failure: string | null;
  onRun: () => void;
  /** The one in sight was stopped and can go on. */
  onResume: (() => void) | null;
  onCancel: () => void;
}

/** How many backtests it would be, and the one button that runs or ends them. */
export function SweepFoot(props: SweepFootProps) {
  const { cells, series, progress, changed, failure } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const count = (n: number) => formatDecimal(n, 0, locale);
  return (
    <>
      <p className="text-xs text-muted-foreground" data-testid="sweep-cells" data-cells={cells}>
        {t("research.sweep.combinations", { count: cells, cells: count(cells) })}
      </p>
      {cells > MOST_CELLS && (
        <FieldProblem testId="sweep-too-large">
          {t("research.sweep.tooLarge", { cells: count(cells), most: count(MOST_CELLS) })}
        </FieldProblem>
      )}
      {series && <Coverage series={series} />}
      {failure && (
        <Note tone="error" testId="sweep-failure">
          {failure}
        </Note>
      )}
      {changed && !failure && !progress && (
        <p className="flex items-start gap-1.5 text-xs text-muted-foreground" data-testid="sweep-changed">
          <TriangleAlert size={14} aria-hidden="true" className="mt-px shrink-0 text-warn" />
          {t("research.sweep.changed")}
        </p>
      )}
      {progress && (
        <Progress
          share={progress.total > 0 ? progress.done / progress.total : null}
          label={t("research.sweep.progress", { done: count(progress.done), total: count(progress.total) })}
          testId="sweep-progress"
        />
      )}
      <RunButton {...props} />
    </>
  );
}

function RunButton({ ready, progress, again, onRun, onResume, onCancel }: SweepFootProps) {
  const { t } = useTranslation();
  if (progress)
    return (
      <Button size="large" className="w-full" onPress={onCancel} testId="sweep-cancel">
        {t("research.sweep.cancel")}
      </Button>
    );
  return (
    <>
      {onResume && (
        <Button size="large" className="w-full" onPress={onResume} testId="sweep-resume">
          <StepForward size={14} aria-hidden="true" />
          {t("research.sweep.resume")}
        </Button>
      )}
      <Button kind="primary" size="large" className="w-full" isDisabled={!ready} onPress={onRun} testId="sweep-run">
        <Play size={14} aria-hidden="true" />
        {t(again ? "research.runAgain" : "research.run")}
        <Kbd chord="F5" bare />
      </Button>
    </>
  );
}

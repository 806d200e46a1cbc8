import { Play, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SeriesView, WalkProgress } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { Progress } from "~/components/progress/Progress";
import { Coverage } from "../Coverage";

interface WalkFootProps {
  cells: number;
  /** Where the stored candles tell; else `null`. */
  windows: number | null;
  series?: SeriesView;
  ready: boolean;
  /** How far the running one is; windows are counted once they are known. */
  progress: WalkProgress | null;
  again: boolean;
  changed: boolean;
  failure: string | null;
  onRun: () => void;
  onCancel: () => void;
}

/** How much it would be, and the button that runs it. */
export function WalkFoot(props: WalkFootProps) {
  const { cells, windows, series, ready, progress, again, changed, failure, onRun, onCancel } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      <p className="text-xs text-muted-foreground" data-testid="walk-size">
        {t("research.sweep.combinations", { count: cells, cells: formatDecimal(cells, 0, locale) })}
        {windows !== null && `, ${t("research.walk.windows", { count: windows })}`}
      </p>
      {series && <Coverage series={series} />}
      {failure && (
        <Note tone="error" testId="walk-failure">
          {failure}
        </Note>
      )}
      {changed && !failure && !progress && (
        <p className="flex items-start gap-1.5 text-xs text-muted-foreground" data-testid="walk-changed">
          <TriangleAlert size={14} aria-hidden="true" className="mt-px shrink-0 text-warn" />
          {t("research.walk.changed")}
        </p>
      )}
      {progress ? (
        <>
          <Progress
            share={progress.windows > 0 ? progress.done / progress.windows : null}
            label={t("research.walk.progress", { done: progress.done, windows: progress.windows })}
            testId="walk-progress"
          />
          <Button size="large" className="w-full" onPress={onCancel} testId="walk-cancel">
            {t("research.sweep.cancel")}
          </Button>
        </>
      ) : (
        <Button kind="primary" size="large" className="w-full" isDisabled={!ready} onPress={onRun} testId="walk-run">
          <Play size={14} aria-hidden="true" />
          {t(again ? "research.runAgain" : "research.run")}
          <Kbd chord="F5" bare />
        </Button>
      )}
    </>
  );
}

import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WalkForwardView, WindowFigures } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { useFigures } from "../sweep/useFigures";
import { BarPair } from "./BarPair";
import { barsOf } from "./bars";

type Figure = "sharpe" | "return";
const of: Record<Figure, (figures: WindowFigures | null) => number | null> = {
  sharpe: (f) => f?.sharpe ?? null,
  return: (f) => f?.total_return ?? null,
};

interface WindowBarsProps {
  view: WalkForwardView;
  selected: number | null;
  onSelect: (window: number) => void;
}

/** Training beside new data, window by window. A loss hangs below the line. */
export function WindowBars({ view, selected, onSelect }: WindowBarsProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const [figure, setFigure] = useState<Figure>("sharpe");
  const bars = useMemo(
    () => barsOf(view.windows.map((w) => [of[figure](w.in_sample), of[figure](w.out_of_sample)])),
    [view, figure],
  );
  const chosen = selected === null ? undefined : bars[selected];
  const say = (value: number | null) => figures[figure](value ?? Number.NaN);
  return (
    <section
      className="flex min-h-52 flex-1 flex-col bg-card"
      aria-label={t("research.walk.bars")}
      data-testid="walk-bars"
    >
      <header className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-1.5 text-xs">
        <h2 className="font-semibold">{t("research.walk.windows", { count: view.windows.length })}</h2>
        <Segmented
          label={t("research.sweep.metric")}
          segments={(["sharpe", "return"] as const).map((id) => ({ id, label: t(`research.sweep.metricName.${id}`) }))}
          value={figure}
          onChange={setFigure}
          testId="walk-figure"
        />
        <span aria-live="polite" data-testid="walk-window">
          {chosen &&
            t("research.walk.barLabel", {
              window: (selected ?? 0) + 1,
              training: say(chosen.train.value),
              test: say(chosen.test.value),
            })}
        </span>
        <span className="flex-1" />
        <span className="flex items-center gap-1.5 text-2xs text-muted-foreground">
          <i aria-hidden="true" className="block size-2.5 border border-muted-foreground" />
          {t("research.walk.training")}
        </span>
        <span className="flex items-center gap-1.5 text-2xs text-muted-foreground">
          <i aria-hidden="true" className="block size-2.5 bg-up-fill" />
          {t("research.walk.newData")}
        </span>
      </header>
      <ol className="flex min-h-0 flex-1 gap-px overflow-x-auto px-3 pb-1.5" data-scrolls="">
        {bars.map(({ train, test }, i) => (
          <li key={view.windows[i]?.test_start_ms} className="flex min-w-7 max-w-20 flex-1 flex-col">
            <button
              type="button"
              aria-pressed={selected === i}
              aria-label={t("research.walk.barLabel", {
                window: i + 1,
                training: say(train.value),
                test: say(test.value),
              })}
              onClick={() => onSelect(i)}
              data-testid={`walk-bar-${i}`}
              className="relative min-h-24 flex-1 cursor-default rounded-sm hover:bg-accent aria-pressed:bg-accent focus-visible:-outline-offset-2!"
            >
              <BarPair train={train} test={test} />
            </button>
            <span aria-hidden="true" className="text-center text-2xs text-muted-foreground">
              {i + 1}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

import { useTranslation } from "react-i18next";
import type { WalkForwardView } from "~/backend/bindings";
import { Percent } from "~/components/numbers/Percent";
import { BarPair } from "./BarPair";
import { barsOf } from "./bars";

/** The walk of a sweep in small: Sharpe in training beside what came after, and what it all came to. */
export function WalkPeek({ view }: { view: WalkForwardView }) {
  const { t } = useTranslation();
  const bars = barsOf(view.windows.map((w) => [w.in_sample?.sharpe ?? null, w.out_of_sample.sharpe]));
  const { train_days, test_days } = view.request;
  return (
    <section className="shrink-0 bg-card px-3.5 py-3 text-xs" data-testid="sweep-walked" data-walk={view.id}>
      <div className="flex flex-wrap justify-between gap-x-2">
        <h2 className="font-semibold">{t("research.walk.peek", { count: view.windows.length })}</h2>
        <span className="text-muted-foreground">
          {t("research.walk.lengths", { train: train_days, test: test_days })}
        </span>
      </div>
      <p className="mt-1 text-2xs text-muted-foreground">{t("research.walk.peekBars")}</p>
      <div aria-hidden="true" className="mt-2 flex h-20 gap-px overflow-hidden">
        {bars.map(({ train, test }, i) => (
          <div key={view.windows[i]?.test_start_ms} className="relative max-w-10 flex-1">
            <BarPair train={train} test={test} />
          </div>
        ))}
      </div>
      <dl className="mt-2 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
        <dt className="text-muted-foreground">{t("research.walk.bestSeen")}</dt>
        <dd className="text-right font-semibold">
          <Percent value={view.best_cell_return} decimals={1} change />
        </dd>
        <dt className="text-muted-foreground">{t("research.walk.walked")}</dt>
        <dd className="text-right font-semibold">
          <Percent value={view.total_return} decimals={1} change />
        </dd>
      </dl>
    </section>
  );
}

import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView } from "~/backend/bindings";
import { formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { type Bin, binsOf, ticksOf } from "./histogram";

/** How the returns of the trades lie round zero: losing bins in the colour of down, winning ones in that of up. */
export function Histogram({ run }: { run: BacktestView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const bins = binsOf(run.distribution.edges, run.distribution.counts);
  const [at, setAt] = useState<number | null>(null);
  const [first, last] = [bins[0], bins.at(-1)];
  const over = at === null ? undefined : bins[at];
  const percent = (v: number) => formatPercent(v, 2, locale);
  const describe = (bin: Bin) => t("research.bin", { from: percent(bin.from), to: percent(bin.to), count: bin.count });
  return (
    <section className="flex min-h-0 min-w-0 flex-col bg-card px-4 py-2.5" data-testid="research-distribution">
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs">
        <h2 className="font-semibold">{t("research.returnsOf", { count: run.figures.trades })}</h2>
        {first && (
          <span className="text-muted-foreground">{t("research.bins", { width: percent(first.to - first.from) })}</span>
        )}
      </header>
      {first && last && (
        <div className="relative mt-2 flex min-h-24 flex-1 flex-col">
          <Bars bins={bins} at={at ?? 0} describe={describe} onAt={setAt} />
          <Lines from={first.from} to={last.to} mean={run.figures.expectancy} />
        </div>
      )}
      <p className="min-h-4 text-2xs text-muted-foreground" aria-live="polite" data-testid="research-bin">
        {over && describe(over)}
      </p>
    </section>
  );
}

interface BarsProps {
  bins: readonly Bin[];
  /** The bin that the Tab key comes to. */
  at: number;
  describe: (bin: Bin) => string;
  onAt: (index: number) => void;
}

function Bars({ bins, at, describe, onAt }: BarsProps) {
  const most = Math.max(1, ...bins.map((b) => b.count));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { previousElementSibling: left, nextElementSibling: right } = event.currentTarget;
    const next = event.key === "ArrowLeft" ? left : event.key === "ArrowRight" ? right : null;
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div className="flex min-h-0 flex-1 border-b border-border-strong">
      {bins.map((bin, i) => (
        <button
          key={bin.from}
          type="button"
          tabIndex={i === at ? 0 : -1}
          aria-label={describe(bin)}
          onFocus={() => onAt(i)}
          onMouseEnter={() => onAt(i)}
          onKeyDown={onKeyDown}
          className="flex h-full flex-1 items-end px-px -outline-offset-2!"
        >
          <i
            className={`block w-full ${(bin.from + bin.to) / 2 < 0 ? "bg-candle-down" : "bg-candle-up"}`}
            style={{ height: `${(bin.count / most) * 84}%` }}
          />
        </button>
      ))}
    </div>
  );
}

interface LinesProps {
  from: number;
  to: number;
  mean: number | null;
}

/** Zero, the mean, and the axis below. */
function Lines({ from, to, mean }: LinesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const at = (value: number) => `${((value - from) / (to - from)) * 100}%`;
  const inside = (value: number) => value >= from && value <= to;
  // A label at the very end would stick out.
  const margin = (to - from) * 0.06;
  return (
    <>
      <div className="pointer-events-none absolute inset-x-0 top-0 bottom-4">
        {inside(0) && <i className="absolute inset-y-0 w-px bg-border-strong" style={{ left: at(0) }} />}
        {mean !== null && inside(mean) && (
          <span className="absolute inset-y-0 border-l border-dashed border-foreground" style={{ left: at(mean) }}>
            <span className="absolute top-0 right-1.5 text-2xs whitespace-nowrap">
              {t("research.mean", { mean: formatPercent(mean, 2, locale, "always") })}
            </span>
          </span>
        )}
      </div>
      <div className="relative h-4 text-2xs text-muted-foreground" aria-hidden="true">
        {ticksOf(from + margin, to - margin, 4).map((tick) => (
          <span key={tick} className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: at(tick) }}>
            {formatPercent(tick, to - from < 0.05 ? 1 : 0, locale)}
          </span>
        ))}
      </div>
    </>
  );
}

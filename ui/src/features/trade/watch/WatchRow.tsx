import { useTranslation } from "react-i18next";
import type { WatchView } from "~/backend/bindings";
import { Chip } from "~/components/chip/Chip";
import { Sparkline } from "~/components/marks/Sparkline";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import { venueName } from "~/components/words/venueName";
import { UnfollowMenu } from "./UnfollowMenu";
import { sparkOf } from "./watchRows";

interface WatchRowProps {
  row: WatchView;
  decimals: number;
  current: boolean;
  /** Its venue is silent: the price is old. */
  silent: boolean;
  onSelect: () => void;
  /** Only where it can be taken off the list by who looks. */
  onRemove?: () => void;
}

export function WatchRow({ row, decimals, current, silent, onSelect, onRemove }: WatchRowProps) {
  const { t } = useTranslation();
  const change = Number(row.ticker.change);
  const moved = change > 0 ? "text-up" : change < 0 ? "text-down" : "text-muted-foreground";
  const tone = silent ? "text-stale" : moved;
  const venue = venueName(row.instrument.venue, t("shell.builtin"));
  return (
    <div className="group relative border-b border-b-border/55">
      <button
        type="button"
        aria-pressed={current}
        onClick={onSelect}
        data-testid={`watch-${row.instrument.venue}-${row.instrument.symbol.replace("/", "-")}`}
        data-silent={silent}
        className={`grid min-h-[42px] w-full grid-cols-[minmax(0,1fr)_minmax(44px,auto)_auto] items-center gap-2 border-l-2 pr-3 pl-2.5 text-left -outline-offset-2! ${
          current ? "border-l-primary bg-muted" : "border-l-transparent hover:bg-muted"
        }`}
      >
        <span className="min-w-0">
          <b className="block text-xs font-medium whitespace-nowrap">{row.instrument.symbol}</b>
          <span className="flex items-center gap-1 text-2xs whitespace-nowrap text-subtle-foreground">
            {row.live ? venue : <Chip>{t("trade.recorded")}</Chip>}
            {!row.live && <span className="sr-only">{venue}</span>}
          </span>
        </span>
        {silent ? <Chip tone="stale">{t("trade.old")}</Chip> : <Sparkline values={sparkOf(row)} className={moved} />}
        <span className="min-w-[62px] text-right">
          <b className={`block text-xs font-medium ${silent ? "text-stale" : ""}`}>
            <Amount value={row.ticker.last} decimals={decimals} />
          </b>
          <span
            className={`flex items-center justify-end gap-1 text-2xs ${tone} ${onRemove ? "group-focus-within:invisible group-hover:invisible" : ""}`}
          >
            {change !== 0 && <Triangle up={change > 0} size={6} />}
            <Percent value={change} change />
          </span>
        </span>
      </button>
      {onRemove && <UnfollowMenu of={row.instrument} onRemove={onRemove} />}
    </div>
  );
}

import { useTranslation } from "react-i18next";
import type { WatchView } from "~/backend/bindings";
import { Chip } from "~/components/chip/Chip";
import { Sparkline } from "~/components/marks/Sparkline";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import { venueName } from "~/components/words/venueName";
import { sparkOf } from "./watchRows";

interface WatchRowProps {
  row: WatchView;
  decimals: number;
  current: boolean;
  onSelect: () => void;
}

export function WatchRow({ row, decimals, current, onSelect }: WatchRowProps) {
  const { t } = useTranslation();
  const change = Number(row.ticker.change);
  const tone = change > 0 ? "text-up" : change < 0 ? "text-down" : "text-muted-foreground";
  const venue = venueName(row.instrument.venue, t("shell.builtin"));
  return (
    <button
      type="button"
      aria-pressed={current}
      onClick={onSelect}
      data-testid={`watch-${row.instrument.venue}-${row.instrument.symbol.replace("/", "-")}`}
      className={`grid min-h-[42px] w-full grid-cols-[minmax(0,1fr)_44px_auto] items-center gap-2 border-b border-l-2 border-b-border/55 pr-3 pl-2.5 text-left -outline-offset-2! ${
        current ? "border-l-primary bg-muted" : "border-l-transparent hover:bg-muted"
      }`}
    >
      <span className="min-w-0">
        <b className="block text-xs font-medium whitespace-nowrap">{row.instrument.symbol}</b>
        <span className="flex items-center gap-1 text-2xs text-subtle-foreground">
          {row.live ? venue : <Chip>{t("trade.recorded")}</Chip>}
          {!row.live && <span className="sr-only">{venue}</span>}
        </span>
      </span>
      <Sparkline values={sparkOf(row)} className={tone} />
      <span className="min-w-[62px] text-right">
        <b className="block text-xs font-medium">
          <Amount value={row.ticker.last} decimals={decimals} />
        </b>
        <span className={`flex items-center justify-end gap-1 text-2xs ${tone}`}>
          {change !== 0 && <Triangle up={change > 0} size={6} />}
          <Percent value={change} change />
        </span>
      </span>
    </button>
  );
}

import { useTranslation } from "react-i18next";
import type { InstrumentId } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { venueName } from "~/components/words/venueName";
import { decimalsOf, keyOf, sameInstrument } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { useWatch } from "./useWatch";
import { WatchActs } from "./WatchActs";

/** The watchlist where there is no room for a column: one line over the chart. */
export function WatchStrip({ onSelect }: { onSelect: (id: InstrumentId) => void }) {
  const { t } = useTranslation();
  const { instruments, instrument } = useTrade();
  const { rows } = useWatch();
  const { mayTrade } = useRole();
  return (
    <nav
      aria-label={t("trade.watchlist")}
      className="flex min-h-[34px] min-w-0 items-stretch bg-card text-xs"
      data-testid="watch-strip"
    >
      <div className="flex min-w-0 flex-1 overflow-x-auto overflow-y-hidden" data-scrolls="">
        {rows.map((row) => {
          const current = sameInstrument(row.instrument, instrument.id);
          return (
            <button
              key={keyOf(row.instrument)}
              type="button"
              aria-pressed={current}
              onClick={() => onSelect(row.instrument)}
              data-testid={`watch-${row.instrument.venue}-${row.instrument.symbol.replace("/", "-")}`}
              className={`flex shrink-0 items-center gap-1.5 border-r px-3 whitespace-nowrap -outline-offset-2! ${
                current ? "bg-accent shadow-[inset_0_-2px_var(--primary)]" : "hover:bg-muted"
              }`}
            >
              <b className="font-medium">{row.instrument.symbol}</b>
              <Amount value={row.ticker.last} decimals={decimalsOf(row.instrument, instruments).price} />
              {row.live && row.instrument.venue !== "builtin" && (
                <span className="text-2xs text-subtle-foreground">{venueName(row.instrument.venue, "")}</span>
              )}
              {!row.live && <span className="text-2xs text-subtle-foreground">{t("trade.recorded")}</span>}
            </button>
          );
        })}
      </div>
      {mayTrade && <WatchActs />}
    </nav>
  );
}

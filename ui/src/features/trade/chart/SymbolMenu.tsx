import { ChevronDown } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { InstrumentId } from "~/backend/bindings";
import { Menu } from "~/components/overlay/Menu";
import { venueName } from "~/components/words/venueName";
import { keyOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";

/** The name of the market, and all others behind it. */
export function SymbolMenu({ onSelect }: { onSelect: (id: InstrumentId) => void }) {
  const { t } = useTranslation();
  const { instruments, instrument } = useTrade();
  return (
    <Menu
      label={t("trade.market")}
      testId="chart-symbol-menu"
      trigger={
        <AriaButton
          aria-label={t("trade.chooseMarket", { symbol: instrument.id.symbol })}
          className="flex min-h-6 shrink-0 items-center gap-1.5 rounded-md pr-1 text-md font-semibold"
          data-testid="chart-symbol"
        >
          {instrument.id.symbol}
          <ChevronDown size={14} aria-hidden="true" className="text-muted-foreground" />
        </AriaButton>
      }
      entries={instruments.map((i) => ({
        id: keyOf(i.id).replace(/[ /]/g, "-"),
        label: `${i.id.symbol} ${venueName(i.id.venue, t("shell.builtin"))}${i.live ? "" : `, ${t("trade.recorded")}`}`,
        onAction: () => onSelect(i.id),
      }))}
    />
  );
}

import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Segmented } from "~/components/fields/Segmented";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import { openDialog } from "~/components/overlay/openDialog";
import { SymbolMenu } from "../chart/SymbolMenu";
import { useFeedPart } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { rangeOf, timeframeOf } from "./ranges";

interface SimpleHeadProps {
  onSelect: (id: InstrumentId) => void;
  onTimeframe: (timeframe: Timeframe) => void;
}

export function SimpleHead({ onSelect, onTimeframe }: SimpleHeadProps) {
  const { t } = useTranslation();
  const { instrument, timeframe } = useTrade();
  const { mayTrade } = useRole();
  const ticker = useFeedPart((feed) => feed.ticker);
  const change = Number(ticker?.change ?? 0);
  const { venue, symbol } = instrument.id;
  return (
    <header className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-3 border-b px-4">
      <SymbolMenu onSelect={onSelect} />
      <Amount
        value={ticker?.last}
        decimals={instrument.price_decimals}
        className="text-lg font-medium"
        testId="simple-price"
      />
      <span
        className={`flex items-center gap-1 text-xs font-medium ${change > 0 ? "text-up" : change < 0 ? "text-down" : ""}`}
      >
        {change !== 0 && <Triangle up={change > 0} size={7} />}
        <Percent value={change} change /> {t("trade.inDay")}
      </span>
      <span className="flex-1" />
      {mayTrade && (
        <Button onPress={() => openDialog("analyse", { venue, symbol, timeframe })} testId="chart-analyse">
          <Sparkles size={14} aria-hidden="true" />
          {t("trade.analyse")}
        </Button>
      )}
      <Segmented
        label={t("trade.span")}
        segments={(["day", "week", "month", "year"] as const).map((id) => ({ id, label: t(`trade.${id}`) }))}
        value={rangeOf(timeframe, instrument.timeframes)}
        onChange={(range) => onTimeframe(timeframeOf(range, instrument.timeframes))}
        testId="simple-span"
      />
    </header>
  );
}

import { useTranslation } from "react-i18next";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import { useFeedPart } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";

/** Public trades as they come, newest first; the triangle is the taker's side. */
export function Tape() {
  const { t } = useTranslation();
  const { instrument } = useTrade();
  const trades = useFeedPart((feed) => feed.trades);
  if (trades.length === 0) return <Empty title={t("trade.noTrades")} />;
  return (
    <ul className="h-full overflow-hidden pt-1 text-xs" data-testid="tape" data-scrolls="">
      {trades.map((trade) => (
        <li
          key={trade.id}
          className="grid h-(--row-book) grid-cols-[minmax(0,1fr)_auto_62px] items-center gap-2 pr-3 pl-3.5 text-right"
        >
          <span className={`flex items-center gap-1 ${trade.side === "buy" ? "text-up" : "text-down"}`}>
            <Triangle up={trade.side === "buy"} size={7} />
            <Amount value={trade.price} decimals={instrument.price_decimals} />
          </span>
          <Amount value={trade.size} decimals={instrument.quantity_decimals} />
          <Time ms={trade.time_ms} style="time" zone={false} className="text-subtle-foreground" />
        </li>
      ))}
    </ul>
  );
}

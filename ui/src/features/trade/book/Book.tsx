import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { PanelBody } from "~/components/panel/PanelBody";
import { isWorking } from "../dock/orderWords";
import { useHoldings } from "../dock/useHoldings";
import { useFeedPart } from "../market/FeedContext";
import { baseOf, quoteOf, sameInstrument } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { BookSide, bookGrid } from "./BookSide";
import { bookRows, ownPrices } from "./bookRows";
import { useRowsThatFit } from "./useRowsThatFit";

const HEAD_AND_MIDDLE = 24 + 40 + 6;

export function Book({ step }: { step: string }) {
  const { t } = useTranslation();
  const { instrument, pickPrice } = useTrade();
  const book = useFeedPart((feed) => feed.book);
  const ticker = useFeedPart((feed) => feed.ticker);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const rows = useRowsThatFit(box, HEAD_AND_MIDDLE);
  const { holdings } = useHoldings();
  const own = useMemo(() => {
    const mine = (holdings?.orders ?? []).filter((o) => isWorking(o) && sameInstrument(o.instrument, instrument.id));
    const at = (side: "buy" | "sell") => mine.flatMap((o) => (o.side === side && o.price !== null ? [o.price] : []));
    return { bid: ownPrices(at("buy"), "bid", step), ask: ownPrices(at("sell"), "ask", step) };
  }, [holdings, instrument, step]);

  if (!book) return <PanelBody state={{ kind: "loading" }} />;
  const shared = { step, quantityDecimals: instrument.quantity_decimals };
  const up = Number(ticker?.change ?? 0) >= 0;
  const spread = Number(book.asks[0]?.price ?? Number.NaN) - Number(book.bids[0]?.price ?? Number.NaN);
  return (
    <div ref={setBox} className="flex h-full min-h-0 flex-col overflow-hidden" data-testid="book" data-scrolls="">
      <div
        className={`${bookGrid} h-6 shrink-0 text-right text-2xs whitespace-nowrap leading-6! text-subtle-foreground`}
      >
        <span className="text-left">{t("trade.priceIn", { unit: quoteOf(instrument.id) })}</span>
        <span>{t("trade.sizeIn", { unit: baseOf(instrument.id) })}</span>
        <span>{t("trade.sum")}</span>
      </div>
      <BookSide
        {...shared}
        side="ask"
        rows={bookRows(book.asks, "ask", step, rows)}
        own={own.ask}
        onPick={(price) => pickPrice(price, "sell")}
      />
      <div
        className="my-[3px] flex h-[34px] shrink-0 items-center gap-2 border-y pr-3 pl-3.5"
        data-testid="book-middle"
      >
        <b className={`flex items-center gap-1 text-md font-semibold ${up ? "text-up" : "text-down"}`}>
          <Triangle up={up} size={9} />
          <Amount value={ticker?.last} decimals={instrument.price_decimals} testId="book-last" />
        </b>
        <span className="flex-1" />
        <span className="text-2xs text-muted-foreground">
          {t("trade.spread")}{" "}
          <Amount value={Number.isFinite(spread) ? spread : null} decimals={instrument.price_decimals} />
        </span>
      </div>
      <BookSide
        {...shared}
        side="bid"
        rows={bookRows(book.bids, "bid", step, rows)}
        own={own.bid}
        onPick={(price) => pickPrice(price, "buy")}
      />
    </div>
  );
}

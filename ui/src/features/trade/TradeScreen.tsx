import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Side } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { useMarketStream } from "~/backend/useMarketStream";
import { usePreferences } from "~/backend/usePreferences";
import { PanelBody } from "~/components/panel/PanelBody";
import { AdvancedTrade } from "./AdvancedTrade";
import { FeedProvider } from "./market/FeedContext";
import { sameInstrument } from "./market/instrument";
import { MarketFeed } from "./market/MarketFeed";
import { type TradeDesk, TradeProvider } from "./market/TradeContext";
import { useInstruments } from "./market/useInstruments";
import { useSelection } from "./market/useSelection";
import { useTradeCommands } from "./market/useTradeCommands";
import { SimpleTrade } from "./simple/SimpleTrade";

/** One market followed, and everything one does with it. */
export function TradeScreen() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { instruments, error, isLoading } = useInstruments();
  const { selection, selectInstrument, selectTimeframe } = useSelection(instruments);
  const { preferences } = usePreferences();
  const [feed] = useState(() => new MarketFeed());
  const [approval, selectApproval] = useState<string | null>(null);
  const [picked, setPicked] = useState<TradeDesk["picked"]>(null);

  const id = selection?.instrument ?? null;
  const timeframe = selection?.timeframe ?? "1m";
  const { venue, symbol } = id ?? { venue: "", symbol: "" };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another market empties the feed
  useEffect(() => {
    feed.clear();
    setPicked(null);
  }, [feed, venue, symbol, timeframe]);
  useMarketStream(id, timeframe, (frame) => feed.take(frame, Date.now()));
  useTradeCommands(instruments, selection, selectInstrument);

  const pickPrice = useCallback(
    (price: string, side: Side) => setPicked((last) => ({ price, side, n: (last?.n ?? 0) + 1 })),
    [],
  );
  const instrument = useMemo(
    () => (id ? (instruments.find((i) => sameInstrument(i.id, id)) ?? null) : null),
    [instruments, id],
  );
  const desk = useMemo<TradeDesk | null>(
    () => instrument && { instruments, instrument, timeframe, approval, selectApproval, picked, pickPrice },
    [instruments, instrument, timeframe, approval, picked, pickPrice],
  );

  if (!desk) {
    return (
      <div className="flex h-full flex-col bg-card" data-testid="trade-no-market">
        <PanelBody
          state={
            error
              ? { kind: "error", text: errorText(error) }
              : isLoading
                ? { kind: "loading" }
                : { kind: "empty", title: t("trade.noMarket"), text: t("trade.noCandlesText") }
          }
        />
      </div>
    );
  }
  return (
    <TradeProvider value={desk}>
      <FeedProvider value={feed}>
        {preferences?.simple ? (
          <SimpleTrade onSelect={selectInstrument} onTimeframe={selectTimeframe} />
        ) : (
          <AdvancedTrade onSelect={selectInstrument} onTimeframe={selectTimeframe} />
        )}
      </FeedProvider>
    </TradeProvider>
  );
}

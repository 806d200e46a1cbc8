import { createContext, useContext, useSyncExternalStore } from "react";
import { useSnapshot } from "~/backend/useSnapshot";
import { useNow } from "~/components/numbers/useNow";
import { MarketFeed } from "./MarketFeed";
import { type Stale, staleOf } from "./staleness";
import { useTrade } from "./TradeContext";

const FeedContext = createContext<MarketFeed>(new MarketFeed());

export const FeedProvider = FeedContext.Provider;

export const useFeed = (): MarketFeed => useContext(FeedContext);

/** One part of the feed; renders only when that part is another. */
export function useFeedPart<T>(part: (feed: MarketFeed) => T): T {
  const feed = useFeed();
  return useSyncExternalStore(feed.follow, () => part(feed));
}

/** How old the market on screen is once that is beyond its limit; `null` while it is fresh or recorded. */
export function useStale(): Stale | null {
  const feed = useFeed();
  const { instrument } = useTrade();
  const venue = useSnapshot().data?.venues.find((v) => v.venue === instrument.id.venue);
  return staleOf(feed, venue, useNow(1000));
}

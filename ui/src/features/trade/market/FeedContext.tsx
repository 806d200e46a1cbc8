import { createContext, useContext, useSyncExternalStore } from "react";
import { useNow } from "~/components/numbers/useNow";
import { MarketFeed } from "./MarketFeed";

const FeedContext = createContext<MarketFeed>(new MarketFeed());

export const FeedProvider = FeedContext.Provider;

export const useFeed = (): MarketFeed => useContext(FeedContext);

/** One part of the feed; renders only when that part is another. */
export function useFeedPart<T>(part: (feed: MarketFeed) => T): T {
  const feed = useFeed();
  return useSyncExternalStore(feed.follow, () => part(feed));
}

export const STALE_AFTER_MS = 5000;

/** Milliseconds without a frame once they are beyond the limit; `null` while the market is fresh or recorded. */
export function useStaleMs(): number | null {
  const feed = useFeed();
  const now = useNow(1000);
  if (!feed.live || feed.receivedMs === null) return null;
  const age = now - feed.receivedMs;
  return age > STALE_AFTER_MS ? age : null;
}

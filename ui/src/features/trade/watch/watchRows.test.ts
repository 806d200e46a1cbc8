import { describe, expect, it } from "vitest";
import type { Ticker, WatchView } from "~/backend/bindings";
import type { MarketFrame } from "~/backend/useMarketStream";
import { MarketFeed } from "../market/MarketFeed";
import { withTickers } from "./watchRows";

const ticker = (last: string) => ({ symbol: "BTC/USD", last }) as Ticker;
const row = (venue: string, live = true) =>
  ({ instrument: { venue, symbol: "BTC/USD" }, live, ticker: ticker("1"), spark: [] }) as WatchView;

describe("the figures of the watchlist", () => {
  it("are each venue's own, though two have the same symbol, and a recorded market's stand still", () => {
    const feed = new MarketFeed();
    const watch = [
      { venue: "kraken", ...ticker("50000") },
      { venue: "bitfinex", ...ticker("50010") },
    ];
    feed.take({ book: {}, ticker: ticker("50000"), trades: [], watch } as unknown as MarketFrame, 0);
    const rows = withTickers([row("kraken"), row("bitfinex"), row("coinbase"), row("kraken", false)], feed.watch);
    expect(rows.map((r) => r.ticker.last)).toEqual(["50000", "50010", "1", "1"]);
  });
});

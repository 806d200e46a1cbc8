import type { Book, Ticker, Trade } from "~/backend/bindings";
import type { MarketFrame } from "~/backend/useMarketStream";
import { keyOf } from "./instrument";

const TAPE = 60;

/** Two venues may have the same symbol. */
type WatchTicker = Ticker & { venue?: string };

/** What the followed market looks like now, outside React: each panel takes the part it shows. */
export class MarketFeed {
  book: Book | null = null;
  ticker: Ticker | null = null;
  candle: MarketFrame["candle"] = null;
  /** Length of `candle`. */
  timeframe: MarketFrame["timeframe"] | null = null;
  live = false;
  /** Newest first. */
  trades: readonly Trade[] = [];
  /** Tickers of live markets by venue and symbol, for the watchlist. */
  watch: ReadonlyMap<string, Ticker> = new Map();
  /** When the last frame came, by this computer's clock; `null` before the first. */
  receivedMs: number | null = null;
  private readonly followers = new Set<() => void>();

  take(frame: MarketFrame, nowMs: number): void {
    this.book = frame.book;
    this.ticker = frame.ticker;
    this.candle = frame.candle;
    this.timeframe = frame.timeframe;
    this.live = frame.live;
    this.receivedMs = nowMs;
    if (frame.trades.length > 0) this.trades = [...frame.trades, ...this.trades].slice(0, TAPE);
    this.watch = new Map(
      frame.watch.map((w: WatchTicker) => [keyOf({ venue: w.venue ?? "builtin", symbol: w.symbol }), w]),
    );
    this.tell();
  }

  /** Another market was chosen: nothing of the former one may be seen beside its name. */
  clear(): void {
    this.book = null;
    this.ticker = null;
    this.candle = null;
    this.receivedMs = null;
    this.trades = [];
    this.tell();
  }

  readonly follow = (changed: () => void): (() => void) => {
    this.followers.add(changed);
    return () => this.followers.delete(changed);
  };

  private tell(): void {
    for (const follower of this.followers) follower();
  }
}

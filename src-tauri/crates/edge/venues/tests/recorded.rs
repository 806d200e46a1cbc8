//! A recorded market as its users see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use domain::{Candle, Candles, Decimal, Symbol, Timeframe, VenueId};
use venues::recorded::{MemoryCandles, RecordedMarket};
use venues::{ManualClock, MarketData, VenueError};

const HOUR: i64 = 3_600_000;
const NOW: i64 = 1_772_444_477_300;

fn btc() -> Symbol {
    "BTC/USD".parse().unwrap()
}

fn market() -> RecordedMarket {
    let candle = |i: i64| {
        let close = 8_000.25 + i as f64;
        Candle {
            time_ms: i * HOUR,
            open: close - 1.0,
            high: close + 2.0,
            low: close - 2.0,
            close,
            volume: 3.0,
        }
    };
    let candles = Candles::from_candles(Timeframe::H1, (0..50).map(candle));
    let source = Arc::new(MemoryCandles::new([(btc(), candles)]));
    RecordedMarket::new(VenueId::new("coinbase"), source, Arc::new(ManualClock::new(NOW)))
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[tokio::test]
async fn the_market_stands_at_the_last_close_and_is_not_live() {
    let market = market();
    assert!(!market.capabilities().live);
    let instruments = market.instruments().await.unwrap();
    assert_eq!(instruments.len(), 1);
    let i = &instruments[0];
    assert_eq!((i.tick, i.lot, i.min_notional), (dec("0.01"), dec("0.0001"), dec("1")));
    let ticker = market.ticker(&btc()).await.unwrap();
    assert_eq!(ticker.last, dec("8049.25"));
    assert_eq!((ticker.high, ticker.low, ticker.volume), (dec("8051.25"), dec("8024.25"), dec("72")));
    assert_eq!(ticker.time_ms, NOW);
    let book = market.book(&btc(), 25).await.unwrap();
    assert_eq!(book, market.book(&btc(), 25).await.unwrap());
    assert_eq!((book.bids.len(), book.asks.len(), book.time_ms), (25, 25, NOW));
    assert_eq!((book.bids[0].price, book.asks[0].price), (dec("8048.85"), dec("8049.65")));
    assert!(book.asks.iter().chain(&book.bids).all(|l| {
        l.price == i.round_price(l.price) && l.size == i.round_quantity(l.size) && l.size > Decimal::ZERO
    }));
    assert_eq!(market.book(&btc(), 3).await.unwrap().asks, book.asks[..3]);
}

#[tokio::test]
async fn missing_timeframes_are_aggregated_or_refused() {
    let market = market();
    let four = market.candles(&btc(), Timeframe::H4, HOUR..9 * HOUR).await.unwrap();
    assert_eq!(four.time_ms, [4 * HOUR, 8 * HOUR]);
    assert_eq!((four.open[0], four.close[0], four.volume[0]), (8_003.25, 8_007.25, 12.0));
    let all = market.candles(&btc(), Timeframe::D1, i64::MIN..i64::MAX).await.unwrap();
    assert_eq!(all.len(), 3);
    let minutes = market.candles(&btc(), Timeframe::M1, 0..HOUR).await;
    assert!(matches!(minutes, Err(VenueError::NoData { .. })));
    let other: Symbol = "ETH/USD".parse().unwrap();
    assert!(matches!(market.book(&other, 5).await, Err(VenueError::UnknownInstrument { .. })));
}

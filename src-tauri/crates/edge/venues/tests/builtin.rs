//! The built-in market as its users see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use domain::{Candle, Decimal, Symbol, Timeframe};
use venues::builtin::BuiltinMarket;
use venues::builtin::history::LISTED_MS;
use venues::{ManualClock, MarketData, MarketEvent, VenueError, aggregate::aggregate};

/// 2026-03-02 09:41:17.300 UTC.
const NOW: i64 = 1_772_444_477_300;

fn market(seed: u64, now_ms: i64) -> (Arc<ManualClock>, BuiltinMarket) {
    let clock = Arc::new(ManualClock::new(now_ms));
    (clock.clone(), BuiltinMarket::new(seed, clock))
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

#[tokio::test]
async fn same_seed_and_time_same_market() {
    let (_, one) = market(5, NOW);
    let (clock, other) = market(5, NOW - 86_400_000);
    other.ticker(&symbol("SIM-C/USD")).await.unwrap();
    clock.set(NOW);
    let (_, third) = market(6, NOW);
    assert_eq!(one.instruments().await.unwrap().len(), 3);
    for s in ["SIM-A/USD", "SIM-B/USD", "SIM-C/USD"].map(symbol) {
        assert_eq!(one.book(&s, 25).await.unwrap(), other.book(&s, 25).await.unwrap());
        assert_eq!(one.ticker(&s).await.unwrap(), other.ticker(&s).await.unwrap());
        assert_eq!(one.trades(&s, 50).await.unwrap(), other.trades(&s, 50).await.unwrap());
        let range = NOW - 3_600_000..NOW;
        let candles = one.candles(&s, Timeframe::M1, range.clone()).await.unwrap();
        assert_eq!(candles, other.candles(&s, Timeframe::M1, range.clone()).await.unwrap());
        assert_ne!(candles, third.candles(&s, Timeframe::M1, range).await.unwrap());
    }
}

#[tokio::test]
async fn larger_candles_equal_aggregated_minutes() {
    let (_, market) = market(1, NOW);
    let s = symbol("SIM-A/USD");
    let from = Timeframe::W1.floor(NOW);
    let minutes = market.candles(&s, Timeframe::M1, from..NOW).await.unwrap();
    for t in Timeframe::ALL {
        let got = market.candles(&s, t, from..NOW).await.unwrap();
        let want = aggregate(&minutes, t);
        assert_eq!(got.len(), want.len(), "{t}");
        for (g, w) in got.iter().zip(want.iter()) {
            assert_eq!(Candle { volume: 0.0, ..g }, Candle { volume: 0.0, ..w }, "{t}");
            assert!((g.volume / w.volume - 1.0).abs() < 1e-12, "{t}: {} {}", g.volume, w.volume);
            assert_eq!(g.check(), Ok(()));
        }
        let last = got.last().unwrap();
        assert!(last.time_ms <= NOW && NOW < last.time_ms + t.ms(), "{t}: the running candle comes last");
    }
}

#[tokio::test]
async fn live_ticks_build_exactly_the_candles_of_history() {
    let (clock, market) = market(9, NOW);
    let s = symbol("SIM-B/USD");
    let mut events = market.subscribe(&s);
    let mut closed = Vec::new();
    let mut from_trades: Vec<Candle> = Vec::new();
    let mut running = None;
    while clock.advance(250) < NOW + 400_000 {
        market.publish();
        while let Ok(event) = events.try_recv() {
            match event {
                MarketEvent::Candle { timeframe, candle, closed: true, .. } => {
                    closed.push((timeframe, candle))
                }
                MarketEvent::Candle { timeframe: Timeframe::H1, candle, .. } => running = Some(candle),
                MarketEvent::Trade { trade, .. } => add_trade(&mut from_trades, &trade),
                _ => {}
            }
        }
    }
    assert!(closed.iter().filter(|(t, _)| *t == Timeframe::M1).count() >= 6);
    assert!(closed.iter().any(|(t, _)| *t == Timeframe::M5));
    for (t, candle) in &closed {
        let range = candle.time_ms..candle.time_ms + 1;
        assert_eq!(market.candles(&s, *t, range).await.unwrap().last(), Some(*candle), "{t}");
    }
    for candle in &from_trades[1..from_trades.len() - 1] {
        let range = candle.time_ms..candle.time_ms + 1;
        let want = market.candles(&s, Timeframe::M1, range).await.unwrap().last().unwrap();
        assert_eq!(Candle { volume: 0.0, ..*candle }, Candle { volume: 0.0, ..want });
        assert!((candle.volume - want.volume).abs() < 1e-6);
    }
    let hour = Timeframe::H1.floor(clock.now());
    let now = market.candles(&s, Timeframe::H1, hour..hour + 1).await.unwrap().last();
    assert_eq!(running, now, "the running candle");
}

trait Now {
    fn now(&self) -> i64;
}

impl Now for ManualClock {
    fn now(&self) -> i64 {
        venues::Clock::now_ms(self) - 250
    }
}

fn add_trade(candles: &mut Vec<Candle>, trade: &domain::Trade) {
    let number = |d: Decimal| d.to_string().parse::<f64>().unwrap();
    let price = number(trade.price);
    let one = Candle {
        time_ms: Timeframe::M1.floor(trade.time_ms),
        open: price,
        high: price,
        low: price,
        close: price,
        volume: number(trade.size),
    };
    match candles.last_mut() {
        Some(c) if c.time_ms == one.time_ms => *c = venues::aggregate::join(*c, one),
        _ => candles.push(one),
    }
}

#[tokio::test]
async fn books_are_sound_and_move_each_quarter_second() {
    let (clock, market) = market(2, NOW);
    for s in ["SIM-A/USD", "SIM-B/USD", "SIM-C/USD"].map(symbol) {
        let mut before = None;
        for _ in 0..200 {
            clock.advance(250);
            let book = market.book(&s, 25).await.unwrap();
            let last = market.ticker(&s).await.unwrap().last;
            assert_eq!((book.bids.len(), book.asks.len()), (25, 25));
            assert!(book.bids.is_sorted_by(|a, b| a.price > b.price));
            assert!(book.asks.is_sorted_by(|a, b| a.price < b.price));
            assert!(book.bids[0].price < book.asks[0].price);
            assert!(book.bids[0].price <= last && last <= book.asks[0].price);
            assert!(book.bids.iter().chain(&book.asks).all(|l| l.size > Decimal::ZERO));
            assert_ne!(before.as_ref(), Some(&book.bids));
            before = Some(book.bids);
        }
    }
}

#[tokio::test]
async fn requests_that_cannot_be_answered_are_refused_or_empty() {
    let (_, market) = market(1, NOW);
    let (a, missing) = (symbol("SIM-A/USD"), symbol("BTC/USD"));
    assert!(
        matches!(market.book(&missing, 5).await, Err(VenueError::UnknownInstrument { symbol, .. }) if symbol == missing)
    );
    assert!(market.subscribe(&missing).recv().await.is_err());
    for range in [NOW..NOW, NOW + 1..i64::MAX, 0..LISTED_MS, i64::MIN..0] {
        assert!(market.candles(&a, Timeframe::H1, range).await.unwrap().is_empty());
    }
    assert_eq!(
        market.candles(&a, Timeframe::W1, i64::MIN..LISTED_MS + 86_400_000 * 9).await.unwrap().len(),
        1
    );
}

//! Our Binance client against the simulated Binance, over real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "binance/stage.rs"]
mod stage;

use std::time::Duration;

use domain::Timeframe;
use simulator::Simulator;
use stage::*;
use tokio::time::timeout;
use venues::binance::Binance;
use venues::{Channel, Execution, Feed, MarketData, MarketEvent, VenueError};

/// Long enough for a loaded machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(30);

async fn stage(faults: &str) -> (Simulator, Binance) {
    let simulator = simulator(7, faults).await;
    let client = client(&simulator);
    (simulator, client)
}

async fn next(feed: &mut Feed) -> MarketEvent {
    timeout(PATIENCE, feed.events.recv()).await.expect("an event in time").expect("an open feed")
}

#[tokio::test]
async fn public_data_is_what_the_exchange_has() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let instruments = client.instruments().await.unwrap();
    let ours = instruments.iter().find(|i| i.id == instrument()).unwrap();
    assert_eq!((ours.tick, ours.lot, ours.min_notional), (d("0.01"), d("0.00001"), d("5")));
    assert_eq!(client.symbol_of("BTCUSDT").await, Some(btc()));
    let book = client.book(&btc(), 20).await.unwrap();
    assert!(book.bids.len() == 20 && book.asks.len() == 20 && book.bids[0].price < book.asks[0].price);
    let ticker = client.ticker(&btc()).await.unwrap();
    assert!(ticker.low <= ticker.last && ticker.last <= ticker.high && ticker.bid < ticker.ask);
    assert_eq!(client.tickers().await.unwrap().len(), instruments.len());
    let trades = client.trades(&btc(), 30).await.unwrap();
    let ids: Vec<u64> = trades.iter().map(|t| t.id.parse().unwrap()).collect();
    assert!(ids.len() == 30 && ids.is_sorted(), "{ids:?}");
    let nothing = client.book(&"NO/NE".parse().unwrap(), 5).await;
    assert!(matches!(nothing, Err(VenueError::UnknownInstrument { .. })), "{nothing:?}");
    let weight = client.budgets().into_iter().find(|b| b.budget == "weight").unwrap();
    assert_eq!(weight.capacity, 500_000.0);
}

#[tokio::test]
async fn candles_of_any_range_come_page_by_page_without_holes() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let end = 1_700_000_000_000;
    let start = end - 2_345 * 60_000;
    let candles = client.candles(&btc(), Timeframe::M1, start..end).await.unwrap();
    let first = Timeframe::M1.floor(start + 59_999);
    assert_eq!((candles.len(), candles.time_ms[0]), (2_345, first));
    assert!(candles.time_ms.windows(2).all(|w| w[1] - w[0] == 60_000));
    let three = client.candles(&btc(), Timeframe::H3, start..end).await.unwrap();
    assert!(three.time_ms.iter().all(|t| t % Timeframe::H3.ms() == 0 && (start..end).contains(t)));
    let hours = client.candles(&btc(), Timeframe::H1, three.time_ms[0]..three.time_ms[1]).await.unwrap();
    assert_eq!(three.volume[0], hours.volume.iter().sum::<f64>());
}

#[tokio::test]
async fn streams_tell_books_that_agree_with_the_venues_own() {
    let plan = r#"{"faults":[{"kind":"sequence_gap","at":"book","every":4,"count":2}]}"#;
    let (_simulator, client) = stage(plan).await;
    let symbol = btc();
    let channels = [
        Channel::Ticker { symbol: symbol.clone() },
        Channel::Trades { symbol: symbol.clone() },
        Channel::Book { symbol: symbol.clone(), depth: 10 },
        Channel::Candles { symbol, timeframe: Timeframe::M1 },
    ];
    let mut feed = client.watch(&channels, false).unwrap();
    let (mut books, mut others, mut ids) = (0, [false; 3], Vec::new());
    while books < 40 || others != [true; 3] || feed.health.report().resyncs < 2 {
        match next(&mut feed).await {
            MarketEvent::Book { book, .. } => {
                assert!(book.bids.len() == 10 && book.bids[0].price < book.asks[0].price);
                books += 1;
            }
            MarketEvent::Ticker { ticker } => others[0] |= ticker.bid < ticker.ask,
            MarketEvent::Trade { trade, .. } => {
                ids.push(trade.id.parse::<u64>().unwrap());
                others[1] = true;
            }
            MarketEvent::Candle { candle, .. } => others[2] |= candle.low <= candle.high,
        }
    }
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    let health = feed.health.report();
    assert_eq!((health.sequence_gaps, health.parse_errors), (2, 0));
}

#[tokio::test]
async fn a_kept_book_is_the_venues_at_the_same_moment() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let mut feed = client.watch(&[Channel::Book { symbol: btc(), depth: 20 }], false).unwrap();
    // both sides change ten times a second: one of the venue's books must be among ours
    let mut ours = Vec::new();
    let mut agreed = false;
    for _ in 0..200 {
        match next(&mut feed).await {
            MarketEvent::Book { book, .. } => ours.push((book.bids, book.asks)),
            other => panic!("{other:?}"),
        }
        if ours.len() % 5 == 0 {
            let theirs = client.book(&btc(), 20).await.unwrap();
            for _ in 0..3 {
                if let MarketEvent::Book { book, .. } = next(&mut feed).await {
                    ours.push((book.bids, book.asks));
                }
            }
            agreed |= ours.contains(&(theirs.bids, theirs.asks));
            if agreed {
                break;
            }
        }
    }
    assert!(agreed, "no book of ours was the venue's");
    drop(simulator);
}

#[tokio::test]
async fn a_feed_until_the_close_ends_with_the_server() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let mut feed = client.watch(&[Channel::Trades { symbol: btc() }], true).unwrap();
    next(&mut feed).await;
    simulator.shutdown().await;
    let ended = timeout(PATIENCE, async { while feed.events.recv().await.is_some() {} }).await;
    assert!(ended.is_ok());
}

#[tokio::test]
async fn a_clock_that_is_off_is_measured_and_questions_are_asked_again() {
    let plan = r#"{"faults":[{"kind":"clock_skew","ms":3600000}]}"#;
    let (_simulator, client) = stage(plan).await;
    assert!(!client.balances().await.unwrap().is_empty());
    let offset = client.health().unwrap().clock_offset_ms;
    assert!((offset - 3_600_000).abs() < 5_000, "{offset}");
    let busy = r#"{"faults":[{"kind":"nonce_error","nth":1},{"kind":"http_5xx","nth":2,"status":503},
        {"kind":"html_error","nth":4},{"kind":"truncate","nth":3}]}"#;
    let (_simulator, client) = stage(busy).await;
    assert!(!client.balances().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_declared_limits_hold_and_a_ban_is_honoured() {
    let plan = r#"{"faults":[{"kind":"http_429","at":"/api/v3/ticker","nth":1,"ms":1000}]}"#;
    let (_simulator, client) = stage(plan).await;
    let asked_at = std::time::Instant::now();
    client.ticker(&btc()).await.unwrap();
    assert!(asked_at.elapsed() >= Duration::from_millis(900));
    let plan = r#"{"faults":[{"kind":"http_418","at":"/api/v3/ticker","nth":1,"ms":120000}]}"#;
    let (simulator, client) = stage(plan).await;
    let banned = client.ticker(&btc()).await;
    assert!(
        matches!(banned, Err(VenueError::RateLimited { retry_after_ms, .. }) if retry_after_ms > 100_000)
    );
    let again = client.ticker(&btc()).await;
    assert!(matches!(again, Err(VenueError::RateLimited { .. })), "{again:?}");
    let counts = control(&simulator, "GET", "faults", "").await;
    assert_eq!(counts[0]["occasions"], 1, "a banned client asked again");
}

#[tokio::test]
async fn our_own_budget_never_meets_the_venues_limit() {
    let limits = simulator::binance::Limits { weight: 300, ..WIDE };
    let options = simulator::SimulatorOptions::default();
    let simulator = Simulator::start(simulator::binance::wire_with(limits), options).await.unwrap();
    let client = client(&simulator);
    client.instruments().await.unwrap();
    let started = std::time::Instant::now();
    for _ in 0..32 {
        client.book(&btc(), 100).await.unwrap();
    }
    let left = client.budgets().into_iter().find(|b| b.budget == "weight").unwrap();
    assert_eq!(left.capacity, 150.0);
    // 160, with 150 at once and 2.5 a second; a refusal would have sent us away to the end of the minute
    let waited = started.elapsed();
    assert!((2..20).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn who_subscribes_shares_a_stream_and_what_is_not_listed_closes() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let (mut one, mut two) = (client.subscribe(&btc()), client.subscribe(&btc()));
    for receiver in [&mut one, &mut two] {
        timeout(PATIENCE, receiver.recv()).await.expect("an event in time").unwrap();
    }
    let mut none = client.subscribe(&"NO/NE".parse().unwrap());
    let closed = timeout(PATIENCE, none.recv()).await.expect("an end in time");
    assert_eq!(closed, Err(tokio::sync::broadcast::error::RecvError::Closed));
}

#[tokio::test]
async fn streams_that_lose_repeat_and_spoil_messages_end_with_the_venues_book_and_each_trade_once() {
    let plan = r#"{"seed":5,"faults":[
        {"kind":"drop","at":"book","probability":0.05},{"kind":"duplicate","at":"book","probability":0.1},
        {"kind":"reorder","at":"book","probability":0.1},{"kind":"truncate","at":"book","probability":0.05},
        {"kind":"duplicate","at":"trades","probability":0.2},{"kind":"reorder","at":"trades","probability":0.1},
        {"kind":"disconnect","at":"book","probability":0.02,"count":2}]}"#;
    let (simulator, client) = stage(plan).await;
    let channels = [Channel::Book { symbol: btc(), depth: 20 }, Channel::Trades { symbol: btc() }];
    let mut feed = client.watch(&channels, false).unwrap();
    let feed_health = feed.health.clone();
    let (mut books, mut ids) = (0, std::collections::BTreeSet::new());
    let spoiled = || (feed_health.report().resyncs, feed_health.report().parse_errors);
    while books < 60 || spoiled().0 < 5 || spoiled().1 == 0 {
        match next(&mut feed).await {
            MarketEvent::Trade { trade, .. } => assert!(ids.insert(trade.id.clone()), "{} twice", trade.id),
            _ => books += 1,
        }
    }
    control(&simulator, "POST", "faults", NO_FAULTS).await;
    let mut ours = Vec::new();
    let mut agreed = false;
    while !agreed && ours.len() < 400 {
        let theirs = client.book(&btc(), 20).await.unwrap();
        for _ in 0..5 {
            if let MarketEvent::Book { book, .. } = next(&mut feed).await {
                ours.push((book.bids, book.asks));
            }
        }
        agreed = ours.contains(&(theirs.bids, theirs.asks));
    }
    assert!(agreed, "no book of ours was the venue's: {:?}", feed.health.report());
}

//! Streams, public and of the account.

use std::time::Duration;

use domain::{Side, Timeframe};
use serde_json::{Value, json};
use simulator::server::Time;
use tokio::sync::broadcast::Receiver;
use venues::bitfinex::Wallet;
use venues::{
    AccountEvent, Channel, Execution as _, ExecutionReport, Feed, MarketData as _, MarketEvent, OrderRef,
};

use super::stage::{Stage, btc, d, impatient, order};

const LONG: Duration = Duration::from_secs(20);

async fn until(feed: &mut Feed, mut found: impl FnMut(&MarketEvent) -> bool) -> MarketEvent {
    let search = async {
        loop {
            let event = feed.events.recv().await.unwrap();
            if found(&event) {
                return event;
            }
        }
    };
    tokio::time::timeout(LONG, search).await.expect("the event comes")
}

async fn heard(
    events: &mut Receiver<AccountEvent>,
    mut found: impl FnMut(&AccountEvent) -> bool,
) -> AccountEvent {
    let search = async {
        loop {
            let event = events.recv().await.unwrap();
            if found(&event) {
                return event;
            }
        }
    };
    tokio::time::timeout(LONG, search).await.expect("the event comes")
}

#[tokio::test]
async fn every_public_channel_speaks() {
    let stage = Stage::usual().await;
    let channels = [
        Channel::Ticker { symbol: btc() },
        Channel::Trades { symbol: btc() },
        Channel::Book { symbol: btc(), depth: 100 },
        Channel::Candles { symbol: btc(), timeframe: Timeframe::M1 },
    ];
    let mut feed = stage.venue.watch(&channels, false).unwrap();
    let mut seen = [false; 4];
    until(&mut feed, |event| {
        match event {
            MarketEvent::Ticker { .. } => seen[0] = true,
            MarketEvent::Trade { .. } => seen[1] = true,
            MarketEvent::Book { book, .. } => seen[2] |= book.bids.len() == 100,
            MarketEvent::Candle { .. } => seen[3] = true,
        }
        seen == [true; 4]
    })
    .await;
    assert_eq!(feed.health.report().parse_errors, 0);
    let mut receiver = stage.venue.subscribe(&btc());
    let event = tokio::time::timeout(LONG, receiver.recv()).await.unwrap().unwrap();
    assert!(matches!(
        event,
        MarketEvent::Ticker { .. } | MarketEvent::Trade { .. } | MarketEvent::Book { .. }
    ));
}

/// The book that was told is the book that is, whatever befalls its frames.
#[tokio::test]
async fn a_wrong_checksum_and_a_gap_cost_a_resync_and_no_more() {
    let start_ms = 1_790_000_000_000;
    let stage = Stage::new(5, Time::Manual { start_ms }, impatient(), Wallet::Exchange).await;
    let mut feed = stage.venue.watch(&[Channel::Book { symbol: btc(), depth: 25 }], false).unwrap();
    until(&mut feed, |event| matches!(event, MarketEvent::Book { .. })).await;
    let plan = json!({"faults": [
        {"kind": "wrong_checksum", "nth": 2}, {"kind": "sequence_gap", "at": "book", "nth": 60},
        {"kind": "truncate", "at": "book", "nth": 200}, {"kind": "drop", "at": "book", "nth": 300},
        {"kind": "duplicate", "at": "book", "every": 7}, {"kind": "reorder", "at": "book", "nth": 400},
    ]});
    stage.faults(&plan).await;
    for _ in 0..30 {
        stage.advance(1_000).await;
        while feed.events.try_recv().is_ok() {}
    }
    stage.faults(&json!({"faults": []})).await;
    let settled = async {
        loop {
            stage.advance(3_000).await;
            let wanted = stage.venue.book(&btc(), 25).await.unwrap();
            let told = async {
                until(&mut feed, |event| {
                matches!(event, MarketEvent::Book { book, .. } if book.bids == wanted.bids && book.asks == wanted.asks)
            }).await
            };
            if tokio::time::timeout(Duration::from_millis(500), told).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(LONG, settled).await.expect("both books are the same");
    let health = feed.health.report();
    assert!(health.checksum_failures >= 1 && health.sequence_gaps >= 1 && health.resyncs >= 2, "{health:?}");
}

#[tokio::test]
async fn a_stream_that_ends_ends_its_feed_where_that_was_asked_for() {
    let stage = Stage::usual().await;
    let mut feed = stage.venue.watch(&[Channel::Trades { symbol: btc() }], true).unwrap();
    until(&mut feed, |_| true).await;
    stage.control(venues::http::Method::Post, "disconnect", &Value::Null).await;
    let end = async { while feed.events.recv().await.is_some() {} };
    tokio::time::timeout(LONG, end).await.expect("the feed ends");
}

#[tokio::test]
async fn the_account_hears_of_its_orders_fills_and_balances_once() {
    let stage = Stage::new(9, Time::Real, impatient(), Wallet::Exchange).await;
    let mut events = stage.venue.account_events();
    heard(&mut events, |event| *event == AccountEvent::Resynced).await;
    let asked = order("CS-stream", Side::Buy, d("0.03"), None);
    stage.venue.submit(&asked).await.unwrap();
    let (mut acks, mut filled, mut balances) = (0, d("0"), 0);
    heard(&mut events, |event| {
        match event {
            AccountEvent::Order(ExecutionReport::Acknowledged { client_id, .. }) => {
                acks += i32::from(client_id == "CS-stream")
            }
            AccountEvent::Order(ExecutionReport::Filled(fill)) => {
                assert!(fill.fee > d("0"), "{fill:?}");
                filled += fill.quantity;
            }
            AccountEvent::Balance(balance) => balances += i32::from(balance.currency == "BTC"),
            other => panic!("{other:?}"),
        }
        filled == d("0.03") && balances > 0
    })
    .await;
    assert_eq!(acks, 1);
    // a connection that breaks is back, and says so; what happened meanwhile is told
    let resting = order("CS-rest", Side::Buy, d("0.01"), Some(d("20000")));
    stage.venue.submit(&resting).await.unwrap();
    stage.control(venues::http::Method::Post, "disconnect", &Value::Null).await;
    stage.venue.cancel(&OrderRef::of(&resting)).await.unwrap();
    let mut cancelled = 0;
    heard(&mut events, |event| {
        cancelled += i32::from(matches!(event, AccountEvent::Order(ExecutionReport::Cancelled { .. })));
        *event == AccountEvent::Resynced
    })
    .await;
    assert_eq!(cancelled, 1);
}

#[tokio::test]
async fn the_dead_man_switch_cancels_when_the_stream_closes() {
    let stage = Stage::new(9, Time::Real, impatient(), Wallet::Exchange).await;
    let mut events = stage.venue.account_events();
    heard(&mut events, |event| *event == AccountEvent::Resynced).await;
    stage.venue.dead_man(Some(Duration::from_secs(60))).await.unwrap();
    heard(&mut events, |event| *event == AccountEvent::Resynced).await;
    stage.venue.submit(&order("CS-dead", Side::Buy, d("0.01"), Some(d("20000")))).await.unwrap();
    assert_eq!(stage.venue.open_orders().await.unwrap().len(), 1);
    assert!(stage.venue.dead_man(None).await.is_err());
    stage.control(venues::http::Method::Post, "disconnect", &Value::Null).await;
    heard(&mut events, |event| matches!(event, AccountEvent::Order(ExecutionReport::Cancelled { .. }))).await;
    assert_eq!(stage.venue.open_orders().await.unwrap(), []);
}

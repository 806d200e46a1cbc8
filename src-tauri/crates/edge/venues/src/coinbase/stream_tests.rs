#![allow(clippy::unwrap_used, clippy::panic)]

use domain::{Symbol, Timeframe};
use serde_json::{Value, json};

use super::*;
use crate::session::{Step, Told};

fn symbol(name: &str) -> Symbol {
    name.parse().unwrap()
}

fn stream(channels: &[Channel]) -> (Stream, Steps) {
    let mut stream = Stream::new(channels, Arc::new(Health::default()));
    let mut steps = Steps::default();
    stream.opened(0, &mut steps);
    (stream, steps)
}

fn book_of(name: &str) -> Channel {
    Channel::Book { symbol: symbol(name), depth: 5 }
}

/// What was said and what was told since it was last asked.
fn taken(steps: &mut Steps) -> (Vec<String>, Vec<MarketEvent>) {
    let (mut said, mut told) = (Vec::new(), Vec::new());
    for step in steps.drain() {
        match step {
            Step::Send(text) => {
                let message: Value = serde_json::from_str(&text).unwrap();
                let word = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
                said.push(format!("{} {}", word("type"), word("channel")));
            }
            Step::Tell(Told::Market(event)) => told.push(event),
            _ => {}
        }
    }
    (said, told)
}

fn hear(stream: &mut Stream, steps: &mut Steps, number: u64, channel: &str, events: Value) {
    let message = json!({"channel": channel, "timestamp": "2026-04-07T14:30:00Z", "sequence_num": number,
        "events": events, "later": [null]});
    stream.received(message.to_string().as_bytes(), 0, steps);
}

fn levels(kind: &str, product: &str, rows: &[(&str, &str, &str)]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(side, price, size)| json!({"side": side, "price_level": price, "new_quantity": size}))
        .collect();
    json!([{"type": kind, "product_id": product, "updates": rows}])
}

fn best(event: &MarketEvent) -> (String, String) {
    let MarketEvent::Book { book, .. } = event else { panic!("{event:?}") };
    let level = |levels: &[domain::Level]| levels.first().map(|l| l.price.to_string()).unwrap_or_default();
    (level(&book.bids), level(&book.asks))
}

#[test]
fn a_gap_empties_the_book_until_a_new_snapshot_comes() {
    let (mut stream, mut steps) = stream(&[book_of("BTC/USD")]);
    assert_eq!(taken(&mut steps).0, ["subscribe heartbeats", "subscribe level2"]);
    let whole = || levels("snapshot", "BTC-USD", &[("bid", "10", "1"), ("offer", "12", "1")]);
    hear(&mut stream, &mut steps, 0, "l2_data", whole());
    let change =
        levels("update", "BTC-USD", &[("bid", "11.0", "2"), ("offer", "12", "0"), ("offer", "13", "1e-3")]);
    hear(&mut stream, &mut steps, 1, "l2_data", change.clone());
    hear(&mut stream, &mut steps, 1, "l2_data", levels("update", "BTC-USD", &[("bid", "9", "9")]));
    let (said, told) = taken(&mut steps);
    assert!(said.is_empty());
    let tops: Vec<_> = told.iter().map(best).collect();
    assert_eq!(tops, [("10".into(), "12".into()), ("11".into(), "13".into())]);

    hear(&mut stream, &mut steps, 3, "l2_data", change.clone());
    hear(&mut stream, &mut steps, 4, "l2_data", change);
    let (said, told) = taken(&mut steps);
    assert_eq!(said, ["unsubscribe level2", "subscribe level2"]);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!((steps.counted().sequence_gaps, steps.counted().resyncs), (1, 1));
    hear(&mut stream, &mut steps, 5, "l2_data", whole());
    assert_eq!(best(&taken(&mut steps).1[0]), ("10".into(), "12".into()));
}

#[test]
fn a_snapshot_that_does_not_come_is_asked_for_again() {
    let (mut stream, mut steps) = stream(&[book_of("BTC/USD"), book_of("ETH/USD")]);
    let ack = json!([{"subscriptions": {"level2": ["BTC-USD", "ETH-USD"], "heartbeats": null}}]);
    hear(&mut stream, &mut steps, 0, "subscriptions", ack);
    hear(&mut stream, &mut steps, 1, "l2_data", levels("snapshot", "BTC-USD", &[("bid", "1", "1")]));
    let live = steps.drain().filter(|step| matches!(step, Step::State(LinkState::Live))).count();
    assert_eq!(live, 1);
    stream.tick(SNAPSHOT_MS, &mut steps);
    assert_eq!(taken(&mut steps).0, ["unsubscribe level2", "subscribe level2"]);
    hear(&mut stream, &mut steps, 2, "l2_data", levels("snapshot", "BTC-USD", &[("bid", "1", "1")]));
    hear(&mut stream, &mut steps, 3, "l2_data", levels("snapshot", "ETH-USD", &[("bid", "1", "1")]));
    taken(&mut steps);
    stream.tick(3 * SNAPSHOT_MS, &mut steps);
    assert!(taken(&mut steps).0.is_empty());
}

#[test]
fn usdc_books_are_told_under_the_name_of_the_usd_books() {
    let (mut stream, mut steps) = stream(&[book_of("BTC/USD"), book_of("BTC/USDC")]);
    let whole = |product| levels("snapshot", product, &[("bid", "10", "1")]);
    hear(&mut stream, &mut steps, 0, "l2_data", whole("BTC-USD"));
    assert_eq!(taken(&mut steps).1.len(), 2);
    // a server that tells them apart
    hear(&mut stream, &mut steps, 1, "l2_data", whole("BTC-USDC"));
    hear(&mut stream, &mut steps, 2, "l2_data", whole("BTC-USD"));
    let symbols = taken(&mut steps)
        .1
        .iter()
        .map(|event| match event {
            MarketEvent::Book { symbol, .. } => symbol.to_string(),
            other => format!("{other:?}"),
        })
        .collect::<Vec<_>>();
    assert_eq!(symbols, ["BTC/USDC", "BTC/USD"]);
}

#[test]
fn trades_are_told_once_and_in_their_order() {
    let (mut stream, mut steps) = stream(&[Channel::Trades { symbol: symbol("BTC/USD") }]);
    let trade = |id: u32| {
        json!({"trade_id": id.to_string(), "product_id": "BTC-USD", "price": "1", "size": 2,
        "side": "SELL", "time": "2026-04-07T14:30:02Z"})
    };
    let rows = |ids: &[u32]| json!([{"type": "snapshot", "trades": ids.iter().map(|id| trade(*id)).collect::<Vec<_>>()}]);
    hear(&mut stream, &mut steps, 0, "market_trades", rows(&[11, 10, 9]));
    hear(&mut stream, &mut steps, 1, "market_trades", rows(&[11, 12]));
    stream.opened(0, &mut steps);
    hear(&mut stream, &mut steps, 0, "market_trades", rows(&[13, 12, 11]));
    let ids: Vec<String> = taken(&mut steps)
        .1
        .into_iter()
        .map(|event| match event {
            MarketEvent::Trade { trade, .. } => trade.id,
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, ["9", "10", "11", "12", "13"]);
}

#[test]
fn a_candle_is_closed_by_the_next() {
    let (mut stream, mut steps) =
        stream(&[Channel::Candles { symbol: symbol("BTC/USD"), timeframe: Timeframe::M5 }]);
    let rows = |kind: &str, rows: &[(i64, u32)]| {
        let candle = |(start, close): &(i64, u32)| {
            json!({"product_id": "BTC-USD", "start": start.to_string(),
            "open": "1", "high": "9", "low": "1", "close": close, "volume": "1"})
        };
        json!([{"type": kind, "candles": rows.iter().map(candle).collect::<Vec<_>>()}])
    };
    hear(&mut stream, &mut steps, 0, "candles", rows("snapshot", &[(600, 2), (300, 5), (0, 4)]));
    hear(&mut stream, &mut steps, 1, "candles", rows("update", &[(600, 3)]));
    hear(&mut stream, &mut steps, 2, "candles", rows("update", &[(900, 4)]));
    let told: Vec<_> = taken(&mut steps)
        .1
        .into_iter()
        .map(|event| match event {
            MarketEvent::Candle { candle, closed, .. } => (candle.time_ms / 1000, candle.close, closed),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(600, 2.0, false), (600, 3.0, false), (600, 3.0, true), (900, 4.0, false)]);
}

#[test]
fn candles_the_stream_does_not_have_are_asked_for() {
    let timeframe = Timeframe::M1;
    let (mut stream, mut steps) = stream(&[Channel::Candles { symbol: symbol("BTC/USD"), timeframe }]);
    steps.drain().for_each(drop);
    stream.tick(0, &mut steps);
    stream.tick(1, &mut steps);
    let asked: Vec<String> = steps
        .drain()
        .filter_map(|step| match step {
            Step::Fetch { what, .. } => Some(what),
            _ => None,
        })
        .collect();
    assert_eq!(asked, ["BTC/USD 1m"]);
    let candle = |minute: i64, close: f64| json!({"time_ms": minute * 60_000, "open": 1.0, "high": 9.0, "low": 1.0, "close": close, "volume": 1.0});
    let mut answer = |candles: Vec<Value>, now_ms| {
        stream.fetched(0, Ok(Value::from(candles).to_string().into_bytes()), now_ms, &mut steps);
    };
    answer(vec![candle(0, 2.0), candle(1, 3.0)], 90_000);
    answer(vec![candle(0, 2.0), candle(1, 3.0)], 95_000);
    answer(vec![candle(1, 4.0), candle(2, 5.0)], 121_000);
    let told: Vec<_> = taken(&mut steps)
        .1
        .into_iter()
        .map(|event| match event {
            MarketEvent::Candle { candle, closed, .. } => (candle.time_ms / 60_000, candle.close, closed),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(1, 3.0, false), (1, 4.0, true), (2, 5.0, false)]);
}

#[test]
fn a_connection_without_heartbeats_is_given_up() {
    let (mut stream, mut steps) = stream(&[book_of("BTC/USD")]);
    hear(&mut stream, &mut steps, 0, "heartbeats", json!([{"heartbeat_counter": 1}]));
    taken(&mut steps);
    stream.tick(HEARTBEAT_MS, &mut steps);
    assert_eq!(steps.drain().count(), 0);
    stream.tick(HEARTBEAT_MS + 1, &mut steps);
    assert!(matches!(steps.drain().next(), Some(Step::Reconnect { .. })));
}

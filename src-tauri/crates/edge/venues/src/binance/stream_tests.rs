#![allow(clippy::unwrap_used, clippy::panic)]

use domain::{Decimal, Instrument, InstrumentId};

use super::super::stream::MarketStream;
use super::*;
use crate::session::{Dialect, Step, Told};

fn catalogue() -> Catalogue {
    let step = Decimal::new(1, 2);
    Catalogue::of(&[Instrument {
        id: InstrumentId::new(VenueId::new("binance"), "BTC/USDT".parse().unwrap()),
        tick: step,
        lot: step,
        min_quantity: step,
        min_notional: step,
        maker_fee: step,
        taker_fee: step,
    }])
}

fn stream() -> MarketStream {
    let symbol: Symbol = "BTC/USDT".parse().unwrap();
    let channels = [
        Channel::Book { symbol: symbol.clone(), depth: 5 },
        Channel::Trades { symbol: symbol.clone() },
        Channel::Candles { symbol: symbol.clone(), timeframe: Timeframe::M1 },
        Channel::Book { symbol, depth: 20 },
    ];
    let mut plans = Plan::of(&VenueId::new("binance"), &channels, &catalogue()).unwrap();
    assert_eq!(plans.len(), 1);
    MarketStream::new(plans.remove(0))
}

/// What the steps were, in words.
fn words(steps: &mut Steps) -> Vec<String> {
    let word = |step: Step| match step {
        Step::Send(message) => format!("send {message}"),
        Step::Fetch { tag, what } => format!("fetch {tag} {what}"),
        Step::State(state) => format!("{state:?}"),
        Step::Reconnect { reason, .. } => format!("reconnect {reason}"),
        Step::Tell(Told::Market(MarketEvent::Trade { trade, .. })) => format!("trade {}", trade.id),
        Step::Tell(Told::Market(MarketEvent::Book { book, .. })) => format!("book {}", book.bids[0].price),
        Step::Tell(Told::Market(MarketEvent::Candle { candle, closed, .. })) => {
            format!("candle {} {closed}", candle.close)
        }
        Step::Tell(other) => format!("{other:?}"),
    };
    steps.drain().map(word).collect()
}

fn hear(stream: &mut MarketStream, message: &str) -> Vec<String> {
    let mut steps = Steps::default();
    stream.received(message.as_bytes(), 0, &mut steps);
    words(&mut steps)
}

fn open(stream: &mut MarketStream) -> Vec<String> {
    let mut steps = Steps::default();
    stream.opened(0, &mut steps);
    words(&mut steps)
}

fn fetched(stream: &mut MarketStream, tag: u64, body: &str) -> Vec<String> {
    let mut steps = Steps::default();
    stream.fetched(tag, Ok(body.as_bytes().to_vec()), 0, &mut steps);
    words(&mut steps)
}

fn trade(id: i64) -> String {
    let data =
        format!(r#"{{"e":"trade","E":1,"s":"BTCUSDT","t":{id},"p":"1","q":"2","T":3,"m":true,"M":true}}"#);
    format!(r#"{{"stream":"btcusdt@trade","data":{data}}}"#)
}

fn depth(first: u64, last: u64) -> String {
    format!(r#"{{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":{first},"u":{last},"b":[["9","1"]],"a":[]}}"#)
}

const SNAPSHOT: &str = r#"{"lastUpdateId":7,"bids":[["8","1"]],"asks":[["11","1"]]}"#;

#[test]
fn streams_are_asked_for_once_and_the_state_is_live_when_all_is_there() {
    let mut stream = stream();
    let sent = open(&mut stream);
    let wanted = r#""params":["btcusdt@depth@100ms","btcusdt@trade","btcusdt@kline_1m"]"#;
    assert!(sent.len() == 1 && sent[0].contains(wanted), "{sent:?}");
    assert!(hear(&mut stream, r#"{"result":null,"id":1}"#).is_empty());
    assert_eq!(hear(&mut stream, &depth(6, 8)), ["fetch 0 depth BTCUSDT 1000"]);
    assert!(hear(&mut stream, &depth(9, 9)).is_empty());
    assert_eq!(fetched(&mut stream, 0, SNAPSHOT), ["book 9", "Live"]);
    assert_eq!(hear(&mut stream, &depth(12, 12)), ["fetch 0 depth BTCUSDT 1000", "Syncing"]);
}

#[test]
fn trades_come_once_and_those_missed_in_a_break_are_asked_for() {
    let mut stream = stream();
    open(&mut stream);
    assert_eq!(hear(&mut stream, &trade(5)), ["trade 5"]);
    assert!(hear(&mut stream, &trade(5)).is_empty());
    let steps = open(&mut stream);
    assert!(steps.contains(&"fetch 1 trades BTCUSDT".to_owned()), "{steps:?}");
    assert!(hear(&mut stream, &trade(9)).is_empty());
    let row = |id: i64| format!(r#"{{"id":{id},"price":"1","qty":"1","time":1,"isBuyerMaker":false}}"#);
    let body = format!("[{},{},{},{}]", row(4), row(5), row(7), row(10));
    assert_eq!(fetched(&mut stream, 1, &body), ["trade 7", "trade 9", "trade 10"]);
    assert!(hear(&mut stream, &trade(10)).is_empty());
    assert_eq!(hear(&mut stream, &trade(11)), ["trade 11"]);
}

#[test]
fn a_candle_that_closed_does_not_open_again() {
    let mut stream = stream();
    open(&mut stream);
    let kline = |start: i64, close: &str, closed: bool| {
        format!(
            r#"{{"e":"kline","E":1,"s":"BTCUSDT","k":{{"t":{start},"i":"1m","o":"1","h":"9","l":"1","c":"{close}","v":"3","x":{closed}}}}}"#
        )
    };
    assert_eq!(hear(&mut stream, &kline(60_000, "2", false)), ["candle 2 false"]);
    assert_eq!(hear(&mut stream, &kline(60_000, "3", true)), ["candle 3 true"]);
    assert!(hear(&mut stream, &kline(60_000, "2", false)).is_empty());
    assert_eq!(hear(&mut stream, &kline(120_000, "4", false)), ["candle 4 false"]);
}

#[test]
fn refusals_shutdowns_and_noise_are_each_met() {
    let mut stream = stream();
    open(&mut stream);
    let steps = hear(&mut stream, r#"{"code":2,"msg":"Invalid request: too many parameters","id":1}"#);
    assert!(steps[0].starts_with("reconnect a subscription was refused: Invalid request"), "{steps:?}");
    assert_eq!(hear(&mut stream, r#"{"e":"serverShutdown","E":1}"#).len(), 1);
    let mut steps = Steps::default();
    for noise in ["", "{", r#"{"e":"trade"}"#, r#"{"e":"depthUpdate"}"#, "\u{0}"] {
        stream.received(noise.as_bytes(), 0, &mut steps);
    }
    assert_eq!(steps.counted().parse_errors, 5);
}

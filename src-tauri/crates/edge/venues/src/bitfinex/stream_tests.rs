#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use domain::Timeframe;
use proptest::prelude::*;

use super::*;
use crate::session::{Step, Told};

fn stream(channels: &[Channel]) -> PublicStream {
    PublicStream::new(Arc::new(Symbols::default()), Limits::default(), channels)
}

fn book() -> Channel {
    Channel::Book { symbol: "BTC/USD".parse().unwrap(), depth: 2 }
}

fn trades() -> Channel {
    Channel::Trades { symbol: "BTC/USDT".parse().unwrap() }
}

fn shown(steps: &mut Steps) -> Vec<String> {
    let levels = |levels: &[domain::Level]| {
        levels.iter().map(|l| format!("{}x{}", l.price, l.size)).collect::<Vec<_>>().join(" ")
    };
    let word = |step| match step {
        Step::Send(text) => format!("send {text}"),
        Step::Tell(Told::Market(MarketEvent::Book { book, .. })) => {
            format!("{} | {} @{}", levels(&book.bids), levels(&book.asks), book.time_ms)
        }
        Step::Tell(Told::Market(MarketEvent::Trade { trade, .. })) => format!("trade {}", trade.id),
        Step::Reconnect { reason, .. } => format!("reconnect {reason}"),
        other => format!("{other:?}"),
    };
    steps.drain().map(word).collect()
}

fn hear(stream: &mut PublicStream, steps: &mut Steps, message: &str) -> Vec<String> {
    stream.received(message.as_bytes(), 5_000, steps);
    shown(steps)
}

/// Both channels confirmed, the book with a snapshot; the connection's number is 2.
fn listening() -> (PublicStream, Steps) {
    let (mut stream, mut steps) = (stream(&[book(), trades()]), Steps::default());
    stream.opened(0, &mut steps);
    let sent = shown(&mut steps);
    assert_eq!(sent[0], r#"send {"event":"conf","flags":229376}"#);
    let asked: serde_json::Value = serde_json::from_str(sent[1].strip_prefix("send ").unwrap()).unwrap();
    assert_eq!(
        (asked["symbol"].as_str(), asked["len"].as_str(), asked["subId"].as_str()),
        (Some("tBTCUSD"), Some("25"), Some("0"))
    );
    hear(&mut stream, &mut steps, r#"{"event":"conf","status":"OK","flags":229376}"#);
    hear(
        &mut stream,
        &mut steps,
        r#"{"event":"subscribed","channel":"book","chanId":11,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25","subId":"0","pair":"BTCUSD"}"#,
    );
    // without our own index it is told by its name
    hear(
        &mut stream,
        &mut steps,
        r#"{"event":"subscribed","channel":"trades","chanId":12,"symbol":"tBTCUST","pair":"BTCUST"}"#,
    );
    let first = hear(
        &mut stream,
        &mut steps,
        "[11,[[6000,1,9],[5900,1,2],[6100,2,-3],[6200,1,-4],[6300,1,-1]],1,1700000000000]",
    );
    assert_eq!(first, ["6000x9 5900x2 | 6100x3 6200x4 @1700000000000", "State(Live)"]);
    hear(&mut stream, &mut steps, r#"[12,"hb",2,1700000000001]"#);
    (stream, steps)
}

#[test]
fn a_book_is_kept_and_checked() {
    let (mut stream, mut steps) = listening();
    let told = hear(&mut stream, &mut steps, "[11,[6000,1,1],3,1700000000002]");
    assert_eq!(told, ["6000x1 5900x2 | 6100x3 6200x4 @1700000000002"]);
    hear(&mut stream, &mut steps, "[11,[6300,0,-1],4,1700000000003]");
    assert_eq!(
        hear(&mut stream, &mut steps, r#"[11,"cs",1756193398,5,1700000000004]"#),
        Vec::<String>::new()
    );
    let told = hear(&mut stream, &mut steps, r#"[11,"cs",1756193399,6,1700000000004]"#);
    assert_eq!(told, [r#"send {"event":"unsubscribe","chanId":11}"#, "State(Syncing)"]);
    assert_eq!(steps.counted().checksum_failures, 1);
    // what still comes on the old channel is not believed
    assert_eq!(hear(&mut stream, &mut steps, "[11,[6000,1,7],7,1700000000005]"), Vec::<String>::new());
    let again = hear(&mut stream, &mut steps, r#"{"event":"unsubscribed","status":"OK","chanId":11}"#);
    assert!(again[0].contains("subscribe") && again[0].contains("tBTCUSD"), "{again:?}");
}

#[test]
fn a_number_left_out_fetches_everything_anew_and_a_repeated_one_nothing() {
    let (mut stream, mut steps) = listening();
    assert_eq!(hear(&mut stream, &mut steps, "[11,[6000,1,5],2,1700000000002]"), Vec::<String>::new());
    let told = hear(&mut stream, &mut steps, r#"[12,"te",[7,1,1,6000],4,1700000000003]"#);
    let left = |chan: u64| format!(r#"send {{"event":"unsubscribe","chanId":{chan}}}"#);
    assert_eq!(told[0], left(11));
    assert!(told.contains(&left(12)), "{told:?}");
    assert_eq!(steps.counted().sequence_gaps, 1);
}

#[test]
fn trades_come_once_whichever_message_brings_them() {
    let (mut stream, mut steps) = listening();
    assert_eq!(hear(&mut stream, &mut steps, r#"[12,"te",[7,1,1,6000],3,1]"#), ["trade 7"]);
    assert_eq!(hear(&mut stream, &mut steps, r#"[12,"tu",[7,1,1,6000],4,1]"#), Vec::<String>::new());
    assert_eq!(hear(&mut stream, &mut steps, r#"[12,"te",[8,1,1,6000],5,1]"#), ["trade 8"]);
}

#[test]
fn a_broken_message_costs_its_own_channel_only() {
    let (mut stream, mut steps) = listening();
    let told = hear(&mut stream, &mut steps, "[11,[6000,1");
    assert_eq!(told, [r#"send {"event":"unsubscribe","chanId":11}"#, "State(Syncing)"]);
    assert_eq!(steps.counted().parse_errors, 1);
}

#[test]
fn silence_on_one_channel_and_unanswered_questions_are_noticed() {
    let (mut stream, mut steps) = listening();
    stream.tick(14_999, &mut steps);
    assert_eq!(shown(&mut steps), Vec::<String>::new());
    stream.tick(50_001, &mut steps);
    let told = shown(&mut steps);
    assert_eq!(told[0], r#"send {"event":"unsubscribe","chanId":11}"#);
    assert_eq!(told.last().unwrap(), r#"send {"event":"ping","cid":50001}"#);
    stream.tick(60_002, &mut steps);
    assert_eq!(shown(&mut steps), ["reconnect book tBTCUSD 25 was not confirmed"]);
}

#[test]
fn news_of_the_venue_and_refusals_are_heeded() {
    let (mut stream, mut steps) = listening();
    assert_eq!(hear(&mut stream, &mut steps, r#"{"event":"info","code":20060}"#), ["State(Maintenance)"]);
    let back = hear(&mut stream, &mut steps, r#"{"event":"info","code":20061}"#);
    assert_eq!(back.iter().filter(|word| word.contains("unsubscribe")).count(), 2);
    let restart = hear(&mut stream, &mut steps, r#"{"event":"info","code":20051}"#);
    assert_eq!(restart, ["reconnect the venue restarts its stream"]);
    let (mut stream, mut steps) = (stream, steps);
    stream.opened(0, &mut steps);
    shown(&mut steps);
    hear(
        &mut stream,
        &mut steps,
        r#"{"event":"error","msg":"symbol: invalid","code":10300,"channel":"book","symbol":"tBTCUSD","len":"25"}"#,
    );
    assert_eq!(stream.entries[0].state, State::Refused);
}

#[test]
fn one_channel_of_the_venue_serves_all_who_ask_for_it() {
    let symbol = || "BTC/USD".parse().unwrap();
    let stream = stream(&[
        Channel::Book { symbol: symbol(), depth: 5 },
        Channel::Book { symbol: symbol(), depth: 20 },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M1 },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M3 },
    ]);
    assert_eq!(stream.entries.len(), 2);
}

proptest! {
    #[test]
    fn whatever_comes_it_is_taken_or_counted(
        messages in prop::collection::vec(prop_oneof![
            "[\\[\\]{}a-z0-9:\",.\\-]{0,40}",
            "\\[1[12],\\[[0-9]{1,5},[0-9],-?[0-9.]{1,6}\\],[0-9]{1,3},[0-9]{1,13}\\]",
            "\\[12,\"(te|tu|cs|hb)\",\\[[0-9,.e-]{0,20}\\],[0-9]{1,3},[0-9]\\]",
        ], 0..30),
    ) {
        let (mut stream, mut steps) = listening();
        for message in messages {
            stream.received(message.as_bytes(), 5_000, &mut steps);
        }
        prop_assert!(stream.entries.len() == 2);
    }
}

#![allow(clippy::unwrap_used, clippy::panic)]

use domain::{Decimal, InstrumentId, Side};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ExecutionReport;
use crate::session::{Step, Told};

fn opened() -> (PrivateStream, Steps) {
    let mut stream = PrivateStream::new(Arc::new(Health::default()));
    let mut steps = Steps::default();
    stream.opened(0, &mut steps);
    (stream, steps)
}

/// What was asked of REST and what was told since it was last looked at.
fn taken(steps: &mut Steps) -> (Vec<Ask>, Vec<AccountEvent>) {
    let (mut asked, mut told) = (Vec::new(), Vec::new());
    for step in steps.drain() {
        match step {
            Step::Fetch { what, .. } => asked.push(serde_json::from_str(&what).unwrap()),
            Step::Tell(Told::Account(event)) => told.push(event),
            _ => {}
        }
    }
    (asked, told)
}

fn hear(stream: &mut PrivateStream, steps: &mut Steps, number: u64, status: &str, filled: &str) {
    let order = json!({"order_id": "v-1", "client_order_id": "CS-1-1", "product_id": "BTC-USD", "status": status,
        "cumulative_quantity": filled, "cancel_reason": "User requested cancel", "order_type": "Limit"});
    let message =
        json!({"channel": "user", "sequence_num": number, "events": [{"type": "update", "orders": [order]}]});
    stream.received(message.to_string().as_bytes(), 0, steps);
}

fn fill(trade: &str, quantity: &str) -> OrderFill {
    let fill = Fill {
        client_id: "CS-1-1".to_owned(),
        trade_id: trade.to_owned(),
        instrument: InstrumentId::new(crate::coinbase::id(), "BTC/USD".parse().unwrap()),
        side: Side::Buy,
        quantity: quantity.parse().unwrap(),
        price: Decimal::ONE,
        fee: Decimal::ZERO,
        fee_currency: "USD".to_owned(),
        maker: true,
        time_ms: 5,
    };
    OrderFill { venue_id: "v-1".to_owned(), order_id: fill.client_id.clone(), fill }
}

fn answer(stream: &mut PrivateStream, steps: &mut Steps, tag: u64, fills: Vec<OrderFill>) {
    let statement = Statement { orders: Vec::new(), fills };
    stream.fetched(tag, Ok(serde_json::to_vec(&statement).unwrap()), 0, steps);
}

fn words(events: &[AccountEvent]) -> Vec<String> {
    let word = |event: &AccountEvent| match event {
        AccountEvent::Order(ExecutionReport::Acknowledged { venue_id, .. }) => format!("ack {venue_id}"),
        AccountEvent::Order(ExecutionReport::Filled(fill)) => format!("fill {}", fill.trade_id),
        AccountEvent::Order(ExecutionReport::Cancelled { reason, .. }) => format!("cancelled: {reason}"),
        AccountEvent::Order(ExecutionReport::Rejected { reason, .. }) => format!("rejected: {reason}"),
        AccountEvent::Resynced => "resynced".to_owned(),
        other => format!("{other:?}"),
    };
    events.iter().map(word).collect()
}

#[test]
fn after_the_acknowledgement_rest_is_asked_before_the_stream_counts_as_synced() {
    let (mut stream, mut steps) = opened();
    assert_eq!(taken(&mut steps).0, [Ask::Token { refused: false }]);
    stream.fetched(TOKEN, Ok(b"token".to_vec()), 0, &mut steps);
    let said = steps.drain().find_map(|step| match step {
        Step::Send(text) => Some(text),
        _ => None,
    });
    assert_eq!(said.unwrap(), r#"{"type":"subscribe","channel":"user","jwt":"token"}"#);
    let ack = json!({"channel": "subscriptions", "sequence_num": 0, "events": [{"subscriptions": {"user": ["u"]}}]});
    stream.received(ack.to_string().as_bytes(), 0, &mut steps);
    assert_eq!(taken(&mut steps).0, [Ask::Resync { since_ms: None, orders: vec![] }]);
    answer(&mut stream, &mut steps, RESYNC, vec![fill("t1", "1")]);
    let (asked, told) = taken(&mut steps);
    assert_eq!(words(&told), ["fill t1", "resynced"]);
    assert_eq!(asked, [Ask::Balances]);
    // the next connection looks behind the last fill
    stream.opened(0, &mut steps);
    stream.received(ack.to_string().as_bytes(), 0, &mut steps);
    let expected = Ask::Resync { since_ms: Some(5), orders: vec!["v-1".to_owned()] };
    assert!(taken(&mut steps).0.contains(&expected));
}

#[test]
fn what_each_leg_of_a_bracket_lacks_is_told_when_the_order_ends() {
    let (mut stream, mut steps) = opened();
    let hear = |stream: &mut PrivateStream, steps: &mut Steps, number: u64, status: &str, filled: &str| {
        let order = json!({"order_id": "v-1", "client_order_id": "T+S", "status": status,
            "cumulative_quantity": filled});
        let message = json!({"channel": "user", "sequence_num": number, "events": [{"orders": [order]}]});
        stream.received(message.to_string().as_bytes(), 0, steps);
    };
    let leg = |leg: &str, trade: &str, quantity: &str| {
        let mut one = fill(trade, quantity);
        (one.fill.client_id, one.order_id) = (leg.to_owned(), "T+S".to_owned());
        one
    };
    // a fill may come before the order itself
    answer(&mut stream, &mut steps, FILLS, vec![leg("T", "t1", "2")]);
    hear(&mut stream, &mut steps, 0, "OPEN", "2");
    hear(&mut stream, &mut steps, 1, "FILLED", "5");
    answer(&mut stream, &mut steps, FILLS, vec![leg("S", "t2", "3")]);
    let told: Vec<_> = taken(&mut steps)
        .1
        .into_iter()
        .filter_map(|event| match event {
            AccountEvent::Order(report) => Some(report),
            _ => None,
        })
        .collect();
    let ids: Vec<(&str, &str)> = told
        .iter()
        .map(|report| {
            (
                report.client_id(),
                match report {
                    ExecutionReport::Acknowledged { .. } => "ack",
                    ExecutionReport::Filled(_) => "fill",
                    ExecutionReport::Cancelled { .. } => "off",
                    ExecutionReport::Rejected { .. } => "rejected",
                },
            )
        })
        .collect();
    let wanted = [("T", "fill"), ("T", "ack"), ("S", "ack"), ("S", "fill"), ("T", "off"), ("S", "off")];
    assert_eq!(ids, wanted);
}

#[test]
fn the_end_of_an_order_waits_for_its_fills() {
    let (mut stream, mut steps) = opened();
    hear(&mut stream, &mut steps, 0, "OPEN", "0");
    hear(&mut stream, &mut steps, 1, "OPEN", "1");
    hear(&mut stream, &mut steps, 2, "CANCELLED", "3");
    let (asked, told) = taken(&mut steps);
    assert_eq!(words(&told), ["ack v-1"]);
    assert!(asked.contains(&Ask::Fills { orders: vec!["v-1".to_owned()] }));
    answer(&mut stream, &mut steps, FILLS, vec![fill("t1", "1")]);
    answer(&mut stream, &mut steps, FILLS, vec![fill("t1", "1"), fill("t2", "2")]);
    answer(&mut stream, &mut steps, FILLS, vec![fill("t2", "2"), fill("t1", "1")]);
    hear(&mut stream, &mut steps, 3, "OPEN", "1");
    hear(&mut stream, &mut steps, 4, "CANCELLED", "3");
    let told = taken(&mut steps).1;
    assert_eq!(words(&told), ["fill t1", "fill t2", "cancelled: User requested cancel"]);
}

#[test]
fn a_gap_and_a_message_that_cannot_be_read_ask_rest() {
    let (mut stream, mut steps) = opened();
    hear(&mut stream, &mut steps, 0, "OPEN", "0");
    taken(&mut steps);
    hear(&mut stream, &mut steps, 2, "OPEN", "0");
    let resync = Ask::Resync { since_ms: None, orders: vec!["v-1".to_owned()] };
    assert_eq!(taken(&mut steps).0, std::slice::from_ref(&resync));
    assert_eq!(steps.counted().sequence_gaps, 1);
    stream.received(b"{\"channel\":\"user\",\"even", 0, &mut steps);
    assert_eq!(taken(&mut steps).0, [resync]);
    assert_eq!(steps.counted().parse_errors, 1);
}

#[test]
fn a_status_we_have_no_word_for_is_reported_as_it_came() {
    let (mut stream, mut steps) = opened();
    hear(&mut stream, &mut steps, 0, "TELEPORTED", "0");
    let told = taken(&mut steps).1;
    assert!(matches!(&told[0], AccountEvent::Unlisted { raw, .. } if raw == "TELEPORTED of order v-1"));
}

#[test]
fn a_refused_token_is_tried_again_later_with_the_clock_in_doubt() {
    let (mut stream, mut steps) = opened();
    taken(&mut steps);
    stream.received(br#"{"type":"error","message":"authentication failure"}"#, 0, &mut steps);
    assert!(matches!(steps.drain().next(), Some(Step::Reconnect { wait: Some(REFUSED_WAIT), .. })));
    stream.opened(0, &mut steps);
    assert_eq!(taken(&mut steps).0, [Ask::Token { refused: true }]);
}

proptest! {
    /// Messages and answers in any order, repeated at will: each fill once, the end once and last.
    #[test]
    fn nothing_is_told_twice(moves in prop::collection::vec(0_u8..6, 0..40)) {
        let (mut stream, mut steps) = opened();
        let mut number = 0;
        for step in moves.iter().chain(&[3, 5]) {
            number += 1;
            match step {
                0 => hear(&mut stream, &mut steps, number, "OPEN", "0"),
                1 => hear(&mut stream, &mut steps, number, "OPEN", "1"),
                2 => hear(&mut stream, &mut steps, number, "CANCEL_QUEUED", "1"),
                3 => hear(&mut stream, &mut steps, number, "CANCELLED", "3"),
                4 => answer(&mut stream, &mut steps, FILLS, vec![fill("t1", "1")]),
                _ => answer(&mut stream, &mut steps, FILLS, vec![fill("t1", "1"), fill("t2", "2")]),
            }
        }
        let told = words(&taken(&mut steps).1);
        let count = |word: &str| told.iter().filter(|one| one.starts_with(word)).count();
        prop_assert_eq!((count("ack"), count("fill t1"), count("fill t2")), (1, 1, 1));
        prop_assert_eq!(count("cancelled"), 1);
        prop_assert_eq!(told.last().map(String::as_str), Some("cancelled: User requested cancel"));
    }
}

#![allow(clippy::unwrap_used)]

use domain::{InstrumentId, Side, VenueId};
use proptest::prelude::*;

use super::*;

fn key() -> Key {
    ("BTCUSDT".to_owned(), 7)
}

fn fact(status: OrderStatus, executed: i64) -> Fact {
    Fact { key: key(), client_id: "CS-1-1".to_owned(), status, executed: executed.into(), reason: None }
}

fn fill(id: i64, quantity: i64) -> Fill {
    Fill {
        client_id: String::new(),
        trade_id: id.to_string(),
        instrument: InstrumentId::new(VenueId::new("binance"), "BTC/USDT".parse().unwrap()),
        side: Side::Buy,
        quantity: quantity.into(),
        price: Decimal::TEN,
        fee: Decimal::ZERO,
        fee_currency: "BTC".to_owned(),
        maker: false,
        time_ms: id,
    }
}

fn words(events: &[AccountEvent]) -> Vec<String> {
    let word = |event: &AccountEvent| match event {
        AccountEvent::Order(ExecutionReport::Acknowledged { .. }) => "ack".to_owned(),
        AccountEvent::Order(ExecutionReport::Filled(fill)) => format!("fill {}", fill.trade_id),
        AccountEvent::Order(ExecutionReport::Cancelled { reason, .. }) => format!("cancel {reason}"),
        AccountEvent::Order(ExecutionReport::Rejected { .. }) => "reject".to_owned(),
        AccountEvent::Foreign(fill) => format!("foreign {}", fill.trade_id),
        other => format!("{other:?}"),
    };
    events.iter().map(word).collect()
}

#[test]
fn the_end_waits_for_the_fills_before_it() {
    let mut tracker = Tracker::default();
    let (events, missing) = tracker.fact(&fact(OrderStatus::Canceled, 3));
    assert_eq!((words(&events), missing), (vec!["ack".to_owned()], true));
    assert_eq!(tracker.lacking(), [key()]);
    assert_eq!(words(&tracker.fill(&key(), fill(1, 2))), ["fill 1"]);
    assert!(words(&tracker.fill(&key(), fill(1, 2))).is_empty());
    assert_eq!(words(&tracker.fill(&key(), fill(2, 1))), ["fill 2", "cancel canceled"]);
    assert!(tracker.fact(&fact(OrderStatus::Canceled, 3)).0.is_empty());
    assert!(tracker.fact(&fact(OrderStatus::Open, 0)).0.is_empty());
    assert!(tracker.open().is_empty() && tracker.lacking().is_empty());
}

#[test]
fn orders_of_others_are_told_by_their_fills_alone() {
    let mut tracker = Tracker::default();
    let foreign = Fact { client_id: "web_1".to_owned(), ..fact(OrderStatus::Open, 0) };
    assert!(tracker.fact(&foreign).0.is_empty());
    assert_eq!(words(&tracker.fill(&key(), fill(1, 2))), ["foreign 1"]);
    let mut tracker = Tracker::default();
    tracker.name("web_1", "ours, and longer than the venue takes");
    assert_eq!(words(&tracker.fact(&foreign).0), ["ack"]);
    assert_eq!(tracker.shown("web_1"), "ours, and longer than the venue takes");
}

#[test]
fn a_rejected_order_was_never_acknowledged() {
    let mut tracker = Tracker::default();
    assert_eq!(words(&tracker.fact(&fact(OrderStatus::Rejected, 0)).0), ["reject"]);
}

proptest! {
    /// Whatever order and however often the messages come: each fill once, the end once and last.
    #[test]
    fn any_order_and_any_repetition_tell_the_same(order in prop::collection::vec(0_usize..5, 0..30)) {
        let mut tracker = Tracker::default();
        let mut told = Vec::new();
        for which in order.into_iter().chain(0..5) {
            let events = match which {
                0 => tracker.fact(&fact(OrderStatus::Open, 0)).0,
                1 => tracker.fact(&fact(OrderStatus::Open, 2)).0,
                2 => tracker.fact(&fact(OrderStatus::Expired, 3)).0,
                n => {
                    let id = n as i64 - 2;
                    let mut events = tracker.fact(&fact(OrderStatus::Open, 1)).0;
                    events.extend(tracker.fill(&key(), fill(id, 3 - id)));
                    events
                }
            };
            told.extend(words(&events));
        }
        prop_assert_eq!(told.first().map(String::as_str), Some("ack"));
        prop_assert_eq!(told.last().map(String::as_str), Some("cancel expired"));
        told.sort();
        prop_assert_eq!(told, vec!["ack", "cancel expired", "fill 1", "fill 2"]);
    }
}

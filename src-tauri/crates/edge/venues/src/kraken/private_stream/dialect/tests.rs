//! Executions lost, repeated and in any order: what is told is told once, and all of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::VenueId;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ExecutionReport;
use crate::session::{Step, Told};

const NOW: i64 = 1_772_444_477_300;

/// Two orders: one filled in two parts, one filled in part and canceled.
fn messages() -> Vec<String> {
    let row = |sequence: u64, order: &str, exec_type: &str, cum_qty: &str, more: serde_json::Value| {
        let mut row = json!({
            "exec_type": exec_type, "order_id": order, "cl_ord_id": format!("CS-{order}"), "cum_qty": cum_qty,
            "symbol": "BTC/USD", "side": "buy", "timestamp": "2026-03-02T09:41:17.300000Z",
        });
        if let (Some(row), Some(more)) = (row.as_object_mut(), more.as_object()) {
            row.extend(more.clone());
        }
        json!({"channel": "executions", "type": "update", "sequence": sequence, "data": [row]}).to_string()
    };
    let trade = |id: &str, quantity: &str| {
        json!({
            "exec_id": id, "last_qty": quantity, "last_price": 60000.5, "liquidity_ind": "m",
            "fees": [{"asset": "USD", "qty": 1.5e-1}], "order_status": "partially_filled",
        })
    };
    let none = || json!({});
    vec![
        row(1, "O1", "pending_new", "0", none()),
        row(2, "O1", "new", "0", none()),
        row(3, "O2", "new", "0", none()),
        row(4, "O1", "trade", "0.4", trade("T1", "0.4")),
        row(5, "O2", "trade", "0.1", trade("T2", "0.1")),
        row(6, "O1", "trade", "1", trade("T3", "0.6")),
        row(7, "O1", "filled", "1", none()),
        row(8, "O2", "canceled", "0.1", json!({"reason": "User requested"})),
    ]
}

/// What REST says after it all.
fn account() -> Vec<u8> {
    let order = |id: &str, status: &str, filled: &str, quantity: &str| {
        json!({
            "venue_id": id, "client_id": format!("CS-{id}"), "pair": "XBTUSD", "side": "buy", "order_type": "limit",
            "quantity": quantity, "price": "60000.5", "stop_price": null, "status": status, "status_word": status,
            "type_word": "limit", "filled": filled, "average": "60000.5", "post_only": false,
            "reduce_only": false, "reason": null, "time_ms": NOW, "trades": [], "fee_in_base": false,
        })
    };
    let fill = |order: &str, id: &str, quantity: &str| {
        json!({"order_id": order, "fill": {
            "client_id": "", "trade_id": id, "instrument": {"venue": "kraken", "symbol": "BTC/USD"}, "side": "buy",
            "quantity": quantity, "price": "60000.5", "fee": "0.15", "fee_currency": "USD", "maker": true,
            "time_ms": NOW,
        }})
    };
    json!({
        "orders": [order("O1", "filled", "1", "1"), order("O2", "canceled", "0.1", "0.5")],
        "fills": [fill("O1", "T1", "0.4"), fill("O2", "T2", "0.1"), fill("O1", "T3", "0.6")],
    })
    .to_string()
    .into_bytes()
}

struct Heard {
    acknowledged: Vec<String>,
    fills: Vec<String>,
    canceled: Vec<String>,
}

/// Plays the messages to a fresh stream; whenever it asks, REST answers.
fn play(messages: &[String]) -> Heard {
    let ids = Arc::new(Ids::default());
    for id in ["O1", "O2"] {
        ids.named(&format!("CS-{id}"), id, NOW);
    }
    let mut stream = PrivateStream::new(VenueId::new("kraken"), ids, Arc::default());
    stream.sync = Sync::Done;
    stream.caught_up = true;
    let mut heard = Heard { acknowledged: Vec::new(), fills: Vec::new(), canceled: Vec::new() };
    let mut steps = Steps::default();
    for message in messages {
        stream.received(message.as_bytes(), NOW, &mut steps);
    }
    for turn in 1..20 {
        stream.tick(NOW + turn * 2_000, &mut steps);
        let mut asked = Vec::new();
        for step in steps.drain() {
            match step {
                Step::Fetch { tag, .. } => asked.push(tag),
                Step::Tell(Told::Account(AccountEvent::Order(report))) => match report {
                    ExecutionReport::Acknowledged { client_id, .. } => heard.acknowledged.push(client_id),
                    ExecutionReport::Filled(fill) => {
                        assert!(!heard.canceled.contains(&fill.client_id), "a fill after the end");
                        heard.fills.push(fill.trade_id);
                    }
                    ExecutionReport::Cancelled { client_id, .. } => heard.canceled.push(client_id),
                    other @ ExecutionReport::Rejected { .. } => panic!("{other:?}"),
                },
                _ => {}
            }
        }
        for tag in asked {
            let answer = if tag == ACCOUNT { account() } else { b"[]".to_vec() };
            stream.fetched(tag, Ok(answer), NOW, &mut steps);
        }
    }
    heard
}

#[test]
fn in_order_nothing_is_asked_and_everything_is_told() {
    let heard = play(&messages());
    assert_eq!(heard.acknowledged, ["CS-O1", "CS-O2"]);
    assert_eq!(heard.fills, ["T1", "T2", "T3"]);
    assert_eq!(heard.canceled, ["CS-O2"]);
}

#[test]
fn words_there_is_no_word_for_are_passed_on_as_they_came() {
    let mut stream = PrivateStream::new(VenueId::new("kraken"), Arc::default(), Arc::default());
    let mut steps = Steps::default();
    let message = messages()[1].replace("\"new\"", "\"teleported\"");
    stream.received(message.as_bytes(), NOW, &mut steps);
    let told: Vec<_> = steps.drain().collect();
    let unlisted = |step: &Step| {
        matches!(step, Step::Tell(Told::Account(AccountEvent::Unlisted { what: "execution", raw }))
            if raw.contains("teleported"))
    };
    assert_eq!(told.iter().filter(|step| unlisted(step)).count(), 1, "{told:?}");
}

proptest! {
    #[test]
    fn lost_repeated_and_shuffled_messages_end_the_same(
        // how often each comes, and in which order
        order in prop::collection::vec(0_usize..8, 0..24),
    ) {
        // the last of all is heard: it is what gives the loss away
        let all = messages();
        let played: Vec<String> =
            order.iter().chain(&[7, 6]).map(|at| all[*at].clone()).collect();
        let heard = play(&played);
        let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        prop_assert_eq!(heard.fills.len(), 3);
        prop_assert_eq!(set(&heard.fills), set(&["T1".to_owned(), "T2".to_owned(), "T3".to_owned()]));
        prop_assert_eq!(heard.acknowledged.len(), 2);
        prop_assert_eq!(heard.canceled, ["CS-O2"]);
    }
}

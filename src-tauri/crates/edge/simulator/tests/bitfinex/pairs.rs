//! A stop and a target that share one quantity.

use std::collections::BTreeMap;

use domain::{Decimal, OrderRequest, OrderStatus, OrderType, Side};
use serde_json::json;
use venues::http::Method;
use venues::{
    AccountEvent, Execution as _, ExecutionReport, MarketData as _, OrderRef, VenueError, VenueRule,
};

use super::stage::{Stage, btc, d, order};

fn pair(n: u32, last: Decimal) -> (OrderRequest, OrderRequest) {
    let price = |part: &str| (last * d(part)).round_dp(0);
    let target = order(&format!("CS-{n}-t1"), Side::Sell, d("0.02"), Some(price("1.1")));
    let stop = OrderRequest {
        client_id: format!("CS-{n}-s1"),
        order_type: OrderType::Stop,
        price: None,
        stop_price: Some(price("0.9")),
        ..target.clone()
    };
    (stop, target)
}

async fn trade(stage: &Stage, price: Decimal) {
    let body = json!({"symbol": "BTC/USD", "price": price.to_string(), "size": "5"});
    stage.control(Method::Post, "trade", &body).await;
}

async fn standing(stage: &Stage, order: &OrderRequest) -> OrderStatus {
    stage.venue.lookup(&OrderRef::of(order)).await.unwrap().expect("the venue has it").status
}

#[tokio::test]
async fn whichever_leg_fills_takes_the_other_off_and_both_are_told_under_our_names() {
    let stage = Stage::usual().await;
    let venue = &stage.venue;
    let mut reports = venue.reports();
    let btc_held = |all: &[domain::Balance]| {
        let one = all.iter().find(|b| b.currency == "BTC").unwrap();
        one.total - one.available
    };
    let held = btc_held(&venue.balances().await.unwrap());
    let last = venue.ticker(&btc()).await.unwrap().last;
    let (stop, target) = pair(1, last);
    let acks = venue.submit_pair(&stop, &target).await.unwrap();
    assert_eq!(venue.submit_pair(&stop, &target).await.unwrap(), acks, "the same pair again");
    assert_ne!(acks.0.venue_id, acks.1.venue_id);
    assert_eq!(venue.open_orders().await.unwrap().len(), 2);
    assert_eq!(btc_held(&venue.balances().await.unwrap()) - held, d("0.02"), "one quantity, held once");
    trade(&stage, target.price.unwrap()).await;
    assert_eq!(standing(&stage, &target).await, OrderStatus::Filled);
    assert_eq!(standing(&stage, &stop).await, OrderStatus::Canceled);

    let last = venue.ticker(&btc()).await.unwrap().last;
    let (stop, target) = pair(2, last);
    venue.submit_pair(&stop, &target).await.unwrap();
    trade(&stage, stop.stop_price.unwrap() - d("1")).await;
    assert_eq!(standing(&stage, &stop).await, OrderStatus::Filled);
    assert_eq!(standing(&stage, &target).await, OrderStatus::Canceled);

    let (mut filled, mut off) = (BTreeMap::<String, Decimal>::new(), Vec::new());
    let told = async {
        while filled.values().sum::<Decimal>() < d("0.04") || off.len() < 2 {
            match reports.recv().await.unwrap() {
                ExecutionReport::Filled(fill) => *filled.entry(fill.client_id).or_default() += fill.quantity,
                ExecutionReport::Cancelled { client_id, .. } => off.push(client_id),
                ExecutionReport::Acknowledged { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), told).await.expect("the reports");
    let wanted = [("CS-1-t1".to_owned(), d("0.02")), ("CS-2-s1".to_owned(), d("0.02"))];
    assert_eq!(
        (filled.into_iter().collect::<Vec<_>>(), off),
        (wanted.to_vec(), vec!["CS-1-s1".to_owned(), "CS-2-t1".to_owned()])
    );
}

#[tokio::test]
async fn a_lost_answer_leaves_a_pair_that_is_found_and_not_sent_twice() {
    let stage = Stage::usual().await;
    let last = stage.venue.ticker(&btc()).await.unwrap().last;
    let (stop, target) = pair(3, last);
    // the stream has signed in: no nonce of its own comes between
    let mut events = stage.venue.account_events();
    while !matches!(events.recv().await.unwrap(), AccountEvent::Resynced) {}
    stage.faults(&json!({"faults": [{"kind": "ack_lost", "at": "private", "count": 1}]})).await;
    let error = stage.venue.submit_pair(&stop, &target).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    let (one, two) = stage.venue.submit_pair(&stop, &target).await.unwrap();
    assert_eq!((one.client_id.as_str(), two.client_id.as_str()), ("CS-3-s1", "CS-3-t1"));
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_pair_the_venue_refuses_leaves_neither() {
    let stage = Stage::usual().await;
    let last = stage.venue.ticker(&btc()).await.unwrap().last;
    let (stop, target) = pair(4, last);
    let many = |order: &OrderRequest| OrderRequest { quantity: d("9000"), ..order.clone() };
    let refused = stage.venue.submit_pair(&many(&stop), &many(&target)).await;
    assert!(matches!(refused, Err(VenueError::Refused { .. })), "{refused:?}");
    assert!(stage.venue.open_orders().await.unwrap().is_empty());
    let limited = OrderRequest { order_type: OrderType::StopLimit, price: target.price, ..stop.clone() };
    let refused = stage.venue.submit_pair(&limited, &target).await;
    assert!(matches!(refused, Err(VenueError::Refused { rule: VenueRule::OrderType, .. })), "{refused:?}");
    // what was refused may be sent again
    stage.venue.submit_pair(&stop, &target).await.unwrap();
}

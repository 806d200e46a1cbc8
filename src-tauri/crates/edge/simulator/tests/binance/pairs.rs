//! A stop and a target that share one quantity.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{Decimal, OrderRequest, OrderStatus, OrderType, Side};
use simulator::Simulator;
use venues::binance::Binance;
use venues::{Execution, ExecutionReport, MarketData as _, OrderRef, VenueError, VenueRule};

use super::stage::*;

async fn stage(faults: &str) -> (Simulator, Binance, Decimal) {
    let simulator = simulator(7, faults).await;
    let client = client(&simulator);
    let last = client.ticker(&btc()).await.unwrap().last;
    (simulator, client, last)
}

/// To sell between `last` less and more a tenth.
fn pair(n: u32, last: Decimal) -> (OrderRequest, OrderRequest) {
    let price = |part: &str| (last * d(part)).round_dp(2);
    let target = order(&format!("CS-{n}-t1"), Side::Sell, d("0.02"), Some(price("1.1")));
    let stop = OrderRequest {
        // longer than the venue takes
        client_id: format!("CS-{n}-s1-of-an-entry-with-a-long-name-{n}"),
        order_type: OrderType::Stop,
        price: None,
        stop_price: Some(price("0.9")),
        ..target.clone()
    };
    (stop, target)
}

async fn trade(simulator: &Simulator, price: Decimal) {
    let body = format!(r#"{{"symbol":"BTC/USDT","price":"{price}","size":"5"}}"#);
    control(simulator, "POST", "trade", &body).await;
}

async fn standing(client: &Binance, order: &OrderRequest) -> (OrderStatus, String) {
    let found = client.lookup(&OrderRef::of(order)).await.unwrap().expect("the venue has it");
    (found.status, found.client_id)
}

async fn orders_there(simulator: &Simulator) -> usize {
    control(simulator, "GET", "account", "").await["orders"].as_array().unwrap().len()
}

#[tokio::test]
async fn whichever_leg_fills_takes_the_other_off_and_both_are_told_under_our_names() {
    let (simulator, client, last) = stage(NO_FAULTS).await;
    let mut reports = client.reports();
    let held = async || {
        let all = client.balances().await.unwrap();
        let one = all.iter().find(|b| b.currency == "BTC").unwrap().clone();
        one.total - one.available
    };
    let before = held().await;
    let (stop, target) = pair(1, last);
    let (one, two) = tokio::join!(client.submit_pair(&stop, &target), client.submit_pair(&stop, &target));
    let acks = one.unwrap();
    assert_eq!(two.unwrap(), acks, "of two calls at once one alone is sent");
    assert_eq!(
        (acks.0.client_id.as_str(), acks.1.client_id.as_str()),
        (&*stop.client_id, &*target.client_id)
    );
    assert_eq!((held().await - before, orders_there(&simulator).await), (d("0.02"), 2), "held once");
    trade(&simulator, target.price.unwrap()).await;
    assert_eq!(standing(&client, &target).await, (OrderStatus::Filled, target.client_id.clone()));
    assert_eq!(standing(&client, &stop).await, (OrderStatus::Expired, stop.client_id.clone()));

    let last = client.ticker(&btc()).await.unwrap().last;
    let (second_stop, second_target) = pair(2, last);
    client.submit_pair(&second_stop, &second_target).await.unwrap();
    trade(&simulator, second_stop.stop_price.unwrap() - d("1")).await;
    assert_eq!(standing(&client, &second_stop).await.0, OrderStatus::Filled);
    assert_eq!(standing(&client, &second_target).await.0, OrderStatus::Expired);

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
    tokio::time::timeout(Duration::from_secs(30), told).await.expect("the reports");
    assert_eq!(filled, BTreeMap::from([(target.client_id, d("0.02")), (second_stop.client_id, d("0.02"))]));
    assert_eq!(off, [stop.client_id, second_target.client_id]);
}

#[tokio::test]
async fn a_cancelled_leg_takes_the_other_along_and_a_lost_answer_is_found() {
    let plan = r#"{"faults":[{"kind":"ack_lost","at":"/api/v3/orderList","count":1}]}"#;
    let (simulator, client, last) = stage(plan).await;
    let (stop, target) = pair(3, last);
    let error = client.submit_pair(&stop, &target).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    let (one, _) = client.submit_pair(&stop, &target).await.unwrap();
    assert_eq!((one.client_id.as_str(), orders_there(&simulator).await), (&*stop.client_id, 2));
    client.cancel(&OrderRef::of(&target)).await.unwrap();
    client.cancel(&OrderRef::of(&stop)).await.unwrap();
    for leg in [&stop, &target] {
        assert_eq!(standing(&client, leg).await.0, OrderStatus::Canceled);
    }
    // the names are used up for another pair with other figures
    let other = OrderRequest { quantity: d("0.01"), ..target.clone() };
    let other_stop = OrderRequest { quantity: d("0.01"), ..stop.clone() };
    let refused = client.submit_pair(&other_stop, &other).await;
    assert!(matches!(refused, Err(VenueError::Refused { rule: VenueRule::ClientId, .. })), "{refused:?}");
}

#[tokio::test]
async fn a_pair_the_venue_refuses_leaves_neither() {
    let (simulator, client, last) = stage(NO_FAULTS).await;
    let (stop, target) = pair(4, last);
    let below = OrderRequest { price: Some((last * d("0.95")).round_dp(2)), ..target.clone() };
    let refused = client.submit_pair(&stop, &below).await;
    assert!(matches!(refused, Err(VenueError::Refused { rule: VenueRule::Prices, .. })), "{refused:?}");
    let many = |order: &OrderRequest| OrderRequest { quantity: d("900"), ..order.clone() };
    let refused = client.submit_pair(&many(&stop), &many(&target)).await;
    assert!(matches!(refused, Err(VenueError::Refused { rule: VenueRule::Balance, .. })), "{refused:?}");
    assert_eq!(orders_there(&simulator).await, 0);
    // what was refused may be sent again
    client.submit_pair(&stop, &target).await.unwrap();
}

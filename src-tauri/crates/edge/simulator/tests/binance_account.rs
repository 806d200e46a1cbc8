//! Orders, fills, keys and the account's stream of our Binance client on the simulated Binance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "binance/pairs.rs"]
mod pairs;
#[path = "binance/stage.rs"]
mod stage;

use std::time::Duration;

use domain::{Decimal, OrderStatus, OrderType, Side};
use simulator::binance::{Limits, wire_with};
use simulator::{Simulator, SimulatorOptions};
use stage::*;
use tokio::time::timeout;
use venues::binance::Binance;
use venues::{
    AccountEvent, Amendment, Execution, ExecutionReport, MarketData, OrderRef, VenueError, VenueRule,
};

/// Long enough for a loaded machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(30);

async fn stage(faults: &str) -> (Simulator, Binance) {
    let simulator = simulator(7, faults).await;
    let client = client(&simulator);
    (simulator, client)
}

async fn last(client: &Binance) -> Decimal {
    client.ticker(&btc()).await.unwrap().last
}

fn cents(price: Decimal) -> Decimal {
    price.round_dp(2)
}

async fn until<T>(
    receiver: &mut tokio::sync::broadcast::Receiver<AccountEvent>,
    mut wanted: impl FnMut(AccountEvent) -> Option<T>,
) -> T {
    loop {
        let event = timeout(PATIENCE, receiver.recv()).await.expect("an event in time").unwrap();
        if let Some(found) = wanted(event) {
            return found;
        }
    }
}

#[tokio::test]
async fn an_order_lives_is_made_smaller_and_is_canceled() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let price = cents(last(&client).await * d("0.9"));
    let long_id = "an id that is longer than what the venue takes, and with spaces";
    let asked = order(long_id, Side::Buy, d("0.02"), Some(price));
    let ack = client.submit(&asked).await.unwrap();
    assert_eq!(client.submit(&asked).await.unwrap(), ack);
    let open = client.open_orders().await.unwrap();
    assert_eq!((open.len(), open[0].client_id.as_str(), open[0].price), (1, long_id, Some(price)));
    let smaller = Amendment { quantity: Some(d("0.01")), ..Amendment::default() };
    assert_eq!(client.amend(&OrderRef::of(&asked), &smaller).await.unwrap().venue_id, ack.venue_id);
    let found = client.lookup(&OrderRef::of(&asked)).await.unwrap().unwrap();
    assert_eq!(
        (found.quantity, found.status, found.order_type),
        (d("0.01"), OrderStatus::Open, OrderType::Limit)
    );
    let larger =
        client.amend(&OrderRef::of(&asked), &Amendment { quantity: Some(d("0.03")), ..smaller }).await;
    assert!(matches!(larger, Err(VenueError::Refused { rule: VenueRule::Lot, .. })), "{larger:?}");
    client.cancel(&OrderRef::of(&asked)).await.unwrap();
    client.cancel(&OrderRef::of(&asked)).await.unwrap();
    let ended = client.lookup(&OrderRef::of(&asked)).await.unwrap().unwrap();
    assert_eq!(ended.status, OrderStatus::Canceled);
    let history = client.order_history(None, 10).await.unwrap();
    assert_eq!((history.len(), history[0].client_id.as_str()), (1, long_id));
    let never = OrderRef { client_id: "CS-9-9".to_owned(), instrument: instrument() };
    assert_eq!(client.lookup(&never).await.unwrap(), None);
    assert!(matches!(client.cancel(&never).await, Err(VenueError::UnknownOrder { .. })));
}

#[tokio::test]
async fn fills_fees_and_balances_agree_to_the_last_digit() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let before = client.balances().await.unwrap();
    let asked = order("CS-1-1", Side::Buy, d("0.01234"), None);
    client.submit(&asked).await.unwrap();
    let done = client.lookup(&OrderRef::of(&asked)).await.unwrap().unwrap();
    assert_eq!((done.status, done.filled), (OrderStatus::Filled, d("0.01234")));
    let fees: Decimal = done.fills.iter().map(|fill| fill.fee).sum();
    assert!(done.fills.iter().all(|fill| fill.fee_currency == "BTC" && fill.client_id == "CS-1-1"));
    let cost: Decimal = done.fills.iter().map(|fill| fill.price * fill.quantity).sum();
    let after = client.balances().await.unwrap();
    let total = |all: &[domain::Balance], name: &str| all.iter().find(|b| b.currency == name).unwrap().total;
    assert_eq!(total(&after, "BTC"), total(&before, "BTC") + done.filled - fees);
    assert_eq!(total(&after, "USDT"), total(&before, "USDT") - cost);
    assert_eq!(client.own_trades(None, 0).await.unwrap(), done.fills);
    let rates = client.fees(Some(&instrument())).await.unwrap();
    assert_eq!((rates.taker, client.fees(None).await.unwrap()), (d("0.001"), rates));
    assert!(client.positions().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_the_venue_refuses_is_named_by_its_rule() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let price = cents(last(&client).await);
    let far = cents(price * d("1.2"));
    let buy = |id: &str, quantity: &str, price| order(id, Side::Buy, d(quantity), Some(price));
    let post_only = domain::OrderRequest { post_only: true, ..buy("r-1", "0.01", far) };
    let stop = domain::OrderRequest {
        order_type: OrderType::Stop,
        price: None,
        stop_price: Some(cents(price * d("0.9"))),
        ..buy("r-2", "0.01", price)
    };
    for (order, rule) in [
        (post_only, VenueRule::PostOnly),
        (stop, VenueRule::Prices),
        (buy("r-3", "0.01", d("60000.001")), VenueRule::Tick),
        (buy("r-4", "0.010001", price), VenueRule::Lot),
        (buy("r-5", "0.00011", d("10000")), VenueRule::MinNotional),
        (buy("r-6", "900", price), VenueRule::Balance),
    ] {
        let refused = client.submit(&order).await;
        let ok = matches!(&refused, Err(VenueError::Refused { rule: r, .. }) if *r == rule);
        assert!(ok, "{}: {refused:?}", order.client_id);
    }
    assert!(client.open_orders().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_shown_beforehand_is_the_request_without_its_secrets() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let asked = order("CS-1-1", Side::Buy, d("0.01"), Some(d("25000")));
    let shown = client.prepare(&asked).await.unwrap();
    let start = format!(
        "{}/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=25000\
         &newClientOrderId=CS-1-1&newOrderRespType=FULL&recvWindow=5000&timestamp=",
        simulator.rest_url
    );
    assert!(shown.url.starts_with(&start) && shown.url.ends_with("&signature=***"), "{}", shown.url);
    assert_eq!(shown.headers, [("X-MBX-APIKEY".to_owned(), "***".to_owned())]);
    assert!(client.open_orders().await.unwrap().is_empty());
}

#[tokio::test]
async fn keys_are_told_apart_by_what_they_may() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let may = client.key_permissions().await.unwrap();
    assert_eq!((may.read, may.trade, may.withdraw), (Some(true), Some(true), Some(false)));
    let made = control(&simulator, "POST", "keys", r#"{"read":true,"withdraw":true}"#).await;
    let of = |name: &str| made[name].as_str().unwrap().to_owned();
    let other = Binance::new(settings(&simulator, &of("key"), &of("secret"))).unwrap();
    assert_eq!(other.key_permissions().await.unwrap().refusal(), Some("withdraw"));
    let refused = other.submit(&order("CS-1-1", Side::Buy, d("0.01"), Some(d("25000")))).await;
    assert!(matches!(refused, Err(VenueError::Unauthorized { .. })), "{refused:?}");
    let wrong = Binance::new(settings(&simulator, &simulator.key, "wrong")).unwrap();
    assert!(matches!(wrong.balances().await, Err(VenueError::Unauthorized { code, .. }) if code == "-1022"));
}

#[tokio::test]
async fn what_a_key_may_is_not_taken_for_unsaid_where_the_answer_did_not_come() {
    let path = "/sapi/v1/account/apiRestrictions";
    for kind in ["http_5xx", "html_error", "truncate"] {
        let (_simulator, client) =
            stage(&format!(r#"{{"faults":[{{"kind":"{kind}","at":"{path}"}}]}}"#)).await;
        let may = client.key_permissions().await;
        assert!(may.is_err(), "{kind}: {may:?}");
    }
}

#[tokio::test]
async fn the_accounts_stream_tells_everything_once_over_breaks() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let mut events = client.account_events();
    until(&mut events, |event| matches!(event, AccountEvent::Resynced).then_some(())).await;
    let mut reports = client.reports();
    let price = last(&client).await;
    let rests = order("CS-2-1", Side::Sell, d("0.01"), Some(cents(price * d("1.1"))));
    client.submit(&rests).await.unwrap();
    client.submit(&order("CS-2-2", Side::Buy, d("0.02"), None)).await.unwrap();
    control(&simulator, "POST", "disconnect", "").await;
    // what happens while nobody listens
    let body = format!(r#"{{"symbol":"BTC/USDT","price":"{}","size":"5"}}"#, cents(price * d("1.2")));
    control(&simulator, "POST", "trade", &body).await;
    until(&mut events, |event| matches!(event, AccountEvent::Resynced).then_some(())).await;
    let found = client.lookup(&OrderRef::of(&rests)).await.unwrap().unwrap();
    assert_eq!(found.status, OrderStatus::Filled);
    let (mut acks, mut filled, mut ids) = (Vec::new(), Decimal::ZERO, std::collections::BTreeSet::new());
    while let Ok(report) = reports.try_recv() {
        match report {
            ExecutionReport::Acknowledged { client_id, .. } => acks.push(client_id),
            ExecutionReport::Filled(fill) => {
                assert!(ids.insert((fill.client_id, fill.trade_id)), "told twice");
                filled += fill.quantity;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((acks, filled), (vec!["CS-2-1".to_owned(), "CS-2-2".to_owned()], d("0.03")));
}

#[tokio::test]
async fn a_lost_acknowledgement_leaves_the_outcome_unknown_and_the_order_is_found() {
    let plan = r#"{"faults":[{"kind":"ack_lost","at":"/api/v3/order","nth":1},
        {"kind":"html_error","at":"/api/v3/order","nth":4}]}"#;
    let (simulator, client) = stage(plan).await;
    let price = cents(last(&client).await * d("0.9"));
    let asked = order("CS-3-1", Side::Buy, d("0.01"), Some(price));
    let error = client.submit(&asked).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    let ack = client.submit(&asked).await.unwrap();
    let truth = control(&simulator, "GET", "account", "").await;
    assert_eq!(truth["orders"].as_array().unwrap().len(), 1);
    assert_eq!(truth["orders"][0]["id"].to_string(), ack.venue_id);
}

#[tokio::test]
async fn an_order_that_never_arrived_is_known_for_that_after_its_window() {
    let plan = r#"{"faults":[{"kind":"drop","at":"/api/v3/order","nth":1}]}"#;
    let (simulator, client) = stage(plan).await;
    let price = cents(last(&client).await * d("0.9"));
    let asked = order("CS-4-1", Side::Buy, d("0.01"), Some(price));
    let error = client.submit(&asked).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    let asked_at = std::time::Instant::now();
    assert_eq!(client.lookup(&OrderRef::of(&asked)).await.unwrap(), None);
    assert!(asked_at.elapsed() > Duration::from_secs(4), "a no was final while the order could still arrive");
    client.submit(&asked).await.unwrap();
    assert_eq!(control(&simulator, "GET", "account", "").await["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_ed25519_key_signs_requests_and_the_stream() {
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n\
        -----END PRIVATE KEY-----";
    let options = simulator::SimulatorOptions {
        key: Some("ed-key".to_owned()),
        secret: Some(pem.to_owned().into()),
        ..simulator::SimulatorOptions::default()
    };
    let simulator = Simulator::start(simulator::binance::wire(), options).await.unwrap();
    let client = Binance::new(settings(&simulator, "ed-key", pem)).unwrap();
    assert!(!client.balances().await.unwrap().is_empty());
    let mut events = client.account_events();
    until(&mut events, |event| matches!(event, AccountEvent::Resynced).then_some(())).await;
}

#[tokio::test]
async fn cancel_all_and_orders_of_others() {
    let (_simulator, client) = stage(NO_FAULTS).await;
    let price = cents(last(&client).await * d("0.8"));
    for i in 0..5 {
        client.submit(&order(&format!("CS-5-{i}"), Side::Buy, d("0.001"), Some(price))).await.unwrap();
    }
    let open = client.open_orders().await.unwrap();
    client.cancel_by_venue_id(None, &open[0].venue_id).await.unwrap();
    assert_eq!(client.cancel_all(Some(&instrument())).await.unwrap(), 4);
    assert_eq!(client.cancel_all(None).await.unwrap(), 0);
    assert!(client.open_orders().await.unwrap().is_empty());
}

#[tokio::test]
async fn one_order_handed_over_twice_at_once_is_placed_once() {
    let (simulator, client) = stage(NO_FAULTS).await;
    let asked = order("CS-6-1", Side::Buy, d("0.01"), None);
    let (one, two) = tokio::join!(client.submit(&asked), client.submit(&asked));
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(control(&simulator, "GET", "account", "").await["orders"].as_array().unwrap().len(), 1);
    let other = client.submit(&order("CS-6-1", Side::Buy, d("0.02"), None)).await;
    assert!(matches!(other, Err(VenueError::Refused { rule: VenueRule::ClientId, .. })), "{other:?}");
}

/// The second call must neither send what the first is about to, nor be told by a look at the venue that it may: a
/// market order that fills frees its id there.
#[tokio::test]
async fn an_order_that_waits_for_its_turn_is_not_sent_by_a_second_call_or_freed_by_a_look() {
    let limits = Limits { orders: 2, ..WIDE };
    let simulator = Simulator::start(wire_with(limits), SimulatorOptions::default()).await.unwrap();
    let client = client(&simulator);
    // spends the turn: the next comes ten seconds later, past the window in which a lost order may still arrive
    client.submit(&order("CS-7-1", Side::Buy, d("0.01"), None)).await.unwrap();
    let asked = order("CS-7-2", Side::Buy, d("0.02"), None);
    let name = OrderRef::of(&asked);
    let (one, two, seen) = tokio::join!(client.submit(&asked), client.submit(&asked), client.lookup(&name));
    let (one, two, seen) = (one.unwrap(), two.unwrap(), seen.unwrap().expect("it was on its way"));
    assert_eq!((&one, &one.venue_id), (&two, &seen.venue_id));
    assert_eq!(control(&simulator, "GET", "account", "").await["orders"].as_array().unwrap().len(), 2);
}

/// Whoever waited for the answer gave up: the order is unclear, and a look finds it.
#[tokio::test]
async fn an_order_whose_caller_gave_up_is_looked_for_before_it_is_sent_again() {
    let plan = r#"{"faults":[{"kind":"delay","at":"/api/v3/order","nth":1,"ms":2000}]}"#;
    let (simulator, client) = stage(plan).await;
    let asked = order("CS-8-1", Side::Buy, d("0.01"), None);
    client.instruments().await.unwrap();
    client.balances().await.unwrap();
    assert!(timeout(Duration::from_millis(500), client.submit(&asked)).await.is_err(), "it answered at once");
    client.submit(&asked).await.unwrap();
    assert_eq!(control(&simulator, "GET", "account", "").await["orders"].as_array().unwrap().len(), 1);
}

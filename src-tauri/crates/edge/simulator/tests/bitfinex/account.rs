//! Orders, balances, history over REST.

use domain::{OrderStatus, Side};
use secrecy::ExposeSecret as _;
use serde_json::json;
use simulator::server::Time;
use venues::bitfinex::{Bitfinex, Wallet};
use venues::{
    AccountEvent, AccountKeys, Amendment, Credentials, Execution as _, MarketData as _, OrderRef, VenueError,
    VenueRule,
};

use super::stage::{Stage, btc, d, impatient, order, settings};

#[tokio::test]
async fn an_order_is_placed_found_changed_and_cancelled() {
    let stage = Stage::usual().await;
    let venue = &stage.venue;
    let asked = order("CS-17-1", Side::Buy, d("0.02"), Some(d("30000")));
    let prepared = venue.prepare(&asked).await.unwrap();
    let ack = venue.submit(&asked).await.unwrap();
    assert_eq!(venue.submit(&asked).await.unwrap(), ack, "the same id is the same order");
    assert_eq!(prepared.url, format!("{}/v2/auth/w/order/submit", stage.simulator.rest_url));
    let masked = |name: &str| prepared.headers.iter().any(|(n, v)| n == name && v == "***");
    assert!(masked("bfx-apikey") && masked("bfx-signature"), "{prepared:?}");

    let name = OrderRef::of(&asked);
    let found = venue.lookup(&name).await.unwrap().unwrap();
    assert_eq!((found.venue_id, found.status), (ack.venue_id.clone(), OrderStatus::Open));
    let open = venue.open_orders().await.unwrap();
    assert_eq!((open.len(), open[0].client_id.as_str()), (1, "CS-17-1"));
    let change = Amendment { quantity: Some(d("0.05")), price: Some(d("31000")), ..Amendment::default() };
    venue.amend(&name, &change).await.unwrap();
    let found = venue.lookup(&name).await.unwrap().unwrap();
    assert_eq!((found.quantity, found.price), (d("0.05"), Some(d("31000"))));
    venue.cancel(&name).await.unwrap();
    let found = venue.lookup(&name).await.unwrap().unwrap();
    assert_eq!((found.status, found.filled), (OrderStatus::Canceled, d("0")));
    venue.cancel(&name).await.unwrap();
    assert_eq!(venue.order_history(None, 10).await.unwrap().len(), 1);
    let never = OrderRef { client_id: "CS-none".to_owned(), ..name };
    assert_eq!(venue.lookup(&never).await.unwrap(), None);
    assert!(matches!(venue.cancel(&never).await, Err(VenueError::UnknownOrder { .. })));
}

#[tokio::test]
async fn a_program_that_starts_anew_finds_its_orders_by_their_ids() {
    let stage = Stage::usual().await;
    let resting = order("CS-old-1", Side::Sell, d("0.01"), Some(d("99000")));
    let filled = order("CS-old-2", Side::Buy, d("0.01"), None);
    for order in [&resting, &filled] {
        stage.venue.submit(order).await.unwrap();
    }
    let secret = stage.simulator.secret.expose_secret();
    let keys = AccountKeys::one(Credentials::new(stage.simulator.key.clone(), secret));
    let anew = Bitfinex::new(settings(&stage.simulator, Some(keys))).unwrap();
    assert_eq!(anew.lookup(&OrderRef::of(&resting)).await.unwrap().unwrap().status, OrderStatus::Open);
    let found = anew.lookup(&OrderRef::of(&filled)).await.unwrap().unwrap();
    assert_eq!((found.status, found.filled), (OrderStatus::Filled, d("0.01")));
    assert_eq!(found.fills.iter().map(|fill| fill.quantity).sum::<domain::Decimal>(), d("0.01"));
    assert!(found.fills.iter().all(|fill| fill.fee > d("0") && fill.fee_currency == "BTC"), "{found:?}");
    anew.cancel(&OrderRef::of(&resting)).await.unwrap();
    assert_eq!(anew.open_orders().await.unwrap(), []);
}

#[tokio::test]
async fn the_account_is_told() {
    let stage = Stage::usual().await;
    let venue = &stage.venue;
    let before = venue.balances().await.unwrap();
    let usd = |all: &[domain::Balance]| all.iter().find(|b| b.currency == "USD").unwrap().clone();
    assert_eq!(usd(&before).total, d("1000000"));
    assert!(before.iter().any(|b| b.currency == "USDT"));
    venue.submit(&order("1001", Side::Buy, d("0.1"), Some(d("20000")))).await.unwrap();
    venue.submit(&order("1002", Side::Sell, d("0.1"), None)).await.unwrap();
    let after = usd(&venue.balances().await.unwrap());
    assert_eq!(after.total - after.available, d("2000"));
    let fills = venue.own_trades(None, 0).await.unwrap();
    assert_eq!(fills[0].client_id, "1002");
    let fees = venue.fees(None).await.unwrap();
    assert_eq!((fees.maker, fees.taker), (d("0.001"), d("0.002")));
    assert_eq!(venue.key_permissions().await.unwrap().refusal(), None);
    assert_eq!(venue.positions().await.unwrap(), []);
    assert_eq!(venue.cancel_all(None).await.unwrap(), 1);
    assert_eq!(venue.open_orders().await.unwrap(), []);
    let key =
        stage.control(venues::http::Method::Post, "keys", &json!({"read": true, "withdraw": true})).await;
    let text = |name: &str| key[name].as_str().unwrap().to_owned();
    let keys = AccountKeys::one(Credentials::new(text("key"), text("secret")));
    let other = Bitfinex::new(settings(&stage.simulator, Some(keys))).unwrap();
    let permissions = other.key_permissions().await.unwrap();
    assert_eq!((permissions.refusal(), permissions.trade), (Some("withdraw"), Some(false)));
    let refused = other.submit(&order("1", Side::Buy, d("0.1"), None)).await;
    assert!(matches!(refused, Err(VenueError::Unauthorized { .. })), "{refused:?}");
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let stage = Stage::usual().await;
    let rule = async |order| match stage.venue.submit(&order).await {
        Err(VenueError::Refused { rule, .. }) => rule,
        other => panic!("{other:?}"),
    };
    assert_eq!(rule(order("a", Side::Buy, d("900"), Some(d("60000")))).await, VenueRule::Balance);
    assert_eq!(rule(order("b", Side::Buy, d("0.00001"), Some(d("60000")))).await, VenueRule::MinQuantity);
    assert_eq!(rule(order("c", Side::Buy, d("1"), Some(d("60000.5")))).await, VenueRule::Tick);
    let wrong = AccountKeys::one(Credentials::new(stage.simulator.key.clone(), "wrong"));
    let other =
        Bitfinex::with(settings(&stage.simulator, Some(wrong)), impatient(), Wallet::Exchange).unwrap();
    let refused = other.balances().await;
    assert!(matches!(refused, Err(VenueError::Unauthorized { .. })), "{refused:?}");
    assert!(!format!("{refused:?}").contains("wrong"));
}

#[tokio::test]
async fn a_lost_answer_is_an_unknown_outcome_and_the_order_is_found() {
    let stage = Stage::usual().await;
    let mut events = stage.venue.account_events();
    // the stream is signed in: no nonce of its own comes in between
    while events.recv().await.unwrap() != AccountEvent::Resynced {}
    let lost = json!({"faults": [{"kind": "ack_lost", "at": "private", "count": 1}]});
    stage.faults(&lost).await;
    let asked = order("CS-lost", Side::Buy, d("0.01"), Some(d("20000")));
    let error = stage.venue.submit(&asked).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error:?}");
    let found = stage.venue.lookup(&OrderRef::of(&asked)).await.unwrap().unwrap();
    assert_eq!(stage.venue.submit(&asked).await.unwrap().venue_id, found.venue_id);
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 1);
    for kind in ["http_5xx", "html_error"] {
        stage.faults(&json!({"faults": [{"kind": kind, "at": "private", "count": 1}]})).await;
        let asked = order(&format!("CS-{kind}"), Side::Buy, d("0.01"), Some(d("20000")));
        let error = stage.venue.submit(&asked).await.unwrap_err();
        assert!(error.outcome_unknown(), "{kind}: {error:?}");
        assert_eq!(stage.venue.lookup(&OrderRef::of(&asked)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn margin_orders_open_positions() {
    let stage = Stage::new(3, Time::Real, impatient(), Wallet::Margin).await;
    let asked = order("m-1", Side::Sell, d("0.2"), None);
    stage.venue.submit(&asked).await.unwrap();
    let positions = stage.venue.positions().await.unwrap();
    assert_eq!((positions.len(), positions[0].quantity), (1, d("-0.2")));
    let prepared = stage.venue.prepare(&asked).await.unwrap();
    assert!(prepared.body.contains(r#""type":"MARKET""#), "{}", prepared.body);
    assert!(stage.venue.book(&btc(), 1).await.is_ok());
}

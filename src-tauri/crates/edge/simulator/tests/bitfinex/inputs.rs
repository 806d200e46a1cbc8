//! Orders over the account's stream.

use domain::{OrderStatus, Side};
use serde_json::json;
use simulator::server::Time;
use venues::bitfinex::Wallet;
use venues::bitfinex::limits::Limits;
use venues::{AccountEvent, Amendment, Execution as _, OrderRef, VenueError, VenueRule};

use super::stage::{Stage, d, order};

async fn stage() -> Stage {
    let limits = Limits { orders_over_stream: true, ..Limits::default() };
    Stage::new(7, Time::Real, limits, Wallet::Exchange).await
}

/// Until the stream is signed in and has caught up.
async fn listening(stage: &Stage) {
    let mut events = stage.venue.account_events();
    while !matches!(events.recv().await.unwrap(), AccountEvent::Resynced) {}
}

#[tokio::test]
async fn an_order_lives_over_the_stream_while_rest_takes_nothing() {
    let stage = stage().await;
    listening(&stage).await;
    stage.faults(&json!({"faults": [{"kind": "http_5xx", "at": "/v2/auth/w/"}]})).await;
    let venue = &stage.venue;
    let asked = order("CS-1-1", Side::Buy, d("0.02"), Some(d("30000")));
    let name = OrderRef::of(&asked);
    let ack = venue.submit(&asked).await.unwrap();
    assert_eq!(venue.submit(&asked).await.unwrap(), ack);
    let change = Amendment { price: Some(d("31000")), ..Amendment::default() };
    assert_eq!(venue.amend(&name, &change).await.unwrap(), ack);
    assert_eq!(venue.lookup(&name).await.unwrap().unwrap().price, Some(d("31000")));
    venue.cancel(&name).await.unwrap();
    venue.cancel(&name).await.unwrap();
    assert_eq!(venue.lookup(&name).await.unwrap().unwrap().status, OrderStatus::Canceled);
    let refused = venue.submit(&order("CS-1-2", Side::Buy, d("900"), Some(d("30000")))).await;
    assert!(matches!(refused, Err(VenueError::Refused { rule: VenueRule::Balance, .. })), "{refused:?}");
}

#[tokio::test]
async fn an_answer_lost_with_the_stream_is_an_unknown_outcome_and_the_order_is_found() {
    let stage = stage().await;
    listening(&stage).await;
    stage.faults(&json!({"faults": [{"kind": "ack_lost", "at": "ws", "count": 1}]})).await;
    let asked = order("CS-2-1", Side::Buy, d("0.02"), Some(d("30000")));
    let error = stage.venue.submit(&asked).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    // the stream is away: the question goes over REST, and nothing is sent a second time
    let ack = stage.venue.submit(&asked).await.unwrap();
    let truth = stage.truth().await;
    assert_eq!(truth["orders"].as_array().unwrap().len(), 1);
    assert_eq!(truth["orders"][0]["id"].to_string(), ack.venue_id);
}

#[tokio::test]
async fn before_the_stream_is_up_orders_go_over_rest() {
    let stage = stage().await;
    stage.faults(&json!({"faults": [{"kind": "drop", "at": "/ws/2"}]})).await;
    let asked = order("CS-3-1", Side::Buy, d("0.02"), Some(d("30000")));
    stage.venue.submit(&asked).await.unwrap();
    stage.venue.cancel(&OrderRef::of(&asked)).await.unwrap();
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 1);
}

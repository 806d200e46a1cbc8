//! A stop and a target in one order of the venue's.

use std::collections::BTreeMap;

use domain::{Decimal, OrderRequest, OrderStatus, OrderType, Side};
use secrecy::ExposeSecret as _;
use serde_json::json;
use simulator::coinbase;
use venues::http::Method;
use venues::{Amendment, Execution, ExecutionReport, MarketData as _, OrderRef, VenueError, VenueOrder};

use super::stage::{Stage, client, d, limit, soon};

async fn pair(stage: &Stage, n: u32) -> (OrderRequest, OrderRequest) {
    let last = stage.venue.ticker(&super::btc()).await.unwrap().last;
    let price = |part: &str| (last * d(part)).round_dp(2);
    let target =
        OrderRequest { reduce_only: true, ..limit(&format!("CS-{n}-t1"), Side::Sell, "0.02", price("1.1")) };
    let stop = OrderRequest {
        client_id: format!("CS-{n}-s1"),
        order_type: OrderType::Stop,
        price: None,
        stop_price: Some(price("0.9")),
        ..target.clone()
    };
    (stop, target)
}

async fn trade(stage: &Stage, price: Decimal, size: &str) {
    let body = json!({"symbol": "BTC/USD", "price": price.to_string(), "size": size});
    stage.control(Method::Post, "trade", &body.to_string()).await;
}

async fn found(venue: &dyn Execution, order: &OrderRequest) -> VenueOrder {
    venue.lookup(&OrderRef::of(order)).await.unwrap().expect("the venue has it")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bracket_is_two_orders_to_us_and_its_fills_are_those_of_the_leg_that_was_reached() {
    let stage = Stage::new(coinbase::patient_wire(), 21).await;
    let venue = stage.venue.as_ref();
    let mut reports = venue.reports();
    let (stop, target) = pair(&stage, 1).await;
    let acks = venue.submit_pair(&stop, &target).await.unwrap();
    assert_eq!(acks.0.venue_id, acks.1.venue_id, "one order there");
    assert_eq!(venue.submit_pair(&stop, &target).await.unwrap(), acks, "the same pair again");
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 1);
    let open = venue.open_orders().await.unwrap();
    let shapes: Vec<_> =
        open.iter().map(|o| (o.client_id.as_str(), o.order_type, o.price, o.stop_price)).collect();
    assert_eq!(
        shapes,
        [
            ("CS-1-t1", OrderType::Limit, target.price, None),
            ("CS-1-s1", OrderType::Stop, None, stop.stop_price)
        ]
    );
    let amended =
        venue.amend(&OrderRef::of(&stop), &Amendment { price: target.price, ..Amendment::default() }).await;
    assert!(matches!(amended, Err(VenueError::NotOffered { .. })), "{amended:?}");
    trade(&stage, target.price.unwrap(), "5").await;
    // a program that starts anew knows both by their names
    let anew = client(&stage.double, &stage.double.key, stage.double.secret.expose_secret()).unwrap();
    for venue in [venue as &dyn Execution, &anew] {
        let (one, two) = (found(venue, &target).await, found(venue, &stop).await);
        assert_eq!(
            (one.status, one.filled, one.fills[0].client_id.as_str()),
            (OrderStatus::Filled, d("0.02"), "CS-1-t1")
        );
        assert_eq!((two.status, two.filled, two.fills.len()), (OrderStatus::Canceled, Decimal::ZERO, 0));
    }
    assert_eq!(venue.own_trades(None, 0).await.unwrap()[0].client_id, "CS-1-t1");

    let (second_stop, second_target) = pair(&stage, 2).await;
    venue.submit_pair(&second_stop, &second_target).await.unwrap();
    trade(&stage, second_stop.stop_price.unwrap() - d("1"), "5").await;
    let (one, two) = (found(venue, &second_stop).await, found(venue, &second_target).await);
    assert_eq!((one.status, one.filled), (OrderStatus::Filled, d("0.02")), "{one:?}");
    assert_eq!((two.status, two.filled), (OrderStatus::Canceled, Decimal::ZERO));

    let (mut acked, mut filled, mut off) = (Vec::new(), BTreeMap::<String, Decimal>::new(), Vec::new());
    let told = async {
        while filled.values().sum::<Decimal>() < d("0.04") || off.len() < 2 || acked.len() < 4 {
            match reports.recv().await.unwrap() {
                ExecutionReport::Filled(fill) => *filled.entry(fill.client_id).or_default() += fill.quantity,
                ExecutionReport::Cancelled { client_id, .. } => off.push(client_id),
                ExecutionReport::Acknowledged { client_id, .. } => acked.push(client_id),
                other => panic!("{other:?}"),
            }
        }
    };
    soon("the reports", told).await;
    assert_eq!(
        filled,
        BTreeMap::from([("CS-1-t1".to_owned(), d("0.02")), ("CS-2-s1".to_owned(), d("0.02"))])
    );
    assert_eq!(
        (acked, off),
        (
            ["CS-1-t1", "CS-1-s1", "CS-2-t1", "CS-2-s1"].map(str::to_owned).to_vec(),
            ["CS-1-s1", "CS-2-t1"].map(str::to_owned).to_vec()
        )
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_one_leg_cancels_the_bracket_and_a_lost_answer_is_found() {
    let stage = Stage::new(coinbase::patient_wire(), 22).await;
    let venue = stage.venue.as_ref();
    let (stop, target) = pair(&stage, 3).await;
    stage.faults(r#"{"faults":[{"kind":"ack_lost","at":"private","count":1}]}"#).await;
    let error = venue.submit_pair(&stop, &target).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    assert_eq!(found(venue, &stop).await.status, OrderStatus::Open);
    let again = venue.submit_pair(&stop, &target).await.unwrap();
    assert_eq!(again.0.venue_id, found(venue, &target).await.venue_id);
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 1);
    venue.cancel(&OrderRef::of(&stop)).await.unwrap();
    venue.cancel(&OrderRef::of(&target)).await.unwrap();
    for leg in [&stop, &target] {
        assert_eq!(found(venue, leg).await.status, OrderStatus::Canceled);
    }
    let many = |order: &OrderRequest, id: &str| OrderRequest {
        quantity: d("9000"),
        client_id: id.to_owned(),
        ..order.clone()
    };
    let refused = venue.submit_pair(&many(&stop, "CS-4-s1"), &many(&target, "CS-4-t1")).await;
    assert!(matches!(refused, Err(VenueError::Refused { .. })), "{refused:?}");
    let name = OrderRef::of(&many(&stop, "CS-4-s1"));
    assert_eq!(venue.lookup(&name).await.unwrap(), None);
}

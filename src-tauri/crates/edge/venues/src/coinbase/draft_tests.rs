#![allow(clippy::unwrap_used)]

use domain::{InstrumentId, Mode, OrderRole};

use super::*;

fn order(order_type: OrderType, time_in_force: TimeInForce) -> OrderRequest {
    OrderRequest {
        client_id: "CS-17-1".to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: InstrumentId::new(id(), "BTC/USD".parse().unwrap()),
        side: Side::Sell,
        order_type,
        role: OrderRole::Entry,
        quantity: "0.0100".parse().unwrap(),
        price: Some("60000.50".parse().unwrap()),
        stop_price: Some("60100".parse().unwrap()),
        time_in_force,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    }
}

fn configuration_of(order: &OrderRequest) -> String {
    let body: serde_json::Value = serde_json::from_str(&body(order).unwrap()).unwrap();
    assert_eq!(body["client_order_id"], "CS-17-1");
    assert_eq!((&body["product_id"], &body["side"]), (&"BTC-USD".into(), &"SELL".into()));
    body["order_configuration"].to_string()
}

#[test]
fn each_kind_of_order_has_its_configuration() {
    use OrderType::{Limit, Market, StopLimit};
    use TimeInForce::{Fok, Gtc, Ioc};
    let cases = [
        (order(Market, Gtc), r#"{"market_market_ioc":{"base_size":"0.01"}}"#),
        (
            OrderRequest { post_only: true, ..order(Limit, Gtc) },
            r#"{"limit_limit_gtc":{"base_size":"0.01","limit_price":"60000.5","post_only":true}}"#,
        ),
        (order(Limit, Ioc), r#"{"sor_limit_ioc":{"base_size":"0.01","limit_price":"60000.5"}}"#),
        (order(Limit, Fok), r#"{"limit_limit_fok":{"base_size":"0.01","limit_price":"60000.5"}}"#),
        (
            order(StopLimit, Gtc),
            r#"{"stop_limit_stop_limit_gtc":{"base_size":"0.01","limit_price":"60000.5","stop_direction":"STOP_DIRECTION_STOP_DOWN","stop_price":"60100"}}"#,
        ),
    ];
    for (order, expected) in cases {
        assert_eq!(configuration_of(&order), expected);
    }
}

#[test]
fn what_the_venue_does_not_hold_is_refused_by_rule() {
    use OrderType::{Limit, Market, Stop, TrailingStop};
    use TimeInForce::{Fok, Gtc, Ioc};
    let limit = || order(Limit, Gtc);
    let cases = [
        (order(Stop, Gtc), VenueRule::OrderType),
        (order(TrailingStop, Gtc), VenueRule::OrderType),
        (order(Market, Fok), VenueRule::OrderType),
        (OrderRequest { hidden: true, ..limit() }, VenueRule::OrderType),
        (OrderRequest { oco_group: Some("g".to_owned()), ..limit() }, VenueRule::OrderType),
        (OrderRequest { reduce_only: true, ..limit() }, VenueRule::ReduceOnly),
        (OrderRequest { post_only: true, ..order(Limit, Ioc) }, VenueRule::PostOnly),
        (OrderRequest { price: None, ..limit() }, VenueRule::Prices),
        (OrderRequest { stop_price: None, ..order(OrderType::StopLimit, Gtc) }, VenueRule::Prices),
    ];
    for (order, expected) in cases {
        let error = body(&order).unwrap_err();
        assert!(matches!(error, VenueError::Refused { rule, .. } if rule == expected), "{error}");
    }
}

#[test]
fn small_numbers_are_written_without_an_exponent() {
    let small = OrderRequest {
        quantity: "1e-8".parse().unwrap_or(Decimal::new(1, 8)),
        ..order(OrderType::Market, TimeInForce::Gtc)
    };
    assert_eq!(configuration_of(&small), r#"{"market_market_ioc":{"base_size":"0.00000001"}}"#);
}

#![allow(clippy::unwrap_used)]

use domain::{InstrumentId, Mode, OrderRole};

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn order(kind: OrderType, side: Side, prices: (Option<&str>, Option<&str>, Option<&str>)) -> OrderRequest {
    OrderRequest {
        client_id: "CS-17-1".to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: InstrumentId::new(VenueId::new("bitfinex"), "BTC/USD".parse().unwrap()),
        side,
        order_type: kind,
        role: OrderRole::Entry,
        quantity: d("0.0100"),
        price: prices.0.map(d),
        stop_price: prices.1.map(d),
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: prices.2.map(d),
    }
}

fn draft(order: &OrderRequest, wallet: Wallet) -> Result<Submission, VenueError> {
    submission(&VenueId::new("bitfinex"), order, &Symbols::default(), wallet)
}

fn json(order: &OrderRequest, wallet: Wallet) -> String {
    serde_json::to_string(&draft(order, wallet).unwrap()).unwrap()
}

fn rule(order: &OrderRequest) -> VenueRule {
    match draft(order, Wallet::Exchange) {
        Err(VenueError::Refused { rule, .. }) => rule,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn the_body_is_the_one_of_the_venues_signature_example() {
    let order =
        OrderRequest { post_only: true, ..order(OrderType::Limit, Side::Buy, (Some("25000"), None, None)) };
    let body = Submission { cid: None, ..draft(&order, Wallet::Exchange).unwrap() };
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        r#"{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"0.01","price":"25000","flags":4096}"#
    );
}

#[test]
fn every_type_carries_its_prices_in_their_fields() {
    let id = cid("CS-17-1");
    let stop_limit = order(OrderType::StopLimit, Side::Sell, (Some("24900"), Some("25000"), None));
    assert_eq!(
        json(&stop_limit, Wallet::Exchange),
        format!(
            r#"{{"type":"EXCHANGE STOP LIMIT","symbol":"tBTCUSD","amount":"-0.01","price":"25000","price_aux_limit":"24900","cid":{id}}}"#
        )
    );
    let trailing = OrderRequest {
        reduce_only: true,
        hidden: true,
        ..order(OrderType::TrailingStop, Side::Sell, (None, None, Some("150.5")))
    };
    assert_eq!(
        json(&trailing, Wallet::Margin),
        format!(
            r#"{{"type":"TRAILING STOP","symbol":"tBTCUSD","amount":"-0.01","price_trailing":"150.5","flags":1088,"cid":{id}}}"#
        )
    );
    let ioc = OrderRequest {
        time_in_force: TimeInForce::Ioc,
        ..order(OrderType::Limit, Side::Buy, (Some("25000"), None, None))
    };
    assert!(json(&ioc, Wallet::Exchange).starts_with(r#"{"type":"EXCHANGE IOC""#));
    let market = order(OrderType::Market, Side::Buy, (None, None, None));
    assert!(!json(&market, Wallet::Exchange).contains("price"));
}

#[test]
fn what_the_venue_would_cut_or_misread_is_refused_with_its_rule() {
    let limit = |price: &str| order(OrderType::Limit, Side::Buy, (Some(price), None, None));
    assert_eq!(rule(&limit("25000.5")), VenueRule::Tick);
    assert_eq!(rule(&limit("0")), VenueRule::Prices);
    assert_eq!(rule(&order(OrderType::Market, Side::Buy, (Some("1"), None, None))), VenueRule::Prices);
    assert_eq!(rule(&order(OrderType::StopLimit, Side::Buy, (Some("1"), None, None))), VenueRule::Prices);
    assert_eq!(rule(&OrderRequest { quantity: d("0.000000001"), ..limit("1") }), VenueRule::Lot);
    assert_eq!(rule(&OrderRequest { quantity: d("-1"), ..limit("1") }), VenueRule::MinQuantity);
    assert_eq!(rule(&OrderRequest { reduce_only: true, ..limit("1") }), VenueRule::ReduceOnly);
    let stop = order(OrderType::Stop, Side::Sell, (None, Some("1"), None));
    assert_eq!(rule(&OrderRequest { post_only: true, ..stop.clone() }), VenueRule::PostOnly);
    assert_eq!(rule(&OrderRequest { time_in_force: TimeInForce::Fok, ..stop }), VenueRule::OrderType);
}

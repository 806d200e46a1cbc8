//! The parameters of pairs.
#![allow(clippy::unwrap_used)]

use domain::{Instrument, InstrumentId, Mode, OrderRole, TimeInForce};

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn listed() -> Listed {
    let id = InstrumentId::new(VenueId::new("binance"), "BTC/USDT".parse().unwrap());
    let step = d("0.01");
    let instrument = Instrument {
        id,
        tick: step,
        lot: step,
        min_quantity: step,
        min_notional: step,
        maker_fee: step,
        taker_fee: step,
    };
    Listed { name: "BTCUSDT".to_owned(), instrument, amendable: true, trading: true }
}

fn legs(side: Side, order_type: OrderType) -> (OrderRequest, OrderRequest) {
    let target = OrderRequest {
        client_id: "t-1".to_owned(),
        mode: Mode::Live,
        account: "a".to_owned(),
        instrument: listed().instrument.id,
        side,
        order_type: OrderType::Limit,
        role: OrderRole::Target,
        quantity: d("0.00100"),
        price: Some(d("70000.00")),
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    let limited = order_type == OrderType::StopLimit;
    let stop = OrderRequest {
        client_id: "s-1".to_owned(),
        order_type,
        role: OrderRole::Stop,
        price: limited.then(|| d("49900")),
        stop_price: Some(d("50000")),
        ..target.clone()
    };
    (stop, target)
}

#[test]
fn what_is_above_the_market_of_a_sale_is_its_target_and_of_a_purchase_its_stop() {
    let written = |side, order_type| {
        let (stop, target) = legs(side, order_type);
        pair_params(&VenueId::new("binance"), &stop, &target, &listed()).unwrap().encoded()
    };
    assert_eq!(
        written(Side::Sell, OrderType::Stop),
        "symbol=BTCUSDT&side=SELL&quantity=0.001&aboveType=LIMIT_MAKER&aboveClientOrderId=t-1&abovePrice=70000\
         &belowType=STOP_LOSS&belowClientOrderId=s-1&belowStopPrice=50000&newOrderRespType=FULL"
    );
    assert_eq!(
        written(Side::Buy, OrderType::StopLimit),
        "symbol=BTCUSDT&side=BUY&quantity=0.001&aboveType=STOP_LOSS_LIMIT&aboveClientOrderId=s-1&abovePrice=49900\
         &aboveStopPrice=50000&aboveTimeInForce=GTC&belowType=LIMIT_MAKER&belowClientOrderId=t-1&belowPrice=70000\
         &newOrderRespType=FULL"
    );
}

#[test]
fn a_pair_the_venue_cannot_hold_is_refused_before_it_leaves() {
    let (stop, target) = legs(Side::Sell, OrderType::Stop);
    for (stop, rule) in [
        (OrderRequest { stop_price: None, ..stop.clone() }, VenueRule::Prices),
        (OrderRequest { hidden: true, ..stop.clone() }, VenueRule::OrderType),
        (OrderRequest { post_only: true, ..stop }, VenueRule::PostOnly),
    ] {
        let refused = pair_params(&VenueId::new("binance"), &stop, &target, &listed());
        assert!(matches!(refused, Err(VenueError::Refused { rule: r, .. }) if r == rule), "{refused:?}");
    }
}

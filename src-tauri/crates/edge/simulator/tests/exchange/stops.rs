//! Stops, groups of which one fills, and orders whose time runs out.

use domain::{OrderType, Side};
use simulator::exchange::{CancelReason, Event, NewOrder, Reject, Setup, State, TriggerWhen};

use crate::stage::{Stage, btc, dec, stop};

#[test]
fn a_stop_waits_outside_the_book_and_sells_when_its_price_is_reached() {
    let mut stage = Stage::new();
    let price = stage.bid() - dec("500");
    let id = stage.place(stop(Side::Sell, "0.01", price)).unwrap();
    assert_eq!(stage.state(id), (State::Waiting, None));
    assert_eq!(stage.available("BTC"), dec("9.99"));
    stage.trade_at(price + dec("1"));
    assert_eq!(stage.state(id), (State::Waiting, None));
    stage.events();
    stage.trade_at(price);
    assert_eq!(stage.state(id), (State::Filled, None));
    assert!(stage.order(id).triggered);
    let words: Vec<&str> = stage
        .events()
        .iter()
        .filter_map(|event| match event {
            Event::OrderTriggered { .. } => Some("set off"),
            Event::OrderFilled { .. } => Some("filled"),
            _ => None,
        })
        .collect();
    assert_eq!(words, ["set off", "filled"]);
}

#[test]
fn a_stop_limit_rests_at_its_limit() {
    let mut stage = Stage::new();
    let (trigger, limit) = (stage.ask() + dec("300"), stage.bid() - dec("2000"));
    let order =
        NewOrder { order_type: OrderType::StopLimit, price: Some(limit), ..stop(Side::Buy, "0.01", trigger) };
    let id = stage.place(order).unwrap();
    stage.trade_at(trigger);
    assert_eq!(stage.state(id), (State::Open, None));
    let book = stage.exchange.book(&btc(), 10_000).unwrap();
    assert!(book.bids.iter().any(|level| level.price == limit));
}

#[test]
fn a_trailing_stop_follows_and_never_goes_back() {
    let mut stage = Stage::new();
    let last = stage.exchange.last_price(&btc()).unwrap();
    let order = NewOrder {
        trail: Some(dec("100")),
        ..NewOrder::new(btc(), Side::Sell, OrderType::TrailingStop, dec("0.01"))
    };
    let id = stage.place(order).unwrap();
    assert_eq!(stage.order(id).stop_price, Some(last - dec("100")));
    stage.trade_at(last + dec("250"));
    assert_eq!(stage.order(id).stop_price, Some(last + dec("150")));
    stage.trade_at(last + dec("151"));
    assert_eq!(stage.order(id).stop_price, Some(last + dec("150")));
    assert_eq!(stage.state(id), (State::Waiting, None));
    stage.trade_at(last + dec("150"));
    assert_eq!(stage.state(id), (State::Filled, None));
}

#[test]
fn a_target_is_set_off_from_below() {
    let mut stage = Stage::new();
    let target = stage.ask() + dec("400");
    let order = NewOrder { trigger: Some(TriggerWhen::Above), ..stop(Side::Sell, "0.01", target) };
    let id = stage.place(order).unwrap();
    stage.trade_at(target - dec("1"));
    assert_eq!(stage.state(id), (State::Waiting, None));
    stage.trade_at(target);
    assert_eq!(stage.state(id), (State::Filled, None));
}

#[test]
fn a_stop_whose_price_is_passed_is_refused_or_set_off_as_the_rules_say() {
    for refuse in [true, false] {
        let mut setup = Setup::usual();
        setup.rules.refuse_passed_stops = refuse;
        let mut stage = Stage::with(setup);
        let last = stage.exchange.last_price(&btc()).unwrap();
        match stage.place(stop(Side::Sell, "0.01", last + dec("10"))) {
            Err(reject) => {
                assert_eq!(reject, Reject::StopWouldTrigger { stop_price: last + dec("10"), last });
                assert!(refuse);
            }
            Ok(id) => {
                assert_eq!(stage.state(id), (State::Filled, None));
                assert!(!refuse);
            }
        }
    }
}

#[test]
fn of_a_group_one_fills_and_the_rest_is_canceled_and_the_money_is_held_once() {
    let mut stage = Stage::new();
    let group = Some("bracket".to_owned());
    let (target, loss) = (stage.ask() + dec("300"), stage.bid() - dec("300"));
    let take = NewOrder { oco_group: group.clone(), ..NewOrder::limit(btc(), Side::Sell, dec("8"), target) };
    let cut = NewOrder { oco_group: group, ..stop(Side::Sell, "8", loss) };
    let take = stage.place(take).unwrap();
    let cut = stage.place(cut).unwrap();
    assert_eq!(stage.available("BTC"), dec("2"));
    stage.trade_at(target);
    assert_eq!(stage.state(take), (State::Filled, None));
    assert_eq!(stage.state(cut), (State::Canceled, Some(CancelReason::Oco)));
    assert_eq!((stage.total("BTC"), stage.available("BTC")), (dec("2"), dec("2")));
}

#[test]
fn a_stop_that_its_owner_cannot_pay_any_more_is_canceled() {
    let mut stage = Stage::new();
    let far = stage.ask() + dec("500");
    let id = stage.place(stop(Side::Buy, "1", far)).unwrap();
    stage.exchange.set_balance(stage.me, simulator::exchange::Wallet::Spot, "USD", dec("10"));
    stage.trade_at(far);
    assert_eq!(stage.state(id), (State::Canceled, Some(CancelReason::InsufficientFunds)));
}

#[test]
fn an_order_ends_when_its_time_runs_out() {
    let mut stage = Stage::new();
    let now_ms = stage.exchange.now_ms();
    let order = NewOrder {
        expires_ms: Some(now_ms + 1_000),
        ..NewOrder::limit(btc(), Side::Buy, dec("0.1"), dec("50000"))
    };
    let id = stage.place(order).unwrap();
    stage.exchange.advance(now_ms + 900);
    assert_eq!(stage.state(id), (State::Open, None));
    stage.exchange.advance(now_ms + 1_000);
    assert_eq!(stage.state(id), (State::Canceled, Some(CancelReason::Expired)));
}

//! Orders, one by one, to the digit.

use domain::{OrderType, Side, TimeInForce};
use simulator::exchange::{
    Amendment, Amount, Breach, CancelReason, ClientIdRule, Event, FeeCurrency, NewOrder, Reject, Setup,
    State, Wallet,
};

use crate::stage::{Stage, btc, dec};

#[test]
fn a_market_order_takes_the_best_level_and_pays_the_takers_fee() {
    let mut stage = Stage::new();
    let ask = stage.ask();
    let id = stage.place(NewOrder::market(btc(), Side::Buy, dec("0.0002"))).unwrap();
    assert_eq!(stage.state(id), (State::Filled, None));
    let value = ask * dec("0.0002");
    assert_eq!(stage.order(id).average(), Some(ask));
    assert_eq!(stage.total("BTC"), dec("10.0002"));
    assert_eq!(stage.total("USD"), dec("1000000") - value - (value * dec("0.002")).round_dp(8));
}

#[test]
fn fees_are_taken_in_what_was_received_where_the_rules_say_so() {
    let mut setup = Setup::usual();
    setup.rules.fee_currency = FeeCurrency::Received;
    let mut stage = Stage::with(setup);
    let ask = stage.ask();
    stage.place(NewOrder::market(btc(), Side::Buy, dec("0.001"))).unwrap();
    assert_eq!(stage.total("BTC"), dec("10.000998"));
    assert_eq!(stage.total("USD"), dec("1000000") - ask * dec("0.001"));
}

#[test]
fn a_resting_order_holds_its_money_and_gives_it_back() {
    let mut stage = Stage::new();
    let id = stage.limit(Side::Buy, "0.1", dec("50000"));
    assert_eq!((stage.total("USD"), stage.available("USD")), (dec("1000000"), dec("994990")));
    let shown = stage.exchange.book(&btc(), 10_000).unwrap();
    assert!(shown.bids.iter().any(|level| level.price == dec("50000") && level.size == dec("0.1")));
    stage.exchange.cancel(stage.me, id).unwrap();
    assert_eq!(stage.available("USD"), dec("1000000"));
    assert_eq!(stage.exchange.cancel(stage.me, id), Err(Reject::OrderEnded { id }));
}

#[test]
fn what_cannot_be_paid_is_refused_with_the_figures() {
    let mut stage = Stage::new();
    let refused = stage.place(NewOrder::limit(btc(), Side::Buy, dec("20"), dec("50000")));
    let (needed, available) = (dec("1002000"), dec("1000000"));
    assert_eq!(refused, Err(Reject::InsufficientFunds { currency: "USD".to_owned(), needed, available }));
    stage.limit(Side::Sell, "9", dec("90000"));
    let refused = stage.place(NewOrder::market(btc(), Side::Sell, dec("2")));
    let (needed, available) = (dec("2"), dec("1"));
    assert_eq!(refused, Err(Reject::InsufficientFunds { currency: "BTC".to_owned(), needed, available }));
}

#[test]
fn a_maker_is_filled_at_its_price_and_pays_the_makers_fee() {
    let mut stage = Stage::new();
    let price = stage.bid() + dec("0.01");
    let id = stage.limit(Side::Buy, "0.5", price);
    assert_eq!(stage.state(id), (State::Open, None));
    stage.trade_at(price);
    assert_eq!(stage.state(id), (State::Filled, None));
    let fill = stage.exchange.fills(stage.me).next().unwrap();
    assert_eq!((fill.price, fill.maker, fill.quantity), (price, true, dec("0.5")));
    assert_eq!(fill.fee, (price * dec("0.5") * dec("0.001")).round_dp(8));
}

#[test]
fn immediate_or_cancel_keeps_no_rest_and_fill_or_kill_takes_all_or_nothing() {
    let mut stage = Stage::new();
    let limit =
        |tif, price| NewOrder { time_in_force: tif, ..NewOrder::limit(btc(), Side::Buy, dec("10"), price) };
    let ask = stage.ask();
    let ioc = stage.place(limit(TimeInForce::Ioc, ask)).unwrap();
    assert_eq!(stage.state(ioc), (State::Canceled, Some(CancelReason::ImmediateOrCancel)));
    let got = stage.order(ioc).filled;
    assert!(got > dec("0") && got < dec("10"));
    let ask = stage.ask();
    let fok = stage.place(limit(TimeInForce::Fok, ask)).unwrap();
    assert_eq!(stage.state(fok), (State::Canceled, Some(CancelReason::FillOrKill)));
    assert_eq!(stage.order(fok).filled, dec("0"));
    let mut small = limit(TimeInForce::Fok, ask);
    small.amount = Amount::Base(dec("0.0001"));
    let small = stage.place(small).unwrap();
    assert_eq!(stage.state(small), (State::Filled, None));
}

#[test]
fn a_post_only_order_that_would_take_is_refused_or_canceled_as_the_rules_say() {
    for (rule, becomes) in [(Breach::Reject, None), (Breach::Cancel, Some(CancelReason::PostOnly))] {
        let mut setup = Setup::usual();
        setup.rules.post_only = rule;
        let mut stage = Stage::with(setup);
        let ask = stage.ask();
        let taking = NewOrder { post_only: true, ..NewOrder::limit(btc(), Side::Buy, dec("1"), ask) };
        match (stage.place(taking), becomes) {
            (Err(reject), None) => assert_eq!(reject, Reject::PostOnlyWouldTake { price: ask }),
            (Ok(id), reason) => assert_eq!(stage.state(id), (State::Canceled, reason)),
            (Err(reject), Some(_)) => panic!("{reject}"),
        }
        assert_eq!(stage.exchange.fills(stage.me).count(), 0);
    }
}

#[test]
fn the_earlier_of_two_accounts_is_filled_first() {
    let mut stage = Stage::new();
    let other = stage.exchange.open_account();
    let price = stage.bid() + dec("0.01");
    let first = stage.limit(Side::Buy, "1", price);
    let second = stage.exchange.place(other, NewOrder::limit(btc(), Side::Buy, dec("1"), price)).unwrap();
    let third = stage.exchange.open_account();
    stage.exchange.place(third, NewOrder::limit(btc(), Side::Sell, dec("1.4"), price)).unwrap();
    assert_eq!(stage.order(first).filled, dec("1"));
    assert_eq!(stage.exchange.order(other, second).unwrap().filled, dec("0.4"));
}

#[test]
fn an_order_never_trades_with_its_own_account() {
    let mut stage = Stage::new();
    let price = stage.bid() + dec("0.01");
    let resting = stage.limit(Side::Buy, "1", price);
    let taking = stage.limit(Side::Sell, "1", price);
    assert_eq!(stage.state(resting), (State::Open, None));
    assert_eq!(stage.state(taking), (State::Canceled, Some(CancelReason::SelfTrade)));
}

#[test]
fn less_quantity_keeps_the_place_in_the_queue_and_another_price_loses_it() {
    let mut stage = Stage::new();
    let other = stage.exchange.open_account();
    let price = stage.bid() + dec("0.01");
    let first = stage.limit(Side::Buy, "1", price);
    let second = stage.exchange.place(other, NewOrder::limit(btc(), Side::Buy, dec("1"), price)).unwrap();
    let less = Amendment { quantity: Some(dec("0.5")), ..Amendment::default() };
    stage.exchange.amend(stage.me, first, less).unwrap();
    let third = stage.exchange.open_account();
    let sell = |quantity| NewOrder::limit(btc(), Side::Sell, dec(quantity), price);
    stage.exchange.place(third, sell("0.2")).unwrap();
    assert_eq!(stage.order(first).filled, dec("0.2"));
    for to in [price - dec("0.01"), price] {
        let moved = Amendment { price: Some(to), ..Amendment::default() };
        stage.exchange.amend(stage.me, first, moved).unwrap();
    }
    stage.exchange.place(third, sell("0.3")).unwrap();
    assert_eq!(stage.order(first).filled, dec("0.2"));
    assert_eq!(stage.exchange.order(other, second).unwrap().filled, dec("0.3"));
    assert_eq!(stage.order(first).id, first);
}

#[test]
fn a_hidden_order_is_not_in_the_book_and_still_fills() {
    let mut stage = Stage::new();
    let price = stage.bid() + dec("0.01");
    let hidden = NewOrder { hidden: true, ..NewOrder::limit(btc(), Side::Buy, dec("1"), price) };
    let id = stage.place(hidden).unwrap();
    assert!(stage.bid() < price);
    stage.trade_at(price);
    assert_eq!(stage.state(id), (State::Filled, None));
}

#[test]
fn a_client_id_can_be_used_again_when_the_rules_say_so() {
    for (rule, while_working, after) in [
        (ClientIdRule::Any, true, true),
        (ClientIdRule::UniqueAmongWorking, false, true),
        (ClientIdRule::UniqueForEver, false, false),
    ] {
        let mut setup = Setup::usual();
        setup.rules.client_ids = rule;
        let mut stage = Stage::with(setup);
        let order = NewOrder {
            client_id: Some("mine".to_owned()),
            ..NewOrder::limit(btc(), Side::Buy, dec("0.1"), dec("50000"))
        };
        let first = stage.place(order.clone()).unwrap();
        let taken = Reject::DuplicateClientId { client_id: "mine".to_owned(), order: first };
        let again = stage.place(order.clone());
        assert_eq!(again.clone().err(), (!while_working).then(|| taken.clone()));
        for id in [Ok(first), again].into_iter().flatten() {
            stage.exchange.cancel(stage.me, id).unwrap();
        }
        assert_eq!(stage.place(order).err(), (!after).then_some(taken));
    }
}

#[test]
fn a_market_order_for_dollars_buys_whole_lots_for_no_more_than_that() {
    let mut stage = Stage::new();
    let order = NewOrder {
        amount: Amount::Quote(dec("100")),
        ..NewOrder::new(btc(), Side::Buy, OrderType::Market, dec("0"))
    };
    let id = stage.place(order).unwrap();
    let order = stage.order(id);
    assert_eq!(order.quote_amount, Some(dec("100")));
    assert!(order.filled_value <= dec("100") && order.filled_value > dec("99.99"), "{order:?}");
}

#[test]
fn steps_and_minimums_are_held() {
    let mut stage = Stage::new();
    let mut refused = |quantity: &str, price: &str| {
        stage.place(NewOrder::limit(btc(), Side::Buy, dec(quantity), dec(price))).err()
    };
    let (quantity, minimum) = (dec("0.00001"), dec("0.0001"));
    assert_eq!(refused("0.00001", "50000"), Some(Reject::QuantityTooSmall { quantity, minimum }));
    let (price, tick) = (dec("50000.001"), dec("0.01"));
    assert_eq!(refused("1", "50000.001"), Some(Reject::PriceStep { price, tick }));
    let (quantity, lot) = (dec("1.000000001"), dec("0.00000001"));
    assert_eq!(refused("1.000000001", "50000"), Some(Reject::QuantityStep { quantity, lot }));
    assert_eq!(refused("0", "50000"), Some(Reject::QuantityNotPositive { quantity: dec("0") }));
}

#[test]
fn half_a_fill_leaves_the_rest_resting_without_crossing() {
    let mut stage = Stage::new();
    let ask = stage.ask();
    let order = NewOrder::limit(btc(), Side::Buy, dec("0.002"), ask);
    let id = stage.exchange.place_filling_half(stage.me, order).unwrap();
    assert_eq!(stage.order(id).filled, dec("0.001"));
    assert_eq!(stage.state(id), (State::Open, None));
    assert_eq!(stage.bid(), ask);
    assert!(stage.ask() > ask);
}

#[test]
fn a_refusal_is_told_and_changes_nothing() {
    let mut stage = Stage::new();
    let before = stage.exchange.book(&btc(), 100);
    stage.place(NewOrder::limit(btc(), Side::Buy, dec("99"), dec("60000"))).unwrap_err();
    let events = stage.events();
    assert!(matches!(events.as_slice(), [Event::OrderRejected { .. }]), "{events:?}");
    assert_eq!(stage.exchange.book(&btc(), 100), before);
    assert_eq!(stage.exchange.orders(stage.me).count(), 0);
}

#[test]
fn margin_orders_open_reduce_and_turn_a_position() {
    let mut setup = Setup::usual();
    setup.listings[0].margin = true;
    let mut stage = Stage::with(setup);
    let order = |side, quantity: &str, reduce_only| NewOrder {
        wallet: Wallet::Margin,
        reduce_only,
        ..NewOrder::market(btc(), side, dec(quantity))
    };
    let nothing = stage.place(order(Side::Sell, "0.1", true));
    assert_eq!(nothing, Err(Reject::NothingToReduce { symbol: btc(), side: Side::Sell }));
    stage.place(order(Side::Sell, "0.3", false)).unwrap();
    let position = stage.exchange.positions(stage.me).next().unwrap().clone();
    assert_eq!(position.quantity, dec("-0.3"));
    let cut = stage.place(order(Side::Buy, "5", true)).unwrap();
    assert_eq!(stage.order(cut).quantity, dec("0.3"));
    assert_eq!(stage.exchange.positions(stage.me).count(), 0);
    assert_eq!(stage.total("BTC"), dec("10"));
    let refused = stage.place(order(Side::Buy, "9", false));
    assert!(matches!(refused, Err(Reject::InsufficientFunds { .. })), "{refused:?}");
}

#[test]
fn a_halted_market_takes_no_orders_and_lets_them_go() {
    let mut stage = Stage::new();
    let id = stage.limit(Side::Buy, "0.1", dec("50000"));
    stage.exchange.set_halted(&btc(), true).unwrap();
    let refused = stage.place(NewOrder::limit(btc(), Side::Buy, dec("0.1"), dec("50000")));
    assert_eq!(refused, Err(Reject::Halted { symbol: btc() }));
    stage.exchange.cancel(stage.me, id).unwrap();
    stage.exchange.set_halted(&btc(), false).unwrap();
    stage.limit(Side::Buy, "0.1", dec("50000"));
}

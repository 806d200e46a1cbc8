use domain::{Actor, OrderStatus, OrderType, Side};
use trading::{Input, KillLevel, Policy, Ticket};

use super::fixture::*;

fn with_limit(quantity: &str, price: &str) -> Desk {
    let mut desk = Desk::new();
    desk.take(user("tom"), desk.place("c1", ticket(Side::Buy, quantity, Some(price))));
    desk
}

#[test]
fn a_manual_order_runs_under_the_paper_mandate() {
    let mut desk = Desk::new();
    let outcome = desk.take(user("tom"), desk.place("c1", ticket(Side::Buy, "2", None)));
    let body = &outcome.entries[0].entry.body;
    assert_eq!(body.get("mandate").unwrap().as_text(), Some("M-PAPER"));
    assert_eq!(desk.status("c1"), OrderStatus::Intended);
    desk.send("c1");
    assert_eq!(desk.status("c1"), OrderStatus::Open);
    desk.fill("c1", "0.5", "100.01");
    assert_eq!((desk.status("c1"), desk.held()), (OrderStatus::Open, d("0.5")));
    desk.fill("c1", "1.5", "100.03");
    assert_eq!((desk.status("c1"), desk.held()), (OrderStatus::Filled, d("2")));
    let account = desk.engine.state().account(ACCOUNT).unwrap();
    // 10 000 less 0.5 x 100.01 and 1.5 x 100.03, less a tenth of a percent of both
    assert_eq!(account.portfolio.cash("USD"), d("9799.74995"));
    assert_eq!(desk.engine.state().order("c1").unwrap().average_price(), Some(d("100.025")));
}

#[test]
fn without_a_mandate_nothing_leaves() {
    let mut desk = Desk::new();
    desk.take(user("maja"), Input::RevokeMandate { mandate: "M-PAPER".into(), reason: "end of day".into() });
    let buy = desk.place("c1", ticket(Side::Buy, "2", None));
    assert_eq!(desk.refuse(user("tom"), buy.clone()), "no_mandate");
    let bounded = approvals::MandateStatement {
        max_quantity_per_order: Some(d("1")),
        max_orders_per_day: Some(1),
        ..mandate("M-2", false)
    };
    desk.sign_mandate(bounded);
    assert_eq!(desk.refuse(user("tom"), buy), "uncovered");
    desk.take(user("tom"), desk.place("c1", ticket(Side::Buy, "1", None)));
    assert_eq!(desk.refuse(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None))), "uncovered");
    desk.now_ms += 86_400_000;
    desk.take(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None)));
    desk.now_ms += 30 * 86_400_000;
    assert_eq!(desk.refuse(user("tom"), desk.place("c3", ticket(Side::Buy, "1", None))), "no_mandate");
}

#[test]
fn shapes_that_make_no_order_are_named() {
    let mut desk = Desk::new();
    let base = || ticket(Side::Buy, "1", None);
    let cases = [
        (Ticket { order_type: OrderType::Limit, ..base() }, "price_missing"),
        (Ticket { price: Some(d("100")), ..base() }, "price_not_taken"),
        (Ticket { order_type: OrderType::Stop, ..base() }, "price_missing"),
        (Ticket { order_type: OrderType::TrailingStop, ..base() }, "unsupported_order_type"),
        (Ticket { reduce_only: true, ..base() }, "reduce_only_would_open"),
        (ticket(Side::Buy, "0", None), "bad_amount"),
        (ticket(Side::Buy, "-1", None), "bad_amount"),
        (ticket(Side::Buy, "79228162514264337593543950335", None), "bad_amount"),
        (ticket(Side::Buy, "1", Some("100.001")), "tick"),
        (ticket(Side::Buy, "1", Some("97")), "price_collar"),
        (ticket(Side::Buy, "0.0001", None), "below_min_quantity"),
        (ticket(Side::Sell, "1", None), "insufficient_holdings"),
        (Ticket { stop: Some(d("101")), ..base() }, "stop_side"),
        (Ticket { target: Some(d("99")), ..base() }, "target_side"),
        (Ticket { account: "nobody".into(), ..base() }, "unknown_account"),
    ];
    for (ticket, code) in cases {
        assert_eq!(desk.refuse(user("tom"), desk.place("c1", ticket)), code);
    }
    assert_eq!(desk.refuse(user("tom"), desk.place("kill-1", base())), "bad_name");
}

#[test]
fn cash_promised_to_a_working_order_is_not_spent_twice() {
    let generous =
        Policy { max_order_notional: d("100000"), max_position_notional: d("100000"), ..Policy::default() };
    let mut desk = Desk::with(generous);
    desk.take(user("tom"), desk.place("c1", ticket(Side::Buy, "60", Some("100"))));
    assert_eq!(
        desk.refuse(user("tom"), desk.place("c2", ticket(Side::Buy, "40", Some("100")))),
        "insufficient_balance"
    );
    let balances = desk.engine.state().balances(ACCOUNT);
    assert_eq!((balances[0].total, balances[0].available), (d("10000"), d("3994")));
    desk.take(Actor::Gateway, Input::Refused { client_id: "c1".into(), reason: "never sent".into() });
    assert_eq!(desk.engine.state().balances(ACCOUNT)[0].available, d("10000"));
}

#[test]
fn a_client_id_is_used_once() {
    let mut desk = with_limit("1", "100");
    let again = desk.place("c1", ticket(Side::Buy, "1", None));
    assert_eq!(desk.refuse(user("tom"), again), "duplicate_client_id");
}

#[test]
fn an_unconfirmed_order_is_kept_until_the_venue_speaks() {
    let mut desk = with_limit("1", "100");
    let told = |attempt| Input::Unconfirmed { client_id: "c1".into(), attempt };
    assert_eq!(desk.refuse(Actor::Gateway, told(1)), "not_sent");
    let sent = |attempt| Input::Sent { client_id: "c1".into(), attempt };
    assert_eq!(desk.refuse(Actor::Gateway, sent(2)), "attempt_out_of_order");
    desk.take(Actor::Gateway, sent(1));
    assert_eq!(desk.refuse(Actor::Gateway, sent(2)), "not_sendable");
    desk.take(Actor::Gateway, told(1));
    assert_eq!(desk.engine.open_orders()[0].status, OrderStatus::Unconfirmed);
    let acked = |venue_id: &str| Input::Acknowledged { client_id: "c1".into(), venue_id: venue_id.into() };
    desk.take(venue(), acked("V-1"));
    assert_eq!(desk.status("c1"), OrderStatus::Open);
    assert!(!desk.take(venue(), acked("V-1")).changed);
    assert_eq!(desk.refuse(venue(), acked("V-2")), "venue_id_mismatch");
    assert!(!desk.take(Actor::Gateway, told(1)).changed);
}

#[test]
fn fills_count_once_and_never_beyond_the_order() {
    let mut desk = with_limit("1", "100");
    let early = desk.a_fill("c1", "1", "100");
    assert_eq!(desk.refuse(venue(), Input::Filled { fill: early }), "not_sent");
    desk.send("c1");
    let fill = desk.a_fill("c1", "0.4", "100");
    desk.take(venue(), Input::Filled { fill: fill.clone() });
    assert!(!desk.take(venue(), Input::Filled { fill: fill.clone() }).changed);
    let too_much = desk.a_fill("c1", "0.7", "100");
    assert_eq!(desk.refuse(venue(), Input::Filled { fill: too_much }), "overfill");
    let mut other = desk.a_fill("c1", "0.1", "100");
    other.side = Side::Sell;
    assert_eq!(desk.refuse(venue(), Input::Filled { fill: other.clone() }), "fill_mismatch");
    other.client_id = "nobody".into();
    assert_eq!(desk.refuse(venue(), Input::Filled { fill: other }), "unknown_order");
    assert_eq!(desk.held(), d("0.4"));
}

#[test]
fn a_fill_after_the_cancel_still_moves_money() {
    let mut desk = with_limit("1", "100");
    desk.send("c1");
    let outcome = desk.take(user("tom"), Input::CancelRequested { client_id: "c1".into() });
    assert_eq!(cancels(&outcome), ["c1"]);
    assert_eq!(desk.status("c1"), OrderStatus::Open);
    desk.cancelled("c1");
    assert_eq!(desk.status("c1"), OrderStatus::Canceled);
    assert_eq!(desk.refuse(user("tom"), Input::CancelRequested { client_id: "c1".into() }), "already_final");
    desk.fill("c1", "0.4", "100");
    assert_eq!((desk.status("c1"), desk.held()), (OrderStatus::Canceled, d("0.4")));
    assert!(!desk.take(venue(), Input::Cancelled { client_id: "c1".into(), reason: "again".into() }).changed);
}

#[test]
fn trades_a_day_are_counted_until_midnight_utc() {
    let mut desk = Desk::with(Policy { max_trades_per_day: 2, ..Policy::default() });
    for id in ["c1", "c2"] {
        desk.take(user("tom"), desk.place(id, ticket(Side::Buy, "1", Some("100"))));
    }
    assert_eq!(
        desk.refuse(user("tom"), desk.place("c3", ticket(Side::Buy, "1", Some("100")))),
        "trades_per_day"
    );
    desk.now_ms += 86_400_000;
    desk.take(user("tom"), desk.place("c3", ticket(Side::Buy, "1", Some("100"))));
    assert_eq!(desk.engine.state().account(ACCOUNT).unwrap().entries_today, 1);
}

#[test]
fn losses_stop_entries_and_not_exits() {
    let mut desk = Desk::new();
    desk.take(user("tom"), desk.place("c1", ticket(Side::Buy, "59", None)));
    desk.send("c1");
    desk.fill("c1", "59", "100.01");
    desk.price = d("96");
    desk.tick();
    let account = desk.engine.state().account(ACCOUNT).unwrap();
    // 59 x 4.01 and the fee of 5.90059
    assert_eq!(desk.engine.state().day_pnl(account), d("-242.49059"));
    assert_eq!(desk.refuse(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None))), "daily_loss");
    desk.take(user("tom"), desk.place("c3", ticket(Side::Sell, "9", None)));
    desk.now_ms += 86_400_000;
    desk.take(user("tom"), desk.place("c4", ticket(Side::Buy, "1", None)));
    desk.price = d("90");
    desk.now_ms += 86_400_000;
    desk.tick();
    desk.now_ms += 86_400_000;
    assert_eq!(desk.refuse(user("tom"), desk.place("c5", ticket(Side::Buy, "1", None))), "drawdown");
}

#[test]
fn pause_and_kill_stop_entries() {
    let mut desk = with_limit("1", "100");
    desk.take(user("tom"), Input::Pause { reason: "lunch".into() });
    assert_eq!(desk.refuse(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None))), "paused");
    desk.take(user("tom"), Input::Resume);
    assert_eq!(desk.refuse(user("tom"), Input::Resume), "not_paused");
    let outcome = desk.take(user("tom"), Input::Kill { level: KillLevel::CancelOrders });
    assert_eq!(cancels(&outcome), ["c1"]);
    assert_eq!(desk.refuse(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None))), "paused");
    assert_eq!(desk.refuse(user("tom"), Input::Resume), "not_allowed");
    desk.take(user("maja"), Input::Resume);
    desk.take(user("tom"), desk.place("c2", ticket(Side::Buy, "1", None)));
}

#[test]
fn post_only_on_a_market_order_is_ignored_with_a_notice() {
    let mut desk = Desk::new();
    let outcome =
        desk.take(user("tom"), desk.place("c1", Ticket { post_only: true, ..ticket(Side::Buy, "1", None) }));
    assert!(notices(&outcome).contains(&trading::Notice::PostOnlyIgnored { name: "c1".into() }));
    assert!(!sends(&outcome)[0].post_only);
}

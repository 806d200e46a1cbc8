use domain::{OrderRole, OrderType, Side};
use trading::{Input, KillLevel, Notice};

use super::fixture::*;

fn protected() -> Desk {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    desk.fill(&entry, "5", "100.01");
    desk.send_all();
    desk
}

#[test]
fn a_bare_position_is_closed_at_once() {
    let mut desk = Desk::new();
    assert_eq!(desk.refuse(user("tom"), desk.close("x1")), "nothing_to_close");
    desk.take(user("tom"), desk.place("m1", ticket(Side::Buy, "1", None)));
    desk.send("m1");
    desk.fill("m1", "1", "100.01");
    let outcome = desk.take(user("tom"), desk.close("x1"));
    assert_eq!(kinds(&outcome), ["order.intended"]);
    let exit = &sends(&outcome)[0];
    assert_eq!((exit.role, exit.order_type, exit.quantity), (OrderRole::Exit, OrderType::Market, d("1")));
    assert!(exit.reduce_only);
    assert_eq!(outcome.entries[0].entry.body.get("mandate").unwrap().as_text(), Some("M-EXIT"));
    assert_eq!(desk.refuse(user("tom"), desk.close("x2")), "already_closing");
}

#[test]
fn protection_is_cancelled_first_and_the_exit_follows() {
    let mut desk = protected();
    let outcome = desk.take(user("tom"), desk.close("x1"));
    assert_eq!(cancels(&outcome), ["cs-1-1-s1", "cs-1-1-t1"]);
    assert!(sends(&outcome).is_empty());
    assert_eq!(desk.refuse(user("tom"), desk.close("x2")), "already_closing");
    assert_eq!(
        desk.refuse(user("tom"), desk.place("m1", ticket(Side::Sell, "1", None))),
        "insufficient_holdings"
    );
    desk.cancelled("cs-1-1-s1");
    let outcome = desk.cancelled("cs-1-1-t1");
    assert_eq!(sends(&outcome)[0].quantity, d("5"));
    desk.send("x1");
    desk.fill("x1", "5", "99.99");
    assert_eq!(desk.held(), d("0"));
    assert!(desk.working().is_empty() && desk.engine.state().brackets.is_empty());
}

#[test]
fn a_stop_that_fills_meanwhile_leaves_nothing_to_close() {
    let mut desk = protected();
    desk.take(user("tom"), desk.close("x1"));
    desk.cancelled("cs-1-1-t1");
    let outcome = desk.fill("cs-1-1-s1", "5", "98");
    assert_eq!(kinds(&outcome), ["order.filled", "exit.lapsed"]);
    assert!(desk.working().is_empty() && desk.engine.state().waiting.is_empty());
}

#[test]
fn what_the_exit_left_over_is_protected_again() {
    let mut desk = protected();
    desk.take(user("tom"), desk.close("x1"));
    desk.cancelled("cs-1-1-s1");
    desk.cancelled("cs-1-1-t1");
    desk.send("x1");
    desk.fill("x1", "3", "99.99");
    let outcome = desk.cancelled("x1");
    let sent: Vec<_> = sends(&outcome).into_iter().map(|r| (r.client_id, r.quantity)).collect();
    assert_eq!(sent, [("cs-1-1-s2".to_owned(), d("2")), ("cs-1-1-t2".to_owned(), d("2"))]);
}

#[test]
fn a_resting_sale_is_cancelled_too() {
    let mut desk = protected();
    desk.take(user("tom"), desk.place("b2", ticket(Side::Buy, "2", None)));
    desk.send("b2");
    desk.fill("b2", "2", "100.01");
    desk.take(user("tom"), desk.place("m1", ticket(Side::Sell, "2", Some("101"))));
    desk.send("m1");
    let outcome = desk.take(user("tom"), desk.close("x1"));
    assert_eq!(cancels(&outcome), ["cs-1-1-s1", "cs-1-1-t1", "m1"]);
    desk.cancelled("m1");
    desk.cancelled("cs-1-1-s1");
    assert_eq!(sends(&desk.cancelled("cs-1-1-t1"))[0].quantity, d("7"));
}

#[test]
fn flatten_closes_everything_without_asking_anyone() {
    let mut desk = protected();
    desk.take(user("tom"), desk.place("b2", ticket(Side::Buy, "2", Some("99"))));
    desk.send("b2");
    let outcome = desk.take(user("tom"), Input::Kill { level: KillLevel::Flatten });
    assert_eq!(cancels(&outcome), ["b2", "cs-1-1-s1", "cs-1-1-t1"]);
    let told = Notice::Killed { level: KillLevel::Flatten, cancelled: 1, closing: 1 };
    assert!(notices(&outcome).contains(&told));
    for id in ["b2", "cs-1-1-s1"] {
        desk.cancelled(id);
    }
    let outcome = desk.cancelled("cs-1-1-t1");
    let exit = &sends(&outcome)[0];
    assert!(exit.client_id.starts_with("kill-"));
    assert_eq!((exit.quantity, exit.role), (d("5"), OrderRole::Exit));
}

#[test]
fn flatten_without_an_exit_mandate_says_so_and_stops_entries_all_the_same() {
    let mut desk = protected();
    for name in ["M-PAPER", "M-EXIT"] {
        desk.take(user("maja"), Input::RevokeMandate { mandate: name.into(), reason: "test".into() });
    }
    let outcome = desk.take(user("tom"), Input::Kill { level: KillLevel::Flatten });
    assert_eq!(kinds(&outcome), ["kill.switched", "kill.not_closed"]);
    assert!(cancels(&outcome).is_empty());
    assert!(desk.engine.state().halt.as_ref().unwrap().killed);
}

#[test]
fn a_kill_of_an_empty_desk_only_pauses() {
    let mut desk = Desk::new();
    let outcome = desk.take(user("tom"), Input::Kill { level: KillLevel::PauseEntries });
    assert_eq!(kinds(&outcome), ["kill.switched"]);
    assert_eq!(desk.engine.state().halt.as_ref().map(|h| h.killed), Some(true));
}

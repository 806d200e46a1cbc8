use domain::{OrderRole, OrderStatus, OrderType, Side};
use trading::{Input, Notice, Ticket, Unprotected};

use super::fixture::*;

/// A position of 5 under approval CS-1, its legs at the venue.
fn protected() -> Desk {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    desk.fill(&entry, "5", "100.01");
    desk.send_all();
    desk
}

fn legs(desk: &Desk) -> Vec<(String, String)> {
    desk.working().into_iter().map(|(id, quantity)| (id, quantity.to_string())).collect()
}

fn pair(generation: u32, quantity: &str) -> Vec<(String, String)> {
    ["s", "t"].map(|leg| (format!("cs-1-1-{leg}{generation}"), quantity.to_owned())).to_vec()
}

#[test]
fn stop_and_target_follow_the_fill_at_once() {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    let outcome = desk.fill(&entry, "5", "100.01");
    assert_eq!(kinds(&outcome), ["order.filled", "order.intended", "order.intended"]);
    let legs = sends(&outcome);
    let (stop, target) = (&legs[0], &legs[1]);
    assert_eq!((stop.role, stop.order_type, stop.side), (OrderRole::Stop, OrderType::Stop, Side::Sell));
    assert_eq!((stop.stop_price, stop.price, stop.quantity), (Some(d("98")), None, d("5")));
    assert_eq!((target.role, target.order_type), (OrderRole::Target, OrderType::Limit));
    assert_eq!((target.price, target.quantity), (Some(d("104")), d("5")));
    assert!(stop.reduce_only && target.reduce_only);
    assert_eq!(stop.oco_group, target.oco_group);
    assert!(stop.oco_group.is_some());
    assert!(notices(&outcome).contains(&Notice::Protecting { entry, quantity: d("5") }));
    let body = &outcome.entries[1].entry.body;
    assert_eq!(body.get("approval").unwrap().as_text(), Some("CS-1"));
}

#[test]
fn a_further_partial_fill_replaces_both_once_they_are_gone() {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    desk.fill(&entry, "2", "100.01");
    desk.send_all();
    assert_eq!(legs(&desk)[1..], pair(1, "2"));
    let outcome = desk.fill(&entry, "3", "100.02");
    assert_eq!(cancels(&outcome), ["cs-1-1-s1", "cs-1-1-t1"]);
    assert!(sends(&outcome).is_empty());
    assert!(sends(&desk.cancelled("cs-1-1-s1")).is_empty());
    desk.cancelled("cs-1-1-t1");
    assert_eq!(legs(&desk), pair(2, "5"));
}

#[test]
fn when_one_exit_fills_the_other_is_cancelled() {
    let mut desk = protected();
    let outcome = desk.fill("cs-1-1-t1", "5", "104");
    assert_eq!(cancels(&outcome), ["cs-1-1-s1"]);
    desk.cancelled("cs-1-1-s1");
    assert_eq!(desk.held(), d("0"));
    assert!(desk.working().is_empty());
    assert!(desk.engine.state().brackets.is_empty());
}

#[test]
fn a_stop_that_fills_in_pieces_is_left_to_finish() {
    let mut desk = protected();
    assert_eq!(cancels(&desk.fill("cs-1-1-s1", "2", "97.9")), ["cs-1-1-t1"]);
    assert!(cancels(&desk.fill("cs-1-1-s1", "1", "97.8")).is_empty());
    desk.cancelled("cs-1-1-t1");
    assert_eq!(legs(&desk), [("cs-1-1-s1".to_owned(), "2".to_owned())]);
    desk.fill("cs-1-1-s1", "2", "97.7");
    assert!(desk.working().is_empty() && desk.engine.state().brackets.is_empty());
}

#[test]
fn a_target_filled_in_part_leaves_a_smaller_pair() {
    let mut desk = protected();
    assert_eq!(cancels(&desk.fill("cs-1-1-t1", "2", "104")), ["cs-1-1-s1", "cs-1-1-t1"]);
    desk.cancelled("cs-1-1-s1");
    desk.cancelled("cs-1-1-t1");
    assert_eq!(legs(&desk), pair(2, "3"));
}

#[test]
fn a_leg_the_venue_drops_is_placed_again_but_not_for_ever() {
    let mut desk = protected();
    for generation in 1..=3 {
        assert_eq!(legs(&desk), pair(generation, "5"));
        let outcome = desk.cancelled(&format!("cs-1-1-s{generation}"));
        let target = format!("cs-1-1-t{generation}");
        assert_eq!(cancels(&outcome), [target.as_str()]);
        let told = notices(&outcome)
            .iter()
            .any(|n| matches!(n, Notice::Unprotected { reason: Unprotected::Lost, .. }));
        assert_eq!(told, generation == 3);
        desk.cancelled(&target);
        desk.send_all();
    }
    assert!(desk.working().is_empty());
}

#[test]
fn a_refused_stop_is_told_and_not_sent_again_unchanged() {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    desk.fill(&entry, "5", "100.01");
    desk.send_all();
    let reason = "stop too close".to_owned();
    let outcome = desk.take(venue(), Input::Refused { client_id: "cs-1-1-s1".into(), reason });
    let lost = |n: &Notice| matches!(n, Notice::Unprotected { reason: Unprotected::Refused, .. });
    assert!(notices(&outcome).iter().any(lost));
    assert_eq!(legs(&desk), [("cs-1-1-t1".to_owned(), "5".to_owned())]);
}

#[test]
fn a_person_may_withdraw_the_stop_and_keep_the_target() {
    let mut desk = protected();
    let outcome = desk.take(user("tom"), Input::CancelRequested { client_id: "cs-1-1-s1".into() });
    assert_eq!(cancels(&outcome), ["cs-1-1-s1"]);
    let outcome = desk.cancelled("cs-1-1-s1");
    assert!(cancels(&outcome).is_empty() && sends(&outcome).is_empty());
    assert_eq!(legs(&desk), [("cs-1-1-t1".to_owned(), "5".to_owned())]);
    assert!(cancels(&desk.take(user("tom"), Input::CancelAll)).is_empty());
}

#[test]
fn a_sale_waits_until_the_stop_has_let_go_and_the_rest_is_protected_again() {
    let mut desk = protected();
    let outcome = desk.take(user("tom"), desk.place("m1", ticket(Side::Sell, "2", None)));
    assert_eq!(kinds(&outcome), ["exit.waiting"]);
    assert_eq!(cancels(&outcome), ["cs-1-1-s1", "cs-1-1-t1"]);
    assert_eq!(
        desk.refuse(user("tom"), desk.place("m2", ticket(Side::Sell, "4", None))),
        "insufficient_holdings"
    );
    desk.cancelled("cs-1-1-s1");
    let outcome = desk.cancelled("cs-1-1-t1");
    let sent: Vec<_> = sends(&outcome).into_iter().map(|r| (r.client_id, r.quantity)).collect();
    let expected = [("cs-1-1-s2", "3"), ("cs-1-1-t2", "3"), ("m1", "2")].map(|(id, q)| (id.to_owned(), d(q)));
    assert_eq!(sent, expected);
    desk.send_all();
    desk.fill("m1", "2", "99.99");
    assert_eq!(legs(&desk), pair(2, "3"));
}

#[test]
fn a_manual_bracket_is_covered_by_the_mandate() {
    let mut desk = Desk::new();
    let bracket = Ticket { stop: Some(d("98")), target: None, ..ticket(Side::Buy, "1", None) };
    desk.take(user("tom"), desk.place("m1", bracket));
    desk.send("m1");
    let outcome = desk.fill("m1", "1", "100.01");
    let body = &outcome.entries[1].entry.body;
    assert_eq!(body.get("mandate").unwrap().as_text(), Some("M-PAPER"));
    assert_eq!(legs(&desk), [("m1-s1".to_owned(), "1".to_owned())]);
    assert_eq!(desk.engine.state().order("m1-s1").unwrap().request.oco_group, None);
}

#[test]
fn a_stop_whose_approval_no_longer_covers_goes_under_the_exit_mandate_or_is_told() {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    let statement = mandate("M-ERIK", true);
    let signature = approvals::sign(&statement, &signing_key("erik-1"));
    desk.take(user("erik"), Input::SignMandate { statement, key: "erik-1".into(), signature });
    desk.take(user("maja"), Input::KeyRevoked { key: "maja-1".into(), reason: "lost".into() });
    let outcome = desk.fill(&entry, "2", "100.01");
    assert_eq!(outcome.entries[1].entry.body.get("mandate").unwrap().as_text(), Some("M-ERIK"));
    desk.take(user("erik"), Input::RevokeMandate { mandate: "M-ERIK".into(), reason: "test".into() });
    desk.fill(&entry, "3", "100.01");
    desk.cancelled("cs-1-1-s1");
    let outcome = desk.cancelled("cs-1-1-t1");
    let bare = |n: &Notice| matches!(n, Notice::Unprotected { reason: Unprotected::Uncovered, .. });
    assert!(notices(&outcome).iter().any(bare));
    assert!(sends(&outcome).is_empty());
}

#[test]
fn dust_is_told_once() {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    let dust = |n: &Notice| matches!(n, Notice::Unprotected { reason: Unprotected::Dust, .. });
    assert!(notices(&desk.fill(&entry, "0.0005", "100.01")).iter().any(dust));
    assert!(!notices(&desk.fill(&entry, "0.0001", "100.01")).iter().any(dust));
    assert_eq!(desk.status(&entry), OrderStatus::Open);
    desk.fill(&entry, "2", "100.01");
    assert_eq!(legs(&desk)[1..], pair(1, "2.0006"));
}

use approvals::sign;
use domain::{Actor, OrderType, Side};
use trading::{ApprovalStatus, Input, Policy, Refusal, Rule, RuleCheck, Stamped, Ticket, price_band};

use super::fixture::*;

fn proposed(quantity: &str) -> Desk {
    let mut desk = Desk::new();
    desk.take(user("tom"), desk.propose(proposal("CS-1", quantity)));
    desk
}

fn signed(quantity: &str) -> Desk {
    let mut desk = proposed(quantity);
    desk.take(user("maja"), desk.signing("CS-1", "maja"));
    desk
}

fn status(desk: &Desk) -> ApprovalStatus {
    desk.engine.state().approval("CS-1").unwrap().status.clone()
}

#[test]
fn a_proposal_becomes_pending_with_its_band_and_its_checks() {
    let mut desk = Desk::new();
    let outcome = desk.take(Actor::Bot("2".into()), desk.propose(proposal("CS-1", "5")));
    assert_eq!(kinds(&outcome), ["order.proposed", "risk.checked"]);
    let approval = desk.engine.state().approval("CS-1").unwrap();
    // the touch of a buy is the ask, 100.01, give or take 0.3 %, kept inside on the tick
    assert_eq!((approval.statement.price_low, approval.statement.price_high), (d("99.71"), d("100.31")));
    assert_eq!(approval.statement.expires_ms, START_MS + 300_000);
    assert_eq!(approval.statement.quantity_cap, d("5"));
    assert!(approval.checks.iter().all(|c| c.ok));
    assert_eq!(status(&desk), ApprovalStatus::Pending);
}

#[test]
fn the_band_stays_inside_the_drift_and_holds_the_touch() {
    let i = instrument();
    assert_eq!(price_band(&i, d("100"), d("0.003")), (d("99.7"), d("100.3")));
    assert_eq!(price_band(&i, d("0.02"), d("0.003")), (d("0.02"), d("0.02")));
}

#[test]
fn what_breaks_a_rule_is_refused_by_risk_and_can_never_be_signed() {
    let mut desk = Desk::new();
    desk.take(user("tom"), desk.propose(proposal("CS-1", "80")));
    assert_eq!(status(&desk), ApprovalStatus::RefusedByRisk);
    let entry = desk.entries.last().unwrap();
    assert_eq!(entry.entry.body.get("verdict").unwrap().as_text(), Some("refused"));
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "maja")), "not_pending");
}

#[test]
fn only_an_admin_signs_and_only_with_an_own_key() {
    let mut desk = proposed("5");
    assert_eq!(desk.refuse(user("tom"), desk.signing("CS-1", "tom")), "not_allowed");
    assert_eq!(desk.refuse(user("vera"), desk.signing("CS-1", "maja")), "not_allowed");
    assert_eq!(desk.refuse(Actor::System, desk.signing("CS-1", "maja")), "not_allowed");
    assert_eq!(desk.refuse(user("erik"), desk.signing("CS-1", "maja")), "not_key_owner");
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "tom")), "not_allowed");
    assert_eq!(
        desk.refuse(user("tom"), Input::Reject { approval: "CS-1".into(), reason: String::new() }),
        "not_allowed"
    );
}

#[test]
fn a_signature_over_anything_else_is_refused() {
    let mut desk = proposed("5");
    let Input::Sign { approval, mut statement, key, signature, held_ms, reason, quote } =
        desk.signing("CS-1", "maja")
    else {
        panic!("not a signing")
    };
    let again = |statement, signature| Input::Sign {
        approval: approval.clone(),
        statement,
        key: key.clone(),
        signature,
        held_ms,
        reason: reason.clone(),
        quote,
    };
    let good = statement.clone();
    statement.quantity_cap = d("6");
    let bigger = sign(&statement, &signing_key("maja-1"));
    assert_eq!(desk.refuse(user("maja"), again(statement, bigger)), "statement_differs");
    assert_eq!(desk.refuse(user("maja"), again(good.clone(), bigger)), "bad_signature");
    desk.take(user("maja"), again(good, signature));
    assert_eq!(status(&desk), ApprovalStatus::Signed);
}

#[test]
fn a_price_that_left_the_band_cannot_be_signed_or_executed() {
    let mut desk = proposed("5");
    desk.price = d("100.31");
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "maja")), "drift");
    desk.price = d("100.30");
    desk.take(user("maja"), desk.signing("CS-1", "maja"));
    desk.price = d("99.69");
    let stamped =
        Stamped { time_ms: desk.now_ms, actor: user("tom"), input: desk.execute("CS-1", "5", "c1") };
    let refusal = desk.engine.clone().apply(&stamped).unwrap_err();
    // 99.70 is 0.31 % under 100.01
    assert_eq!(refusal, Refusal::Drift { moved: d("-0.0031"), limit: d("0.003") });
}

#[test]
fn an_approval_is_used_once_within_its_cap_and_by_who_may() {
    let mut desk = proposed("5");
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "unsigned");
    desk.take(user("maja"), desk.signing("CS-1", "maja"));
    assert_eq!(desk.refuse(user("vera"), desk.execute("CS-1", "5", "c1")), "not_allowed");
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5.0001", "c1")), "over_cap");
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "1.00001", "c1")), "lot");
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-2", "1", "c1")), "unknown_approval");
    let outcome = desk.take(user("tom"), desk.execute("CS-1", "4", "c1"));
    assert_eq!(kinds(&outcome), ["order.intended"]);
    assert_eq!(sends(&outcome)[0].quantity, d("4"));
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "1", "c2")), "already_used");
    assert_eq!(
        desk.refuse(user("maja"), Input::Reject { approval: "CS-1".into(), reason: String::new() }),
        "already_used"
    );
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "maja")), "already_used");
}

#[test]
fn time_ends_an_approval_even_before_a_tick_says_so() {
    let mut desk = signed("5");
    desk.now_ms += 299_999;
    assert!(
        desk.engine
            .clone()
            .apply(&Stamped {
                time_ms: desk.now_ms,
                actor: user("tom"),
                input: desk.execute("CS-1", "5", "c1"),
            })
            .is_ok()
    );
    desk.now_ms += 1;
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "expired");
    let outcome = desk.tick();
    assert_eq!(kinds(&outcome), ["order.expired"]);
    assert_eq!(status(&desk), ApprovalStatus::Expired);
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "expired");
    // time does not run backwards, whatever the clock says
    desk.now_ms -= 100_000;
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "expired");
    assert_eq!(kinds(&desk.tick()), [] as [&str; 0]);
}

#[test]
fn an_executed_approval_does_not_expire_later() {
    let mut desk = signed("5");
    desk.take(user("tom"), desk.execute("CS-1", "5", "c1"));
    desk.now_ms += 600_000;
    assert_eq!(kinds(&desk.tick()), [] as [&str; 0]);
}

#[test]
fn a_rejected_approval_is_over() {
    let mut desk = signed("5");
    desk.take(user("erik"), Input::Reject { approval: "CS-1".into(), reason: "too late in the day".into() });
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "not_pending");
}

#[test]
fn from_the_tier_on_two_different_people_sign() {
    let mut desk = Desk::with(Policy { two_signatures_from: Some(d("400")), ..Policy::default() });
    desk.take(user("tom"), desk.propose(proposal("CS-1", "5")));
    desk.take(user("maja"), desk.signing("CS-1", "maja"));
    assert_eq!(status(&desk), ApprovalStatus::Pending);
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "maja")), "already_signed");
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "unsigned");
    desk.take(user("erik"), desk.signing("CS-1", "erik"));
    desk.take(user("tom"), desk.execute("CS-1", "5", "c1"));
}

#[test]
fn risk_is_checked_again_when_the_order_is_to_leave() {
    let mut desk = signed("5");
    desk.take(user("tom"), Input::Pause { reason: "lunch".into() });
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "paused");
    desk.take(user("tom"), Input::Resume);
    let mut late = desk.execute("CS-1", "5", "c1");
    if let Input::Execute { quote, .. } = &mut late {
        quote.time_ms -= 5_001;
    }
    assert_eq!(desk.refuse(user("tom"), late), "price_stale");
}

#[test]
fn a_new_policy_asks_for_a_new_proposal() {
    let mut desk = proposed("5");
    let policy = Policy { max_order_notional: d("5000"), ..Policy::default() };
    assert_eq!(desk.refuse(user("tom"), Input::PolicyChanged { policy: policy.clone() }), "not_allowed");
    desk.take(user("maja"), Input::PolicyChanged { policy });
    assert_eq!(desk.refuse(user("maja"), desk.signing("CS-1", "maja")), "policy_changed");
    assert_eq!(desk.engine.state().policy_name(), "v2");
}

#[test]
fn a_key_revoked_after_signing_no_longer_covers() {
    let mut desk = signed("5");
    desk.take(user("maja"), Input::KeyRevoked { key: "maja-1".into(), reason: "lost".into() });
    assert_eq!(desk.refuse(user("tom"), desk.execute("CS-1", "5", "c1")), "uncovered");
}

#[test]
fn a_limit_outside_the_band_is_never_pending() {
    let mut desk = Desk::new();
    let limit = |price| trading::Proposal {
        order_type: OrderType::Limit,
        price: Some(d(price)),
        ..proposal("CS-1", "5")
    };
    desk.take(user("tom"), desk.propose(limit("99.70")));
    assert_eq!(status(&desk), ApprovalStatus::RefusedByRisk);
    let failed: Vec<_> =
        desk.engine.state().approval("CS-1").unwrap().checks.iter().filter(|c| !c.ok).copied().collect();
    let (value, limit_price) = (d("99.7"), d("99.71"));
    assert_eq!(failed, [RuleCheck { rule: Rule::PriceBand, value, limit: limit_price, ok: false }]);
    desk.take(user("tom"), desk.propose(trading::Proposal { approval: "CS-2".into(), ..limit("99.71") }));
    desk.take(user("maja"), desk.signing("CS-2", "maja"));
    let outcome = desk.take(user("tom"), desk.execute("CS-2", "5", "c1"));
    assert_eq!(sends(&outcome)[0].price, Some(d("99.71")));
}

#[test]
fn a_sale_by_approval_needs_holdings_and_takes_no_bracket() {
    let mut desk = Desk::new();
    let sell = trading::Proposal { side: Side::Sell, ..proposal("CS-1", "2") };
    desk.take(user("tom"), desk.propose(sell.clone()));
    assert_eq!(status(&desk), ApprovalStatus::RefusedByRisk);
    let buy = Ticket { ..ticket(Side::Buy, "3", None) };
    desk.take(user("tom"), desk.place("b1", buy));
    desk.send("b1");
    desk.fill("b1", "3", "100.01");
    let sell = trading::Proposal { approval: "CS-2".into(), ..sell };
    desk.take(user("tom"), desk.propose(sell));
    desk.take(user("maja"), desk.signing("CS-2", "maja"));
    let outcome = desk.take(user("tom"), desk.execute("CS-2", "2", "s1"));
    assert_eq!(sends(&outcome)[0].side, Side::Sell);
    desk.send("s1");
    desk.fill("s1", "2", "99.99");
    assert_eq!(desk.held(), d("1"));
    assert!(desk.engine.state().brackets.is_empty());
}

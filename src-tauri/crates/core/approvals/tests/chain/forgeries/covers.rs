//! Forgeries of what covers an order, when, and how much of it.

use approvals::FailureCode::*;
use approvals::entry::body::{self, RuleLine};
use approvals::{OrderStatement, Signable, Value};
use domain::Actor;

use super::super::draft::{Body, Draft, signed_by};
use super::super::finale::find;
use super::super::world::user;
use super::{Forgery, seq};

fn intended(drafts: &[Draft], client_id: &str) -> usize {
    find(drafts, body::ORDER_INTENDED, "client_id", client_id)
}

/// Changes the order of an entry that intends it.
fn order(drafts: &mut [Draft], client_id: &str, field: &str, value: &str) -> usize {
    let at = intended(drafts, client_id);
    drafts[at].set(&["order", field], value.into());
    seq(at)
}

/// Something happens just before an order is intended.
fn before(drafts: &mut Vec<Draft>, client_id: &str, kind: &str, body: Value) -> usize {
    let at = intended(drafts, client_id);
    drafts.insert(at, Draft::new(0, Actor::System, kind, body));
    seq(at + 1)
}

fn checked(cleared: bool, required: u32) -> Value {
    let none: [RuleLine<'_>; 0] = [];
    body::risk_checked("fin", "v1", cleared, required, &none)
}

fn last_signed(drafts: &[Draft]) -> usize {
    drafts.iter().rposition(|draft| draft.kind == body::ORDER_SIGNED).unwrap()
}

/// Replaces the second signature by a true one over what `change` makes of the statement, by the key of entry
/// `of`.
fn second_signature(drafts: &mut [Draft], of: usize, change: fn(&mut OrderStatement)) -> usize {
    let at = last_signed(drafts);
    let key = drafts[of].body().get("key").unwrap().as_text().unwrap().to_owned();
    let mut statement = OrderStatement::from_value(drafts[at].body().get("statement").unwrap()).unwrap();
    change(&mut statement);
    let body = body::signed(&statement, &signed_by(&statement, &key));
    drafts[at] = Draft::new(0, user("maja"), body::ORDER_SIGNED, body);
    seq(intended(drafts, "fin-a"))
}

/// Moves an entry in time to a bound of the mandate or approval, and `ms` further.
fn at_bound(drafts: &mut [Draft], client_id: &str, signed: &str, bound: &str, ms: i64) -> usize {
    let statement =
        drafts.iter().rfind(|draft| draft.kind == signed).unwrap().body().get("statement").unwrap();
    let time_ms = statement.get(bound).unwrap().as_integer().unwrap() + ms;
    let at = intended(drafts, client_id);
    drafts[at].time_ms = time_ms;
    seq(at)
}

pub(super) const FORGERIES: &[Forgery] = &[
    Forgery("another account", UncoveredOrder, |d| order(d, "fin-a", "account", "other")),
    Forgery("another venue", UncoveredOrder, |d| order(d, "fin-a", "venue", "binance")),
    Forgery("another instrument", UncoveredOrder, |d| order(d, "fin-a", "instrument", "ETH/USD")),
    Forgery("another mode", UncoveredOrder, |d| order(d, "fin-a", "mode", "paper")),
    Forgery("another side", UncoveredOrder, |d| order(d, "fin-a", "side", "sell")),
    Forgery("a stop that opens", UncoveredOrder, |d| order(d, "fin-s", "side", "buy")),
    Forgery("one signature of two", UncoveredOrder, |d| {
        d.remove(last_signed(d));
        seq(intended(d, "fin-a"))
    }),
    Forgery("two signatures of one person", UncoveredOrder, |d| {
        let first = last_signed(d) - 1;
        second_signature(d, first, |_| {})
    }),
    Forgery("two signatures over two statements", UncoveredOrder, |d| {
        let second = last_signed(d);
        second_signature(d, second, |statement| statement.expires_ms += 1)
    }),
    Forgery("three signatures required", UncoveredOrder, |d| {
        before(d, "fin-a", body::RISK_CHECKED, checked(true, 3))
    }),
    Forgery("refused by the rules", UncoveredOrder, |d| {
        before(d, "fin-a", body::RISK_CHECKED, checked(false, 2))
    }),
    Forgery("never checked", UncoveredOrder, |d| {
        d.remove(find(d, body::RISK_CHECKED, "approval", "fin"));
        seq(intended(d, "fin-a"))
    }),
    Forgery("an approval nobody knows", UncoveredOrder, |d| {
        let at = intended(d, "fin-a");
        d[at].set(&["approval"], "fin-x".into());
        seq(at)
    }),
    Forgery("a mandate nobody knows", UncoveredOrder, |d| {
        let at = intended(d, "fin-m-1");
        d[at].set(&["mandate"], "fin-x".into());
        seq(at)
    }),
    Forgery("a mandate for another instrument", UncoveredOrder, |d| {
        order(d, "fin-m-1", "instrument", "SIM-B/USD")
    }),
    Forgery("a mandate for another side", UncoveredOrder, |d| order(d, "fin-m-1", "side", "sell")),
    Forgery("a mandate for another account", UncoveredOrder, |d| order(d, "fin-m-1", "account", "main")),
    Forgery("a mandate not yet valid", UncoveredOrder, |d| {
        at_bound(d, "fin-m-1", body::MANDATE_SIGNED, "starts_ms", -1)
    }),
    Forgery("a revoked mandate", UncoveredOrder, |d| {
        before(d, "fin-m-1", body::MANDATE_REVOKED, body::mandate_revoked("fin-m", "enough"))
    }),
    Forgery("a mandate at its end", ExpiredApproval, |d| {
        at_bound(d, "fin-m-1", body::MANDATE_SIGNED, "expires_ms", 0)
    }),
    Forgery("an entry at the end", ExpiredApproval, |d| {
        at_bound(d, "fin-a", body::ORDER_SIGNED, "expires_ms", 0)
    }),
    Forgery("an entry after the end", ExpiredApproval, |d| {
        at_bound(d, "fin-c", body::ORDER_SIGNED, "expires_ms", 1_000_000)
    }),
    Forgery("an entry after a rejection", ExpiredApproval, |d| {
        before(d, "fin-c", body::ORDER_REJECTED, body::approval_ended("fin", "no"))
    }),
    Forgery("an entry after the expiry", ExpiredApproval, |d| {
        before(d, "fin-a", body::ORDER_EXPIRED, body::approval_ended("fin", "late"))
    }),
    Forgery("a price above the band", OutOfBand, |d| order(d, "fin-a", "price", "101.00000001")),
    Forgery("a price below the band", OutOfBand, |d| order(d, "fin-b", "price", "98.99999999")),
    Forgery("the cap, all at once", OverCap, |d| order(d, "fin-a", "quantity", "2.50000001")),
    Forgery("more than the first entry left", OverCap, |d| order(d, "fin-b", "quantity", "1.00000001")),
    Forgery("more than the late fill left", OverCap, |d| order(d, "fin-c", "quantity", "0.60000001")),
    Forgery("a number too great to add", OverCap, |d| {
        order(d, "fin-c", "quantity", "79228162514264337593543950335")
    }),
    Forgery("a stop over the cap", OverCap, |d| order(d, "fin-s", "quantity", "2.50000001")),
    Forgery("a mandate's order too large", OverCap, |d| order(d, "fin-m-1", "quantity", "5.00000001")),
    Forgery("a fill over the order", OverCap, |d| {
        let at = find(d, body::ORDER_FILLED, "trade_id", "t2");
        d[at].set(&["quantity"], "0.50000001".into());
        seq(at)
    }),
    Forgery("a fill of a filled order", OverCap, |d| {
        let Body::Fixed(fill) = d[find(d, body::ORDER_FILLED, "trade_id", "t2")].body.clone() else {
            unreachable!()
        };
        d.push(Draft::new(0, Actor::System, body::ORDER_FILLED, fill));
        d.len()
    }),
];

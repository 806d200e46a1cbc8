//! Forgeries of who signed.

use approvals::FailureCode::*;
use approvals::entry::body;
use approvals::{OrderStatement, Signable, SignedBy, Value, sign};
use domain::{Actor, Role};

use super::super::draft::{Draft, key, signed_by};
use super::super::world::user;
use super::{Forgery, seq};

/// Where the last signature of the last approval stands.
fn last_signed(drafts: &[Draft]) -> usize {
    drafts.iter().rposition(|draft| draft.kind == body::ORDER_SIGNED).unwrap()
}

fn statement(drafts: &[Draft], at: usize) -> OrderStatement {
    OrderStatement::from_value(drafts[at].body().get("statement").unwrap()).unwrap()
}

fn text(drafts: &[Draft], at: usize, field: &str) -> String {
    drafts[at].body().get(field).unwrap().as_text().unwrap().to_owned()
}

/// Signs the last approval's statement again, truly, with this key.
fn signed_with(drafts: &mut [Draft], id: &str) -> usize {
    let at = last_signed(drafts);
    let statement = statement(drafts, at);
    drafts[at] =
        Draft::new(0, user("erik"), body::ORDER_SIGNED, body::signed(&statement, &signed_by(&statement, id)));
    seq(at)
}

/// Something happens just before the last signature.
fn before(drafts: &mut Vec<Draft>, kind: &str, body: Value) -> usize {
    let at = last_signed(drafts);
    drafts.insert(at, Draft::new(0, Actor::System, kind, body));
    seq(at + 1)
}

pub(super) const FORGERIES: &[Forgery] = &[
    Forgery("a key that was never made", UnknownKey, |d| signed_with(d, "ghost")),
    Forgery("a key made later", UnknownKey, |d| {
        let made = super::super::world::public_key("erik-late");
        d.push(Draft::new(0, user("erik"), body::KEY_CREATED, body::key_created("erik-late", &made, "erik")));
        signed_with(d, "erik-late")
    }),
    Forgery("a revoked key", KeyRevoked, |d| {
        let key = text(d, last_signed(d), "key");
        before(d, body::KEY_REVOKED, body::key_revoked(&key, "lost"))
    }),
    Forgery("a revoked key made again", KeyRevoked, |d| {
        let key = text(d, last_signed(d), "key");
        before(d, body::KEY_REVOKED, body::key_revoked(&key, "lost"));
        let made = super::super::world::public_key(&key);
        before(d, body::KEY_CREATED, body::key_created(&key, &made, "erik"))
    }),
    Forgery("a statement changed after it was signed", BadSignature, |d| {
        let at = last_signed(d);
        d[at].set(&["statement", "quantity_cap"], "3".into());
        seq(at)
    }),
    Forgery("a mandate changed after it was signed", BadSignature, |d| {
        let at = d.iter().rposition(|draft| draft.kind == body::MANDATE_SIGNED).unwrap();
        d[at].set(&["statement", "max_quantity_per_order"], Value::Null);
        seq(at)
    }),
    Forgery("another's key under one's name", BadSignature, |d| {
        let at = last_signed(d);
        let statement = statement(d, at);
        let by = SignedBy { key_id: text(d, at, "key"), signature: sign(&statement, &key("tom-1")) };
        d[at] = Draft::new(0, user("erik"), body::ORDER_SIGNED, body::signed(&statement, &by));
        seq(at)
    }),
    Forgery("a signature of zeros", BadSignature, |d| {
        let at = last_signed(d);
        d[at].set(&["signature"], "0".repeat(128).into());
        seq(at)
    }),
    Forgery("a key that is no point of the curve", BadSignature, |d| {
        let not_a_point = approvals::PublicKey::from_bytes([2; 32]);
        before(d, body::KEY_CREATED, body::key_created("flat", &not_a_point, "erik"));
        signed_with(d, "flat")
    }),
    Forgery("a trader signs", NotAllowed, |d| signed_with(d, "tom-1")),
    Forgery("a disabled admin signs", NotAllowed, |d| signed_with(d, "dora-1")),
    Forgery("the instance signs an order", NotAllowed, |d| signed_with(d, "instance")),
    Forgery("an admin disabled just before", NotAllowed, |d| {
        before(d, body::USER_DISABLED, body::user_disabled("erik", Role::Admin))
    }),
    Forgery("an admin who became a trader", NotAllowed, |d| {
        before(d, body::USER_CREATED, body::user_created("erik", Role::Trader))
    }),
    Forgery("a key of nobody", NotAllowed, |d| {
        let made = super::super::world::public_key("nobody-1");
        before(d, body::KEY_CREATED, body::key_created("nobody-1", &made, "nobody"));
        signed_with(d, "nobody-1")
    }),
];

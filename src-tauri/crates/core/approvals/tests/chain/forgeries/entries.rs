//! Forgeries of what an entry says: its form, and the order in which things happen.

use approvals::FailureCode::*;
use approvals::Value;
use approvals::canonical::object;
use approvals::entry::body;

use super::super::draft::{Body, Draft, INSTANCE};
use super::super::finale::find;
use super::{Forgery, seq};

/// Changes a field of the entry found; that entry must be refused.
fn set(drafts: &mut [Draft], (kind, field, text): (&str, &str, &str), path: &[&str], value: Value) -> usize {
    let at = find(drafts, kind, field, text);
    drafts[at].set(path, value);
    seq(at)
}

fn without(drafts: &mut [Draft], (kind, field, text): (&str, &str, &str), gone: &str) -> usize {
    let at = find(drafts, kind, field, text);
    drafts[at].remove(gone);
    seq(at)
}

const INTENDED_A: (&str, &str, &str) = (body::ORDER_INTENDED, "client_id", "fin-a");
const CHECKED: (&str, &str, &str) = (body::RISK_CHECKED, "approval", "fin");
const FILLED: (&str, &str, &str) = (body::ORDER_FILLED, "trade_id", "t1");

pub(super) const FORGERIES: &[Forgery] = &[
    Forgery("an order without a name", BadFormat, |d| without(d, INTENDED_A, "client_id")),
    Forgery("an order under nothing", BadFormat, |d| without(d, INTENDED_A, "approval")),
    Forgery("an order under two covers", BadFormat, |d| set(d, INTENDED_A, &["mandate"], "fin-m".into())),
    Forgery("a role nobody knows", BadFormat, |d| set(d, INTENDED_A, &["role"], "hedge".into())),
    Forgery("a quantity below zero", BadFormat, |d| set(d, INTENDED_A, &["order", "quantity"], "-1".into())),
    Forgery("a quantity with idle zeros", BadFormat, |d| {
        set(d, INTENDED_A, &["order", "quantity"], "1.50".into())
    }),
    Forgery("a price as a number", BadFormat, |d| {
        set(d, INTENDED_A, &["order", "price"], Value::Integer(101))
    }),
    Forgery("a mode nobody knows", BadFormat, |d| set(d, INTENDED_A, &["order", "mode"], "demo".into())),
    Forgery("a verdict nobody knows", BadFormat, |d| set(d, CHECKED, &["verdict"], "maybe".into())),
    Forgery("signatures required as text", BadFormat, |d| {
        set(d, CHECKED, &["signatures_required"], "2".into())
    }),
    Forgery("rules that are none", BadFormat, |d| set(d, CHECKED, &["rules"], vec!["all fine"].into())),
    Forgery("a fill without fee", BadFormat, |d| without(d, FILLED, "fee")),
    Forgery("a fill of nothing", BadFormat, |d| set(d, FILLED, &["quantity"], "0".into())),
    Forgery("an attempt as text", BadFormat, |d| {
        set(d, (body::ORDER_SENT, "client_id", "fin-a"), &["attempt"], "1".into())
    }),
    Forgery("a cancel without a reason", BadFormat, |d| {
        without(d, (body::ORDER_CANCELLED, "client_id", "fin-b"), "reason")
    }),
    Forgery("a proposal without a strategy", BadFormat, |d| {
        without(d, (body::ORDER_PROPOSED, "approval", "fin"), "strategy")
    }),
    Forgery("a user without a role", BadFormat, |d| without(d, (body::USER_CREATED, "user", "erik"), "role")),
    Forgery("a key in capitals", BadFormat, |d| {
        let key = (body::KEY_CREATED, "key", "erik-1");
        let at = find(d, key.0, key.1, key.2);
        let capitals = d[at].body().get("public_key").unwrap().as_text().unwrap().to_uppercase();
        set(d, key, &["public_key"], capitals.into())
    }),
    Forgery("a statement with a field more", BadFormat, |d| {
        let at = d.iter().rposition(|draft| draft.kind == body::ORDER_SIGNED).unwrap();
        d[at].set(&["statement", "note"], "and more".into());
        seq(at)
    }),
    Forgery("a statement of another version", BadFormat, |d| {
        let at = d.iter().rposition(|draft| draft.kind == body::MANDATE_SIGNED).unwrap();
        d[at].set(&["statement", "v"], Value::Integer(2));
        seq(at)
    }),
    Forgery("another entry 1", BadFormat, |d| {
        d[0].kind = "chain.started".to_owned();
        1
    }),
    Forgery("a chain opened twice", BadFormat, |d| {
        let again = d[0].clone();
        d.push(again);
        d.len()
    }),
    Forgery("sent under another name", SentWithoutIntent, |d| {
        set(d, (body::ORDER_SENT, "client_id", "fin-a"), &["client_id"], "nobody".into())
    }),
    Forgery("acknowledged under another name", SentWithoutIntent, |d| {
        set(d, (body::ORDER_ACKNOWLEDGED, "client_id", "fin-a"), &["client_id"], "nobody".into())
    }),
    Forgery("cancelled under another name", SentWithoutIntent, |d| {
        set(d, (body::ORDER_CANCELLED, "client_id", "fin-b"), &["client_id"], "nobody".into())
    }),
    Forgery("filled under another name", SentWithoutIntent, |d| {
        set(d, FILLED, &["client_id"], "nobody".into())
    }),
    Forgery("acknowledged, never sent", SentWithoutIntent, |d| {
        d.remove(find(d, body::ORDER_SENT, "client_id", "fin-a"));
        seq(find(d, body::ORDER_ACKNOWLEDGED, "client_id", "fin-a"))
    }),
    Forgery("filled, never sent", SentWithoutIntent, |d| {
        d.remove(find(d, body::ORDER_SENT, "client_id", "fin-m-1"));
        seq(find(d, body::ORDER_FILLED, "client_id", "fin-m-1"))
    }),
    Forgery("sent, intended never", SentWithoutIntent, |d| {
        d.remove(find(d, body::ORDER_INTENDED, "client_id", "fin-s"));
        seq(find(d, body::ORDER_SENT, "client_id", "fin-s"))
    }),
    Forgery("a filled order intended again", SentWithoutIntent, |d| {
        let again = d[find(d, body::ORDER_INTENDED, "client_id", "fin-m-1")].clone();
        d.push(again);
        d.len()
    }),
    Forgery("an open order intended again", SentWithoutIntent, |d| {
        let again = d[find(d, body::ORDER_INTENDED, "client_id", "fin-c")].clone();
        d.push(again);
        d.len()
    }),
    Forgery("a head about an older entry", HeadMismatch, |d| head(d, "instance", INSTANCE, 1)),
    Forgery("a head by an admin", HeadMismatch, |d| head(d, "ploy-new", INSTANCE, 0)),
    Forgery("a head of another instance", HeadMismatch, |d| head(d, "instance", "desk-other", 0)),
    Forgery("a head by a replaced instance key", HeadMismatch, |d| {
        let other = super::super::world::public_key("ploy-new");
        let at = d.len();
        d.push(Draft::new(
            0,
            domain::Actor::System,
            body::KEY_CREATED,
            body::key_created("instance", &other, "ploy"),
        ));
        let by = approvals::HeadStatement {
            instance: INSTANCE.to_owned(),
            seq: u64::try_from(seq(at)).unwrap(),
            hash: super::super::draft::seal(d).last().unwrap().hash,
            time_ms: 0,
        };
        let signature = approvals::sign(&by, &super::super::draft::key("ploy-new"));
        let signed = body::signed(&by, &approvals::SignedBy { key_id: "instance".to_owned(), signature });
        d.push(Draft::new(0, domain::Actor::System, body::HEAD_SIGNED, signed));
        d.len()
    }),
];

/// Appends a living key of ploy's and a head made as told.
fn head(drafts: &mut Vec<Draft>, key: &str, instance: &str, back: u64) -> usize {
    let public_key = super::super::world::public_key("ploy-new");
    let created = body::key_created("ploy-new", &public_key, "ploy");
    drafts.push(Draft::new(0, domain::Actor::System, body::KEY_CREATED, created));
    let body = Body::Head { key: key.to_owned(), instance: instance.to_owned(), back };
    drafts.push(Draft { time_ms: 0, actor: domain::Actor::System, kind: body::HEAD_SIGNED.to_owned(), body });
    drafts.push(Draft::new(0, domain::Actor::System, "login.ok", object([("user", "ploy".into())])));
    drafts.len() - 1
}

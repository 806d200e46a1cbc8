//! Entries before they are sealed, so that a forger can change them and seal them again.

use std::convert::Infallible;

use approvals::canonical::object;
use approvals::entry::body;
use approvals::{
    ChainHead, Digest, ExportStatement, FileHeader, HeadStatement, Sealed, SignedBy, SigningKey, StoredEntry,
    Value, sign, write_file,
};
use domain::Actor;

pub const INSTANCE: &str = "desk-test";
pub const INSTANCE_KEY: &str = "instance";
pub const EXPORTED_MS: i64 = 1_700_000_000_000;

/// The signing key of an id: its seed is a digest of the id.
pub fn key(id: &str) -> SigningKey {
    SigningKey::from_bytes(Digest::of("key of ", id.as_bytes()).as_bytes())
}

pub fn signed_by(statement: &impl approvals::Signable, id: &str) -> SignedBy {
    SignedBy { key_id: id.to_owned(), signature: sign(statement, &key(id)) }
}

#[derive(Debug, Clone)]
pub struct Draft {
    pub time_ms: i64,
    pub actor: Actor,
    pub kind: String,
    pub body: Body,
}

/// A head can only be signed once the entry before it is sealed.
#[derive(Debug, Clone)]
pub enum Body {
    Fixed(Value),
    Head { key: String, instance: String, back: u64 },
}

impl Draft {
    pub fn new(time_ms: i64, actor: Actor, kind: &str, body: Value) -> Self {
        Self { time_ms, actor, kind: kind.to_owned(), body: Body::Fixed(body) }
    }

    pub fn body(&self) -> &Value {
        match &self.body {
            Body::Fixed(value) => value,
            Body::Head { .. } => &Value::Null,
        }
    }

    /// The innermost object along `path`, which ends in the field to change.
    pub fn set(&mut self, path: &[&str], value: Value) {
        let Body::Fixed(body) = &mut self.body else { panic!("a head has no fixed body") };
        let (last, parents) = path.split_last().unwrap();
        let mut at = body;
        for parent in parents {
            let Value::Object(fields) = at else { panic!("{parent} is not in an object") };
            at = fields.get_mut(*parent).unwrap();
        }
        let Value::Object(fields) = at else { panic!("{last} is not in an object") };
        fields.insert((*last).to_owned(), value);
    }

    pub fn remove(&mut self, field: &str) {
        let Body::Fixed(Value::Object(fields)) = &mut self.body else { panic!("no fields") };
        fields.remove(field).unwrap();
    }
}

pub fn seal(drafts: &[Draft]) -> Vec<Sealed> {
    let mut head = ChainHead::default();
    drafts
        .iter()
        .map(|draft| {
            let body = match &draft.body {
                Body::Fixed(value) => value.clone(),
                Body::Head { key, instance, back } => head_body(&head, key, instance, *back, draft.time_ms),
            };
            head.append(draft.time_ms, &draft.actor, &draft.kind, body).unwrap()
        })
        .collect()
}

fn head_body(head: &ChainHead, key: &str, instance: &str, back: u64, time_ms: i64) -> Value {
    let statement =
        HeadStatement { instance: instance.to_owned(), seq: head.seq - back, hash: head.hash, time_ms };
    body::signed(&statement, &signed_by(&statement, key))
}

pub fn header(entries: usize) -> FileHeader {
    FileHeader {
        instance: INSTANCE.to_owned(),
        entries: u64::try_from(entries).unwrap(),
        exported_ms: EXPORTED_MS,
    }
}

pub fn stored(sealed: &[Sealed]) -> impl Iterator<Item = Result<StoredEntry, Infallible>> + '_ {
    sealed.iter().map(|s| Ok(StoredEntry { bytes: s.entry_bytes().to_vec(), hash: s.hash }))
}

pub fn file(sealed: &[Sealed]) -> Vec<u8> {
    let mut out = Vec::new();
    let sign = |statement: &ExportStatement| Ok(signed_by(statement, INSTANCE_KEY));
    write_file(&mut out, &header(sealed.len()), stored(sealed), sign).unwrap();
    out
}

/// A free entry that says nothing to a verifier.
pub fn note(time_ms: i64, text: &str) -> Draft {
    let body = object([("name", "theme".into()), ("value", text.into())]);
    Draft::new(time_ms, Actor::System, "setting.changed", body)
}

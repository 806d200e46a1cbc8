//! Entries of the chain, and the chain's growing end.

pub mod body;
mod head;
mod view;

pub use head::{AppendError, ChainHead, Sealed, line};
pub(crate) use view::digest_of;
pub use view::{EntryError, EntryView};

use domain::Actor;
use serde::{Deserialize, Serialize};

use crate::Digest;
use crate::canonical::{BoundError, FieldError, Fields, MAX_INTEGER, Value, object};

/// What an entry's canonical bytes are hashed behind.
pub const HASH_PREFIX: &str = "countersign/entry/1\n";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without a gap.
    pub seq: u64,
    /// The former entry's hash; zeros for entry 1.
    pub prev: Digest,
    pub time_ms: i64,
    /// As `order.intended`.
    pub kind: String,
    pub actor: Actor,
    /// Always an object.
    pub body: Value,
}

impl Entry {
    pub fn to_value(&self) -> Value {
        object([
            ("seq", integer(self.seq)),
            ("prev", self.prev.to_string().into()),
            ("time_ms", self.time_ms.into()),
            ("kind", self.kind.as_str().into()),
            ("actor", self.actor.to_string().into()),
            ("body", self.body.clone()),
        ])
    }

    /// The canonical bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BoundError> {
        self.to_value().to_bytes()
    }

    pub fn hash(&self) -> Result<Digest, BoundError> {
        self.to_bytes().map(|bytes| hash_bytes(&bytes))
    }
}

/// The hash of an entry from its canonical bytes.
pub fn hash_bytes(entry: &[u8]) -> Digest {
    Digest::of(HASH_PREFIX, entry)
}

/// A sequence number as a value.
pub(crate) fn integer(seq: u64) -> Value {
    Value::Integer(i64::try_from(seq).unwrap_or(i64::MAX))
}

pub(crate) fn seq(fields: &Fields<'_>) -> Result<u64, FieldError> {
    let wanted = "a sequence number from 1";
    fields.require("seq", wanted, |raw| {
        raw.integer().filter(|n| (1..=MAX_INTEGER).contains(n))?.try_into().ok()
    })
}

pub(crate) fn digest(fields: &Fields<'_>, field: &'static str) -> Result<Digest, FieldError> {
    digest_of(fields.require(field, "text", Some)?, field)
}

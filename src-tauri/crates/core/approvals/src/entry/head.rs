//! The end of a chain, to which entries are sealed.

use domain::Actor;
use serde::{Deserialize, Serialize};

use super::{Entry, hash_bytes};
use crate::Digest;
use crate::canonical::{BoundError, Value};

/// The last entry's number and hash; number 0 and zeros before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChainHead {
    pub seq: u64,
    pub hash: Digest,
}

/// An entry linked to the one before it. `line` is as it stands in a file, without its line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub entry: Entry,
    pub hash: Digest,
    pub line: Vec<u8>,
}

/// Why an entry cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    #[error("an entry of kind {kind} cannot be written: {source}")]
    Bound { kind: String, source: BoundError },
    #[error("the body of an entry of kind {kind} is {found}, not an object")]
    Body { kind: String, found: &'static str },
    #[error("{0:?} is no kind of entry: lower-case words joined by a full stop, as login.ok")]
    Kind(String),
    #[error("actor {0} has no name")]
    Actor(Actor),
}

impl ChainHead {
    /// Seals the next entry and moves on to it. After an error the head stands where it stood.
    pub fn append(
        &mut self,
        time_ms: i64,
        actor: &Actor,
        kind: &str,
        body: Value,
    ) -> Result<Sealed, AppendError> {
        if !is_kind(kind) {
            return Err(AppendError::Kind(kind.to_owned()));
        }
        if Actor::try_from(actor.to_string()).as_ref() != Ok(actor) {
            return Err(AppendError::Actor(actor.clone()));
        }
        if !matches!(body, Value::Object(_)) {
            return Err(AppendError::Body { kind: kind.to_owned(), found: body.kind() });
        }
        let entry = Entry {
            seq: self.seq + 1,
            prev: self.hash,
            time_ms,
            kind: kind.to_owned(),
            actor: actor.clone(),
            body,
        };
        let bytes =
            entry.to_bytes().map_err(|source| AppendError::Bound { kind: kind.to_owned(), source })?;
        let hash = hash_bytes(&bytes);
        *self = Self { seq: entry.seq, hash };
        Ok(Sealed { entry, hash, line: line(&bytes, &hash) })
    }
}

impl Sealed {
    const BEFORE: &'static [u8] = b"{\"entry\":";
    /// `,"hash":"`, 64 digits, `"}`
    const AFTER: usize = 9 + 64 + 2;

    /// The canonical bytes of the entry, as they stand in the line.
    pub fn entry_bytes(&self) -> &[u8] {
        self.line.get(Self::BEFORE.len()..self.line.len().saturating_sub(Self::AFTER)).unwrap_or_default()
    }
}

/// A line of a file from an entry's canonical bytes and its hash.
pub fn line(entry: &[u8], hash: &Digest) -> Vec<u8> {
    let mut line = Vec::with_capacity(entry.len() + Sealed::BEFORE.len() + Sealed::AFTER);
    line.extend(Sealed::BEFORE);
    line.extend(entry);
    line.extend(b",\"hash\":\"");
    line.extend(hash.to_string().bytes());
    line.extend(b"\"}");
    line
}

fn is_kind(kind: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    kind.contains('.') && kind.split('.').all(word)
}

//! An entry read from its bytes without copying them.

use domain::Actor;

use crate::Digest;
use crate::canonical::cursor::Cursor;
use crate::canonical::{CanonicalError, FieldError, Fields, Raw};

/// Why bytes are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    #[error(transparent)]
    Field(#[from] FieldError),
}

/// A well-formed entry as it stands in its bytes.
#[derive(Debug, Clone)]
pub struct EntryView<'a> {
    pub seq: u64,
    pub prev: Digest,
    pub time_ms: i64,
    pub kind: std::borrow::Cow<'a, str>,
    pub actor: Raw<'a>,
    pub body: Fields<'a>,
    /// All of the entry.
    pub raw: Raw<'a>,
}

impl<'a> EntryView<'a> {
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EntryError> {
        let mut cursor = Cursor::from_bytes(bytes)?;
        let view = Self::read(&mut cursor)?;
        cursor.end()?;
        Ok(view)
    }

    /// Passes an entry. Its fields are always the same and sorted, so that each stands where it must.
    pub(crate) fn read(cursor: &mut Cursor<'a>) -> Result<Self, EntryError> {
        let start = cursor.position();
        cursor.literal("{\"actor\":")?;
        let actor = cursor.string()?;
        cursor.literal(",\"body\":")?;
        let body = Fields::read(cursor)?;
        cursor.literal(",\"kind\":")?;
        let kind = cursor.string()?;
        cursor.literal(",\"prev\":")?;
        let prev = cursor.string()?;
        cursor.literal(",\"seq\":")?;
        let seq = cursor.integer()?;
        cursor.literal(",\"time_ms\":")?;
        let time_ms = cursor.integer()?;
        cursor.literal("}")?;
        Ok(Self {
            actor: checked(actor, "actor", "user:NAME, bot:ID, system, gateway or venue:NAME", is_actor)?,
            seq: checked(seq, "seq", "a sequence number from 1", |raw| u64::try_from(raw.integer()?).ok())?,
            prev: digest_of(prev, "prev")?,
            time_ms: checked(time_ms, "time_ms", "an integer", Raw::integer)?,
            kind: checked(kind, "kind", "text", |raw| raw.text().filter(|kind| !kind.is_empty()))?,
            body,
            raw: cursor.since(start),
        })
    }
}

/// A digest that stands in a field.
pub(crate) fn digest_of(raw: Raw<'_>, field: &'static str) -> Result<Digest, FieldError> {
    checked(raw, field, "64 lower-case hexadecimal digits", |raw| raw.text()?.parse().ok())
}

fn is_actor(raw: Raw<'_>) -> Option<Raw<'_>> {
    matches!(raw.as_str(), "\"system\"" | "\"gateway\"")
        .then_some(raw)
        .or_else(|| Actor::try_from(raw.text()?.into_owned()).ok().map(|_| raw))
}

fn checked<'a, T>(
    raw: Raw<'a>,
    field: &'static str,
    wanted: &'static str,
    read: impl FnOnce(Raw<'a>) -> Option<T>,
) -> Result<T, FieldError> {
    read(raw).ok_or_else(|| FieldError::WrongKind { field, wanted, found: raw.to_string() })
}

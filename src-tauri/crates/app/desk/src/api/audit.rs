//! The chain as people read it.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct AuditQuery {
    /// Entries with a lower number; `None`: from the newest.
    pub before_seq: Option<u32>,
    pub limit: u32,
    /// Kinds that start with this: `order.`, `login.` ...
    pub kind_prefix: Option<String>,
    pub actor: Option<String>,
    /// Text to be found anywhere in an entry.
    pub text: Option<String>,
    pub from_ms: Option<i64>,
    pub to_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<AuditEntryView>,
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AuditEntryView {
    pub seq: u32,
    pub time_ms: i64,
    pub kind: String,
    pub actor: String,
    pub prev: String,
    pub hash: String,
    /// Canonical JSON.
    pub body: String,
    /// Where the entry is signed: who, with which key, and the 64 bytes in hex.
    pub signer: Option<String>,
    pub key: Option<String>,
    pub signature: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct VerifyView {
    pub ok: bool,
    pub entries: u32,
    pub signatures: u32,
    pub orders: u32,
    pub covered: u32,
    pub head_seq: u32,
    pub head_hash: String,
    pub instance_key: String,
    pub first_ms: Option<i64>,
    pub took_ms: u32,
    pub failure: Option<VerifyFailure>,
}

/// The first entry that does not hold; nothing after it is vouched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct VerifyFailure {
    pub code: String,
    pub seq: u32,
    pub message: String,
}

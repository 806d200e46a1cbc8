//! Keys of exchange accounts. Secrets go in and never come out.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// A key as it is shown: nothing of its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExchangeKeyView {
    pub label: String,
    pub venue: String,
    /// Eight hexadecimal digits that tell keys apart. A label and its fingerprint name one row.
    pub fingerprint: String,
    pub permissions: PermissionsView,
    /// A key of its own signs in to the private stream.
    pub separate_stream: bool,
    pub created_ms: i64,
    /// Ninety days after it was made.
    pub rotate_by_ms: i64,
    pub state: ExchangeKeyState,
    /// Until then a key that was rotated still works.
    pub grace_until_ms: Option<i64>,
    pub last_used_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeKeyState {
    Active,
    /// Fourteen days or fewer are left of its ninety.
    DueSoon,
    Due,
    /// Rotated; works until its grace ends.
    Grace,
    /// Its secret is gone from this machine.
    Revoked,
}

/// What the venue says a key may do; `None` where it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct PermissionsView {
    pub read: Option<bool>,
    pub trade: Option<bool>,
    pub withdraw: Option<bool>,
    /// The venue's own words, in its order.
    pub granted: Vec<String>,
}

/// A key to keep. It is checked at its venue first, and not kept if it may withdraw.
#[derive(Debug, Deserialize, specta::Type)]
pub struct NewExchangeKey {
    pub label: String,
    pub venue: String,
    pub secrets: KeySecrets,
}

/// Both halves of a key, and of a second one where the private stream has its own.
#[derive(Debug, Deserialize, specta::Type)]
pub struct KeySecrets {
    #[specta(type = String)]
    pub key: SecretString,
    /// For Coinbase the PEM text.
    #[specta(type = String)]
    pub secret: SecretString,
    #[specta(type = Option<String>)]
    pub stream_key: Option<SecretString>,
    #[specta(type = Option<String>)]
    pub stream_secret: Option<SecretString>,
}

/// New halves for a label; the old ones work until the grace ends.
#[derive(Debug, Deserialize, specta::Type)]
pub struct RotateExchangeKey {
    pub label: String,
    pub secrets: KeySecrets,
    pub grace_hours: u32,
}

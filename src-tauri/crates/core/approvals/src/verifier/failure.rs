//! How a chain fails.

use serde::{Deserialize, Serialize};

use crate::keyring::SignatureFault;

/// The kinds of failure, in the order in which one line is checked for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    BadFormat,
    SequenceGap,
    LinkBroken,
    HashMismatch,
    UnknownKey,
    KeyRevoked,
    BadSignature,
    NotAllowed,
    SentWithoutIntent,
    UncoveredOrder,
    ExpiredApproval,
    OutOfBand,
    OverCap,
    HeadMismatch,
}

impl FailureCode {
    pub const ALL: [Self; 14] = [
        Self::BadFormat,
        Self::SequenceGap,
        Self::LinkBroken,
        Self::HashMismatch,
        Self::UnknownKey,
        Self::KeyRevoked,
        Self::BadSignature,
        Self::NotAllowed,
        Self::SentWithoutIntent,
        Self::UncoveredOrder,
        Self::ExpiredApproval,
        Self::OutOfBand,
        Self::OverCap,
        Self::HeadMismatch,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadFormat => "bad_format",
            Self::SequenceGap => "sequence_gap",
            Self::LinkBroken => "link_broken",
            Self::HashMismatch => "hash_mismatch",
            Self::UnknownKey => "unknown_key",
            Self::KeyRevoked => "key_revoked",
            Self::BadSignature => "bad_signature",
            Self::NotAllowed => "not_allowed",
            Self::SentWithoutIntent => "sent_without_intent",
            Self::UncoveredOrder => "uncovered_order",
            Self::ExpiredApproval => "expired_approval",
            Self::OutOfBand => "out_of_band",
            Self::OverCap => "over_cap",
            Self::HeadMismatch => "head_mismatch",
        }
    }
}

impl std::fmt::Display for FailureCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The first failure of a chain; nothing after it is valid. `seq` is 0 for a file's header and what the
/// export states for its last line; for a line that cannot be read, the number it should have had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("entry {seq}: {code}: {message}")]
pub struct Failure {
    pub code: FailureCode,
    pub seq: u64,
    pub message: String,
}

/// A failure before it is known where.
#[derive(Debug)]
pub(crate) struct Breach {
    code: FailureCode,
    message: String,
}

impl Breach {
    pub(crate) const fn new(code: FailureCode, message: String) -> Self {
        Self { code, message }
    }

    pub(crate) fn at(self, seq: u64) -> Failure {
        Failure { code: self.code, seq, message: self.message }
    }
}

pub(crate) fn bad_format(fault: &impl std::fmt::Display) -> Breach {
    Breach::new(FailureCode::BadFormat, fault.to_string())
}

impl From<crate::canonical::FieldError> for Breach {
    fn from(error: crate::canonical::FieldError) -> Self {
        bad_format(&error)
    }
}

impl From<SignatureFault> for Breach {
    fn from(fault: SignatureFault) -> Self {
        let code = match fault {
            SignatureFault::UnknownKey { .. } => FailureCode::UnknownKey,
            SignatureFault::KeyRevoked { .. } => FailureCode::KeyRevoked,
            SignatureFault::BadSignature { .. } => FailureCode::BadSignature,
            SignatureFault::NoUser { .. }
            | SignatureFault::UserDisabled { .. }
            | SignatureFault::NotAdmin { .. } => FailureCode::NotAllowed,
        };
        Self::new(code, fault.to_string())
    }
}

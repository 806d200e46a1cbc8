//! Keys of exchange accounts as the chain tells of them: labels, fingerprints and rights, never a secret.

use approvals::Value;
use approvals::canonical::object;
use domain::{Role, VenueId};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::draft::Draft;
use crate::input::{check_name, check_text};

/// What the venue says a key may do; `None` where it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VenueKeyRights {
    pub read: Option<bool>,
    pub trade: Option<bool>,
    pub withdraw: Option<bool>,
}

/// A key as the chain names it. Fingerprints tell keys apart and give nothing away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VenueKey {
    pub label: String,
    pub venue: VenueId,
    pub fingerprint: String,
    /// Of a key of its own for the private stream.
    pub stream: Option<String>,
}

/// What happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum VenueKeyChange {
    Added {
        rights: VenueKeyRights,
    },
    /// It takes the place of another under the same label.
    Rotated {
        rights: VenueKeyRights,
        /// Fingerprint of the one before, and until when that one is kept; `None`: wiped at once.
        replaces: String,
        grace_until_ms: Option<i64>,
    },
    /// Its grace is over: it was wiped.
    GraceEnded,
    Revoked {
        reason: String,
    },
}

/// Keys are an admin's; time alone ends a grace.
pub(crate) fn change(draft: &mut Draft, key: &VenueKey, change: &VenueKeyChange) -> Result<(), Refusal> {
    match change {
        VenueKeyChange::GraceEnded => draft.require_or_system(Role::Admin)?,
        _ => draft.require(Role::Admin)?,
    }
    check_name("label", &key.label)?;
    check_name("venue", key.venue.as_str())?;
    check_name("fingerprint", &key.fingerprint)?;
    if let Some(stream) = &key.stream {
        check_name("stream", stream)?;
    }
    let (kind, more) = match change {
        VenueKeyChange::Added { rights } => ("venue_key.added", granted(*rights)?.to_vec()),
        VenueKeyChange::Rotated { rights, replaces, grace_until_ms } => {
            check_name("replaces", replaces)?;
            let replaced =
                [("replaces", replaces.as_str().into()), ("grace_until_ms", (*grace_until_ms).into())];
            ("venue_key.rotated", [&granted(*rights)?[..], &replaced].concat())
        }
        VenueKeyChange::GraceEnded => ("venue_key.grace_ended", Vec::new()),
        VenueKeyChange::Revoked { reason } => {
            check_text("reason", reason)?;
            ("venue_key.revoked", vec![("reason", reason.as_str().into())])
        }
    };
    let named = [
        ("label", key.label.as_str().into()),
        ("venue", key.venue.as_str().into()),
        ("fingerprint", key.fingerprint.as_str().into()),
        ("stream", key.stream.as_deref().into()),
    ];
    draft.append((kind, object(named.into_iter().chain(more))))
}

/// A key that may withdraw is kept nowhere, whoever asks.
fn granted(rights: VenueKeyRights) -> Result<[(&'static str, Value); 3], Refusal> {
    if rights.withdraw == Some(true) {
        return Err(Refusal::BadBody {
            field: "withdraw",
            reason: "a key that may withdraw is not kept".to_owned(),
        });
    }
    Ok([("read", rights.read.into()), ("trade", rights.trade.into()), ("withdraw", rights.withdraw.into())])
}

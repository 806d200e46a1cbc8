//! What the engine asks of the outside, and what it wants people to know.

use approvals::Countersigned;
use domain::{Decimal, InstrumentId, Mode};
use serde::{Deserialize, Serialize};

use crate::KillLevel;

/// To be done after the input is journalled, in this order.
#[derive(Debug, Clone)]
pub enum Effect {
    Send(Countersigned),
    Cancel { client_id: String, instrument: InstrumentId, mode: Mode },
    Notify(Notice),
}

/// News for people; words and channels are chosen elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    ApprovalPending {
        approval: String,
        expires_ms: i64,
    },
    ApprovalExpired {
        approval: String,
    },
    RefusedByRisk {
        approval: String,
    },
    /// A market order cannot be post-only: it was taken without.
    PostOnlyIgnored {
        name: String,
    },
    OrderFilled {
        client_id: String,
        quantity: Decimal,
        price: Decimal,
        complete: bool,
    },
    OrderCancelled {
        client_id: String,
        reason: String,
    },
    OrderRefused {
        client_id: String,
        reason: String,
    },
    OrderUnconfirmed {
        client_id: String,
    },
    /// Stop and target for that quantity have been written ahead.
    Protecting {
        entry: String,
        quantity: Decimal,
    },
    Unprotected {
        entry: String,
        instrument: InstrumentId,
        quantity: Decimal,
        reason: Unprotected,
    },
    /// An exit that waited for working orders to be cancelled will not be sent.
    ExitLapsed {
        client_id: String,
        reason: String,
    },
    Paused {
        reason: String,
    },
    Resumed,
    Killed {
        level: KillLevel,
        cancelled: u32,
        closing: u32,
    },
}

/// Why a filled entry has no stop resting at its venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Unprotected {
    /// Below the venue's smallest order.
    Dust,
    /// Neither its approval nor a mandate covers the exit any more.
    Uncovered,
    /// The venue refused the stop.
    Refused,
    /// The venue cancelled it time and again without a reason.
    Lost,
    /// A person cancelled the stop.
    Withdrawn,
    /// A position is to be closed, and no exit mandate covers it.
    NoExitMandate,
}

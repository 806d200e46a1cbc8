//! What waits for a signature, and what was signed.

use domain::{Decimal, InstrumentId, Mode, Reason, Side, Timeframe};
use serde::{Deserialize, Serialize};

use super::script::ScriptRef;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStatus {
    Pending,
    /// Signed, not yet executed.
    Signed,
    /// Signed and executed: it cannot be used again.
    Used,
    Rejected,
    Expired,
    /// A risk rule stopped it before anybody was asked.
    Refused,
}

/// One risk rule's verdict, with the value it saw and the limit it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RuleView {
    /// Stable name, as `order_notional`.
    pub rule: String,
    pub value: String,
    pub limit: String,
    pub ok: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SignatureView {
    pub user: String,
    pub key: String,
    /// 128 hex digits; the seal is drawn from them.
    pub signature: String,
    pub time_ms: i64,
    pub held_ms: u32,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ApprovalView {
    pub id: String,
    pub status: ApprovalStatus,
    pub mode: Mode,
    pub account: String,
    pub instrument: InstrumentId,
    pub timeframe: Option<Timeframe>,
    pub side: Side,
    pub order_type: String,
    /// At most this much may be executed.
    pub quantity: Decimal,
    pub notional: Decimal,
    /// Price at the signal.
    pub entry: Decimal,
    pub price_low: Decimal,
    pub price_high: Decimal,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    /// What is lost if the stop is hit, fees included, below zero; `None` without a stop.
    pub worst_loss: Option<Decimal>,
    /// The same as a fraction of equity.
    pub worst_loss_of_equity: Option<f64>,
    pub gain: Option<Decimal>,
    /// Fees in and out.
    pub fees: Decimal,
    /// Gain over loss.
    pub r_multiple: Option<f64>,
    pub quote_currency: String,
    pub strategy: String,
    /// The script that proposed it, where it is no built-in.
    #[serde(default)]
    pub script: Option<ScriptRef>,
    pub reason: Reason,
    #[specta(type = specta_typescript::Number)]
    pub confidence: f64,
    pub metrics: std::collections::BTreeMap<String, f64>,
    pub proposed_by: String,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub as_of_ms: i64,
    /// Price now, drift since the signal as a fraction, and the most it may be.
    pub price_now: Option<Decimal>,
    pub drift: Option<f64>,
    #[specta(type = specta_typescript::Number)]
    pub drift_limit: f64,
    /// May it be signed now; if not, the code of the reason.
    pub signable: bool,
    pub blocked_by: Option<String>,
    pub policy: String,
    pub rules: Vec<RuleView>,
    pub signatures_required: u32,
    pub signatures: Vec<SignatureView>,
    pub decided_by: Option<String>,
    pub decided_ms: Option<i64>,
    pub decision_reason: Option<String>,
    /// What has been executed of it.
    pub executed: Decimal,
    /// The canonical bytes to sign, as text, and their SHA-256 in hex (prefix included).
    pub statement: String,
    pub statement_hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SignRequest {
    pub approval: String,
    pub reason: String,
    /// The hash of what was on screen: anything else is refused.
    pub statement_hash: String,
    pub held_ms: u32,
}

/// One step in the life of an approval or order, from the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TimelineStep {
    pub seq: u32,
    pub time_ms: i64,
    /// The chain's kind: `order.proposed`, `risk.checked`, `order.signed` ...
    pub kind: String,
    pub actor: String,
    /// The entry's body, canonical JSON.
    pub body: String,
    pub hash: String,
}

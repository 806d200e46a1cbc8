//! The frame round every screen: may I trade (above), may I believe it (below).

use domain::{Decimal, Mode};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DeskSnapshot {
    pub mode: Mode,
    pub account: String,
    pub currency: String,
    pub equity: Decimal,
    pub day_pnl: Decimal,
    #[specta(type = specta_typescript::Number)]
    pub day_pnl_fraction: f64,
    #[specta(type = specta_typescript::Number)]
    pub drawdown: f64,
    #[specta(type = specta_typescript::Number)]
    pub drawdown_limit: f64,
    pub trades_today: u32,
    pub trades_limit: u32,
    pub paused: bool,
    pub breaker_open: bool,
    pub pending_approvals: u32,
    /// Expiry of the approval that runs out first.
    pub next_expiry_ms: Option<i64>,
    pub open_positions: u32,
    pub working_orders: u32,
    /// Orders whose outcome the venue has not told.
    pub unconfirmed_orders: u32,
    /// Seconds, since 00:00 UTC, in which a position had no resting exit of its full size.
    #[specta(type = specta_typescript::Number)]
    pub unprotected_seconds: f64,
    pub venues: Vec<VenueHealth>,
    pub chain: ChainHeadView,
    /// What was found on the last start: orders asked about, and what became of them.
    pub reconcile: ReconcileView,
    pub time_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct VenueHealth {
    pub venue: String,
    /// `up`, `stale`, `recorded`, `down`, `connecting`, `maintenance`.
    pub state: String,
    pub age_ms: Option<u32>,
    pub limit_ms: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ChainHeadView {
    pub seq: u32,
    pub hash: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReconcileView {
    pub asked: u32,
    pub matched: u32,
    pub never_sent: u32,
    pub unexplained: u32,
}

/// Something a person should know, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NoticeView {
    pub id: u32,
    /// `order_filled`, `approval_waiting`, `approval_expiring`, `order_failed`, `killed` ...
    pub code: String,
    pub level: NoticeLevel,
    pub values: std::collections::BTreeMap<String, String>,
    /// English, for the system's own notifications.
    pub text: String,
    pub time_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeLevel {
    Info,
    Warning,
    Alarm,
}

/// Which parts of the picture changed; the window asks for those again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Door,
    Snapshot,
    Approvals,
    Holdings,
    Risk,
    Audit,
    Market,
    Series,
    Backtests,
    Scripts,
    People,
    Connections,
    Keys,
}

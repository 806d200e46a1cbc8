//! Limits, room left, pause and the kill switch.

use domain::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KillLevel {
    PauseEntries,
    CancelOrders,
    Flatten,
}

/// What each level of the kill switch would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KillPreview {
    pub working_orders: u32,
    pub positions: u32,
    pub notional: Decimal,
    pub currency: String,
}

/// One limit and how much of it is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LimitView {
    /// Stable name, as `order_notional`.
    pub rule: String,
    pub value: String,
    pub limit: String,
    /// 0 to 1 and above; `None` where a fraction says nothing.
    pub used: Option<f64>,
    /// `currency`, `count`, `fraction`, `seconds`.
    pub unit: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RiskView {
    pub policy: String,
    pub paused: bool,
    pub paused_reason: Option<String>,
    pub limits: Vec<LimitView>,
    pub kill: KillPreview,
}

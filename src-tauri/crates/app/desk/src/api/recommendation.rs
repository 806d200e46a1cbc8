//! Asking a strategy.

use std::collections::BTreeMap;

use domain::{Decimal, Decision, InstrumentId, Reason, Timeframe};
use serde::{Deserialize, Serialize};

use super::approval::RuleView;
use super::script::ScriptRef;

/// Which candles are looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Period {
    LastDays { days: u32 },
    LastCandles { count: u32 },
    Range { start_ms: i64, end_ms: i64 },
    All,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct AnalyseRequest {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub period: Period,
    pub strategy: String,
    pub params: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RecommendationView {
    pub id: String,
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub strategy: String,
    /// The script it is, where it is no built-in.
    #[serde(default)]
    pub script: Option<ScriptRef>,
    pub decision: Decision,
    pub entry: Option<Decimal>,
    pub stop_loss: Option<Decimal>,
    pub take_profit: Option<Decimal>,
    pub quantity: Option<Decimal>,
    #[specta(type = specta_typescript::Number)]
    pub confidence: f64,
    pub reason: Reason,
    pub metrics: BTreeMap<String, f64>,
    pub as_of_ms: i64,
    pub created_ms: i64,
    /// The approval it waits in, where there is something to approve.
    pub approval: Option<String>,
    /// The rules that stopped it (M110), empty where it was cleared or nothing was asked.
    pub refused_by: Vec<RuleView>,
}

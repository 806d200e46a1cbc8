//! Backtests as asked for and as shown.

use std::collections::BTreeMap;

use domain::{InstrumentId, Timeframe};
use serde::{Deserialize, Serialize};

use super::recommendation::Period;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BacktestRequest {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub period: Period,
    pub strategy: String,
    pub params: BTreeMap<String, f64>,
    #[specta(type = specta_typescript::Number)]
    pub capital: f64,
    /// Fraction of the value a side: 0.001 is 0.1 %.
    #[specta(type = specta_typescript::Number)]
    pub fee: f64,
    #[specta(type = specta_typescript::Number)]
    pub slippage_bps: f64,
    pub sizing: SizingView,
    pub short: bool,
    pub stop_loss: Option<f64>,
    pub take_profit: Option<f64>,
    /// IANA name; heatmaps are in this zone.
    pub time_zone: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum SizingView {
    AllIn,
    Fraction(f64),
    Quantity(f64),
    Risk(f64),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BacktestView {
    pub id: String,
    pub request: BacktestRequest,
    pub first_ms: i64,
    pub last_ms: i64,
    pub candles: u32,
    /// Gaps in the candles it ran over.
    pub gaps: u32,
    pub figures: Figures,
    pub trades: Vec<TradeView>,
    pub distribution: DistributionView,
    /// Monday first, hours 0 to 23; `None` where no trade was entered.
    pub heatmap_return: Vec<Vec<Option<f64>>>,
    pub heatmap_winrate: Vec<Vec<Option<f64>>>,
    pub heatmap_counts: Vec<Vec<u32>>,
    pub warnings: Vec<Remark>,
    pub verdict: Option<Remark>,
    #[specta(type = specta_typescript::Number)]
    pub run_ms: f64,
    pub created_ms: i64,
}

/// A sentence in a form that can be translated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Remark {
    pub code: String,
    pub values: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Figures {
    #[specta(type = specta_typescript::Number)]
    pub final_equity: f64,
    #[specta(type = specta_typescript::Number)]
    pub total_return: f64,
    pub annualized_return: Option<f64>,
    pub sharpe: Option<f64>,
    pub sortino: Option<f64>,
    pub calmar: Option<f64>,
    #[specta(type = specta_typescript::Number)]
    pub max_drawdown: f64,
    pub max_drawdown_start: Option<i64>,
    pub max_drawdown_end: Option<i64>,
    pub win_rate: Option<f64>,
    pub profit_factor: Option<f64>,
    pub expectancy: Option<f64>,
    #[specta(type = specta_typescript::Number)]
    pub exposure: f64,
    pub trades: u32,
    #[specta(type = specta_typescript::Number)]
    pub fees_paid: f64,
    #[specta(type = specta_typescript::Number)]
    pub buy_and_hold_return: f64,
    pub average_win: Option<f64>,
    pub average_loss: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TradeView {
    pub entry_index: u32,
    pub exit_index: u32,
    pub entry_ms: i64,
    pub exit_ms: i64,
    pub side: String,
    #[specta(type = specta_typescript::Number)]
    pub entry_price: f64,
    #[specta(type = specta_typescript::Number)]
    pub exit_price: f64,
    #[specta(type = specta_typescript::Number)]
    pub quantity: f64,
    #[specta(type = specta_typescript::Number)]
    pub pnl: f64,
    #[serde(rename = "return")]
    #[specta(type = specta_typescript::Number)]
    pub return_: f64,
    #[specta(type = specta_typescript::Number)]
    pub fees: f64,
    pub exit_reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DistributionView {
    pub edges: Vec<f64>,
    pub counts: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    Equity,
    Drawdown,
    Distribution,
    HeatmapReturn,
    HeatmapWinrate,
    HeatmapCounts,
    Trades,
    Result,
    Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Png,
    Svg,
    Csv,
    Json,
    Html,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExportRequest {
    pub backtest: String,
    pub kind: ExportKind,
    pub format: ExportFormat,
    /// A folder; `None`: `exports` in the data directory.
    pub folder: Option<String>,
}

//! Sweeps and walks forward, as asked for and as shown.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::backtest::BacktestRequest;

/// A parameter that is varied, with the values it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SweepAxis {
    pub name: String,
    #[specta(type = Vec<Number>)]
    pub values: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SweepPlan {
    /// Every combination.
    Grid,
    /// So many different combinations of the grid; the same seed gives the same ones.
    Random { count: u32, seed: u32 },
}

/// What the axes name is not taken from `base.params`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SweepRequest {
    pub base: BacktestRequest,
    pub axes: Vec<SweepAxis>,
    pub plan: SweepPlan,
}

/// One combination; `None` where a figure is not defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SweepRow {
    /// Row by row over the axes, the last one fastest.
    pub index: u32,
    #[specta(type = Vec<Number>)]
    pub params: Vec<f64>,
    #[specta(type = Number)]
    pub final_equity: f64,
    #[specta(type = Number)]
    pub total_return: f64,
    pub sharpe: Option<f64>,
    #[specta(type = Number)]
    pub max_drawdown: f64,
    pub trades: u32,
    pub win_rate: Option<f64>,
    pub profit_factor: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SweepView {
    pub id: String,
    pub request: SweepRequest,
    /// Combinations of the plan, and those tried or found to contradict themselves.
    pub total: u32,
    pub done: u32,
    pub complete: bool,
    /// A hundred at most, by Sharpe ratio.
    pub best: Vec<SweepRow>,
    pub deflated_sharpe: Option<f64>,
    /// What the luckiest of as many worthless strategies would be expected to show, a year.
    pub expected_best_sharpe: Option<f64>,
    pub pbo: Option<f64>,
    /// In how many ways the time was split for it.
    pub splits: u32,
    #[specta(type = Number)]
    pub buy_and_hold_return: f64,
    pub buy_and_hold_sharpe: Option<f64>,
    pub candles: u32,
    #[specta(type = Number)]
    pub run_ms: f64,
    pub created_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    Csv,
    Parquet,
    // a folder with the page, its pictures and the table
    Report,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SweepExport {
    pub sweep: String,
    pub format: TableFormat,
    /// The exports folder where left out.
    pub folder: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WalkForwardRequest {
    pub base: BacktestRequest,
    pub axes: Vec<SweepAxis>,
    pub train_days: u32,
    pub test_days: u32,
}

/// How far a walk forward has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WalkProgress {
    pub done: u32,
    pub windows: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WindowFigures {
    #[specta(type = Number)]
    pub total_return: f64,
    pub sharpe: Option<f64>,
    #[specta(type = Number)]
    pub max_drawdown: f64,
    pub trades: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WalkForwardWindow {
    pub train_start_ms: i64,
    pub test_start_ms: i64,
    /// The end of its last candle.
    pub test_end_ms: i64,
    /// In the order of the axes; empty where no combination had a Sharpe ratio in training.
    #[specta(type = Vec<Number>)]
    pub params: Vec<f64>,
    pub in_sample: Option<WindowFigures>,
    pub out_of_sample: WindowFigures,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WalkForwardView {
    pub id: String,
    pub request: WalkForwardRequest,
    pub windows: Vec<WalkForwardWindow>,
    /// Of the joined out-of-sample stretches.
    #[specta(type = Number)]
    pub total_return: f64,
    pub annualized_return: Option<f64>,
    pub sharpe: Option<f64>,
    #[specta(type = Number)]
    pub max_drawdown: f64,
    pub trades: u32,
    /// Of the best combination over all candles: chosen with the end in sight.
    #[specta(type = Number)]
    pub best_cell_return: f64,
    /// Return a year on new data over that in training.
    pub efficiency: Option<f64>,
    pub curve_ms: Vec<i64>,
    #[specta(type = Vec<Number>)]
    pub curve_equity: Vec<f64>,
    #[specta(type = Number)]
    pub buy_and_hold_return: f64,
    #[specta(type = Number)]
    pub run_ms: f64,
    pub created_ms: i64,
}

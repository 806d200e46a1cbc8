//! Commands of the window: research.

use desk::{
    DeskError, StrategySchema,
    api::{
        backtest::{BacktestRequest, BacktestView, ExportRequest},
        recommendation::{AnalyseRequest, RecommendationView},
    },
};
use tauri::State;

use crate::window::Window;

/// Strategies with the schema of their parameters.
#[tauri::command]
#[specta::specta]
pub async fn strategies(window: State<'_, Window>) -> Result<Vec<StrategySchema>, DeskError> {
    window.desk()?.strategies(&window.session_required()?).await
}

/// Asks a strategy; what can be acted on waits in the approvals inbox.
#[tauri::command]
#[specta::specta]
pub async fn analyse(
    window: State<'_, Window>,
    request: AnalyseRequest,
) -> Result<RecommendationView, DeskError> {
    window.desk()?.analyse(&window.session_required()?, request).await
}

/// A practice signal on the built-in market for the first trade.
#[tauri::command]
#[specta::specta]
pub async fn practice(window: State<'_, Window>) -> Result<RecommendationView, DeskError> {
    window.desk()?.practice(&window.session_required()?).await
}

/// Recommendations, newest first, with the rules that stopped each.
#[tauri::command]
#[specta::specta]
pub async fn recommendations(window: State<'_, Window>) -> Result<Vec<RecommendationView>, DeskError> {
    window.desk()?.recommendations(&window.session_required()?).await
}

/// Runs a backtest and keeps it.
#[tauri::command]
#[specta::specta]
pub async fn backtest(
    window: State<'_, Window>,
    request: BacktestRequest,
) -> Result<BacktestView, DeskError> {
    window.desk()?.backtest(&window.session_required()?, request).await
}

/// Backtests kept, newest first.
#[tauri::command]
#[specta::specta]
pub async fn backtests(window: State<'_, Window>) -> Result<Vec<BacktestView>, DeskError> {
    window.desk()?.backtests(&window.session_required()?).await
}

/// Writes one picture, table or report; answers with its path.
#[tauri::command]
#[specta::specta]
pub async fn export_backtest(window: State<'_, Window>, request: ExportRequest) -> Result<String, DeskError> {
    window.desk()?.export_backtest(&window.session_required()?, request).await
}

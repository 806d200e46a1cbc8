//! Commands of the window: research.

use desk::{
    DeskError, StrategySchema,
    api::{
        backtest::{BacktestRequest, BacktestView, ExportRequest},
        recommendation::{AnalyseRequest, RecommendationView},
        sweep::{SweepExport, SweepView, WalkForwardRequest, WalkForwardView, WalkProgress},
    },
};
use tauri::State;
use tauri::ipc::Channel;

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

/// Stops the sweep that runs; it answers with what it has.
#[tauri::command]
#[specta::specta]
pub async fn cancel_sweep(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.cancel_sweep(&window.session_required()?).await
}

/// Sweeps kept, newest first.
#[tauri::command]
#[specta::specta]
pub async fn sweeps(window: State<'_, Window>) -> Result<Vec<SweepView>, DeskError> {
    window.desk()?.sweeps(&window.session_required()?).await
}

/// Writes the table of a sweep, or its report; answers with its path.
#[tauri::command]
#[specta::specta]
pub async fn export_sweep(window: State<'_, Window>, request: SweepExport) -> Result<String, DeskError> {
    window.desk()?.export_sweep(&window.session_required()?, request).await
}

/// Chooses parameters on the past of each window and tries them on what came after it; the channel hears of each window.
#[tauri::command]
#[specta::specta]
pub async fn walk_forward(
    window: State<'_, Window>,
    request: WalkForwardRequest,
    progress: Channel<WalkProgress>,
) -> Result<WalkForwardView, DeskError> {
    let on_windows = move |windows| {
        // a window that has gone away needs no progress
        let _ = progress.send(windows);
    };
    window.desk()?.walk_forward_followed(&window.session_required()?, request, Box::new(on_windows)).await
}

/// Stops the walk forward that runs; nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub async fn cancel_walk_forward(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.cancel_walk_forward(&window.session_required()?).await
}

/// Writes the report of a walk forward; answers with the path of its page.
#[tauri::command]
#[specta::specta]
pub async fn export_walk_forward(
    window: State<'_, Window>,
    walk: String,
    folder: Option<String>,
) -> Result<String, DeskError> {
    window.desk()?.export_walk_forward(&window.session_required()?, walk, folder).await
}

//! Commands of the window: market.

use desk::{
    DeskError,
    api::market::{IndicatorView, InstrumentView, WatchView},
};
use tauri::State;

use crate::window::Window;

/// What can be watched and traded.
#[tauri::command]
#[specta::specta]
pub async fn instruments(window: State<'_, Window>) -> Result<Vec<InstrumentView>, DeskError> {
    window.desk()?.instruments(&window.session_required()?).await
}

/// The watchlist with day figures and sparklines.
#[tauri::command]
#[specta::specta]
pub async fn watchlist(window: State<'_, Window>) -> Result<Vec<WatchView>, DeskError> {
    window.desk()?.watchlist(&window.session_required()?).await
}

/// Indicators with their parameters.
#[tauri::command]
#[specta::specta]
pub async fn indicators(window: State<'_, Window>) -> Result<Vec<IndicatorView>, DeskError> {
    window.desk()?.indicators(&window.session_required()?).await
}

/// Stops the import under way; nothing of it is stored.
#[tauri::command]
#[specta::specta]
pub async fn cancel_import(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.cancel_import(&window.session_required()?).await
}

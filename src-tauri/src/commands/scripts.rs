//! Commands of the window: scripts.

use desk::{
    DeskError,
    api::script::{SaveScript, ScriptCheck, ScriptReference, ScriptSummary, ScriptVersion, ScriptView},
};
use tauri::State;

use crate::window::Window;

/// Every script by its newest version, with what its check found.
#[tauri::command]
#[specta::specta]
pub async fn scripts(window: State<'_, Window>) -> Result<Vec<ScriptSummary>, DeskError> {
    window.desk()?.scripts(&window.session_required()?).await
}

/// One version of a script, or its newest.
#[tauri::command]
#[specta::specta]
pub async fn script(
    window: State<'_, Window>,
    name: String,
    version: Option<u32>,
) -> Result<ScriptView, DeskError> {
    window.desk()?.script(&window.session_required()?, name, version).await
}

/// Every version of a script, newest first.
#[tauri::command]
#[specta::specta]
pub async fn script_versions(
    window: State<'_, Window>,
    name: String,
) -> Result<Vec<ScriptVersion>, DeskError> {
    window.desk()?.script_versions(&window.session_required()?, name).await
}

/// Saves a script as its next version.
#[tauri::command]
#[specta::specta]
pub async fn save_script(window: State<'_, Window>, request: SaveScript) -> Result<ScriptView, DeskError> {
    window.desk()?.save_script(&window.session_required()?, request).await
}

/// Saves the source of an earlier version as the newest.
#[tauri::command]
#[specta::specta]
pub async fn restore_script(
    window: State<'_, Window>,
    name: String,
    version: u32,
) -> Result<ScriptView, DeskError> {
    window.desk()?.restore_script(&window.session_required()?, name, version).await
}

/// Reads a script and runs it once over an invented market.
#[tauri::command]
#[specta::specta]
pub async fn check_script(
    window: State<'_, Window>,
    name: String,
    source: String,
) -> Result<ScriptCheck, DeskError> {
    window.desk()?.check_script(&window.session_required()?, name, source).await
}

/// The words of the language's interface, and examples to start from.
#[tauri::command]
#[specta::specta]
pub async fn script_reference(window: State<'_, Window>) -> Result<ScriptReference, DeskError> {
    window.desk()?.script_reference(&window.session_required()?).await
}

//! Commands of the window: audit.

use desk::{
    DeskError,
    api::audit::{AuditPage, AuditQuery, VerifyView},
};
use tauri::State;

use crate::window::Window;

/// A page of the chain, newest first.
#[tauri::command]
#[specta::specta]
pub async fn audit_page(window: State<'_, Window>, query: AuditQuery) -> Result<AuditPage, DeskError> {
    window.desk()?.audit_page(&window.session_required()?, query).await
}

/// Verifies the whole chain as it lies in the store.
#[tauri::command]
#[specta::specta]
pub async fn audit_verify(window: State<'_, Window>) -> Result<VerifyView, DeskError> {
    window.desk()?.audit_verify(&window.session_required()?).await
}

/// Writes the chain to a file; answers with its path.
#[tauri::command]
#[specta::specta]
pub async fn audit_export(window: State<'_, Window>, path: Option<String>) -> Result<String, DeskError> {
    window.desk()?.audit_export(&window.session_required()?, path).await
}

//! Commands of the window: risk.

use desk::{
    DeskError,
    api::{
        risk::{KillLevel, RiskView},
        snapshot::{DeskSnapshot, NoticeView},
    },
};
use tauri::State;

use crate::window::Window;

/// The frame: mode, equity, limits, venues, chain head.
#[tauri::command]
#[specta::specta]
pub async fn snapshot(window: State<'_, Window>) -> Result<DeskSnapshot, DeskError> {
    window.desk()?.snapshot(&window.session_required()?).await
}

/// Limits and how much of each is used.
#[tauri::command]
#[specta::specta]
pub async fn risk(window: State<'_, Window>) -> Result<RiskView, DeskError> {
    window.desk()?.risk(&window.session_required()?).await
}

/// Entries stop, exits go on.
#[tauri::command]
#[specta::specta]
pub async fn pause(window: State<'_, Window>, reason: String) -> Result<(), DeskError> {
    window.desk()?.pause(&window.session_required()?, reason).await
}

/// Entries may go again.
#[tauri::command]
#[specta::specta]
pub async fn resume(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.resume(&window.session_required()?).await
}

/// Pulls the kill switch.
#[tauri::command]
#[specta::specta]
pub async fn kill(window: State<'_, Window>, level: KillLevel) -> Result<(), DeskError> {
    window.desk()?.kill(&window.session_required()?, level).await
}

/// Notices, newest first.
#[tauri::command]
#[specta::specta]
pub async fn notices(window: State<'_, Window>) -> Result<Vec<NoticeView>, DeskError> {
    window.desk()?.notices(&window.session_required()?).await
}

//! Commands of the window: keys of exchange accounts.

use desk::{
    DeskError,
    api::exchange_key::{ExchangeKeyView, NewExchangeKey, RotateExchangeKey},
};
use tauri::State;

use crate::window::Window;

/// All keys, revoked ones last.
#[tauri::command]
#[specta::specta]
pub async fn exchange_keys(window: State<'_, Window>) -> Result<Vec<ExchangeKeyView>, DeskError> {
    window.desk()?.exchange_keys(&window.session_required()?).await
}

/// Checks a key at its venue and keeps it.
#[tauri::command]
#[specta::specta]
pub async fn add_exchange_key(
    window: State<'_, Window>,
    key: NewExchangeKey,
) -> Result<ExchangeKeyView, DeskError> {
    window.desk()?.add_exchange_key(&window.session_required()?, key).await
}

/// New halves under the same label.
#[tauri::command]
#[specta::specta]
pub async fn rotate_exchange_key(
    window: State<'_, Window>,
    rotate: RotateExchangeKey,
) -> Result<ExchangeKeyView, DeskError> {
    window.desk()?.rotate_exchange_key(&window.session_required()?, rotate).await
}

/// Wipes a key from this machine.
#[tauri::command]
#[specta::specta]
pub async fn revoke_exchange_key(
    window: State<'_, Window>,
    label: String,
    reason: String,
) -> Result<(), DeskError> {
    window.desk()?.revoke_exchange_key(&window.session_required()?, label, reason).await
}

/// Pauses trading and wipes every key.
#[tauri::command]
#[specta::specta]
pub async fn revoke_all_exchange_keys(window: State<'_, Window>, reason: String) -> Result<u32, DeskError> {
    window.desk()?.revoke_all_exchange_keys(&window.session_required()?, reason).await
}

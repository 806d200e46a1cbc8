//! Commands of the window: approvals.

use desk::{
    DeskError,
    api::{
        approval::{ApprovalView, SignRequest, TimelineStep},
        order::OrderView,
    },
};
use domain::Decimal;
use tauri::State;

use crate::window::Window;

/// Approvals: waiting first, then decided, newest first.
#[tauri::command]
#[specta::specta]
pub async fn approvals(window: State<'_, Window>) -> Result<Vec<ApprovalView>, DeskError> {
    window.desk()?.approvals(&window.session_required()?).await
}

/// Signs what was shown (admin).
#[tauri::command]
#[specta::specta]
pub async fn sign_approval(
    window: State<'_, Window>,
    request: SignRequest,
) -> Result<ApprovalView, DeskError> {
    window.desk()?.sign_approval(&window.session_required()?, request).await
}

/// Rejects (admin).
#[tauri::command]
#[specta::specta]
pub async fn reject_approvals(
    window: State<'_, Window>,
    approvals: Vec<String>,
    reason: String,
) -> Result<(), DeskError> {
    window.desk()?.reject_approvals(&window.session_required()?, approvals, reason).await
}

/// Executes a signed approval once, for at most its size.
#[tauri::command]
#[specta::specta]
pub async fn execute_approval(
    window: State<'_, Window>,
    approval: String,
    quantity: Decimal,
) -> Result<OrderView, DeskError> {
    window.desk()?.execute_approval(&window.session_required()?, approval, quantity).await
}

/// The life of an approval or order, from the chain.
#[tauri::command]
#[specta::specta]
pub async fn timeline(window: State<'_, Window>, subject: String) -> Result<Vec<TimelineStep>, DeskError> {
    window.desk()?.timeline(&window.session_required()?, subject).await
}

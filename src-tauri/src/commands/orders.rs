//! Commands of the window: orders.

use desk::{
    DeskError,
    api::order::{Holdings, OrderView, Ticket, TicketPreview},
};
use domain::InstrumentId;
use tauri::State;

use crate::window::Window;

/// What a ticket would come to, and what stands against it.
#[tauri::command]
#[specta::specta]
pub async fn preview_order(window: State<'_, Window>, ticket: Ticket) -> Result<TicketPreview, DeskError> {
    window.desk()?.preview_order(&window.session_required()?, ticket).await
}

/// Places a manual order.
#[tauri::command]
#[specta::specta]
pub async fn place_order(window: State<'_, Window>, ticket: Ticket) -> Result<OrderView, DeskError> {
    window.desk()?.place_order(&window.session_required()?, ticket).await
}

/// Cancels a working order.
#[tauri::command]
#[specta::specta]
pub async fn cancel_order(window: State<'_, Window>, client_id: String) -> Result<(), DeskError> {
    window.desk()?.cancel_order(&window.session_required()?, client_id).await
}

/// Cancels all working orders; answers how many were asked for.
#[tauri::command]
#[specta::specta]
pub async fn cancel_all_orders(window: State<'_, Window>) -> Result<u32, DeskError> {
    window.desk()?.cancel_all_orders(&window.session_required()?).await
}

/// Closes a position at market, reduce-only.
#[tauri::command]
#[specta::specta]
pub async fn close_position(
    window: State<'_, Window>,
    instrument: InstrumentId,
) -> Result<OrderView, DeskError> {
    window.desk()?.close_position(&window.session_required()?, instrument).await
}

/// Positions, orders, fills and balances.
#[tauri::command]
#[specta::specta]
pub async fn holdings(window: State<'_, Window>) -> Result<Holdings, DeskError> {
    window.desk()?.holdings(&window.session_required()?).await
}

//! Commands of the window: connections.

use desk::{
    DeskError,
    api::{
        connection::{
            Addresses, ConnectionTest, ConnectionView, DownloadProgress, DownloadRequest, Downloaded,
        },
        market::InstrumentView,
    },
};
use domain::InstrumentId;
use tauri::{State, ipc::Channel};

use crate::window::Window;

/// Every venue there is, the built-in market first.
#[tauri::command]
#[specta::specta]
pub async fn connections(window: State<'_, Window>) -> Result<Vec<ConnectionView>, DeskError> {
    window.desk()?.connections(&window.session_required()?).await
}

/// Connects a venue, or moves it to other addresses.
#[tauri::command]
#[specta::specta]
pub async fn connect_venue(
    window: State<'_, Window>,
    venue: String,
    addresses: Addresses,
) -> Result<(), DeskError> {
    window.desk()?.connect_venue(&window.session_required()?, venue, addresses).await
}

#[tauri::command]
#[specta::specta]
pub async fn disconnect_venue(window: State<'_, Window>, venue: String) -> Result<(), DeskError> {
    window.desk()?.disconnect_venue(&window.session_required()?, venue).await
}

/// Drops the connections of a venue and makes them anew.
#[tauri::command]
#[specta::specta]
pub async fn reconnect_venue(window: State<'_, Window>, venue: String) -> Result<(), DeskError> {
    window.desk()?.reconnect_venue(&window.session_required()?, venue).await
}

/// Tries a venue, connected or not, with the key of that label where one is given.
#[tauri::command]
#[specta::specta]
pub async fn test_connection(
    window: State<'_, Window>,
    venue: String,
    addresses: Addresses,
    key: Option<String>,
) -> Result<ConnectionTest, DeskError> {
    window.desk()?.test_connection(&window.session_required()?, venue, addresses, key).await
}

/// Instruments of a connected venue whose symbol contains the words.
#[tauri::command]
#[specta::specta]
pub async fn venue_instruments(
    window: State<'_, Window>,
    venue: String,
    words: String,
) -> Result<Vec<InstrumentView>, DeskError> {
    window.desk()?.venue_instruments(&window.session_required()?, venue, words).await
}

/// Puts an instrument of a connected venue on the watchlist.
#[tauri::command]
#[specta::specta]
pub async fn follow(window: State<'_, Window>, instrument: InstrumentId) -> Result<(), DeskError> {
    window.desk()?.follow(&window.session_required()?, instrument).await
}

#[tauri::command]
#[specta::specta]
pub async fn unfollow(window: State<'_, Window>, instrument: InstrumentId) -> Result<(), DeskError> {
    window.desk()?.unfollow(&window.session_required()?, instrument).await
}

/// Fetches candles of a connected venue into the store.
#[tauri::command]
#[specta::specta]
pub async fn download_candles(
    window: State<'_, Window>,
    request: DownloadRequest,
    progress: Channel<DownloadProgress>,
) -> Result<Downloaded, DeskError> {
    let report = move |p: DownloadProgress| {
        // a window that has gone away needs no progress
        let _ = progress.send(p);
    };
    window.desk()?.download_candles(&window.session_required()?, request, Box::new(report)).await
}

/// Stops the download under way; what was fetched stays.
#[tauri::command]
#[specta::specta]
pub async fn cancel_download(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.cancel_download(&window.session_required()?).await
}

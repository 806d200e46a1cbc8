//! Commands whose answers are not plain values: binary columns, live frames, progress, the file dialog.

use desk::{
    DeskError,
    api::{
        market::{CandlesQuery, ImportProgress, ImportRequest, Imported, IndicatorQuery, MarketFrame},
        sweep::{SweepRequest, SweepView},
    },
};
use domain::{InstrumentId, Timeframe};
use tauri::{
    AppHandle, State,
    ipc::{Channel, InvokeResponseBody, Response},
};
use tauri_plugin_dialog::DialogExt;

use crate::{columns, window::Window};

/// Candles as columns; see [`columns::bytes`]. Columns: time, open, high, low, close, volume.
#[tauri::command]
pub async fn candles(window: State<'_, Window>, query: CandlesQuery) -> Result<Response, DeskError> {
    let candles = window.desk()?.candles(&window.session_required()?, query).await?;
    let times: Vec<f64> = candles.time_ms.iter().map(|t| *t as f64).collect();
    let columns = [&times, &candles.open, &candles.high, &candles.low, &candles.close, &candles.volume]
        .map(Vec::as_slice);
    Ok(Response::new(columns::bytes(&columns)))
}

/// An indicator as columns: time, then one for each of the indicator's own.
#[tauri::command]
pub async fn indicator(window: State<'_, Window>, query: IndicatorQuery) -> Result<Response, DeskError> {
    let columns = window.desk()?.indicator(&window.session_required()?, query).await?;
    Ok(Response::new(columns::bytes(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())))
}

/// Curves of a backtest as columns: time, equity, drawdown, buy and hold.
#[tauri::command]
pub async fn backtest_curves(window: State<'_, Window>, backtest: String) -> Result<Response, DeskError> {
    let columns = window.desk()?.backtest_curves(&window.session_required()?, backtest).await?;
    Ok(Response::new(columns::bytes(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())))
}

/// Imports a candle file; all of it or nothing.
#[tauri::command]
#[specta::specta]
pub async fn import_candles(
    window: State<'_, Window>,
    request: ImportRequest,
    progress: Channel<ImportProgress>,
) -> Result<Imported, DeskError> {
    let report = move |p: ImportProgress| {
        // a window that has gone away needs no progress
        let _ = progress.send(p);
    };
    window.desk()?.import_candles(&window.session_required()?, request, Box::new(report)).await
}

/// All rows of a sweep as columns; see [`desk::row_columns`].
#[tauri::command]
pub async fn sweep_rows(window: State<'_, Window>, sweep: String) -> Result<Response, DeskError> {
    let columns = window.desk()?.sweep_rows(&window.session_required()?, sweep).await?;
    Ok(Response::new(columns::bytes(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())))
}

/// Time, equity and buy-and-hold of one cell of a sweep.
#[tauri::command]
pub async fn sweep_curve(
    window: State<'_, Window>,
    sweep: String,
    index: u32,
) -> Result<Response, DeskError> {
    let columns = window.desk()?.sweep_curve(&window.session_required()?, sweep, index).await?;
    Ok(Response::new(columns::bytes(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())))
}

/// Runs a sweep; finished rows go to the channel while it runs, in the columns of [`sweep_rows`].
#[tauri::command]
pub async fn sweep(
    window: State<'_, Window>,
    request: SweepRequest,
    rows: Channel<InvokeResponseBody>,
) -> Result<SweepView, DeskError> {
    window.desk()?.sweep(&window.session_required()?, request, send_rows(rows)).await
}

/// Takes up a sweep that was stopped; the rows that were missing go to the channel.
#[tauri::command]
pub async fn resume_sweep(
    window: State<'_, Window>,
    sweep: String,
    rows: Channel<InvokeResponseBody>,
) -> Result<SweepView, DeskError> {
    window.desk()?.resume_sweep(&window.session_required()?, sweep, send_rows(rows)).await
}

fn send_rows(rows: Channel<InvokeResponseBody>) -> desk::OnRows {
    Box::new(move |found: &[desk::SweepRow]| {
        let columns = desk::row_columns(found);
        let bytes = columns::bytes(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
        // a window that has gone away needs no rows
        let _ = rows.send(InvokeResponseBody::Raw(bytes));
    })
}

/// Opens the system's file dialog; `None` where nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn pick_candle_file(
    app: AppHandle,
    window: State<'_, Window>,
) -> Result<Option<String>, DeskError> {
    window.session_required()?;
    let (send, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().add_filter("Candles", &["csv", "zip", "gz", "parquet", "txt"]).pick_file(
        move |path| {
            let _ = send.send(path);
        },
    );
    Ok(chosen.await.ok().flatten().map(|path| path.to_string()))
}

/// Sends frames of the chosen market until the next call or until the window is locked.
#[tauri::command]
#[specta::specta]
pub async fn watch_market(
    window: State<'_, Window>,
    instrument: InstrumentId,
    timeframe: Timeframe,
    frames: Channel<MarketFrame>,
) -> Result<(), DeskError> {
    let session = window.session_required()?;
    let mut stream = window.desk()?.watch_market(&session, instrument, timeframe).await?;
    window.follow(tauri::async_runtime::spawn(async move {
        while let Some(frame) = stream.recv().await {
            if frames.send(frame).is_err() {
                break;
            }
        }
    }));
    Ok(())
}

//! The shell: window, tray, typed commands and events. No decision is made here.
//!
//! May know Tauri and the desk; nothing else of ours but the words of the trade.
//!
//! Invariant: a command hands its arguments to one method of the desk and hands its answer back.

pub mod bridge;
pub mod columns;
pub mod commands;
mod drawing;
mod events;
mod system_channel;
mod tray;
pub mod window;

use std::path::PathBuf;
use std::sync::Arc;

use desk::{Desk, DeskConfig};
use tauri::{AppHandle, Manager, RunEvent, WebviewWindowBuilder, WindowEvent};

use crate::window::Window;

const LABEL: &str = "main";

/// Opens the window and runs until it is quit.
pub fn run() -> tauri::Result<()> {
    let typed = bridge::typed();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| show(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(kept_state()).build())
        .manage(Window::default())
        .invoke_handler(bridge::handler(&typed))
        .setup(move |app| {
            typed.mount_events(app);
            let handle = app.handle().clone();
            tray::build(&handle)?;
            open_window(&handle)?;
            tauri::async_runtime::spawn(async move { open_desk(handle).await });
            Ok(())
        })
        .on_window_event(|window, event| match event {
            WindowEvent::CloseRequested { api, .. } if tray::is_there(window.app_handle()) => {
                api.prevent_close();
                // a window that cannot hide stays, which loses nothing
                let _ = window.hide();
            }
            WindowEvent::DragDrop(tauri::DragDropEvent::Drop { paths, .. }) => {
                events::files_dropped(window.app_handle(), paths);
            }
            _ => {}
        })
        .build(tauri::generate_context!("tauri.conf.json"))?;
    app.run(|app, event| match event {
        // the last window closed is no reason to stop; the tray's Quit and signals are
        RunEvent::ExitRequested { api, code: None, .. } if tray::is_there(app) => api.prevent_exit(),
        RunEvent::Exit => close_desk(app),
        _ => {}
    });
    Ok(())
}

fn kept_state() -> tauri_plugin_window_state::StateFlags {
    use tauri_plugin_window_state::StateFlags;
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

fn open_window(app: &AppHandle) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|w| w.label == LABEL).cloned().unwrap_or_default();
    let window = WebviewWindowBuilder::from_config(app, &config)?.build()?;
    drawing::keep_canvases_true(&window)?;
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // each of these may fail where the window system does not offer it
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// `COUNTERSIGN_DATA_DIR`, else the platform's own place.
fn data_dir(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("COUNTERSIGN_DATA_DIR") {
        Some(dir) => Ok(PathBuf::from(dir)),
        None => Ok(app.path().data_dir()?.join("countersign")),
    }
}

async fn open_desk(app: AppHandle) {
    let window = app.state::<Window>();
    let opened = match data_dir(&app) {
        Ok(dir) => Desk::open(DeskConfig::new(dir)).await,
        Err(error) => Err(desk::DeskError::new("data_dir", format!("There is no data directory: {error}."))),
    };
    if let Err(error) = &opened {
        tracing::error!(code = %error.code, %error, "the desk could not open");
    }
    window.ready(opened.clone());
    events::door(&app);
    if let Ok(desk) = opened {
        desk.add_channel(Arc::new(system_channel::SystemChannel(app.clone())));
        events::forward(app.clone(), desk).await;
    }
}

fn close_desk(app: &AppHandle) {
    let window = app.state::<Window>();
    if let Ok(desk) = window.desk() {
        let desk = desk.clone();
        tauri::async_runtime::block_on(async move { desk.close().await });
    }
}

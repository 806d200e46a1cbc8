//! The shell: window, tray, typed commands and events. No decision is made here.
//!
//! May know Tauri and the desk; nothing else of ours but the words of the trade.
//!
//! Invariant: a command hands its arguments to one method of the desk and hands its answer back.

pub mod bridge;
pub mod columns;
pub mod commands;
pub mod window;

/// Opens the window and runs until it is quit.
pub fn run() -> tauri::Result<()> {
    let typed = bridge::typed();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(window::Window::default())
        .invoke_handler(bridge::handler(&typed))
        .setup(move |app| {
            typed.mount_events(app);
            let config = app.config().app.windows.first().cloned().unwrap_or_default();
            tauri::WebviewWindowBuilder::from_config(app, &config)?.build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tauri.conf.json"))
}

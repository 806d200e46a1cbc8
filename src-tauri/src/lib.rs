//! The shell: window, tray, typed commands and events. No decision is made here.

/// Opens the window and runs until it is quit.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            let config = app.config().app.windows.first().cloned().unwrap_or_default();
            tauri::WebviewWindowBuilder::from_config(app, &config)?.build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tauri.conf.json"))
}

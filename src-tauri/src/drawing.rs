//! How the web view draws.

use tauri::WebviewWindow;

/// Keeps canvases in memory rather than in the graphics processor.
///
/// WebKit for GTK takes a canvas out of the processor when it shrinks below 128 by 128 points, and goes on showing what
/// the processor held: after a window was made smaller the axes of a chart would show another chart's prices.
#[cfg(target_os = "linux")]
pub fn keep_canvases_true(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebViewExt, glib::prelude::ObjectExt};

    const ACCELERATION: &str = "enable-2d-canvas-acceleration";
    window.with_webview(|view| {
        let Some(settings) = view.inner().settings() else { return };
        // web views before 2.46 have no such switch, and no such fault
        if settings.find_property(ACCELERATION).is_some() {
            settings.set_property(ACCELERATION, false);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub fn keep_canvases_true(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

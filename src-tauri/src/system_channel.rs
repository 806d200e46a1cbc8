//! The desktop's own notifications as a channel.

use async_trait::async_trait;
use notify::{Channel, ChannelError, Level, News};
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

/// Tells through the desktop. A machine without a notification service is no fault.
pub struct SystemChannel(pub AppHandle);

#[async_trait]
impl Channel for SystemChannel {
    fn name(&self) -> &'static str {
        "system"
    }

    fn hears_from(&self) -> Level {
        Level::Warning
    }

    async fn tell(&self, news: &News) -> Result<(), ChannelError> {
        let (app, text) = (self.0.clone(), news.text.clone());
        // showing asks the session bus and waits for it
        let shown = tauri::async_runtime::spawn_blocking(move || {
            app.notification().builder().title("Countersign").body(text).show().map_err(|e| e.to_string())
        });
        match shown.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(cause)) => Err(ChannelError::Absent { cause }),
            Err(error) => Err(ChannelError::Absent { cause: error.to_string() }),
        }
    }
}

//! What the desk tells, handed to the page, the tray and the system's notifications.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use desk::api::snapshot::Section;
use desk::{Desk, DeskEvent};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::broadcast::error::RecvError;

use crate::bridge::{DeskChanged, FilesDropped, Notice};
use crate::tray;
use crate::window::Window;

/// Changes that come together are told together.
const GATHER: Duration = Duration::from_millis(40);

/// The page asks who is there.
pub fn door(app: &AppHandle) {
    emit(app, DeskChanged(vec![Section::Door]));
}

pub fn files_dropped(app: &AppHandle, paths: &[PathBuf]) {
    emit(app, FilesDropped(paths.iter().map(|p| p.display().to_string()).collect()));
}

fn emit(app: &AppHandle, event: impl Event + serde::Serialize + Clone) {
    if let Err(error) = event.emit(app) {
        tracing::warn!(%error, "the page was not told");
    }
}

/// Forwards until the desk closes.
pub async fn forward(app: AppHandle, desk: Desk) {
    let mut events = desk.events();
    tray::update(&app, &desk).await;
    loop {
        let mut sections = BTreeSet::new();
        match events.recv().await {
            Ok(event) => take(&app, event, &mut sections),
            // what was missed is asked for again, all of it
            Err(RecvError::Lagged(_)) => sections.extend(ALL),
            Err(RecvError::Closed) => return,
        }
        let until = tokio::time::Instant::now() + GATHER;
        while let Ok(Ok(event)) = tokio::time::timeout_at(until, events.recv()).await {
            take(&app, event, &mut sections);
        }
        if sections.contains(&Section::Door) {
            forget_ended(&app);
        }
        if !sections.is_empty() {
            emit(&app, DeskChanged(sections.into_iter().collect()));
        }
        tray::update(&app, &desk).await;
    }
}

const ALL: [Section; 11] = [
    Section::Door,
    Section::Snapshot,
    Section::Approvals,
    Section::Holdings,
    Section::Risk,
    Section::Audit,
    Section::Market,
    Section::Series,
    Section::Backtests,
    Section::Scripts,
    Section::People,
];

fn take(app: &AppHandle, event: DeskEvent, sections: &mut BTreeSet<Section>) {
    match event {
        DeskEvent::Changed(changed) => sections.extend(changed),
        DeskEvent::Notice(notice) => emit(app, Notice(notice)),
    }
}

/// A session that ended elsewhere (idle, disabled) opens nothing here either.
fn forget_ended(app: &AppHandle) {
    let window = app.state::<Window>();
    if window.session().is_some_and(|s| !s.is_open()) {
        window.close();
    }
}

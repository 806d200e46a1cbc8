//! The tray: an icon that shows the state, and a menu for what must always be at hand.

use desk::Desk;
use desk::api::snapshot::DeskSnapshot;
use domain::Mode;
use tauri::image::Image;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager, Wry};
use tauri_specta::Event;

use crate::bridge::ShowPlace;
use crate::window::Window;

const ID: &str = "main";

struct Items {
    approvals: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

/// Builds icon and menu. A desktop without a tray is no fault: the window does all the tray does.
pub fn build(app: &AppHandle) -> tauri::Result<()> {
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let (show, approvals) = (item("show", "Show Countersign")?, item("approvals", "Approvals: 0")?);
    let (pause, kill, quit) = (
        item("pause", "Pause entries")?,
        item("kill", "Kill switch: cancel all orders")?,
        item("quit", "Quit")?,
    );
    let (one, two) = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&show, &approvals, &one, &pause, &kill, &two, &quit])?;
    let built = TrayIconBuilder::with_id(ID)
        .icon(picture(Face::Paper)?)
        .icon_as_template(true)
        .tooltip("Countersign, PAPER")
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .build(app);
    match built {
        Ok(_) => {
            app.manage(Items { approvals, pause });
        }
        Err(error) => tracing::warn!(%error, "there is no tray here"),
    }
    Ok(())
}

pub fn is_there(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some()
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        "show" => crate::show(app),
        "approvals" => {
            crate::show(app);
            if let Err(error) = ShowPlace("approvals".to_owned()).emit(app) {
                tracing::warn!(%error, "the page was not told");
            }
        }
        "pause" | "kill" => stop(app.clone(), id == "kill"),
        "quit" => app.exit(0),
        _ => {}
    }
}

/// Stopping needs nobody to be signed in; starting again does.
fn stop(app: AppHandle, kill: bool) {
    tauri::async_runtime::spawn(async move {
        let desk = match app.state::<Window>().desk() {
            Ok(desk) => desk.clone(),
            Err(error) => return tracing::error!(%error, "the tray could not stop trading"),
        };
        if let Err(error) = desk.stop_without_session(kill).await {
            tracing::error!(%error, "the tray could not stop trading");
        }
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Alarm,
    Approval,
    Paused,
    Live,
    Paper,
}

/// Alarm before approval before paused before mode.
fn face(frame: &DeskSnapshot) -> Face {
    match frame {
        f if f.unconfirmed_orders > 0 || f.breaker_open => Face::Alarm,
        f if f.pending_approvals > 0 => Face::Approval,
        f if f.paused => Face::Paused,
        f if f.mode == Mode::Live => Face::Live,
        _ => Face::Paper,
    }
}

fn picture(face: Face) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match face {
        Face::Alarm => include_bytes!("../../icons/tray-alarm.png"),
        Face::Approval => include_bytes!("../../icons/tray-approval.png"),
        Face::Paused => include_bytes!("../../icons/tray-paused.png"),
        Face::Live => include_bytes!("../../icons/tray-live.png"),
        Face::Paper => include_bytes!("../../icons/tray-paper.png"),
    })
}

/// Shows the state as it is now.
pub async fn update(app: &AppHandle, desk: &Desk) {
    let (Some(tray), Some(items)) = (app.tray_by_id(ID), app.try_state::<Items>()) else { return };
    let Ok(frame) = desk.tray_frame().await else { return };
    let mode = if frame.mode == Mode::Live { "LIVE" } else { "PAPER" };
    let shown = picture(face(&frame)).and_then(|icon| tray.set_icon_with_as_template(Some(icon), true));
    let texts = [
        tray.set_tooltip(Some(format!("Countersign, {mode}"))),
        items.approvals.set_text(format!("Approvals: {}", frame.pending_approvals)),
        items.pause.set_text(if frame.paused { "Paused: resume in the window" } else { "Pause entries" }),
        items.pause.set_enabled(!frame.paused),
    ];
    for done in texts.into_iter().chain([shown]) {
        if let Err(error) = done {
            tracing::debug!(%error, "the tray was not updated");
        }
    }
}

//! Commands of the window: people.

use desk::{
    DeskError,
    api::people::{AdminCreated, Door, NewUser, Preferences, SessionView, UserView},
};
use tauri::State;

use crate::window::Window;

/// What a window needs before anybody has signed in.
#[tauri::command]
#[specta::specta]
pub async fn door(window: State<'_, Window>) -> Result<Door, DeskError> {
    window.desk()?.door(window.session().as_ref()).await
}

/// The first start: creates the admin and signs in.
#[tauri::command]
#[specta::specta]
pub async fn create_admin(
    window: State<'_, Window>,
    person: NewUser,
    preferences: Preferences,
) -> Result<AdminCreated, DeskError> {
    let (session, view) = window.desk()?.create_admin(person, preferences).await?;
    window.open(session);
    Ok(view)
}

/// Signs in.
#[tauri::command]
#[specta::specta]
pub async fn login(
    window: State<'_, Window>,
    name: String,
    passphrase: String,
) -> Result<SessionView, DeskError> {
    let (session, view) = window.desk()?.login(name, passphrase).await?;
    window.open(session);
    Ok(view)
}

/// Signs out; the signing key leaves memory.
#[tauri::command]
#[specta::specta]
pub async fn logout(window: State<'_, Window>) -> Result<(), DeskError> {
    if let Some(session) = window.close() {
        window.desk()?.logout(&session).await?;
    }
    Ok(())
}

/// Somebody is at the desk: the idle lock starts anew.
#[tauri::command]
#[specta::specta]
pub async fn touch(window: State<'_, Window>) -> Result<(), DeskError> {
    window.desk()?.touch(&window.session_required()?).await
}

/// Creates a user (admin).
#[tauri::command]
#[specta::specta]
pub async fn add_user(window: State<'_, Window>, person: NewUser) -> Result<UserView, DeskError> {
    window.desk()?.add_user(&window.session_required()?, person).await
}

/// Disables a user (admin).
#[tauri::command]
#[specta::specta]
pub async fn disable_user(window: State<'_, Window>, name: String) -> Result<(), DeskError> {
    window.desk()?.disable_user(&window.session_required()?, name).await
}

/// Everybody, oldest first.
#[tauri::command]
#[specta::specta]
pub async fn users(window: State<'_, Window>) -> Result<Vec<UserView>, DeskError> {
    window.desk()?.users(&window.session_required()?).await
}

/// Keeps how the window looks and reads.
#[tauri::command]
#[specta::specta]
pub async fn set_preferences(
    window: State<'_, Window>,
    preferences: Preferences,
) -> Result<Preferences, DeskError> {
    window.desk()?.set_preferences(&window.session_required()?, preferences).await
}

//! Who uses this desk, and how they like it.

use domain::Role;
use serde::{Deserialize, Serialize};

/// What a window needs before anybody has signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Door {
    pub stage: Stage,
    pub session: Option<SessionView>,
    /// Names that may sign in, oldest first.
    pub users: Vec<String>,
    /// Where the master key lies.
    pub key_custody: KeyCustody,
    pub preferences: Preferences,
    pub version: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody exists yet: the welcome creates the admin.
    FirstStart,
    Locked,
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyCustody {
    /// The operating system's keyring.
    Keyring,
    /// Wrapped by the admin's passphrase, because this machine has no keyring.
    Passphrase,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SessionView {
    pub user: String,
    pub role: Role,
    /// The short name of the user's signing key.
    pub key: String,
    /// Public key, 64 hex digits: the seal of the user is drawn from it.
    pub public_key: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewUser {
    pub name: String,
    pub role: Role,
    pub passphrase: String,
}

/// The answer to the first start: the session, and once only the code that brings the master key back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AdminCreated {
    pub session: SessionView,
    pub recovery_code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UserView {
    pub name: String,
    pub role: Role,
    pub key: String,
    pub public_key: String,
    pub created_ms: i64,
    pub disabled: bool,
}

/// How the window looks and reads. Unknown fields of a newer version are kept out, missing ones take the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Preferences {
    /// `en`, `sv` or `th`.
    pub language: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    pub high_contrast: bool,
    /// `blue-orange` or `red-green`.
    pub direction: String,
    /// `compact` or `comfortable`.
    pub density: String,
    pub simple: bool,
    /// IANA name, as `Europe/Stockholm`.
    pub time_zone: String,
    /// `hold` or `hash`.
    pub sign_by: String,
    /// Zoom of the text, 100 to 200.
    pub text_percent: u32,
    /// Keep trading when the window is closed.
    pub keep_running: bool,
    /// Lock after so many idle minutes; 0 is never.
    pub lock_after_min: u32,
    /// What each layout remembers, by name, as the window wrote it.
    pub layouts: std::collections::BTreeMap<String, String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: "en".into(),
            theme: "system".into(),
            high_contrast: false,
            direction: "blue-orange".into(),
            density: "compact".into(),
            simple: false,
            time_zone: "UTC".into(),
            sign_by: "hold".into(),
            text_percent: 100,
            keep_running: true,
            lock_after_min: 15,
            layouts: std::collections::BTreeMap::new(),
        }
    }
}

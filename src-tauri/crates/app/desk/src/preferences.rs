//! How the window looks and reads.

use crate::api::people::Preferences;
use crate::api::snapshot::Section;
use crate::{Action, Desk, DeskError, Session};

pub(crate) const PREFERENCES: &str = "ui.preferences";

impl Desk {
    pub(crate) async fn preferences(&self) -> Result<Preferences, DeskError> {
        Ok(self.inner.store.setting(PREFERENCES).await?.unwrap_or_default())
    }

    /// Keeps how the window looks and reads.
    pub async fn set_preferences(
        &self,
        session: &Session,
        preferences: Preferences,
    ) -> Result<Preferences, DeskError> {
        session.require(Action::SetPreferences)?;
        check_preferences(&preferences)?;
        self.inner.store.set_setting(PREFERENCES, &preferences).await?;
        self.changed(&[Section::Door]);
        Ok(preferences)
    }
}

pub(crate) fn check_preferences(p: &Preferences) -> Result<(), DeskError> {
    let bad = |field: &str, value: &str, choices: &str| {
        Err(DeskError::new("setting", format!("{field} {value:?} is not one of {choices}."))
            .with("field", field)
            .with("value", value))
    };
    let one_of = |field: &str, value: &str, choices: &[&str]| {
        if choices.contains(&value) { Ok(()) } else { bad(field, value, &choices.join(", ")) }
    };
    one_of("language", &p.language, &["en", "sv", "th"])?;
    one_of("theme", &p.theme, &["light", "dark", "system"])?;
    one_of("direction", &p.direction, &["blue-orange", "red-green"])?;
    one_of("density", &p.density, &["compact", "comfortable"])?;
    one_of("sign_by", &p.sign_by, &["hold", "hash"])?;
    if !(100..=200).contains(&p.text_percent) {
        return bad("text_percent", &p.text_percent.to_string(), "100 to 200");
    }
    crate::research::zone(&p.time_zone).map(|_| ())
}

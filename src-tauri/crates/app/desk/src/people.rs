//! Signing in and out, and who may.

use domain::{Actor, Role};
use secrecy::{ExposeSecret, SecretString};
use std::sync::PoisonError;
use store::PersonRow;
use trading::Input;
use vault::{KeyPlace, Signer, Throttle};

use crate::api::people::{
    AdminCreated, Door, KeyCustody, NewUser, Preferences, SessionView, Stage, UserView,
};
use crate::api::snapshot::Section;
use crate::custody::public_key;
use crate::{Action, Desk, DeskError, Session};

const PREFERENCES: &str = "ui.preferences";
/// Shorter ones are guessed too soon.
const LEAST_PASSPHRASE: usize = 8;

impl Desk {
    /// What a window needs before anybody has signed in.
    pub async fn door(&self, session: Option<&Session>) -> Result<Door, DeskError> {
        let state = self.state();
        let open = session.filter(|s| s.is_open());
        let stage = match open {
            _ if state.users.is_empty() => Stage::FirstStart,
            Some(_) => Stage::Open,
            None => Stage::Locked,
        };
        let mut people = self.inner.store.people().await?;
        people.sort_by_key(|p| p.created_ms);
        let custody = match self.key_record().map(|r| r.place) {
            Some(KeyPlace::Passphrase { .. }) => KeyCustody::Passphrase,
            Some(KeyPlace::Keyring) => KeyCustody::Keyring,
            None if self.inner.config.use_keyring && self.inner.keyring.probe().await.is_ok() => {
                KeyCustody::Keyring
            }
            None => KeyCustody::Passphrase,
        };
        Ok(Door {
            stage,
            session: open.map(Session::view),
            users: people.into_iter().filter(|p| !p.disabled).map(|p| p.name).collect(),
            key_custody: custody,
            preferences: self.preferences().await?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

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
        self.keep_preferences(&preferences).await?;
        self.changed(&[Section::Door]);
        Ok(preferences)
    }

    async fn keep_preferences(&self, preferences: &Preferences) -> Result<(), DeskError> {
        check_preferences(preferences)?;
        Ok(self.inner.store.set_setting(PREFERENCES, preferences).await?)
    }

    /// The first start: creates the admin and signs in.
    pub async fn create_admin(
        &self,
        person: NewUser,
        preferences: Preferences,
    ) -> Result<(Session, AdminCreated), DeskError> {
        if !self.state().users.is_empty() {
            return Err(DeskError::new("already_set_up", "An admin exists already. Sign in instead."));
        }
        check_name(&person.name)?;
        let passphrase = SecretString::from(person.passphrase);
        check_passphrase(&passphrase)?;
        self.keep_preferences(&preferences).await?;
        let vault = self.unlock_vault(Some(&passphrase)).await?;
        let signer = self.keep_person(&person.name, Role::Admin, &passphrase).await?;
        self.open_chain().await?;
        let admin = Input::UserCreated { user: person.name.clone(), role: Role::Admin };
        self.inner.writer.apply(Actor::System, admin).await?;
        let session = self.open_session(&person.name, Role::Admin, signer).await?;
        let recovery_code = vault.recovery_code().expose_secret().to_owned();
        let view = AdminCreated { session: session.view(), recovery_code };
        Ok((session, view))
    }

    /// Signs in.
    pub async fn login(&self, name: String, passphrase: String) -> Result<(Session, SessionView), DeskError> {
        let passphrase = SecretString::from(passphrase);
        let Some(person) = self.inner.store.person(&name).await?.filter(|p| !p.disabled) else {
            let cost = self.inner.config.cost;
            blocking(move || vault::waste_time_as_verifying(&passphrase, cost)).await?;
            self.note_failure(&name).await;
            return Err(wrong_passphrase());
        };
        let throttle = Throttle { failed: person.failed_logins, locked_until_ms: person.locked_until_ms };
        if let Some(wait_ms) = throttle.wait_ms(self.now_ms()) {
            let seconds = wait_ms.div_euclid(1000) + 1;
            return Err(DeskError::new(
                "throttled",
                format!("Too many wrong passphrases. The next is heard in {seconds} s."),
            )
            .with("seconds", seconds));
        }
        let (hash, given) = (person.password_hash.clone(), passphrase.clone());
        if !blocking(move || vault::verify_password(&given, &hash)).await? {
            self.count_failure(person, throttle).await?;
            return Err(wrong_passphrase());
        }
        let admins_own = (person.role == Role::Admin).then_some(&passphrase);
        let vault = self.unlock_vault(admins_own).await?;
        let sealed = person.sealed_signing_key.clone().ok_or_else(|| {
            DeskError::new(
                "internal",
                format!(
                    "{name} has no signing key. Restore a backup, or have an admin create the user anew."
                ),
            )
        })?;
        let (owner, given) = (name.clone(), passphrase);
        let signer = blocking(move || Signer::unlock(&vault, &owner, &given, &sealed)).await?;
        self.forget_failures(person.clone()).await?;
        let session = self.open_session(&name, person.role, signer).await?;
        let view = session.view();
        Ok((session, view))
    }

    async fn open_session(&self, name: &str, role: Role, signer: Signer) -> Result<Session, DeskError> {
        let (key, public) = (signer.key_id(), signer.public_key());
        let session = Session::new(name, role, signer, self.now_ms());
        if self.state().keys.public_key(&key).is_none() {
            let created = Input::KeyCreated { key, public_key: public_key(&public), user: name.to_owned() };
            self.inner.writer.apply(session.actor(), created).await?;
        }
        self.inner.writer.apply(session.actor(), Input::LoggedIn { user: name.to_owned() }).await?;
        self.settle(&session).await?;
        self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner).push(session.clone());
        self.changed(&[Section::Door, Section::Snapshot, Section::Audit, Section::People]);
        Ok(session)
    }

    async fn count_failure(&self, person: PersonRow, throttle: Throttle) -> Result<(), DeskError> {
        let after = throttle.after_failure(self.now_ms());
        self.note_failure(&person.name).await;
        let row = PersonRow { failed_logins: after.failed, locked_until_ms: after.locked_until_ms, ..person };
        Ok(self.inner.store.update_person(&row).await?)
    }

    async fn forget_failures(&self, person: PersonRow) -> Result<(), DeskError> {
        let row = PersonRow { failed_logins: 0, locked_until_ms: None, ..person };
        Ok(self.inner.store.update_person(&row).await?)
    }

    /// A name nobody has is not written down as typed: people type passphrases into the wrong field.
    async fn note_failure(&self, name: &str) {
        let known = self.state().users.contains_key(name);
        let user = if known { name.to_owned() } else { "unknown".to_owned() };
        if let Err(error) = self.inner.writer.apply(Actor::System, Input::LoginFailed { user }).await {
            tracing::warn!(%error, "a failed log-in could not be written down");
        }
        self.changed(&[Section::Audit]);
    }

    /// Signs out; the signing key leaves memory.
    pub async fn logout(&self, session: &Session) -> Result<(), DeskError> {
        self.end_session(session, "signed out").await
    }

    pub(crate) async fn end_session(&self, session: &Session, reason: &str) -> Result<(), DeskError> {
        if !session.end() {
            return Ok(());
        }
        let user = session.user().to_owned();
        let input = Input::LoggedOut { user, reason: reason.to_owned() };
        self.inner.writer.apply(session.actor(), input).await?;
        self.changed(&[Section::Door, Section::Audit]);
        Ok(())
    }

    /// Somebody is at the desk: the idle lock starts anew.
    pub async fn touch(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Look)?;
        session.touch(self.now_ms());
        Ok(())
    }

    /// Creates a user (admin).
    pub async fn add_user(&self, session: &Session, person: NewUser) -> Result<UserView, DeskError> {
        session.require(Action::ManageUsers)?;
        check_name(&person.name)?;
        let passphrase = SecretString::from(person.passphrase);
        check_passphrase(&passphrase)?;
        if self.state().users.contains_key(&person.name) {
            return Err(DeskError::new(
                "user_exists",
                format!("A user {} exists already. Choose another name.", person.name),
            )
            .with("user", &person.name));
        }
        let signer = self.keep_person(&person.name, person.role, &passphrase).await?;
        let user = person.name.clone();
        self.inner
            .writer
            .apply(session.actor(), Input::UserCreated { user: user.clone(), role: person.role })
            .await?;
        let created =
            Input::KeyCreated { key: signer.key_id(), public_key: public_key(&signer.public_key()), user };
        self.inner.writer.apply(session.actor(), created).await?;
        self.changed(&[Section::People, Section::Audit, Section::Door]);
        self.find_user(&person.name).await
    }

    /// Writes name, password hash and sealed key; a row left by a start that did not come so far is replaced.
    async fn keep_person(
        &self,
        name: &str,
        role: Role,
        passphrase: &SecretString,
    ) -> Result<Signer, DeskError> {
        let (vault, cost) = (self.vault()?, self.inner.config.cost);
        let (owner, given) = (name.to_owned(), passphrase.clone());
        let (signer, hash, sealed) = blocking(move || {
            let signer = Signer::generate()?;
            let hash = vault::hash_password(&given, cost)?;
            let sealed = signer.seal(&vault, &owner, &given, cost)?;
            Ok((signer, hash, sealed))
        })
        .await?;
        let row = PersonRow {
            name: name.to_owned(),
            role,
            password_hash: hash,
            key_id: Some(signer.key_id()),
            public_key: Some(signer.public_key_hex()),
            sealed_signing_key: Some(sealed),
            created_ms: self.now_ms(),
            disabled: false,
            failed_logins: 0,
            locked_until_ms: None,
        };
        match self.inner.store.person(name).await? {
            Some(_) => self.inner.store.update_person(&row).await?,
            None => self.inner.store.add_person(&row).await?,
        }
        Ok(signer)
    }

    /// Disables a user (admin).
    pub async fn disable_user(&self, session: &Session, name: String) -> Result<(), DeskError> {
        session.require(Action::ManageUsers)?;
        self.inner.writer.apply(session.actor(), Input::UserDisabled { user: name.clone() }).await?;
        if let Some(person) = self.inner.store.person(&name).await? {
            self.inner.store.update_person(&PersonRow { disabled: true, ..person }).await?;
        }
        let theirs: Vec<Session> = {
            let sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.iter().filter(|s| s.user() == name).cloned().collect()
        };
        for session in theirs {
            self.end_session(&session, "disabled").await?;
        }
        self.changed(&[Section::People, Section::Audit]);
        Ok(())
    }

    /// Everybody, oldest first.
    pub async fn users(&self, session: &Session) -> Result<Vec<UserView>, DeskError> {
        session.require(Action::Look)?;
        let mut people = self.inner.store.people().await?;
        people.sort_by_key(|p| p.created_ms);
        Ok(people.into_iter().map(user_view).collect())
    }

    async fn find_user(&self, name: &str) -> Result<UserView, DeskError> {
        let person = self.inner.store.person(name).await?;
        person.map(user_view).ok_or_else(|| {
            DeskError::new("unknown_user", format!("There is no user {name}.")).with("user", name)
        })
    }
}

fn user_view(person: PersonRow) -> UserView {
    UserView {
        name: person.name,
        role: person.role,
        key: person.key_id.unwrap_or_default(),
        public_key: person.public_key.unwrap_or_default(),
        created_ms: person.created_ms,
        disabled: person.disabled,
    }
}

fn wrong_passphrase() -> DeskError {
    DeskError::new(
        "wrong_passphrase",
        "Name and passphrase do not match. Five wrong ones lock the name for a while.",
    )
}

fn check_name(name: &str) -> Result<(), DeskError> {
    let sound = (1..=40).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(|c| c.is_control() || c.is_whitespace() || c == ':');
    if sound {
        return Ok(());
    }
    Err(DeskError::new("bad_name", "A name has 1 to 40 characters, without spaces and colons.")
        .with("name", name))
}

fn check_passphrase(passphrase: &SecretString) -> Result<(), DeskError> {
    let length = passphrase.expose_secret().chars().count();
    if length >= LEAST_PASSPHRASE {
        return Ok(());
    }
    Err(DeskError::new(
        "short_passphrase",
        format!("The passphrase has {length} characters, it needs {LEAST_PASSPHRASE} at least."),
    )
    .with("length", length)
    .with("limit", LEAST_PASSPHRASE))
}

fn check_preferences(p: &Preferences) -> Result<(), DeskError> {
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

/// Deriving keys blocks for a tenth of a second.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, vault::VaultError> + Send + 'static,
) -> Result<T, DeskError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(_) => Err(DeskError::new("internal", "The work was stopped. Try again.")),
    }
}

//! Signing in and out.

use std::sync::PoisonError;

use domain::{Actor, Role};
use secrecy::SecretString;
use store::PersonRow;
use trading::Input;
use vault::{KeyPlace, Signer, Throttle};

use crate::api::people::{Door, KeyCustody, SessionView, Stage};
use crate::api::snapshot::Section;
use crate::custody::blocking;
use crate::{Action, Desk, DeskError, Session};

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

    /// Signs in.
    pub async fn login(&self, name: String, passphrase: String) -> Result<(Session, SessionView), DeskError> {
        let passphrase = SecretString::from(passphrase);
        let _one_at_a_time = self.inner.people.lock().await;
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
        let vault = self.unlock_vault(admins_own).await.map_err(sealed_by_another)?;
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
        if person.failed_logins > 0 {
            self.forget_failures(person.clone()).await?;
        }
        let session = self.open_session(&name, person.role, signer).await?;
        let view = session.view();
        Ok((session, view))
    }

    pub(crate) async fn open_session(
        &self,
        name: &str,
        role: Role,
        signer: Signer,
    ) -> Result<Session, DeskError> {
        let session = Session::new(name, role, signer, self.now_ms());
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
}

fn wrong_passphrase() -> DeskError {
    DeskError::new(
        "wrong_passphrase",
        "Name and passphrase do not match. Five wrong ones lock the name for a while.",
    )
}

/// The passphrase was right, so what it does not open was sealed under somebody else's.
fn sealed_by_another(error: DeskError) -> DeskError {
    match error.code.as_str() {
        "passphrase_needed" | "wrong_passphrase" => DeskError::new(
            "vault_locked",
            "The master key lies under the passphrase of the admin who set this desk up. They sign in first.",
        ),
        _ => error,
    }
}

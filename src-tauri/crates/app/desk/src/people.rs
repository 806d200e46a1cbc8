//! Who uses this desk: the first admin, and those an admin adds and disables.

use std::sync::PoisonError;

use domain::{Actor, Role};
use secrecy::{ExposeSecret, SecretString};
use store::{Batch, PersonRow};
use trading::Input;
use vault::{Signer, Vault};

use crate::api::people::{AdminCreated, NewUser, Preferences, UserView};
use crate::api::snapshot::Section;
use crate::custody::{blocking, json, public_key};
use crate::preferences::{PREFERENCES, check_preferences};
use crate::{Action, Desk, DeskError, Session};

/// Shorter ones are guessed too soon.
const LEAST_PASSPHRASE: usize = 8;

impl Desk {
    /// The first start: creates the admin and signs in. Keys, person and chain are stored together or not at all.
    pub async fn create_admin(
        &self,
        person: NewUser,
        preferences: Preferences,
    ) -> Result<(Session, AdminCreated), DeskError> {
        let _one_at_a_time = self.inner.people.lock().await;
        if !self.state().users.is_empty() {
            return Err(DeskError::new("already_set_up", "An admin exists already. Sign in instead."));
        }
        check_name(&person.name)?;
        let passphrase = SecretString::from(person.passphrase);
        check_passphrase(&passphrase)?;
        check_preferences(&preferences)?;
        let keys = self.make_keys(&passphrase).await?;
        let (signer, row) = self.new_person(&person.name, Role::Admin, &passphrase, &keys.vault).await?;
        let mut records = keys.records()?;
        records.settings.push((PREFERENCES.to_owned(), json(&preferences)?));
        self.keep_row(&mut records, row).await?;
        let user = person.name.clone();
        let admin = Input::UserCreated { user: user.clone(), role: Role::Admin };
        let inputs = vec![
            (Actor::System, self.chain_opening(&keys)),
            (Actor::System, admin),
            (Actor::User(user.clone()), key_created(&signer, &user)),
        ];
        self.inner.writer.apply_batch(inputs, records).await?;
        let recovery_code = keys.vault.recovery_code().expose_secret().to_owned();
        self.hold(keys);
        let session = self.open_session(&user, Role::Admin, signer).await?;
        let view = AdminCreated { session: session.view(), recovery_code };
        Ok((session, view))
    }

    /// Creates a user (admin).
    pub async fn add_user(&self, session: &Session, person: NewUser) -> Result<UserView, DeskError> {
        session.require(Action::ManageUsers)?;
        let _one_at_a_time = self.inner.people.lock().await;
        check_name(&person.name)?;
        let passphrase = SecretString::from(person.passphrase);
        check_passphrase(&passphrase)?;
        let user = person.name;
        if self.state().users.contains_key(&user) {
            return Err(DeskError::new(
                "user_exists",
                format!("A user {user} exists already. Choose another name."),
            )
            .with("user", &user));
        }
        let (signer, row) = self.new_person(&user, person.role, &passphrase, &self.vault()?).await?;
        let view = user_view(row.clone());
        let mut records = Batch::default();
        self.keep_row(&mut records, row).await?;
        let created = Input::UserCreated { user: user.clone(), role: person.role };
        let inputs = vec![(session.actor(), created), (session.actor(), key_created(&signer, &user))];
        self.inner.writer.apply_batch(inputs, records).await?;
        self.changed(&[Section::People, Section::Audit, Section::Door]);
        Ok(view)
    }

    /// A signing key and the row that keeps it, sealed under master key and passphrase.
    async fn new_person(
        &self,
        name: &str,
        role: Role,
        passphrase: &SecretString,
        vault: &Vault,
    ) -> Result<(Signer, PersonRow), DeskError> {
        let (vault, cost) = (vault.clone(), self.inner.config.cost);
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
        Ok((signer, row))
    }

    /// A row of that name no chain entry tells of is replaced.
    async fn keep_row(&self, records: &mut Batch, row: PersonRow) -> Result<(), DeskError> {
        match self.inner.store.person(&row.name).await? {
            Some(_) => records.changed_people.push(row),
            None => records.new_people.push(row),
        }
        Ok(())
    }

    /// Disables a user (admin).
    pub async fn disable_user(&self, session: &Session, name: String) -> Result<(), DeskError> {
        session.require(Action::ManageUsers)?;
        let _one_at_a_time = self.inner.people.lock().await;
        let mut records = Batch::default();
        if let Some(person) = self.inner.store.person(&name).await? {
            records.changed_people.push(PersonRow { disabled: true, ..person });
        }
        let disabled = Input::UserDisabled { user: name.clone() };
        self.inner.writer.apply_batch(vec![(session.actor(), disabled)], records).await?;
        let theirs: Vec<Session> = {
            let sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.iter().filter(|s| s.user() == name).cloned().collect()
        };
        for session in theirs {
            self.end_session(&session, "disabled").await?;
        }
        self.changed(&[Section::People, Section::Audit, Section::Door]);
        Ok(())
    }

    /// Everybody, oldest first.
    pub async fn users(&self, session: &Session) -> Result<Vec<UserView>, DeskError> {
        session.require(Action::Look)?;
        let mut people = self.inner.store.people().await?;
        people.sort_by_key(|p| p.created_ms);
        Ok(people.into_iter().map(user_view).collect())
    }
}

fn key_created(signer: &Signer, user: &str) -> Input {
    Input::KeyCreated {
        key: signer.key_id(),
        public_key: public_key(&signer.public_key()),
        user: user.to_owned(),
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

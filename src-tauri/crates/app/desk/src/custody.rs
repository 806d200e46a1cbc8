//! Keys of the installation: the master key, the instance's signature, and the head signed with it.

use std::sync::{Arc, PoisonError};

use approvals::entry::EntryView;
use approvals::{HeadStatement, PublicKey, Signable, Signature};
use domain::Actor;
use secrecy::SecretString;
use serde::Serialize;
use store::Batch;
use trading::Input;
use vault::{KeyRecord, Signer, Vault};

use crate::desk::KEY_RECORD;
use crate::{Desk, DeskError};

const INSTANCE_KEY: &str = "signing-key/instance";

impl Desk {
    pub(crate) fn vault(&self) -> Result<Vault, DeskError> {
        let keys = self.inner.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.vault.clone().ok_or_else(|| {
            DeskError::new(
                "vault_locked",
                "The master key is locked on this machine. An admin signs in first.",
            )
        })
    }

    pub(crate) fn instance_signer(&self) -> Result<Arc<Signer>, DeskError> {
        let keys = self.inner.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.instance.clone().ok_or_else(|| {
            DeskError::new(
                "vault_locked",
                "The master key is locked on this machine. An admin signs in first.",
            )
        })
    }

    /// Opens the master key from the keyring where it lies there. What fails here is asked again at sign-in.
    pub(crate) async fn unlock_at_start(&self) {
        if self.key_record().is_some()
            && let Err(error) = self.unlock_vault(None).await
        {
            tracing::info!(%error, "the master key stays locked until an admin signs in");
        }
    }

    /// Opens the master key with the passphrase it lies under, where it is not open yet: for a surface in which no
    /// admin signed in before. It signs nobody in.
    pub async fn unlock(&self, passphrase: String) -> Result<(), DeskError> {
        if self.key_record().is_none() {
            return Err(DeskError::new("not_set_up", "Nobody is set up here. Create the admin first."));
        }
        self.unlock_vault(Some(&SecretString::from(passphrase))).await.map(|_| ())
    }

    pub(crate) fn key_record(&self) -> Option<vault::KeyRecord> {
        self.inner.keys.read().unwrap_or_else(PoisonError::into_inner).record.clone()
    }

    /// Opens the master key that was made, and the instance's key with it.
    pub(crate) async fn unlock_vault(&self, passphrase: Option<&SecretString>) -> Result<Vault, DeskError> {
        if let Ok(vault) = self.vault() {
            return Ok(vault);
        }
        let record = self.key_record().ok_or_else(|| {
            DeskError::new("not_set_up", "There is no master key yet. Create the admin first.")
        })?;
        let vault = Vault::open(&record, &self.inner.keyring, passphrase).await?;
        let sealed = self.inner.store.sealed(INSTANCE_KEY).await?.ok_or_else(|| {
            DeskError::new(
                "internal",
                "The instance's key is missing. Restore a backup of the data directory.",
            )
        })?;
        let instance = Signer::unlock_instance(&vault, &sealed)?;
        self.hold(NewKeys { vault: vault.clone(), record, instance });
        Ok(vault)
    }

    /// A master key, kept in the keyring or under the passphrase, and a key for the instance. Not stored yet.
    pub(crate) async fn make_keys(&self, passphrase: &SecretString) -> Result<NewKeys, DeskError> {
        let (vault, record) =
            Vault::create(&self.inner.keyring, Some(passphrase), self.inner.config.cost).await?;
        Ok(NewKeys { vault, record, instance: Signer::generate()? })
    }

    pub(crate) fn hold(&self, made: NewKeys) {
        let mut keys = self.inner.keys.write().unwrap_or_else(PoisonError::into_inner);
        keys.record = Some(made.record);
        keys.vault = Some(made.vault);
        keys.instance = Some(Arc::new(made.instance));
    }

    pub(crate) fn chain_opening(&self, keys: &NewKeys) -> Input {
        Input::OpenChain {
            instance: self.inner.instance.clone(),
            key: keys.instance.key_id(),
            public_key: public_key(&keys.instance.public_key()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Signs the chain's last entry with the instance's key, where there is anything new to sign.
    pub(crate) async fn sign_head(&self) -> Result<(), DeskError> {
        if self.state().instance.is_none() || self.head_is_signed().await? {
            return Ok(());
        }
        let signer = self.instance_signer()?;
        let (instance, key, now_ms) = (self.inner.instance.clone(), signer.key_id(), self.now_ms());
        let make = move |state: &trading::State| {
            let head = state.head;
            let statement = HeadStatement { instance, seq: head.seq, hash: head.hash, time_ms: now_ms };
            let signature = Signature::from_bytes(signer.sign(&statement.signing_bytes()));
            Ok(Input::HeadSigned { statement, key, signature })
        };
        self.inner.writer.apply_with(Actor::System, make).await
    }

    async fn head_is_signed(&self) -> Result<bool, DeskError> {
        let last = self.inner.store.chain_last().await?;
        Ok(last.is_some_and(|row| EntryView::parse(&row.line).is_ok_and(|e| e.kind == "head.signed")))
    }
}

/// Master key and instance key, before or after they are stored.
pub(crate) struct NewKeys {
    pub vault: Vault,
    record: KeyRecord,
    instance: Signer,
}

impl NewKeys {
    /// What the store keeps of them: sealed.
    pub fn records(&self) -> Result<Batch, DeskError> {
        Ok(Batch {
            settings: vec![(KEY_RECORD.to_owned(), json(&self.record)?)],
            sealed: vec![(INSTANCE_KEY.to_owned(), self.instance.seal_instance(&self.vault)?)],
            ..Batch::default()
        })
    }
}

pub(crate) fn json(value: &impl Serialize) -> Result<serde_json::Value, DeskError> {
    serde_json::to_value(value)
        .map_err(|e| DeskError::new("internal", format!("A setting could not be written: {e}.")))
}

pub(crate) fn public_key(bytes: &[u8; 32]) -> PublicKey {
    PublicKey::from_bytes(*bytes)
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

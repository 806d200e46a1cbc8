//! Keys of the installation: the master key, the instance's signature, and the head signed with it.

use std::sync::{Arc, PoisonError};

use approvals::{HeadStatement, PublicKey, Signable, Signature};
use domain::Actor;
use secrecy::SecretString;
use trading::Input;
use vault::{Signer, Vault};

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

    /// Makes or opens the master key and the instance's key.
    pub(crate) async fn unlock_vault(&self, passphrase: Option<&SecretString>) -> Result<Vault, DeskError> {
        if let Ok(vault) = self.vault() {
            return Ok(vault);
        }
        let known = self.key_record();
        let (vault, record) =
            Vault::open_or_create(known.as_ref(), &self.inner.keyring, passphrase, self.inner.config.cost)
                .await?;
        if known.is_none() {
            self.inner.store.set_setting(KEY_RECORD, &record).await?;
        }
        let instance = Arc::new(self.open_instance_key(&vault).await?);
        let mut keys = self.inner.keys.write().unwrap_or_else(PoisonError::into_inner);
        keys.record = Some(record);
        keys.vault = Some(vault.clone());
        keys.instance = Some(instance);
        Ok(vault)
    }

    async fn open_instance_key(&self, vault: &Vault) -> Result<Signer, DeskError> {
        if let Some(sealed) = self.inner.store.sealed(INSTANCE_KEY).await? {
            return Ok(Signer::unlock_instance(vault, &sealed)?);
        }
        let signer = Signer::generate()?;
        self.inner.store.put_sealed(&[(INSTANCE_KEY.to_owned(), signer.seal_instance(vault)?)]).await?;
        Ok(signer)
    }

    /// Writes `chain.opened` where it is not written yet.
    pub(crate) async fn open_chain(&self) -> Result<(), DeskError> {
        if self.state().instance.is_some() {
            return Ok(());
        }
        let signer = self.instance_signer()?;
        let input = Input::OpenChain {
            instance: self.inner.instance.clone(),
            key: signer.key_id(),
            public_key: public_key(&signer.public_key()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.inner.writer.apply(Actor::System, input).await
    }

    /// Signs the chain's last entry with the instance's key, where there is anything new to sign.
    pub(crate) async fn sign_head(&self) -> Result<(), DeskError> {
        if self.state().instance.is_none() {
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
}

pub(crate) fn public_key(bytes: &[u8; 32]) -> PublicKey {
    PublicKey::from_bytes(*bytes)
}

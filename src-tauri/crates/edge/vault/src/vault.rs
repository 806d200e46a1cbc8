//! The vault: a master key, found or made, and what is sealed with it.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Cost, Keyring, KeyringFault, MasterKey, VaultError, passphrase, recovery};

/// Where the master key lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "lowercase")]
pub enum KeyPlace {
    Keyring,
    /// Sealed under the admin's passphrase; hex.
    Passphrase {
        wrapped: String,
    },
}

/// What the store keeps about the master key. Holds no open secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    #[serde(flatten)]
    pub place: KeyPlace,
    /// A known text sealed with the key, hex: tells a right key from a wrong one.
    pub check: String,
}

/// An open master key.
#[derive(Clone)]
pub struct Vault {
    key: MasterKey,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(..)")
    }
}

const CHECK: &str = "master-key/check";
const WRAPPED: &str = "master-key/wrapped";

impl Vault {
    /// First start (`record` is `None`): makes a key. Later: opens the one that was made.
    pub async fn open_or_create(
        record: Option<&KeyRecord>,
        keyring: &Keyring,
        passphrase: Option<&SecretString>,
        cost: Cost,
    ) -> Result<(Self, KeyRecord), VaultError> {
        match record {
            Some(record) => Ok((Self::open(record, keyring, passphrase).await?, record.clone())),
            None => Self::create(keyring, passphrase, cost).await,
        }
    }

    /// Makes a key, in the keyring where one works, otherwise under the passphrase. Store the record before
    /// anything is sealed; a key left in the keyring by a start that did not come so far is used.
    pub async fn create(
        keyring: &Keyring,
        passphrase: Option<&SecretString>,
        cost: Cost,
    ) -> Result<(Self, KeyRecord), VaultError> {
        let left = match keyring.load().await {
            Ok(Some(key)) => Some(key),
            _ => None,
        };
        let vault = Self { key: left.map_or_else(MasterKey::generate, Ok)? };
        let record = vault.keep(keyring, passphrase, cost).await?;
        Ok((vault, record))
    }

    /// Opens the key where the record says it lies. Never makes one.
    pub async fn open(
        record: &KeyRecord,
        keyring: &Keyring,
        passphrase: Option<&SecretString>,
    ) -> Result<Self, VaultError> {
        let key = match &record.place {
            KeyPlace::Keyring => keyring.load().await?.ok_or(VaultError::MasterKeyMissing)?,
            KeyPlace::Passphrase { wrapped } => {
                let needed = VaultError::PassphraseNeeded { keyring: KeyringFault::SwitchedOff };
                unwrap(wrapped, passphrase.ok_or(needed)?.clone()).await?
            }
        };
        Self::checked(key, record)
    }

    /// Opens with the recovery code instead. Follow with [`Vault::keep`], so that the next start finds the key.
    pub fn recover(record: &KeyRecord, code: &SecretString) -> Result<Self, VaultError> {
        Self::checked(recovery::decode(code)?, record)
    }

    /// Puts this key into the keyring where one works, otherwise under the passphrase: after a recovery, or
    /// for a new passphrase. What is sealed stays as it is.
    pub async fn keep(
        &self,
        keyring: &Keyring,
        passphrase: Option<&SecretString>,
        cost: Cost,
    ) -> Result<KeyRecord, VaultError> {
        let place = match (keyring.save(&self.key).await, passphrase) {
            (Ok(()), _) => KeyPlace::Keyring,
            (Err(keyring), None) => return Err(VaultError::PassphraseNeeded { keyring }),
            (Err(fault), Some(passphrase)) => {
                tracing::info!(%fault, "the master key is kept under the passphrase");
                KeyPlace::Passphrase { wrapped: wrap(&self.key, passphrase.clone(), cost).await? }
            }
        };
        let check = hex::encode(self.key.seal(CHECK, CHECK.as_bytes())?);
        Ok(KeyRecord { place, check })
    }

    /// The master key on paper, 14 groups of four. To be shown once.
    pub fn recovery_code(&self) -> SecretString {
        recovery::encode(&self.key)
    }

    /// See [`MasterKey::seal`].
    pub fn seal(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.key.seal(name, secret)
    }

    /// See [`MasterKey::open`].
    pub fn open_sealed(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.key.open(name, sealed)
    }

    fn checked(key: MasterKey, record: &KeyRecord) -> Result<Self, VaultError> {
        let check =
            hex::decode(&record.check).map_err(|_| VaultError::Damaged { what: "the key's record" })?;
        key.open(CHECK, &check).map_err(|_| VaultError::WrongMasterKey)?;
        Ok(Self { key })
    }
}

/// Deriving a key takes a tenth of a second, too long between two awaits.
async fn wrap(key: &MasterKey, passphrase: SecretString, cost: Cost) -> Result<String, VaultError> {
    let key = key.clone();
    let work = move || passphrase::seal(&passphrase, WRAPPED, key.bytes(), cost);
    Ok(hex::encode(tokio::task::spawn_blocking(work).await.map_err(|_| VaultError::Stopped)??))
}

async fn unwrap(wrapped: &str, passphrase: SecretString) -> Result<MasterKey, VaultError> {
    let damaged = || VaultError::Damaged { what: "the wrapped master key" };
    let wrapped = hex::decode(wrapped).map_err(|_| damaged())?;
    let work = move || passphrase::open(&passphrase, WRAPPED, &wrapped);
    let bytes = tokio::task::spawn_blocking(work).await.map_err(|_| VaultError::Stopped)??;
    let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| damaged())?;
    Ok(MasterKey::from_bytes(bytes))
}

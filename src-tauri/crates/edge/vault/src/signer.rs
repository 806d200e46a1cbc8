//! Ed25519 keys that sign approvals, mandates and heads.

use ed25519_dalek::{Signer as _, SigningKey};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{Cost, Vault, VaultError, fingerprint, key_id, passphrase, random_bytes};

/// A signing key that is open. Wiped when dropped; hold it only while it is needed.
///
/// A person's key is sealed twice, under their passphrase and then under the master key: neither a stolen
/// data directory with its keyring nor a known passphrase alone signs anything. The instance's key, which
/// signs without a person, is sealed under the master key only.
pub struct Signer {
    key: SigningKey,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer").field("key_id", &self.key_id()).finish_non_exhaustive()
    }
}

impl Signer {
    pub fn generate() -> Result<Self, VaultError> {
        let seed = Zeroizing::new(random_bytes::<32>()?);
        Ok(Self { key: SigningKey::from_bytes(&seed) })
    }

    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }

    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    pub fn public_key_hex(&self) -> String {
        hex::encode(self.public_key())
    }

    /// See [`key_id`].
    pub fn key_id(&self) -> String {
        key_id(&self.public_key())
    }

    /// See [`fingerprint`].
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.public_key())
    }

    /// A person's key for the store. Blocks for as long as `cost` asks.
    pub fn seal(
        &self,
        vault: &Vault,
        person: &str,
        passphrase: &SecretString,
        cost: Cost,
    ) -> Result<Vec<u8>, VaultError> {
        let name = record(person);
        let inner = passphrase::seal(passphrase, &name, self.key.as_bytes(), cost)?;
        vault.seal(&name, &inner)
    }

    /// Opens a person's key. Blocks for as long as the record's cost asks.
    pub fn unlock(
        vault: &Vault,
        person: &str,
        passphrase: &SecretString,
        sealed: &[u8],
    ) -> Result<Self, VaultError> {
        let name = record(person);
        let inner = vault.open_sealed(&name, sealed)?;
        Self::from_seed(&passphrase::open(passphrase, &name, &inner)?)
    }

    /// The instance's key for the store.
    pub fn seal_instance(&self, vault: &Vault) -> Result<Vec<u8>, VaultError> {
        vault.seal(INSTANCE, self.key.as_bytes())
    }

    pub fn unlock_instance(vault: &Vault, sealed: &[u8]) -> Result<Self, VaultError> {
        Self::from_seed(&vault.open_sealed(INSTANCE, sealed)?)
    }

    fn from_seed(seed: &[u8]) -> Result<Self, VaultError> {
        let seed: &[u8; 32] = seed.try_into().map_err(|_| VaultError::Damaged { what: "a signing key" })?;
        Ok(Self { key: SigningKey::from_bytes(seed) })
    }
}

const INSTANCE: &str = "signing-key/instance";

fn record(person: &str) -> String {
    format!("signing-key/person/{person}")
}

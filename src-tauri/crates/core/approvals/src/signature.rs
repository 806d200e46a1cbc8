//! Ed25519 (RFC 8032), strictly: one message, one key, one signature that verifies.

use ed25519_dalek::{Signer, VerifyingKey};
use serde::{Deserialize, Serialize};

pub use ed25519_dalek::SigningKey;

use crate::digest::hexadecimal;
use crate::statement::Signable;

/// A public key as 32 bytes, which need not be a point of the curve: nothing verifies under one that is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

/// The 64 bytes of a signature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature([u8; 64]);

hexadecimal!(PublicKey);
hexadecimal!(Signature);

/// A signature with the name of the key that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedBy {
    pub key_id: String,
    pub signature: Signature,
}

impl PublicKey {
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public half of a signing key.
    pub fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }

    /// Whether this key made `signature` over `message`. Refuses what RFC 8032 refuses, and keys of small
    /// order.
    pub fn verify_strict(&self, message: &[u8], signature: &Signature) -> bool {
        self.decode().is_some_and(|key| verify_decoded(&key, message, signature))
    }

    /// The point, if the bytes are the one encoding of a point.
    pub(crate) fn decode(&self) -> Option<VerifyingKey> {
        if self.is_canonical() { VerifyingKey::from_bytes(&self.0).ok() } else { None }
    }

    /// RFC 8032 section 5.1.3: the coordinate must lie below 2^255 - 19.
    fn is_canonical(&self) -> bool {
        let [low, middle @ .., high] = &self.0;
        *low < 0xed || high & 0x7f != 0x7f || middle.iter().any(|b| *b != 0xff)
    }
}

pub(crate) fn verify_decoded(key: &VerifyingKey, message: &[u8], signature: &Signature) -> bool {
    key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
}

impl Signature {
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

/// Signs a statement's prefix and canonical bytes. For whoever holds keys: the vault, and tests.
pub fn sign(statement: &impl Signable, key: &SigningKey) -> Signature {
    Signature(key.sign(&statement.signing_bytes()).to_bytes())
}

/// Whether `key` signed exactly this statement.
pub fn verify(statement: &impl Signable, key: &PublicKey, signature: &Signature) -> bool {
    key.verify_strict(&statement.signing_bytes(), signature)
}

//! The master key: what everything sealed is sealed with.
//!
//! A sealed record: format (1 byte), nonce (12), ciphertext and tag. AES-256-GCM; associated data is a fixed
//! prefix and the record's name.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{VaultError, random_bytes};

const FORMAT: u8 = 1;
const PREFIX: &[u8] = b"countersign/seal/1\n";
const NONCE: usize = 12;

/// 32 bytes, wiped when dropped, never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl MasterKey {
    pub fn generate() -> Result<Self, VaultError> {
        Ok(Self(random_bytes()?))
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals under the record's name, each time with a fresh nonce.
    pub fn seal(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut sealed = vec![FORMAT];
        sealed.extend_from_slice(&encrypt(&self.0, &associated(name), secret)?);
        Ok(sealed)
    }

    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let tampered = || VaultError::Tampered { name: name.to_owned() };
        let (format, rest) = sealed.split_first().ok_or_else(tampered)?;
        if *format != FORMAT {
            return Err(VaultError::NewerFormat { name: name.to_owned(), found: *format, known: FORMAT });
        }
        decrypt(&self.0, &associated(name), rest).ok_or_else(tampered)
    }
}

fn associated(name: &str) -> Vec<u8> {
    [PREFIX, name.as_bytes()].concat()
}

/// Nonce and ciphertext with its tag.
pub(crate) fn encrypt(key: &[u8; 32], aad: &[u8], secret: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = random_bytes()?;
    let cipher = Aes256Gcm::new(key.into());
    let ciphertext = cipher
        .encrypt(&nonce.into(), Payload { msg: secret, aad })
        .map_err(|_| VaultError::Damaged { what: "a secret of more than 64 GiB" })?;
    Ok([nonce.as_slice(), &ciphertext].concat())
}

pub(crate) fn decrypt(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, msg) = sealed.split_first_chunk::<NONCE>()?;
    let cipher = Aes256Gcm::new(key.into());
    cipher.decrypt(&(*nonce).into(), Payload { msg, aad }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_sealed_opens_and_nothing_else_does(secret in prop::collection::vec(any::<u8>(), 0..100),
                                                      name in "[a-z/]{1,20}", at in any::<prop::sample::Index>(), with in 1_u8..) {
            let key = MasterKey::generate().unwrap();
            let sealed = key.seal(&name, &secret).unwrap();
            let opened = key.open(&name, &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), secret.as_slice());
            let other = name.clone() + "x";
            prop_assert!(key.open(&other, &sealed).is_err());
            prop_assert!(MasterKey::generate().unwrap().open(&name, &sealed).is_err());
            let mut changed = sealed.clone();
            changed[at.index(sealed.len())] ^= with;
            prop_assert!(key.open(&name, &changed).is_err());
            prop_assert!(key.open(&name, &sealed[..at.index(sealed.len())]).is_err());
        }
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let key = MasterKey::generate().unwrap();
        let sealed: std::collections::BTreeSet<_> =
            (0..1000).map(|_| key.seal("a", b"b").unwrap()[1..13].to_vec()).collect();
        assert_eq!(sealed.len(), 1000);
    }

    /// Test case 16 of the GCM specification (McGrew and Viega), so that the cipher is the one it is called.
    #[test]
    fn agrees_with_the_published_vector() {
        let hex = |t: &str| hex::decode(t).unwrap();
        let key: [u8; 32] =
            hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308").try_into().unwrap();
        let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let sealed = hex(concat!(
            "cafebabefacedbaddecaf888",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63",
            "93ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ));
        let opened = decrypt(&key, &aad, &sealed).unwrap();
        assert_eq!(
            hex::encode(&*opened),
            concat!(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5",
                "aa0de657ba637b39"
            )
        );
    }

    #[test]
    fn a_newer_format_says_so() {
        let key = MasterKey::generate().unwrap();
        let mut sealed = key.seal("a", b"b").unwrap();
        sealed[0] = 2;
        assert_eq!(
            key.open("a", &sealed).err(),
            Some(VaultError::NewerFormat { name: "a".into(), found: 2, known: 1 })
        );
    }
}

//! Sealing under a passphrase: Argon2id makes the key, AES-256-GCM seals.
//!
//! A record: format (1 byte), memory in KiB (4, little end), passes (4), salt (16), nonce (12), ciphertext and tag.
//! All before the nonce, and the name, are associated data.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::master_key::{decrypt, encrypt};
use crate::{Cost, VaultError, random_bytes};

const FORMAT: u8 = 1;
const PREFIX: &[u8] = b"countersign/passphrase/1\n";
const HEADER: usize = 1 + 4 + 4 + 16;

/// Blocks for as long as `cost` asks.
pub(crate) fn seal(
    passphrase: &SecretString,
    name: &str,
    secret: &[u8],
    cost: Cost,
) -> Result<Vec<u8>, VaultError> {
    let mut header = vec![FORMAT];
    header.extend_from_slice(&cost.memory_kib.to_le_bytes());
    header.extend_from_slice(&cost.passes.to_le_bytes());
    let salt: [u8; 16] = random_bytes()?;
    header.extend_from_slice(&salt);
    let key = derive(passphrase, &salt, cost)?;
    let sealed = encrypt(&key, &associated(&header, name), secret)?;
    header.extend_from_slice(&sealed);
    Ok(header)
}

/// Blocks for as long as the record's cost asks.
pub(crate) fn open(
    passphrase: &SecretString,
    name: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let damaged = VaultError::Damaged { what: "a record under a passphrase" };
    let Some((header, rest)) = sealed.split_first_chunk::<HEADER>() else { return Err(damaged) };
    let [format, m0, m1, m2, m3, p0, p1, p2, p3, salt @ ..] = header;
    if *format != FORMAT {
        return Err(VaultError::NewerFormat { name: name.to_owned(), found: *format, known: FORMAT });
    }
    let cost = Cost {
        memory_kib: u32::from_le_bytes([*m0, *m1, *m2, *m3]),
        passes: u32::from_le_bytes([*p0, *p1, *p2, *p3]),
    };
    let key = derive(passphrase, salt, cost)?;
    decrypt(&key, &associated(header, name), rest).ok_or(VaultError::WrongPassphrase)
}

fn derive(passphrase: &SecretString, salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let mut key = Zeroizing::new([0; 32]);
    cost.argon2()?
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt, &mut *key)
        .map_err(|_| VaultError::Cost { memory_kib: cost.memory_kib, passes: cost.passes })?;
    Ok(key)
}

fn associated(header: &[u8], name: &str) -> Vec<u8> {
    [PREFIX, header, name.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_passphrase_and_the_name_open_it() {
        let right = SecretString::from("correct horse");
        let sealed = seal(&right, "master", b"secret", Cost::trivial()).unwrap();
        assert_eq!(open(&right, "master", &sealed).unwrap().as_slice(), b"secret");
        assert_eq!(open(&SecretString::from("wrong"), "master", &sealed), Err(VaultError::WrongPassphrase));
        assert_eq!(open(&right, "other", &sealed), Err(VaultError::WrongPassphrase));
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            // a large memory would only make the test slow
            changed[i] ^= if (1..9).contains(&i) { 2 } else { 0x80 };
            if !(2..9).contains(&i) {
                assert!(open(&right, "master", &changed).is_err(), "byte {i}");
            }
            assert!(open(&right, "master", &sealed[..i]).is_err());
        }
    }

    #[test]
    fn a_record_cannot_ask_for_all_memory() {
        let right = SecretString::from("correct horse");
        let mut sealed = seal(&right, "master", b"secret", Cost::trivial()).unwrap();
        sealed[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(
            open(&right, "master", &sealed),
            Err(VaultError::Cost { memory_kib: u32::MAX, passes: 1 })
        );
    }
}

//! The master key on paper: groups of letters and digits with a checksum.
//!
//! 32 bytes of key and 3 of SHA-256 over them, in Crockford's base 32 (no I, L, O, U): 56 characters, 14 groups
//! of four. Reading forgives case, blanks, dashes, and O for 0, I and L for 1.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{MasterKey, VaultError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 35;
const CHARACTERS: usize = 56;

pub(crate) fn encode(key: &MasterKey) -> SecretString {
    let mut bytes = Zeroizing::new([0_u8; BYTES]);
    bytes[..32].copy_from_slice(key.bytes());
    bytes[32..].copy_from_slice(&checksum(key.bytes()));
    let mut code = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / 4));
    for i in 0..CHARACTERS {
        if i > 0 && i % 4 == 0 {
            code.push('-');
        }
        let five = (0..5).fold(0_u8, |n, k| (n << 1) | bit(&*bytes, i * 5 + k));
        code.push(char::from(ALPHABET[usize::from(five)]));
    }
    SecretString::from(code.as_str())
}

pub(crate) fn decode(code: &SecretString) -> Result<MasterKey, VaultError> {
    let wrong = |reason| VaultError::RecoveryCode { reason };
    let mut bytes = Zeroizing::new([0_u8; BYTES]);
    let mut count = 0;
    for c in code.expose_secret().chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let five = digit(c).ok_or(wrong("it holds a sign that no code has"))?;
        if count == CHARACTERS {
            return Err(wrong("it is too long"));
        }
        for k in 0..5 {
            let at = count * 5 + k;
            bytes[at / 8] |= (five >> (4 - k) & 1) << (7 - at % 8);
        }
        count += 1;
    }
    if count < CHARACTERS {
        return Err(wrong("it is too short"));
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    key.copy_from_slice(&bytes[..32]);
    if checksum(&key) != bytes[32..] {
        return Err(wrong("a sign was mistyped"));
    }
    Ok(MasterKey::from_bytes(*key))
}

fn checksum(key: &[u8; 32]) -> [u8; 3] {
    let hash = Sha256::new().chain_update(b"countersign/recovery/1\n").chain_update(key).finalize();
    [hash[0], hash[1], hash[2]]
}

fn bit(bytes: &[u8], at: usize) -> u8 {
    bytes[at / 8] >> (7 - at % 8) & 1
}

fn digit(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|a| char::from(*a) == c)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_code_gives_back_the_key_however_it_is_typed(bytes in any::<[u8; 32]>()) {
            let code = encode(&MasterKey::from_bytes(bytes));
            let text = code.expose_secret();
            prop_assert_eq!(text.len(), 69);
            for typed in [text.to_owned(), text.to_lowercase().replace('-', " "), text.replace('0', "O").replace('1', "l")] {
                let key = decode(&SecretString::from(typed)).unwrap();
                prop_assert_eq!(key.bytes(), &bytes);
            }
        }

        #[test]
        fn one_mistyped_sign_is_noticed(bytes in any::<[u8; 32]>(), at in 0_usize..56, by in 1_usize..32) {
            let plain = encode(&MasterKey::from_bytes(bytes)).expose_secret().replace('-', "");
            let mut typed = plain.into_bytes();
            let old = ALPHABET.iter().position(|a| *a == typed[at]).unwrap();
            typed[at] = ALPHABET[(old + by) % 32];
            let error = decode(&SecretString::from(String::from_utf8(typed).unwrap())).map(|_| ()).unwrap_err();
            prop_assert_eq!(error, VaultError::RecoveryCode { reason: "a sign was mistyped" });
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for bad in ["", "ABCD", "é", &"0".repeat(57), &"U".repeat(56)] {
            assert!(decode(&SecretString::from(bad)).is_err(), "{bad}");
        }
    }
}

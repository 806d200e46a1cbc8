//! Keys of exchange accounts, sealed under the master key.
//!
//! Inside the seal: the parts one after the other, each its length (4 bytes, little end) and its UTF-8 text: key and
//! secret, and once more for a stream key. Each is bound to `exchange-key/LABEL/NUMBER`: under another label, or as
//! another key of the same label, it does not open.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{Vault, VaultError};

/// Both halves of one key.
#[derive(Debug, Clone)]
pub struct KeyHalves {
    pub key: SecretString,
    pub secret: SecretString,
}

/// The key of an account, and a second one where its private stream has its own.
#[derive(Debug, Clone)]
pub struct ExchangeKey {
    pub rest: KeyHalves,
    pub stream: Option<KeyHalves>,
}

impl ExchangeKey {
    /// Name of the record the sealed bytes belong to. `number` tells keys of one label apart.
    pub fn record(label: &str, number: u32) -> String {
        format!("exchange-key/{label}/{number}")
    }

    pub fn seal(&self, vault: &Vault, label: &str, number: u32) -> Result<Vec<u8>, VaultError> {
        let parts: Vec<&str> = [Some(&self.rest), self.stream.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|halves| [halves.key.expose_secret(), halves.secret.expose_secret()])
            .collect();
        // grown while it is filled, it would leave copies behind
        let mut open = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| 4 + part.len()).sum()));
        for part in parts {
            let length = u32::try_from(part.len()).map_err(|_| damaged())?;
            open.extend_from_slice(&length.to_le_bytes());
            open.extend_from_slice(part.as_bytes());
        }
        vault.seal(&Self::record(label, number), &open)
    }

    pub fn unseal(vault: &Vault, label: &str, number: u32, sealed: &[u8]) -> Result<Self, VaultError> {
        let open = vault.open_sealed(&Self::record(label, number), sealed)?;
        let mut rest: &[u8] = &open;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            parts.push(part(&mut rest).ok_or_else(damaged)?);
        }
        let halves = |key: &SecretString, secret: &SecretString| KeyHalves {
            key: key.clone(),
            secret: secret.clone(),
        };
        match parts.as_slice() {
            [key, secret] => Ok(Self { rest: halves(key, secret), stream: None }),
            [key, secret, stream_key, stream_secret] => {
                Ok(Self { rest: halves(key, secret), stream: Some(halves(stream_key, stream_secret)) })
            }
            _ => Err(damaged()),
        }
    }
}

fn part(rest: &mut &[u8]) -> Option<SecretString> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (text, after) = after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some(SecretString::from(std::str::from_utf8(text).ok()?))
}

const fn damaged() -> VaultError {
    VaultError::Damaged { what: "the key of an exchange account" }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::{Cost, Keyring};

    fn halves((key, secret): (String, String)) -> KeyHalves {
        KeyHalves { key: SecretString::from(key), secret: SecretString::from(secret) }
    }

    fn shown(key: &ExchangeKey) -> Vec<&str> {
        let all = [Some(&key.rest), key.stream.as_ref()].into_iter().flatten();
        all.flat_map(|h| [h.key.expose_secret(), h.secret.expose_secret()]).collect()
    }

    fn vault() -> Vault {
        let pass = SecretString::from("correct horse");
        let keyring = Keyring::off();
        let made = Vault::create(&keyring, Some(&pass), Cost::trivial());
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(made).unwrap().0
    }

    #[test]
    fn they_come_back_under_their_own_label_and_number_only() {
        let vault = vault();
        let text = ".{0,80}";
        proptest!(|(rest in (text, text), stream in prop::option::of((text, text)))| {
            let key = ExchangeKey { rest: halves(rest), stream: stream.map(halves) };
            let sealed = key.seal(&vault, "kraken-main", 2).unwrap();
            let back = ExchangeKey::unseal(&vault, "kraken-main", 2, &sealed).unwrap();
            prop_assert_eq!(shown(&back), shown(&key));
            for (label, number) in [("kraken-main", 1), ("kraken-main", 22), ("kraken-mai", 2), ("other", 2)] {
                prop_assert!(ExchangeKey::unseal(&vault, label, number, &sealed).is_err());
            }
        });
    }

    #[test]
    fn what_is_no_key_inside_its_seal_is_said_to_be_damaged() {
        let vault = vault();
        for open in [&b""[..], b"\x01\0\0\0a", b"\xff\xff\xff\xffab", b"\x01\0\0\0\xff\0\0\0\0", b"ab"] {
            let sealed = vault.seal(&ExchangeKey::record("k", 1), open).unwrap();
            let error = ExchangeKey::unseal(&vault, "k", 1, &sealed).map(|_| ()).unwrap_err();
            assert_eq!(error, damaged(), "{open:?}");
        }
    }

    #[test]
    fn nothing_of_it_shows() {
        let key = ExchangeKey { rest: halves(("marker-key".into(), "marker-secret".into())), stream: None };
        assert!(!format!("{key:?}").contains("marker"));
    }
}

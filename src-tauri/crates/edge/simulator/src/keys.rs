//! API keys: who may do what.

use std::collections::BTreeMap;

use rand::Rng as _;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::exchange::AccountId;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permissions {
    #[serde(default)]
    pub read: bool,
    #[serde(default)]
    pub trade: bool,
    #[serde(default)]
    pub withdraw: bool,
}

impl Permissions {
    pub const TRADE: Self = Self { read: true, trade: true, withdraw: false };
    pub const READ: Self = Self { read: true, trade: false, withdraw: false };
}

/// A key as its owner holds it.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub key: String,
    pub secret: SecretString,
    /// Where the venue asks for a third part.
    pub passphrase: Option<SecretString>,
}

impl Credentials {
    pub fn new(key: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { key: key.into(), secret: SecretString::from(secret.into()), passphrase: None }
    }

    /// 16 bytes of key and 32 of secret, in hexadecimal.
    pub fn hexadecimal(rng: &mut StdRng) -> Self {
        let (mut key, mut secret) = ([0_u8; 16], [0_u8; 32]);
        rng.fill(&mut key);
        rng.fill(&mut secret);
        Self::new(hex::encode(key), hex::encode(secret))
    }
}

/// A key as the exchange knows it.
#[derive(Debug, Clone)]
pub struct KeyRecord {
    pub credentials: Credentials,
    pub account: AccountId,
    pub permissions: Permissions,
}

impl KeyRecord {
    pub fn secret(&self) -> &str {
        self.credentials.secret.expose_secret()
    }
}

/// The keys of one exchange.
#[derive(Debug, Default)]
pub struct Keys(BTreeMap<String, KeyRecord>);

impl Keys {
    pub fn insert(&mut self, record: KeyRecord) {
        self.0.insert(record.credentials.key.clone(), record);
    }

    pub fn find(&self, key: &str) -> Option<&KeyRecord> {
        self.0.get(key)
    }

    pub fn revoke(&mut self, key: &str) -> bool {
        self.0.remove(key).is_some()
    }

    pub fn iter(&self) -> impl Iterator<Item = &KeyRecord> {
        self.0.values()
    }
}

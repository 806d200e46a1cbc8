//! Keys of an account, held so that they cannot be printed.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// One API key. Debug output shows neither key nor secret.
#[derive(Clone)]
pub struct Credentials {
    key: SecretString,
    secret: SecretString,
}

impl Credentials {
    pub fn new(key: impl Into<SecretString>, secret: impl Into<SecretString>) -> Self {
        Self { key: key.into(), secret: secret.into() }
    }

    /// The public half. It names the account to the venue and stays out of logs all the same.
    pub fn key(&self) -> &str {
        self.key.expose_secret()
    }

    /// For signing only.
    pub fn secret(&self) -> &str {
        self.secret.expose_secret()
    }

    /// Eight hexadecimal digits that tell keys apart and give nothing away.
    pub fn fingerprint(&self) -> String {
        Sha256::digest(self.key().as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credentials({})", self.fingerprint())
    }
}

/// The keys of one account: one for REST, and possibly another for its stream.
#[derive(Debug, Clone)]
pub struct AccountKeys {
    pub rest: Credentials,
    pub stream: Option<Credentials>,
}

impl AccountKeys {
    pub const fn one(rest: Credentials) -> Self {
        Self { rest, stream: None }
    }

    pub fn stream(&self) -> &Credentials {
        self.stream.as_ref().unwrap_or(&self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_half_shows_in_debug_output() {
        let keys = AccountKeys::one(Credentials::new("marker-key", "marker-secret"));
        let shown = format!("{keys:?}");
        assert!(!shown.contains("marker"), "{shown}");
        assert_eq!(keys.stream().fingerprint().len(), 8);
    }
}

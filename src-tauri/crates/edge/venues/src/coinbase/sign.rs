//! Tokens of CDP keys: a fresh JSON Web Token for every request and every subscription with a key.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ed25519_dalek::pkcs8::DecodePrivateKey as _;
use p256::ecdsa::signature::Signer as _;
use serde::Serialize;

use crate::{Credentials, VenueError};

/// How long a token is good for, in seconds: the venue's own figure.
const LIFE_S: i64 = 120;

/// A key that signs tokens. The kind is told by the shape of its secret.
pub struct Signer {
    name: String,
    key: Key,
}

enum Key {
    /// P-256, signed deterministically (RFC 6979).
    Es256(Box<p256::ecdsa::SigningKey>),
    EdDsa(Box<ed25519_dalek::SigningKey>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the secret is neither PEM text nor base64 of 32 or 64 bytes; copy it as Coinbase gave it")]
    Shape,
    #[error("the PEM text holds no P-256 key and no Ed25519 key; copy it whole, first and last line too")]
    Pem,
    #[error("the secret's second half is not the public key of its first; copy it whole")]
    Halves,
    #[error("the key could not sign")]
    Signature,
    #[error("the system gave no random bytes")]
    Random,
}

impl From<KeyError> for VenueError {
    fn from(error: KeyError) -> Self {
        Self::Unsigned { venue: super::id(), cause: error.to_string() }
    }
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    kid: &'a str,
    nonce: &'a str,
    typ: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    sub: &'a str,
    iss: &'static str,
    nbf: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
}

impl Signer {
    pub fn new(credentials: &Credentials) -> Result<Self, KeyError> {
        Ok(Self { name: credentials.key().trim().to_owned(), key: key(credentials.secret())? })
    }

    /// A token that begins now. `uri`: the request it is good for ([`uri`]); a stream's has none.
    pub fn token(&self, uri: Option<&str>, now_s: i64) -> Result<String, KeyError> {
        let mut nonce = [0_u8; 16];
        getrandom::fill(&mut nonce).map_err(|_| KeyError::Random)?;
        let nonce: String = nonce.iter().map(|byte| format!("{byte:02x}")).collect();
        self.token_with(uri, now_s, &nonce)
    }

    fn token_with(&self, uri: Option<&str>, now_s: i64, nonce: &str) -> Result<String, KeyError> {
        let alg = match self.key {
            Key::Es256(_) => "ES256",
            Key::EdDsa(_) => "EdDSA",
        };
        let header = Header { alg, kid: &self.name, nonce, typ: "JWT" };
        let claims = Claims { sub: &self.name, iss: "cdp", nbf: now_s, exp: now_s + LIFE_S, uri };
        let input = format!("{}.{}", part(&header)?, part(&claims)?);
        let signature = self.sign(input.as_bytes())?;
        Ok(format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// r and s, or R and S: 64 bytes.
    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.key {
            Key::Es256(key) => {
                let signature: p256::ecdsa::Signature =
                    key.try_sign(input).map_err(|_| KeyError::Signature)?;
                Ok(signature.to_bytes().to_vec())
            }
            Key::EdDsa(key) => {
                let signature = key.try_sign(input).map_err(|_| KeyError::Signature)?;
                Ok(signature.to_bytes().to_vec())
            }
        }
    }
}

fn part(value: &impl Serialize) -> Result<String, KeyError> {
    let json = serde_json::to_vec(value).map_err(|_| KeyError::Signature)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// What a token is bound to: method, host and path. The query is left out.
pub fn uri(method: &str, base: &str, target: &str) -> String {
    let host = base.split_once("://").map_or(base, |(_, host)| host);
    let path = target.split('?').next().unwrap_or_default();
    format!("{method} {host}{path}")
}

/// SEC1 or PKCS#8 in PEM (also with `\n` written out), or base64 of an Ed25519 seed with or without its public key.
fn key(secret: &str) -> Result<Key, KeyError> {
    let secret = secret.trim().replace("\\n", "\n");
    if secret.contains("-----BEGIN") {
        return pem(&secret).ok_or(KeyError::Pem);
    }
    let bytes = STANDARD.decode(secret).map_err(|_| KeyError::Shape)?;
    if let Ok(seed) = <[u8; 32]>::try_from(bytes.as_slice()) {
        return Ok(Key::EdDsa(Box::new(ed25519_dalek::SigningKey::from_bytes(&seed))));
    }
    let halves: [u8; 64] = bytes.as_slice().try_into().map_err(|_| KeyError::Shape)?;
    let key = ed25519_dalek::SigningKey::from_keypair_bytes(&halves).map_err(|_| KeyError::Halves)?;
    Ok(Key::EdDsa(Box::new(key)))
}

fn pem(text: &str) -> Option<Key> {
    let p256 = p256::SecretKey::from_sec1_pem(text)
        .or_else(|_| p256::SecretKey::from_pkcs8_pem(text).map_err(|_| p256::elliptic_curve::Error));
    if let Ok(secret) = p256 {
        return Some(Key::Es256(Box::new(secret.into())));
    }
    ed25519_dalek::SigningKey::from_pkcs8_pem(text).ok().map(|key| Key::EdDsa(Box::new(key)))
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;

//! Tokens: whose they are, whether they are signed, and what they are good for.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ed25519_dalek::pkcs8::DecodePrivateKey as _;
use p256::ecdsa::signature::Verifier as _;
use serde::Deserialize;

use crate::exchange::AccountId;
use crate::keys::Permissions;
use crate::world::World;

/// How far ahead of the venue's clock a token may begin.
const AHEAD_S: i64 = 5;

/// How long a token may be good for.
const LIFE_S: i64 = 120;

/// Who asks, and what the key may do.
#[derive(Debug, Clone)]
pub struct Caller {
    pub key: String,
    pub account: AccountId,
    pub permissions: Permissions,
}

/// Why a token is none. The venue says one word for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no token")]
    Missing,
    #[error("not a token")]
    Malformed,
    #[error("no such key")]
    UnknownKey,
    #[error("not signed by that key")]
    Signature,
    #[error("not good now")]
    Time,
    #[error("good for another request")]
    Uri,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    nbf: i64,
    exp: i64,
    uri: Option<String>,
    /// Some clients give a list.
    #[serde(default)]
    uris: Vec<String>,
}

/// Public halves of secrets, computed once.
#[derive(Default)]
pub struct PublicKeys(BTreeMap<String, Option<PublicKey>>);

#[derive(Clone)]
enum PublicKey {
    Es256(Box<p256::ecdsa::VerifyingKey>),
    EdDsa(Box<ed25519_dalek::VerifyingKey>),
}

/// The caller of a request: `uri` is method and path after the host, `None` for a socket.
pub fn caller(world: &mut World, token: &str, uri: Option<(&str, &str)>) -> Result<Caller, Refusal> {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::Malformed);
    };
    let signed = token.get(..header.len() + 1 + claims.len()).ok_or(Refusal::Malformed)?;
    let (header, claims): (Header, Claims) = (part(header)?, part(claims)?);
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Refusal::Malformed)?;
    let record = world.keys.find(&header.kid).ok_or(Refusal::UnknownKey)?;
    let (account, permissions) = (record.account, record.permissions);
    let secret = record.secret().to_owned();
    let key = world.state.get::<super::Venue>().keys.of(&secret).ok_or(Refusal::UnknownKey)?;
    if !key.has_signed(&header.alg, signed.as_bytes(), &signature) {
        return Err(Refusal::Signature);
    }
    let now_s = world.told_ms().div_euclid(1_000);
    let in_time = claims.nbf <= now_s + AHEAD_S && claims.exp > now_s && claims.exp - claims.nbf <= LIFE_S;
    if claims.sub != header.kid || !in_time {
        return Err(Refusal::Time);
    }
    if let Some((method, path)) = uri
        && !claims.uri.iter().chain(&claims.uris).any(|uri| is_for(uri, method, path))
    {
        return Err(Refusal::Uri);
    }
    Ok(Caller { key: header.kid, account, permissions })
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)
}

/// `METHOD host/path`; the host is ours or the venue's, with or without the scheme that some clients leave there.
fn is_for(uri: &str, method: &str, path: &str) -> bool {
    let Some((of, address)) = uri.split_once(' ') else { return false };
    let address = address.trim_start_matches("http://").trim_start_matches("https://");
    let Some(at) = address.find('/') else { return false };
    let host = address.get(..at).unwrap_or_default();
    let known = host == "api.coinbase.com" || host.starts_with("127.0.0.1") || host.starts_with("localhost");
    of == method && known && address.get(at..) == Some(path)
}

impl PublicKeys {
    fn of(&mut self, secret: &str) -> Option<PublicKey> {
        self.0.entry(secret.to_owned()).or_insert_with(|| public_key(secret)).clone()
    }
}

/// Of a PEM text (SEC1 or PKCS#8) or of base64 (a seed, with or without its public key).
fn public_key(secret: &str) -> Option<PublicKey> {
    let secret = secret.trim().replace("\\n", "\n");
    if secret.contains("-----BEGIN") {
        let p256 = p256::SecretKey::from_sec1_pem(&secret).ok();
        if let Some(key) = p256.or_else(|| p256::SecretKey::from_pkcs8_pem(&secret).ok()) {
            let signing: p256::ecdsa::SigningKey = key.into();
            return Some(PublicKey::Es256(Box::new(*signing.verifying_key())));
        }
        let key = ed25519_dalek::SigningKey::from_pkcs8_pem(&secret).ok()?;
        return Some(PublicKey::EdDsa(Box::new(key.verifying_key())));
    }
    let bytes = STANDARD.decode(&secret).ok()?;
    let seed: [u8; 32] = bytes.get(..32)?.try_into().ok()?;
    let key = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
    let whole = bytes.len() == 32 || bytes.get(32..) == Some(key.as_bytes().as_slice());
    whole.then(|| PublicKey::EdDsa(Box::new(key)))
}

/// Is this a secret of the venue's shape?
pub fn is_secret(secret: &str) -> bool {
    public_key(secret).is_some()
}

impl PublicKey {
    fn has_signed(&self, alg: &str, text: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(key) => {
                let signature = p256::ecdsa::Signature::from_slice(signature);
                alg == "ES256" && signature.is_ok_and(|signature| key.verify(text, &signature).is_ok())
            }
            Self::EdDsa(key) => {
                let signature = ed25519_dalek::Signature::from_slice(signature);
                alg == "EdDSA" && signature.is_ok_and(|signature| key.verify_strict(text, &signature).is_ok())
            }
        }
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;

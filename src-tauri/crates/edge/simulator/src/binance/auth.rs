//! Who asks, and whether the signature and the time are right.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::{hmac, signature::Ed25519KeyPair};

use super::error::ApiError;
use super::names::{Params, millis};
use crate::exchange::AccountId;
use crate::keys::{KeyRecord, Permissions};
use crate::wire::RestRequest;
use crate::world::World;

const AHEAD_MS: i64 = 1_000;
const USUAL_WINDOW_MS: i64 = 5_000;
const LONGEST_WINDOW_MS: i64 = 60_000;

/// Whose request it is and what the key may do.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    pub account: AccountId,
    pub permissions: Permissions,
}

/// Checks a signed request over HTTP; its parameters.
pub fn rest(world: &mut World, request: &RestRequest) -> Result<(Caller, Params), ApiError> {
    let pairs = request.query_pairs().into_iter().chain(request.form_pairs());
    let params = Params::new(pairs);
    let key = request.header("x-mbx-apikey").unwrap_or_default().to_owned();
    let payload = format!("{}{}", unsigned(&request.query), unsigned(request.text()));
    Ok((check(world, &key, &payload, &params)?, params))
}

/// Checks a signed request over the WebSocket API: its parameters sorted and joined.
pub fn socket(world: &mut World, params: &Params) -> Result<Caller, ApiError> {
    let key = params.need("apiKey")?.to_owned();
    check(world, &key, &sorted(params), params)
}

pub fn sorted(params: &Params) -> String {
    let pairs = params.iter().filter(|(name, _)| *name != "signature");
    pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// The text without its signature.
fn unsigned(text: &str) -> String {
    text.split('&').filter(|pair| !pair.starts_with("signature=")).collect::<Vec<_>>().join("&")
}

fn check(world: &mut World, key: &str, payload: &str, params: &Params) -> Result<Caller, ApiError> {
    if key.is_empty() {
        return Err(ApiError::new(401, -2014, "API-key format invalid."));
    }
    let unknown = || ApiError::new(401, -2015, "Invalid API-key, IP, or permissions for action.");
    let record = world.keys.find(key).cloned().ok_or_else(unknown)?;
    check_time(world.told_ms(), params)?;
    let signature = params.need("signature")?;
    if !signed_by(&record, payload, signature) {
        return Err(ApiError::bad(-1022, "Signature for this request is not valid."));
    }
    if !record.permissions.read {
        return Err(unknown());
    }
    Ok(Caller { account: record.account, permissions: record.permissions })
}

/// A time stamp must be no more than a second ahead and within the window behind.
pub fn check_time(now_ms: i64, params: &Params) -> Result<(), ApiError> {
    let stamp = millis(params.integer("timestamp")?.ok_or_else(|| ApiError::missing("timestamp"))?);
    let window = match params.decimal("recvWindow")? {
        Some(window) => i64::try_from(window.ceil()).unwrap_or(i64::MAX),
        None => USUAL_WINDOW_MS,
    };
    if window > LONGEST_WINDOW_MS {
        return Err(ApiError::bad(-1131, "'recvWindow' must be less than 60000."));
    }
    if stamp >= now_ms + AHEAD_MS {
        let msg = "Timestamp for this request was 1000ms ahead of the server's time.";
        return Err(ApiError::bad(-1021, msg));
    }
    if now_ms - stamp > window {
        return Err(ApiError::bad(-1021, "Timestamp for this request is outside of the recvWindow."));
    }
    Ok(())
}

fn signed_by(record: &KeyRecord, payload: &str, signature: &str) -> bool {
    let secret = record.secret();
    if is_pem(secret) {
        let pair = seed(secret).and_then(|seed| Ed25519KeyPair::from_seed_unchecked(&seed).ok());
        // such signatures have one form only
        return pair.is_some_and(|pair| STANDARD.encode(pair.sign(payload.as_bytes())) == signature);
    }
    let Ok(bytes) = hex::decode(signature) else { return false };
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::verify(&key, payload.as_bytes(), &bytes).is_ok()
}

pub fn is_pem(secret: &str) -> bool {
    secret.trim_start().starts_with("-----BEGIN")
}

/// The 32 bytes at their place in a PKCS#8 private key.
pub fn seed(pem: &str) -> Option<[u8; 32]> {
    let body: String = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).ok()?.get(16..48)?.try_into().ok()
}

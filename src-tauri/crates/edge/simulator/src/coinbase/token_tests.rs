#![allow(clippy::unwrap_used)]

use p256::ecdsa::signature::Signer as _;
use serde_json::json;

use super::*;
use crate::exchange::Setup;
use crate::keys::Credentials;

const NOW_S: i64 = 1_700_000_000;

fn world() -> (World, ed25519_dalek::SigningKey) {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let mut world = World::new(Setup::usual(), 1, NOW_S * 1_000);
    world.open_account(Credentials::new("k", STANDARD.encode([7; 32])), Permissions::READ);
    (world, key)
}

fn token(key: &ed25519_dalek::SigningKey, claims: serde_json::Value) -> String {
    let header = json!({"alg": "EdDSA", "kid": "k", "nonce": "1", "typ": "JWT"});
    let text = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let input = format!("{}.{}", text(&header), text(&claims));
    let signature = key.sign(input.as_bytes()).to_bytes();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn claims(nbf: i64, uri: &str) -> serde_json::Value {
    json!({"sub": "k", "iss": "cdp", "nbf": nbf, "exp": nbf + 120, "uri": uri})
}

#[test]
fn a_token_is_good_for_its_request_and_its_time_alone() {
    let (mut world, key) = world();
    let path = "/api/v3/brokerage/accounts";
    let uri = format!("GET api.coinbase.com{path}");
    let mut ask = |token: &str, method: &str, path: &str| {
        caller(&mut world, token, Some((method, path))).map(|caller| caller.account)
    };
    let good = token(&key, claims(NOW_S, &uri));
    assert_eq!(ask(&good, "GET", path), Ok(AccountId(1)));
    assert_eq!(ask(&good, "POST", path), Err(Refusal::Uri));
    assert_eq!(ask(&good, "GET", "/api/v3/brokerage/orders"), Err(Refusal::Uri));
    for nbf in [NOW_S - 120, NOW_S + 6] {
        assert_eq!(ask(&token(&key, claims(nbf, &uri)), "GET", path), Err(Refusal::Time));
    }
    let mut long = claims(NOW_S, &uri);
    long["exp"] = (NOW_S + 121).into();
    assert_eq!(ask(&token(&key, long), "GET", path), Err(Refusal::Time));
    let listed = json!({"sub": "k", "nbf": NOW_S, "exp": NOW_S + 120, "uris": [format!("GET http://127.0.0.1:9{path}")]});
    assert_eq!(ask(&token(&key, listed), "GET", path), Ok(AccountId(1)));
}

#[test]
fn another_key_and_a_changed_claim_are_not_signed() {
    let (mut world, key) = world();
    let other = ed25519_dalek::SigningKey::from_bytes(&[8; 32]);
    let refused = caller(&mut world, &token(&other, claims(NOW_S, "")), None).unwrap_err();
    assert_eq!(refused, Refusal::Signature);
    let good = token(&key, claims(NOW_S, ""));
    let parts: Vec<&str> = good.split('.').collect();
    let forged = URL_SAFE_NO_PAD.encode(claims(NOW_S + 1, "").to_string());
    let forged = format!("{}.{forged}.{}", parts[0], parts[2]);
    assert_eq!(caller(&mut world, &forged, None).unwrap_err(), Refusal::Signature);
    for nonsense in ["", "a.b", "a.b.c", "a.b.c.d", "ä.ö.ü"] {
        assert_eq!(caller(&mut world, nonsense, None).unwrap_err(), Refusal::Malformed);
    }
}

#[test]
fn secrets_of_both_kinds_are_told_from_nonsense() {
    assert!(is_secret(&STANDARD.encode([7; 32])));
    assert!(!is_secret(&STANDARD.encode([7; 64])) && !is_secret("secret") && !is_secret(""));
}

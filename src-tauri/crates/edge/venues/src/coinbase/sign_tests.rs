#![allow(clippy::unwrap_used)]

use super::*;

const NAME: &str =
    "organizations/00000000-0000-4000-8000-000000000001/apiKeys/00000000-0000-4000-8000-000000000002";
const NONCE: &str = "00112233445566778899aabbccddeeff";
/// The example key of RFC 6979, A.2.5.
const P256: &str = "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
-----END EC PRIVATE KEY-----
";
/// The first example key of RFC 8032: seed and public key.
const ED25519: &str =
    "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
const ES256_TOKEN: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6Im9yZ2FuaXphdGlvbnMvMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxL2FwaUtleXMvMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAyIiwibm9uY2UiOiIwMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJvcmdhbml6YXRpb25zLzAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMS9hcGlLZXlzLzAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMiIsImlzcyI6ImNkcCIsIm5iZiI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAwMTIwLCJ1cmkiOiJHRVQgYXBpLmNvaW5iYXNlLmNvbS9hcGkvdjMvYnJva2VyYWdlL2FjY291bnRzIn0.eADfs5ug0KI9OCFUqeWqHqY4jmIziMO5ZiMy46YOb84l-GN8I1r5o24nocTolGXAeuPMkJG7xRMLhM-QZJv9Cg";
const EDDSA_TOKEN: &str = "eyJhbGciOiJFZERTQSIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMiIsIm5vbmNlIjoiMDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmYiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDIiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMH0.elStUJFGpgOq4-j7W4gKY9Lhdm_0l7RSAuXCWH25nXGQKa91myoefADR9kW1sNAvmj5xs4QTXkI6fTnd5PKWAA";

fn signer(name: &str, secret: &str) -> Result<Signer, KeyError> {
    Signer::new(&Credentials::new(name, secret))
}

#[test]
fn an_es256_token_is_the_venues_to_the_byte() {
    let uri = uri("GET", "https://api.coinbase.com", "/api/v3/brokerage/accounts?limit=250");
    for secret in [P256.to_owned(), P256.replace('\n', "\\n")] {
        let token = signer(NAME, &secret).unwrap().token_with(Some(&uri), 1_700_000_000, NONCE).unwrap();
        assert_eq!(token, ES256_TOKEN);
    }
}

#[test]
fn an_eddsa_token_is_the_venues_to_the_byte() {
    let seed_alone = STANDARD.encode(&STANDARD.decode(ED25519).unwrap()[..32]);
    for secret in [ED25519, &seed_alone] {
        let signer = signer("00000000-0000-4000-8000-000000000002", secret).unwrap();
        assert_eq!(signer.token_with(None, 1_700_000_000, NONCE).unwrap(), EDDSA_TOKEN);
    }
}

#[test]
fn pkcs8_texts_of_both_kinds_are_told_apart() {
    use p256::pkcs8::EncodePrivateKey as _;
    let p256 = p256::SecretKey::from_sec1_pem(P256).unwrap();
    let text = p256.to_pkcs8_pem(p256::pkcs8::LineEnding::LF).unwrap();
    assert!(matches!(signer("k", &text).unwrap().key, Key::Es256(_)));
    let ed25519 = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let text = ed25519.to_pkcs8_pem(p256::pkcs8::LineEnding::LF).unwrap();
    assert!(matches!(signer("k", &text).unwrap().key, Key::EdDsa(_)));
}

#[test]
fn what_is_no_key_is_named_and_not_shown() {
    let halves = STANDARD.encode([9; 64]);
    let cases = [
        ("marker", KeyError::Shape),
        ("bWFya2Vy", KeyError::Shape),
        (halves.as_str(), KeyError::Halves),
        ("-----BEGIN EC PRIVATE KEY-----\nbWFya2Vy\n-----END EC PRIVATE KEY-----", KeyError::Pem),
    ];
    for (secret, expected) in cases {
        let error = signer("k", secret).err();
        assert_eq!(error, Some(expected), "{secret}");
        assert!(!VenueError::from(expected).to_string().contains("marker"));
    }
}

#[test]
fn no_two_tokens_are_the_same() {
    let signer = signer(NAME, P256).unwrap();
    assert_ne!(signer.token(None, 0).unwrap(), signer.token(None, 0).unwrap());
}

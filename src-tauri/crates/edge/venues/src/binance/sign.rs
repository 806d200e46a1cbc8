//! Signatures: HMAC-SHA256 in hexadecimal, or Ed25519 in base64, over the text that is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::VenueId;
use ring::hmac;
use ring::signature::Ed25519KeyPair;

use crate::{Credentials, VenueError};

/// What stands before the 32 bytes of a private key in PKCS#8 (RFC 8410), without and with the public key after it.
const PKCS8_V1: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const PKCS8_V2: [u8; 16] = [0x30, 0x51, 2, 1, 1, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// Signs with one key. A secret that is a PEM private key is taken for Ed25519, any other for HMAC.
pub struct Signer {
    credentials: Credentials,
    scheme: Scheme,
}

enum Scheme {
    Hmac(hmac::Key),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    pub fn new(venue: &VenueId, credentials: Credentials) -> Result<Self, VenueError> {
        let secret = credentials.secret();
        let scheme = if secret.trim_start().starts_with("-----BEGIN") {
            let cause = || VenueError::Unsigned {
                venue: venue.clone(),
                cause: "the secret is a PEM text, and not that of an Ed25519 private key".to_owned(),
            };
            let seed = seed(secret).ok_or_else(cause)?;
            Scheme::Ed25519(Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| cause())?)
        } else {
            Scheme::Hmac(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
        };
        Ok(Self { credentials, scheme })
    }

    /// The public half, for the header or parameter that names the key.
    pub fn key(&self) -> &str {
        self.credentials.key()
    }

    /// The signature as text; REST wants it percent-encoded.
    pub fn sign(&self, payload: &str) -> String {
        match &self.scheme {
            Scheme::Hmac(key) => hmac::sign(key, payload.as_bytes())
                .as_ref()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            Scheme::Ed25519(pair) => STANDARD.encode(pair.sign(payload.as_bytes())),
        }
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.credentials.fingerprint())
    }
}

fn seed(pem: &str) -> Option<[u8; 32]> {
    let body: String = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
    let der = STANDARD.decode(body).ok()?;
    let (head, rest) = der.split_at_checked(16)?;
    if head != PKCS8_V1 && head != PKCS8_V2 {
        return None;
    }
    rest.get(..32)?.try_into().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ORDER: &str = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=25000.00\
        &newClientOrderId=cid-0001&recvWindow=5000&timestamp=1700000000000";
    const SUBSCRIBE: &str = "apiKey=test-key-2&timestamp=1700000000002";

    fn signer(secret: &str) -> Signer {
        Signer::new(&VenueId::new("binance"), Credentials::new("test-key-2", secret)).unwrap()
    }

    fn pem(head: &[u8]) -> String {
        let mut der = head.to_vec();
        der.extend(0..32_u8);
        if head == PKCS8_V2 {
            der.extend([0x81, 0x21, 0]);
            der.extend([7; 32]);
        }
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der))
    }

    #[test]
    fn hmac_signatures_are_those_of_the_published_vectors() {
        let docs = signer("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");
        let sample = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000\
            &timestamp=1499827319559";
        assert_eq!(docs.sign(sample), "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
        let own = signer("test-secret-2");
        let joined =
            "symbol=BTCUSDT&side=SELL&type=MARKETquantity=0.5&recvWindow=5000&timestamp=1700000000001";
        let stream = "apiKey=test-key-2&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL\
            &symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT";
        for (payload, signature) in [
            (ORDER, "f269809a0964fea98b80a3eb5b8863614dc8e40bf3f3c66c664ab10b384f0c21"),
            (joined, "c580b0d4bd1a1c6bc668eb8417c1364cae8a2c3c81f3014db786da65b95880dc"),
            (stream, "5f178b37516e2e00bcf60ebe9121e23a560a6889022278c4e88fe5406a1b0e40"),
            (SUBSCRIBE, "912dbb3b8bd2c3d47c802042579fa5ce07a8156c576a0fc5762ce9f0b14d673f"),
        ] {
            assert_eq!(own.sign(payload), signature, "{payload}");
        }
    }

    #[test]
    fn ed25519_signatures_are_those_of_the_vectors_from_both_kinds_of_pem() {
        for head in [PKCS8_V1, PKCS8_V2] {
            let signer = signer(&pem(&head));
            assert_eq!(
                signer.sign(SUBSCRIBE),
                "V8gxWliPX0i1TGi3xK7521T/l+TrnOgHySJFrto86F9fmWH5S4YI4mUny0lZ3Z+MJnGwPQfam45hHzX6bVewBA=="
            );
            assert_eq!(
                signer.sign(ORDER),
                "4aWHNL4Cy0AXh4/MGqin3VfFcYxL3IOh+LWrByyXH5KGtgyOObqG8+nQMVvWZFo8rIjASgtF81PlGqcJfIAlAQ=="
            );
        }
    }

    #[test]
    fn a_pem_of_another_kind_is_refused_and_nothing_of_it_shows() {
        for bad in
            ["-----BEGIN RSA PRIVATE KEY-----\nMARKER==\n-----END", "-----BEGIN PRIVATE KEY-----\nTUFSS0VS"]
        {
            let refused = Signer::new(&VenueId::new("binance"), Credentials::new("k", bad));
            let text = format!("{:?}", refused.err());
            assert!(text.contains("Unsigned") && !text.contains("MARKER"), "{text}");
        }
        assert!(!format!("{:?}", signer("marker")).contains("marker"));
    }
}

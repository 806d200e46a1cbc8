//! Signatures.

use hmac::{Hmac, Mac};
use sha2::Sha384;

/// The greatest nonce Bitfinex takes: 2^53 - 1.
pub const GREATEST_NONCE: u64 = 9_007_199_254_740_991;

/// `bfx-signature` of a request to `path` (as in `v2/auth/r/wallets`, no leading slash, no query).
pub fn request(secret: &str, path: &str, nonce: u64, body: &str) -> String {
    hexadecimal(secret, &format!("/api/{path}{nonce}{body}"))
}

/// What a stream signs, and its `authSig`.
pub fn stream(secret: &str, nonce: u64) -> (String, String) {
    let payload = format!("AUTH{nonce}");
    let signature = hexadecimal(secret, &payload);
    (payload, signature)
}

/// HMAC-SHA384 in lower-case hexadecimal.
fn hexadecimal(secret: &str, message: &str) -> String {
    let mut mac = match Hmac::<Sha384>::new_from_slice(secret.as_bytes()) {
        Ok(mac) => mac,
        Err(_) => unreachable!("HMAC takes keys of any length"),
    };
    mac.update(message.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "test-secret-1";

    #[test]
    fn requests_are_signed_as_the_venue_signs_them() {
        let wallets = request(SECRET, "v2/auth/r/wallets", 1_700_000_000_000_000, "{}");
        assert_eq!(
            wallets,
            "228386efc71328e6793342ec07b2c7aacbc34d2008cb58d750568dcaa72cc34e0e86ffa4156d12081dfff1f6284fb324"
        );
        let body =
            r#"{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"0.01","price":"25000","flags":4096}"#;
        let submit = request(SECRET, "v2/auth/w/order/submit", 1_700_000_000_000_001, body);
        assert_eq!(
            submit,
            "92940822f561bc33c902c5c40805afaf75d1882cd57735ebb392fe0ed9dd2beff8984ea81d4c116e35ea11d6cf99ae2a"
        );
        let orders = request(SECRET, "v2/auth/r/orders", 1_700_000_000_000_002, "");
        assert_eq!(
            orders,
            "9b9a66248e2c5764734b20d34754b3e2035c104196969bde745683dd427d711b8f80087f6fc0145ffcd7ad9684a8d254"
        );
    }

    #[test]
    fn streams_are_signed_as_the_venue_signs_them() {
        let (payload, signature) = stream(SECRET, 1_700_000_000_000_003);
        assert_eq!(payload, "AUTH1700000000000003");
        assert_eq!(
            signature,
            "acb8da189ebe87ded207fde8d4c7adaf7662a3c1afee13761c533cddefbf826e2c897266000061bd8eace1249e0223c7"
        );
    }
}

//! Who asks: key, signature, nonce.

use hmac::{Hmac, Mac as _};
use sha2::Sha384;

use super::Refused;
use crate::keys::KeyRecord;
use crate::wire::RestRequest;
use crate::world::World;

const GREATEST_NONCE: u64 = 9_007_199_254_740_991;

/// The key behind a request that is rightly signed and whose nonce is above the last.
pub fn check(world: &mut World, request: &RestRequest) -> Result<KeyRecord, Refused> {
    if request.method != "POST" {
        return Err(Refused::new(10100, "method: invalid"));
    }
    let header = |name: &str| request.header(name).unwrap_or_default();
    let nonce = header("bfx-nonce");
    let path = request.path.trim_start_matches('/');
    let message = format!("/api/{path}{nonce}{}", request.text());
    verify(world, header("bfx-apikey"), nonce, &message, header("bfx-signature"))
}

/// The same for what a stream signs.
pub fn verify(
    world: &mut World,
    key: &str,
    nonce: &str,
    message: &str,
    signature: &str,
) -> Result<KeyRecord, Refused> {
    let record = world.keys.find(key).cloned().ok_or_else(|| Refused::new(10100, "apikey: invalid"))?;
    if !is_signed(record.secret(), message, signature) {
        return Err(Refused::new(10100, "apikey: digest invalid"));
    }
    let small = || Refused::new(10114, "nonce: small");
    let nonce: u64 = nonce.parse().ok().filter(|nonce| *nonce <= GREATEST_NONCE).ok_or_else(small)?;
    world.nonces.take(key, nonce).map_err(|_| small())?;
    Ok(record)
}

fn is_signed(secret: &str, message: &str, signature: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha384>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(message.as_bytes());
    // lower case only, as the venue writes it
    let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    signature.bytes().all(digits)
        && hex::decode(signature).is_ok_and(|bytes| mac.verify_slice(&bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_signed() {
        let signature = "228386efc71328e6793342ec07b2c7aacbc34d2008cb58d750568dcaa72cc34e0e86ffa4156d12081dfff1f6284fb324";
        let message = "/api/v2/auth/r/wallets1700000000000000{}";
        assert!(is_signed("test-secret-1", message, signature));
        assert!(!is_signed("test-secret-2", message, signature));
        assert!(!is_signed("test-secret-1", message, &signature.to_uppercase()));
        assert!(!is_signed("test-secret-1", message, ""));
    }
}

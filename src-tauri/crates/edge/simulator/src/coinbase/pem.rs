//! A P-256 key as the venue hands it out: SEC1 in PEM, with the curve's name, which some clients insist on.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;

/// SEQUENCE, version 1, then the 32 bytes of the key.
const HEAD: [u8; 7] = [0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20];
/// The curve (prime256v1), then the 65 bytes of the public key.
const MIDDLE: [u8; 17] =
    [0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0xa1, 0x44, 0x03, 0x42, 0x00];

pub fn ec_private_key(secret: &p256::SecretKey) -> String {
    let public = secret.public_key().to_encoded_point(false);
    let der = [&HEAD, secret.to_bytes().as_slice(), &MIDDLE, public.as_bytes()].concat();
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN EC PRIVATE KEY-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str("-----END EC PRIVATE KEY-----\n");
    pem
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The example key of RFC 6979, A.2.5.
    const PEM: &str = "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
-----END EC PRIVATE KEY-----
";

    #[test]
    fn a_key_is_written_as_others_write_it() {
        assert_eq!(ec_private_key(&p256::SecretKey::from_sec1_pem(PEM).unwrap()), PEM);
    }
}

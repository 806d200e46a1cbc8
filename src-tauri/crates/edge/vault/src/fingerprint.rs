//! Short names of public keys.

use sha2::{Digest, Sha256};

/// The first eight bytes of the key's SHA-256 in lower-case hex: the key's id in the chain.
pub fn key_id(public_key: &[u8; 32]) -> String {
    hex::encode(&Sha256::digest(public_key)[..8])
}

/// The same for people: `7F3A 09C1 22D0 B4E8`.
pub fn fingerprint(public_key: &[u8; 32]) -> String {
    let id = key_id(public_key).to_uppercase();
    let groups: Vec<&str> = [0, 4, 8, 12].iter().filter_map(|i| id.get(*i..*i + 4)).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_in_four_groups() {
        // SHA-256 of 32 zero bytes begins 66687aadf862bd77
        assert_eq!(key_id(&[0; 32]), "66687aadf862bd77");
        assert_eq!(fingerprint(&[0; 32]), "6668 7AAD F862 BD77");
    }
}

//! Our order ids in the shape the venue takes.

use sha2::{Digest, Sha256};

const LONGEST: usize = 36;

/// The id under which the venue has the order: ours where it is 1 to 36 letters, digits, `-` and `_`, otherwise one
/// made of its SHA-256, the same each time, so that an order is found again after a restart.
pub fn venue_client_id(ours: &str) -> String {
    let fits = (1..=LONGEST).contains(&ours.len())
        && ours.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits {
        return ours.to_owned();
    }
    let digest = Sha256::digest(ours.as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("cs-{hex}")
}

/// Whether an id could be one of ours though this process has not sent it.
pub fn looks_ours(theirs: &str) -> bool {
    theirs.starts_with("CS-") || (theirs.starts_with("cs-") && theirs.len() == 35)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_that_fit_stay_and_others_are_hashed() {
        assert_eq!(venue_client_id("CS-17-1"), "CS-17-1");
        let long = "x".repeat(64);
        let hashed = venue_client_id(&long);
        assert_eq!(hashed, venue_client_id(&long));
        assert!(looks_ours(&hashed) && looks_ours("CS-17-1") && !looks_ours("web_1"));
    }

    proptest! {
        #[test]
        fn every_id_becomes_one_the_venue_takes(ours in ".{0,64}") {
            let theirs = venue_client_id(&ours);
            prop_assert!((1..=36).contains(&theirs.len()));
            prop_assert!(theirs.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        }
    }
}

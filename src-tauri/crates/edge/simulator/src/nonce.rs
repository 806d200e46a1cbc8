//! Nonces: each above the last, key by key.

use std::collections::BTreeMap;

/// The greatest nonce each key used.
#[derive(Debug, Default)]
pub struct NonceLedger(BTreeMap<String, u64>);

/// A nonce that is not above the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nonce {nonce} is not above {last}")]
pub struct NonceError {
    pub nonce: u64,
    pub last: u64,
}

impl NonceLedger {
    /// Takes a nonce of `key` if it is above every earlier one; a refused one changes nothing.
    pub fn take(&mut self, key: &str, nonce: u64) -> Result<(), NonceError> {
        match self.0.get_mut(key) {
            Some(last) if nonce <= *last => Err(NonceError { nonce, last: *last }),
            Some(last) => {
                *last = nonce;
                Ok(())
            }
            None => {
                self.0.insert(key.to_owned(), nonce);
                Ok(())
            }
        }
    }

    pub fn last(&self, key: &str) -> Option<u64> {
        self.0.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_must_be_above_the_last_of_its_key() {
        let mut ledger = NonceLedger::default();
        assert_eq!(ledger.take("a", 5), Ok(()));
        assert_eq!(ledger.take("a", 5), Err(NonceError { nonce: 5, last: 5 }));
        assert_eq!(ledger.take("a", 4), Err(NonceError { nonce: 4, last: 5 }));
        assert_eq!(ledger.take("b", 1), Ok(()));
        assert_eq!(ledger.take("a", 6), Ok(()));
        assert_eq!(ledger.last("a"), Some(6));
    }
}

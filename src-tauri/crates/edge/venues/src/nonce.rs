//! Nonces: integers that only rise for a key, over restarts and clocks that are set back.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Clock;

/// Keeps, for each key, a number that no nonce has gone beyond. Kept before it is used.
pub trait NonceStore: Send + Sync {
    /// The last number kept for the key; 0 for a new one.
    fn ceiling(&self, fingerprint: &str) -> Result<u64, NonceError>;

    /// Durable when this returns.
    fn raise(&self, fingerprint: &str, ceiling: u64) -> Result<(), NonceError>;
}

#[derive(Debug, Clone, thiserror::Error)]
pub enum NonceError {
    #[error("the last nonce of key {fingerprint} could not be kept: {cause}")]
    Store { fingerprint: String, cause: String },
    #[error("the nonces of key {fingerprint} have reached {limit}, the venue's greatest; make a new key")]
    Spent { fingerprint: String, limit: u64 },
}

/// For tests and keys that live only as long as the process.
#[derive(Debug, Default)]
pub struct ForgetfulNonces;

impl NonceStore for ForgetfulNonces {
    fn ceiling(&self, _: &str) -> Result<u64, NonceError> {
        Ok(0)
    }

    fn raise(&self, _: &str, _: u64) -> Result<(), NonceError> {
        Ok(())
    }
}

/// How far ahead of the last nonce the ceiling is kept: a second of microseconds, so that the store is asked
/// about once a second at most.
const AHEAD: u64 = 1_000_000;

/// The nonces of one key: microseconds since 1970, or one more than the last where the clock does not rise.
pub struct Nonces {
    fingerprint: String,
    limit: u64,
    clock: Arc<dyn Clock>,
    store: Arc<dyn NonceStore>,
    drawn: Mutex<Drawn>,
}

#[derive(Default)]
struct Drawn {
    last: u64,
    ceiling: u64,
    started: bool,
}

impl Nonces {
    /// `limit`: the greatest nonce the venue takes.
    pub fn new(
        fingerprint: impl Into<String>,
        limit: u64,
        clock: Arc<dyn Clock>,
        store: Arc<dyn NonceStore>,
    ) -> Self {
        Self { fingerprint: fingerprint.into(), limit, clock, store, drawn: Mutex::default() }
    }

    /// One greater than every nonce this key has had, in this process and before it.
    pub fn draw(&self) -> Result<u64, NonceError> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if !drawn.started {
            drawn.last = self.store.ceiling(&self.fingerprint)?;
            drawn.ceiling = drawn.last;
            drawn.started = true;
        }
        let now = u64::try_from(self.clock.now_ms()).unwrap_or(0).saturating_mul(1000);
        let next = now.max(drawn.last.saturating_add(1));
        if next > self.limit {
            return Err(NonceError::Spent { fingerprint: self.fingerprint.clone(), limit: self.limit });
        }
        if next > drawn.ceiling {
            let ceiling = next.saturating_add(AHEAD).min(self.limit);
            self.store.raise(&self.fingerprint, ceiling)?;
            drawn.ceiling = ceiling;
        }
        drawn.last = next;
        Ok(next)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ManualClock;

    #[derive(Default)]
    struct Kept(Mutex<BTreeMap<String, u64>>);

    impl NonceStore for Kept {
        fn ceiling(&self, fingerprint: &str) -> Result<u64, NonceError> {
            Ok(self.0.lock().unwrap().get(fingerprint).copied().unwrap_or(0))
        }

        fn raise(&self, fingerprint: &str, ceiling: u64) -> Result<(), NonceError> {
            self.0.lock().unwrap().insert(fingerprint.to_owned(), ceiling);
            Ok(())
        }
    }

    #[test]
    fn they_rise_over_restarts_and_a_clock_set_back() {
        let store = Arc::new(Kept::default());
        let clock = Arc::new(ManualClock::new(1_700_000_000_000));
        let mut last = 0;
        for restart in 0..5 {
            let nonces = Nonces::new("k", u64::MAX, clock.clone(), store.clone());
            for _ in 0..1000 {
                let next = nonces.draw().unwrap();
                assert!(next > last, "{next} after {last} in run {restart}");
                last = next;
            }
            clock.set(1_700_000_000_000 - 3_600_000 * restart);
        }
    }

    #[test]
    fn the_venues_greatest_nonce_is_the_last() {
        let clock = Arc::new(ManualClock::new(1));
        let nonces = Nonces::new("k", 1001, clock, Arc::new(ForgetfulNonces));
        assert_eq!((nonces.draw().unwrap(), nonces.draw().unwrap()), (1000, 1001));
        assert!(matches!(nonces.draw(), Err(NonceError::Spent { limit: 1001, .. })));
    }
}

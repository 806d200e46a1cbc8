//! Slowing down who guesses passwords. Pure: the time comes in.

/// Failed log-ins of one person. Five are free; then each one locks for twice as long, from 30 s to 15 min.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Throttle {
    pub failed: u32,
    pub locked_until_ms: Option<i64>,
}

const FREE: u32 = 5;
const FIRST_LOCK_MS: i64 = 30_000;
const LONGEST_LOCK_MS: i64 = 15 * 60_000;

impl Throttle {
    /// Milliseconds until the next attempt is heard; `None` where it is heard now.
    pub fn wait_ms(&self, now_ms: i64) -> Option<i64> {
        self.locked_until_ms.map(|until| until - now_ms).filter(|wait| *wait > 0)
    }

    /// After a wrong password. An attempt while locked is not heard and must not come here.
    #[must_use]
    pub fn after_failure(&self, now_ms: i64) -> Self {
        let failed = self.failed.saturating_add(1);
        let lock_ms = match failed.checked_sub(FREE) {
            None => return Self { failed, locked_until_ms: None },
            Some(beyond) => (FIRST_LOCK_MS << beyond.min(10)).min(LONGEST_LOCK_MS),
        };
        Self { failed, locked_until_ms: Some(now_ms.saturating_add(lock_ms)) }
    }

    #[must_use]
    pub fn after_success() -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_grow_from_thirty_seconds_to_a_quarter_of_an_hour() {
        let mut throttle = Throttle::default();
        let waits: Vec<_> = (0..12)
            .map(|_| {
                throttle = throttle.after_failure(1000);
                throttle.wait_ms(1000).map(|ms| ms / 1000)
            })
            .collect();
        let s = Some;
        assert_eq!(
            waits,
            [None, None, None, None, s(30), s(60), s(120), s(240), s(480), s(900), s(900), s(900)]
        );
        assert_eq!(throttle.wait_ms(1000 + 899_999), Some(1));
        assert_eq!(throttle.wait_ms(1000 + 900_000), None);
        assert_eq!(Throttle { failed: u32::MAX, ..throttle }.after_failure(i64::MAX).failed, u32::MAX);
        assert_eq!(Throttle::after_success(), Throttle::default());
    }
}

//! How long to wait before trying again.

use std::time::Duration;

/// Grows from `first` by doubling up to `most`; each wait is drawn evenly from its upper half, so that many clients
/// cut off at once do not come back at once.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    pub first: Duration,
    pub most: Duration,
}

impl Backoff {
    pub const REST: Self = Self { first: Duration::from_millis(250), most: Duration::from_secs(8) };
    pub const STREAM: Self = Self { first: Duration::from_millis(250), most: Duration::from_secs(30) };

    /// The wait before try `attempt` (the first repetition is 0), with `chance` from 0 to 1.
    pub fn wait(&self, attempt: u32, chance: f64) -> Duration {
        let whole = self.first.saturating_mul(1 << attempt.min(16)).min(self.most);
        whole.mul_f64(0.5 + 0.5 * chance.clamp(0.0, 1.0))
    }
}

/// A number from 0 to 1 that differs from process to process. Only waits hang on it.
pub fn chance() -> f64 {
    let mut bytes = [0_u8; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX),
        Err(_) => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_most_and_stay_in_their_upper_half() {
        let backoff = Backoff { first: Duration::from_millis(100), most: Duration::from_secs(1) };
        let waits: Vec<u128> = (0..6).map(|i| backoff.wait(i, 1.0).as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1000, 1000]);
        assert_eq!(backoff.wait(2, 0.0).as_millis(), 200);
        assert_eq!(backoff.wait(u32::MAX, 1.0).as_millis(), 1000);
    }
}

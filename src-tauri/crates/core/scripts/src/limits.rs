//! What a run of a script may use up.

use std::sync::Arc;

/// Asked now and then while a script runs; `true` stops it. Made anew for each run by [`Watch`].
pub type Stop = Box<dyn FnMut() -> bool>;

/// Called as a run begins. What it gives is how someone who has a clock or a cancel button ends a run early.
pub type Watch = Arc<dyn Fn() -> Stop + Send + Sync>;

/// A step is one function call, return or loop turn of a script, 64 bytes it allocates, or 16 values of a column a
/// native function goes through: some 20 ns each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// What the script's own tables, texts and functions may take, in bytes.
    pub memory_bytes: usize,
    /// Columns alive at a time; a condition takes an eighth of one. Counted and not weighed: how often rubbish is
    /// collected must not tell a script how many candles there are.
    pub columns: usize,
    /// Steps of a run: this ...
    pub steps: u64,
    /// ... and this for each candle.
    pub steps_per_candle: u64,
    /// Longest source text, in bytes.
    pub source_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 64 << 20,
            columns: 64,
            steps: 20_000_000,
            steps_per_candle: 200,
            source_bytes: 256 << 10,
        }
    }
}

impl Limits {
    pub(crate) fn steps_for(&self, candles: usize) -> u64 {
        self.steps.saturating_add(self.steps_per_candle.saturating_mul(candles as u64))
    }
}

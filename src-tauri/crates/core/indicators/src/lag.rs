//! How far an exponential average lies behind its series.
//!
//! With `lag = value - average`, the average's rule `average += weight * (value - average)` becomes
//! `lag = (1 - weight) * (lag before + change)`. A lag is small where a price is large: differences of averages lose
//! nothing, and an average of equal values is that value exactly.

use crate::decay::{AHEAD, Block, Decay};

/// The recursion, with the factor taken out: `behind = factor * behind before + change`, `lag = factor * behind`.
#[derive(Debug, Clone)]
pub(crate) struct Lag {
    pub factor: f64,
    previous: f64,
    behind: Decay,
}

/// The weight of the newest value in an exponential average of `length`.
#[inline(always)]
pub(crate) fn weight(length: usize) -> f64 {
    2.0 / (length as f64 + 1.0)
}

impl Lag {
    /// From the moment the average is `seed` and the series `value`.
    pub fn new(length: usize, seed: f64, value: f64) -> Self {
        let factor = 1.0 - weight(length);
        let behind = if factor > 0.0 { (value - seed) / factor } else { 0.0 };
        Self { factor, previous: value, behind: Decay::new(factor, behind) }
    }

    /// `value - average` once `value` has come.
    #[inline]
    pub fn push(&mut self, value: f64) -> f64 {
        let change = value - std::mem::replace(&mut self.previous, value);
        self.factor * self.behind.push(change)
    }

    /// The recursion over a block of `values`, from `behind[AHEAD]` on: lags, still to be multiplied by `factor`.
    #[inline(always)]
    pub fn run(&mut self, values: &[f64], changes: &mut Block, behind: &mut Block, fours: &mut Block) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        changes[AHEAD] = first - self.previous;
        let changed = values[1..].iter().zip(values);
        changes[AHEAD + 1..].iter_mut().zip(changed).for_each(|(change, (new, old))| *change = new - old);
        self.previous = *last;
        self.behind.run(values.len(), changes, behind, fours);
    }

    /// [`run`](Self::run) where another lag of the same series has just left the changes.
    #[inline(always)]
    pub fn run_on(&mut self, values: &[f64], changes: &mut Block, behind: &mut Block, fours: &mut Block) {
        self.previous = values.last().copied().unwrap_or(self.previous);
        self.behind.run(values.len(), changes, behind, fours);
    }
}

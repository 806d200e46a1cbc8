//! How far an exponential average lies behind its series.
//!
//! With `lag = value - average`, the average's rule `average += weight * (value - average)` becomes
//! `lag = (1 - weight) * (lag before + change)`. A lag is small where a price is large: differences of averages lose
//! nothing, and an average of equal values is that value exactly.

use crate::decay::{Decay, Run};
use crate::wide::{EIGHT, Wide};

/// The recursion, with the factor taken out: `behind = factor * behind before + change`, `lag = factor * behind`.
#[derive(Debug, Clone)]
pub(crate) struct Lag {
    factor: f64,
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

    /// The recursion eight values at a time; [`leave`](Self::leave) takes up where it ends.
    #[inline(always)]
    pub fn run<W: Wide>(&self, wide: W) -> LagRun<W> {
        let (factor, values) = (wide.splat(self.factor), wide.splat(self.previous));
        LagRun { wide, factor, values, behind: self.behind.run(wide) }
    }

    #[inline(always)]
    pub fn leave<W: Wide>(&mut self, run: &LagRun<W>) {
        let mut values = [0.0; EIGHT];
        run.wide.store(run.values, &mut values);
        self.previous = values[EIGHT - 1];
        self.behind.leave(&run.behind);
    }
}

/// A [`Lag`] under way.
#[derive(Clone, Copy)]
pub(crate) struct LagRun<W: Wide> {
    wide: W,
    factor: W::V,
    values: W::V,
    behind: Run<W>,
}

impl<W: Wide> LagRun<W> {
    /// The lags of the next eight values.
    #[inline(always)]
    pub fn eight(&mut self, values: W::V) -> W::V {
        let before = self.wide.shift1(self.values, values);
        self.values = values;
        let behind = self.behind.eight(self.wide.sub(values, before));
        self.wide.mul(self.factor, behind)
    }
}

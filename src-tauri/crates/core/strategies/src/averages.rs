//! A fast and a slow exponential average of the closes.

use indicators::ema::{EmaState, ema};

/// What two averages of the same closes differ by from rounding alone, as a part of them.
const ROUNDING: f64 = 1e-12;

#[derive(Debug, Clone)]
pub(crate) struct AveragesState {
    fast: EmaState,
    slow: EmaState,
}

/// Each `NaN` before it is defined.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Averages {
    pub fast: f64,
    pub slow: f64,
}

impl AveragesState {
    pub fn new(fast: usize, slow: usize) -> Self {
        Self { fast: EmaState::new(fast), slow: EmaState::new(slow) }
    }

    pub fn update(&mut self, close: f64) -> Averages {
        let [fast, slow] = [self.fast.update(close), self.slow.update(close)];
        Averages { fast: fast.unwrap_or(f64::NAN), slow: slow.unwrap_or(f64::NAN) }
    }
}

/// The gap at each close; `NaN` before there is one.
pub(crate) fn gaps(closes: &[f64], fast: usize, slow: usize) -> impl Iterator<Item = f64> {
    ema(closes, fast).into_iter().zip(ema(closes, slow)).map(|(fast, slow)| Averages { fast, slow }.gap())
}

impl Averages {
    /// Fast less slow; 0 in a market that stands still.
    pub fn gap(&self) -> f64 {
        let gap = self.fast - self.slow;
        if gap.abs() <= ROUNDING * self.slow { 0.0 } else { gap }
    }
}

//! The figures the rule looks at, at the cost of a few additions a candle.

use crate::models::ou::{OrnsteinUhlenbeck, PairSums};
use crate::models::sliding_sums::SlidingSums;

/// What of a sum of squares is left of rounding alone.
const ROUNDING: f64 = 1e-12;

/// Sliding sums of returns and of log closes. Log closes are taken from the first close on, which keeps them small.
pub(super) struct Windows {
    window: usize,
    /// The first close; `NaN` before it.
    origin: f64,
    log_close: f64,
    /// Of the return and its square.
    returns: SlidingSums<2>,
    /// Of the log close, its square and its product with the one before.
    log_closes: SlidingSums<3>,
    sums: [f64; 3],
}

/// The model at one candle; log closes are relative to the first close.
pub(super) struct Reading {
    /// The last return, in standard deviations from the mean of the window; 0 where returns do not vary.
    pub z: f64,
    pub log_close: f64,
    pub vol_ratio: f64,
    pairs: PairSums,
}

impl Reading {
    /// `None` where the window does not revert.
    pub fn process(&self) -> Option<OrnsteinUhlenbeck> {
        self.pairs.fit().ok()
    }
}

impl Windows {
    pub fn new(window: usize) -> Self {
        Self {
            window,
            origin: f64::NAN,
            log_close: 0.0,
            returns: SlidingSums::new(window),
            log_closes: SlidingSums::new(window),
            sums: [f64::NAN; 3],
        }
    }

    /// Means something from the `window + 1`-th candle on.
    pub fn update(&mut self, close: f64, log_return: f64, vol_ratio: f64) -> Reading {
        if self.origin.is_nan() {
            self.origin = close;
        }
        let log_close = (close / self.origin).ln();
        let lagged = log_close * std::mem::replace(&mut self.log_close, log_close);
        let returns = self.returns.update([log_return, log_return * log_return]);
        let now = self.log_closes.update([log_close, log_close * log_close, lagged]);
        let before = std::mem::replace(&mut self.sums, now);
        let n = self.window as f64;
        let pairs = PairSums {
            n,
            value: before[0],
            next: now[0],
            value_squared: before[1],
            next_squared: now[1],
            product: now[2],
        };
        Reading { z: z(log_return, returns.map(|sum| sum / n)), log_close, vol_ratio, pairs }
    }

    /// The price a relative log close stands for.
    pub fn price(&self, log_close: f64) -> f64 {
        self.origin * log_close.exp()
    }
}

/// By the population deviation.
fn z(log_return: f64, [mean, mean_square]: [f64; 2]) -> f64 {
    let variance = mean_square - mean * mean;
    if variance > ROUNDING * mean_square { (log_return - mean) / variance.sqrt() } else { 0.0 }
}

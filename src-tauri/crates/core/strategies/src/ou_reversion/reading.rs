//! The figures the rule looks at, at the cost of a few additions a candle.

use indicators::window::sliding_sum;

use crate::models::ou::{OrnsteinUhlenbeck, PairSums};

/// What of a sum of squares is left of rounding alone.
const ROUNDING: f64 = 1e-12;

/// Sliding sums of returns and of log closes. Log closes are taken from the first close on, which keeps them small.
pub(super) struct Windows {
    window: usize,
    origin: f64,
    log_closes: Vec<f64>,
    returns: Vec<f64>,
    return_sums: Vec<f64>,
    return_squares: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
    products: Vec<f64>,
    vol_ratios: Vec<f64>,
}

/// The model at one candle; log closes are relative to the first close.
pub(super) struct Reading {
    /// The last return, in standard deviations from the mean of the window; 0 where returns do not vary.
    pub z: f64,
    pub log_close: f64,
    /// `None` where the window does not revert.
    pub process: Option<OrnsteinUhlenbeck>,
    pub vol_ratio: f64,
}

impl Windows {
    pub fn new(closes: &[f64], vol_ratios: Vec<f64>, returns: Vec<f64>, window: usize) -> Self {
        let origin = closes.first().copied().unwrap_or(1.0);
        let log_closes: Vec<f64> = closes.iter().map(|c| (c / origin).ln()).collect();
        let squared = |values: &[f64]| values.iter().map(|v| v * v).collect::<Vec<_>>();
        let lagged: Vec<f64> =
            (0..closes.len()).map(|t| if t == 0 { 0.0 } else { log_closes[t] * log_closes[t - 1] }).collect();
        Self {
            return_sums: sliding_sum(&returns, window),
            return_squares: sliding_sum(&squared(&returns), window),
            sums: sliding_sum(&log_closes, window),
            squares: sliding_sum(&squared(&log_closes), window),
            products: sliding_sum(&lagged, window),
            window,
            origin,
            log_closes,
            returns,
            vol_ratios,
        }
    }

    /// At candle `t`, which must be at least `window`.
    pub fn at(&self, t: usize) -> Reading {
        let n = self.window as f64;
        let pairs = PairSums {
            n,
            value: self.sums[t - 1],
            next: self.sums[t],
            value_squared: self.squares[t - 1],
            next_squared: self.squares[t],
            product: self.products[t],
        };
        Reading {
            z: self.z(t, n),
            log_close: self.log_closes[t],
            process: pairs.fit().ok(),
            vol_ratio: self.vol_ratios[t],
        }
    }

    /// By the population deviation.
    fn z(&self, t: usize, n: f64) -> f64 {
        let mean = self.return_sums[t] / n;
        let mean_square = self.return_squares[t] / n;
        let variance = mean_square - mean * mean;
        if variance > ROUNDING * mean_square { (self.returns[t] - mean) / variance.sqrt() } else { 0.0 }
    }

    /// The price a relative log close stands for.
    pub fn price(&self, log_close: f64) -> f64 {
        self.origin * log_close.exp()
    }
}

//! The Ornstein-Uhlenbeck process: a value drawn back to its mean the harder the farther it strays.
//!
//! Seen once a candle it is an autoregression of order one, `x' = intercept + slope * x + noise`, from which mean
//! `intercept / (1 - slope)`, speed `-ln slope`, half-life `ln 2 / speed` and stationary variance
//! `noise / (1 - slope^2)` follow. Least squares.

use crate::models::ModelError;
use crate::models::error::all_finite;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrnsteinUhlenbeck {
    pub mean: f64,
    /// Per candle.
    pub speed: f64,
    /// Candles in which half of a distance to the mean is expected to be gone.
    pub half_life: f64,
    /// Standard deviation around the mean in the long run.
    pub sd: f64,
}

/// Sums over the pairs (value, next value) of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairSums {
    pub n: f64,
    pub value: f64,
    pub next: f64,
    pub value_squared: f64,
    pub next_squared: f64,
    pub product: f64,
}

/// What of a sum of squares is left of rounding alone.
const ROUNDING: f64 = 1e-12;

impl PairSums {
    pub fn of(values: &[f64]) -> Self {
        let pairs = values.windows(2).map(|w| (w[0], w[1]));
        let start =
            Self { n: 0.0, value: 0.0, next: 0.0, value_squared: 0.0, next_squared: 0.0, product: 0.0 };
        pairs.fold(start, |s, (x, y)| Self {
            n: s.n + 1.0,
            value: s.value + x,
            next: s.next + y,
            value_squared: s.value_squared + x * x,
            next_squared: s.next_squared + y * y,
            product: s.product + x * y,
        })
    }

    pub fn fit(&self) -> Result<OrnsteinUhlenbeck, ModelError> {
        let (mean_x, mean_y) = (self.value / self.n, self.next / self.n);
        let xx = self.value_squared - self.value * mean_x;
        let xy = self.product - self.value * mean_y;
        let yy = self.next_squared - self.next * mean_y;
        let varies = xx > ROUNDING * self.value_squared;
        if !varies {
            return Err(ModelError::Undetermined);
        }
        let slope = xy / xx;
        if !(slope > 0.0 && slope < 1.0) {
            return Err(ModelError::NoReversion { slope });
        }
        let noise = ((yy - slope * xy) / self.n).max(0.0);
        let speed = -slope.ln();
        Ok(OrnsteinUhlenbeck {
            mean: (mean_y - slope * mean_x) / (1.0 - slope),
            speed,
            half_life: std::f64::consts::LN_2 / speed,
            sd: (noise / (1.0 - slope * slope)).sqrt(),
        })
    }
}

/// Fits a series of at least four values.
pub fn fit(values: &[f64]) -> Result<OrnsteinUhlenbeck, ModelError> {
    if values.len() < 4 {
        return Err(ModelError::TooFewValues { needed: 4, given: values.len() });
    }
    all_finite(values)?;
    PairSums::of(values).fit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_decay_without_noise_gives_back_mean_and_half_life() {
        let values: Vec<f64> = (0..30).map(|i| 5.0 + 8.0 * 0.5f64.powf(f64::from(i) / 3.0)).collect();
        let ou = fit(&values).unwrap();
        assert!((ou.mean - 5.0).abs() < 1e-9 && (ou.half_life - 3.0).abs() < 1e-9 && ou.sd < 1e-6, "{ou:?}");
    }

    #[test]
    fn what_does_not_revert_is_told() {
        let growth: Vec<f64> = (0..30).map(|i| 1.1f64.powi(i)).collect();
        assert!(matches!(fit(&growth), Err(ModelError::NoReversion { slope }) if (slope - 1.1).abs() < 1e-9));
        assert_eq!(fit(&[2.0; 9]), Err(ModelError::Undetermined));
    }
}

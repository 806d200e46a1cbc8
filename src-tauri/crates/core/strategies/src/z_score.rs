//! How far a close lies from the mean of the last ones, in their population standard deviations.

use crate::models::sliding_sums::SlidingSums;

/// What of a sum of squares is left of rounding alone.
const ROUNDING: f64 = 1e-12;

/// Sums are of closes less the first one, which keeps them small.
#[derive(Debug, Clone)]
pub(crate) struct ZScore {
    length: f64,
    origin: Option<f64>,
    sums: SlidingSums<2>,
}

impl ZScore {
    pub fn new(length: usize) -> Self {
        Self { length: length as f64, origin: None, sums: SlidingSums::new(length) }
    }

    /// Score and mean; `NaN` while there are too few closes. The score is 0 where they do not vary.
    pub fn update(&mut self, close: f64) -> (f64, f64) {
        let origin = *self.origin.get_or_insert(close);
        let value = close - origin;
        let [mean, mean_square] = self.sums.update([value, value * value]).map(|sum| sum / self.length);
        let variance = mean_square - mean * mean;
        // not defined yet is not the same as still
        let varies = variance.is_nan() || variance > ROUNDING * mean_square;
        let z = if varies { (value - mean) / variance.sqrt() } else { 0.0 };
        (z, origin + mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_distance_from_the_mean_in_deviations() {
        let mut score = ZScore::new(4);
        let closes = [100.0, 102.0, 102.0, 104.0, 104.0, 104.0, 104.0];
        let found: Vec<(f64, f64)> = closes.iter().map(|c| score.update(*c)).collect();
        assert!(found[2].0.is_nan() && found[2].1.is_nan());
        assert_eq!(found[3], (2.0 / 2.0f64.sqrt(), 102.0));
        assert_eq!(found[4], (1.0, 103.0));
        assert_eq!(found[6], (0.0, 104.0));
    }
}

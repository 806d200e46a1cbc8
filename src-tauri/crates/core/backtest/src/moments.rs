//! Sharpe and Sortino of an equity curve.

use crate::vectors::{Work, dispatch};

/// Sums over the close-to-close returns of an equity curve.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Moments {
    /// How many returns there are: one less than candles.
    pub count: usize,
    sum: f64,
    sum_of_squares: f64,
    sum_of_squared_losses: f64,
}

impl Moments {
    pub fn of(equity: &[f64]) -> Self {
        dispatch(Sums(equity))
    }

    /// Mean over standard deviation (n-1), times the root of `per_year`; risk-free rate 0 (Sharpe 1994). `None`
    /// where the returns do not vary.
    pub fn sharpe(&self, per_year: f64) -> Option<f64> {
        sharpe(self.count, self.sum, self.sum_of_squares, per_year)
    }

    /// Mean over downside deviation (root mean square of the returns below 0, over all returns), times the root of
    /// `per_year` (Sortino and Price 1994, target 0). `None` where nothing fell.
    pub fn sortino(&self, per_year: f64) -> Option<f64> {
        let n = self.count as f64;
        ratio(self.sum / n, self.sum_of_squared_losses / n, per_year)
    }
}

/// Sums kept side by side, for a processor to add to at once.
const LANES: usize = 8;

struct Sums<'a>(&'a [f64]);

impl Work for Sums<'_> {
    type Output = Moments;

    #[inline(always)]
    fn run(self) -> Moments {
        let (before, now) = (self.0, self.0.get(1..).unwrap_or_default());
        let ((before, before_left), (now, now_left)) = (before[..now.len()].as_chunks(), now.as_chunks());
        let mut lanes = [[0.0; LANES]; 3];
        for (before, now) in before.iter().zip(now) {
            add(&mut lanes, before, now);
        }
        // Lanes without a value return nothing.
        let mut left = [[1.0; LANES]; 2];
        left[0][..before_left.len()].copy_from_slice(before_left);
        left[1][..now_left.len()].copy_from_slice(now_left);
        add(&mut lanes, &left[0], &left[1]);
        let [sum, sum_of_squares, sum_of_squared_losses] = lanes.map(|lanes| lanes.iter().sum());
        Moments { count: now.len() * LANES + now_left.len(), sum, sum_of_squares, sum_of_squared_losses }
    }
}

#[inline(always)]
fn add([sums, squares, losses]: &mut [[f64; LANES]; 3], before: &[f64; LANES], now: &[f64; LANES]) {
    if before == now {
        return;
    }
    for k in 0..LANES {
        // Money that is all lost stays lost: nothing over nothing returns nothing.
        let ret = if now[k] == before[k] { 0.0 } else { now[k] / before[k] - 1.0 };
        let loss = if ret < 0.0 { ret } else { 0.0 };
        sums[k] += ret;
        squares[k] += ret * ret;
        losses[k] += loss * loss;
    }
}

/// [`Moments::sharpe`] of `count` returns with this sum and sum of squares.
pub(crate) fn sharpe(count: usize, sum: f64, sum_of_squares: f64, per_year: f64) -> Option<f64> {
    let n = count as f64;
    let variance = (sum_of_squares - sum * sum / n) / (n - 1.0);
    ratio(sum / n, variance, per_year)
}

fn ratio(mean: f64, variance: f64, per_year: f64) -> Option<f64> {
    let value = mean / variance.sqrt() * per_year.sqrt();
    (variance > 0.0 && value.is_finite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharpe_and_sortino_by_hand() {
        // Returns +10 %, -10 %, 0, +10 %: mean 0.025, sum of squares 0.03, squared losses 0.01.
        let m = Moments::of(&[100.0, 110.0, 99.0, 99.0, 108.9]);
        let close = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 1e-12);
        let sd = ((0.03 - 0.1 * 0.1 / 4.0) / 3.0_f64).sqrt();
        assert!(close(m.sharpe(4.0), 0.025 / sd * 2.0), "{:?}", m.sharpe(4.0));
        assert!(close(m.sortino(4.0), 0.025 / 0.0025_f64.sqrt() * 2.0), "{:?}", m.sortino(4.0));
    }

    #[test]
    fn without_variation_there_is_no_ratio() {
        for equity in [&[][..], &[1.0], &[1.0, 2.0], &[5.0; 4]] {
            assert_eq!(Moments::of(equity).sharpe(365.0), None, "{equity:?}");
            assert_eq!(Moments::of(equity).sortino(365.0), None, "{equity:?}");
        }
    }
}

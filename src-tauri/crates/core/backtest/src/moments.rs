//! Sharpe and Sortino of an equity curve.

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
        let mut m = Self { count: equity.len().saturating_sub(1), ..Self::default() };
        for pair in equity.windows(2) {
            // Flat stretches return nothing: no division for them.
            if pair[1] != pair[0] {
                let r = pair[1] / pair[0] - 1.0;
                let loss = r.min(0.0);
                m.sum += r;
                m.sum_of_squares += r * r;
                m.sum_of_squared_losses += loss * loss;
            }
        }
        m
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

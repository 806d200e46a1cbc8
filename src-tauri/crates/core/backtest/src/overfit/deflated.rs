//! The deflated Sharpe ratio (Bailey and Lopez de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management
//! 40(5), 2014).

use super::normal::{probability_below, upper_quantile};

const EULER_MASCHERONI: f64 = 0.577_215_664_901_532_9;

/// The shape of a series of returns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Returns {
    pub count: usize,
    /// Mean over standard deviation (n-1) of one return: not annualised.
    pub sharpe: f64,
    pub skewness: f64,
    /// 3 for a normal distribution.
    pub kurtosis: f64,
}

impl Returns {
    /// The close-to-close returns of an equity curve.
    pub fn of(equity: &[f64]) -> Self {
        let returns = || equity.windows(2).map(|pair| pair[1] / pair[0] - 1.0);
        let count = equity.len().saturating_sub(1);
        let n = count as f64;
        let mean = returns().sum::<f64>() / n;
        let mut powers = [0.0; 3];
        for ret in returns() {
            let d = ret - mean;
            powers = [powers[0] + d * d, powers[1] + d * d * d, powers[2] + d * d * d * d];
        }
        let [second, third, fourth] = powers.map(|sum| sum / n);
        Self {
            count,
            sharpe: mean / (second * n / (n - 1.0)).sqrt(),
            skewness: third / second.powf(1.5),
            kurtosis: fourth / (second * second),
        }
    }
}

/// The highest Sharpe ratio to be expected of `trials` worthless ones whose ratios have this variance:
/// `sqrt(V) * ((1 - g) * Z(1 - 1/N) + g * Z(1 - 1/(N e)))`, with `g` the Euler-Mascheroni constant and `Z` the normal
/// quantile. One trial is expected to show nothing.
pub fn expected_maximum(trials: usize, variance: f64) -> f64 {
    if trials < 2 {
        return 0.0;
    }
    let tail = 1.0 / trials as f64;
    let quantiles = (1.0 - EULER_MASCHERONI) * upper_quantile(tail)
        + EULER_MASCHERONI * upper_quantile(tail / std::f64::consts::E);
    variance.sqrt() * quantiles
}

/// Probability that the true Sharpe ratio behind `best` is above what the best of these trials would show without
/// any worth. `trials` holds the Sharpe ratio of every trial, the best among them, none annualised; each counts as
/// independent, which on a grid of neighbours errs to the strict side. `None` where the ratio is not defined.
pub fn deflated_sharpe(best: &Returns, trials: &[f64]) -> Option<f64> {
    let n = trials.len() as f64;
    let mean = trials.iter().sum::<f64>() / n;
    let squares: f64 = trials.iter().map(|t| (t - mean) * (t - mean)).sum();
    let variance = if trials.len() > 1 { squares / (n - 1.0) } else { 0.0 };
    let above = best.sharpe - expected_maximum(trials.len(), variance);
    let uncertainty =
        1.0 - best.skewness * best.sharpe + (best.kurtosis - 1.0) / 4.0 * best.sharpe * best.sharpe;
    let z = above * (best.count as f64 - 1.0).sqrt() / uncertainty.sqrt();
    (!trials.is_empty() && z.is_finite()).then(|| probability_below(z))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paper's own example: 100 trials of variance 1/2 a year, the best 2.5 a year over 1,250 days of 250 a year,
    /// skewness -3, kurtosis 10.
    #[test]
    fn the_example_of_the_paper() {
        let expected = expected_maximum(100, 0.5 / 250.0);
        assert!((expected - 0.1132).abs() < 5e-5, "{expected}");
        // Two values at the distance that gives the variance, repeated, stand for the hundred trials.
        let d = (0.5 / 250.0 * 99.0 / 100.0_f64).sqrt();
        let trials: Vec<f64> = (0..100).map(|i| if i % 2 == 0 { d } else { -d }).collect();
        let best = Returns { count: 1250, sharpe: 2.5 / 250.0_f64.sqrt(), skewness: -3.0, kurtosis: 10.0 };
        let deflated = deflated_sharpe(&best, &trials).unwrap_or_default();
        assert!((deflated - 0.9004).abs() < 1e-4, "{deflated}");
    }

    #[test]
    fn the_shape_of_four_returns_by_hand() {
        // Returns 0.1, -0.1, 0.1, 0.1: mean 0.05, deviations 0.05, -0.15, 0.05, 0.05.
        let returns = Returns::of(&[100.0, 110.0, 99.0, 108.9, 119.79]);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(returns.sharpe, 0.05 / 0.01_f64.sqrt());
        near(returns.skewness, (3.0 * 0.000_125 - 0.003_375) / 4.0 / 0.0075_f64.powf(1.5));
        near(returns.kurtosis, (3.0 * 0.000_006_25 + 0.000_506_25) / 4.0 / (0.0075 * 0.0075));
    }

    #[test]
    fn more_trials_ask_for_more() {
        let best = Returns { count: 1000, sharpe: 0.1, skewness: 0.0, kurtosis: 3.0 };
        let with =
            |n: usize| deflated_sharpe(&best, &(0..n).map(|i| 0.03 * (i % 3) as f64).collect::<Vec<_>>());
        assert!(with(9) > with(90) && with(90) > with(900));
        assert_eq!(deflated_sharpe(&best, &[]), None);
    }
}

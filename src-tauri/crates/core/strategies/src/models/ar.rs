//! Autoregression on the first differences of closes, by ordinary least squares conditional on the first `order`
//! differences (as statsmodels' `AutoReg`).

use crate::models::ModelError;
use crate::models::error::all_finite;
use crate::models::rolling_ar::RollingAr;

/// Highest order taken.
pub const MAX_ORDER: usize = 16;

/// Whether the differences have a mean of their own (`c`) or none (`n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    None,
    Constant,
}

/// A fitted autoregression.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub trend: Trend,
    pub constant: f64,
    /// Coefficients of the difference one step back, two steps back ...
    pub lags: Vec<f64>,
    /// Mean squared residual (divided by the number of rows).
    pub sigma2: f64,
    /// Rows of the regression: closes - 1 - order.
    pub rows: usize,
}

/// The steps after the last close.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    pub diff: Vec<f64>,
    pub close: Vec<f64>,
}

/// Fits all of `closes`. Needs more rows than parameters.
pub fn fit(closes: &[f64], order: usize, trend: Trend) -> Result<Fit, ModelError> {
    if !(1..=MAX_ORDER).contains(&order) {
        return Err(ModelError::Order { order, max: MAX_ORDER });
    }
    let needed = 2 * order + 2 + usize::from(trend == Trend::Constant);
    if closes.len() < needed {
        return Err(ModelError::TooFewValues { needed, given: closes.len() });
    }
    all_finite(closes)?;
    let mut rolling = RollingAr::new(closes.len(), order, trend);
    closes.iter().for_each(|close| rolling.push(*close));
    let found = rolling.fit().ok_or(ModelError::Undetermined)?;
    let lags = found.lags[..order].to_vec();
    let sigma2 = mean_squared_residual(closes, found.constant, &lags);
    Ok(Fit { trend, constant: found.constant, lags, sigma2, rows: closes.len() - 1 - order })
}

/// Over all rows of `closes`, which must be more than one more than the lags.
pub(crate) fn mean_squared_residual(closes: &[f64], constant: f64, lags: &[f64]) -> f64 {
    let order = lags.len();
    let residual = |w: &[f64]| {
        let expected = (0..order).map(|i| lags[i] * (w[order - i] - w[order - i - 1])).sum::<f64>();
        w[order + 1] - w[order] - constant - expected
    };
    let rows = closes.windows(order + 2);
    let n = rows.len() as f64;
    rows.map(|w| residual(w).powi(2)).sum::<f64>() / n
}

/// The next `steps` differences and closes after `closes`, of which the last `order + 1` count.
pub fn forecast(fit: &Fit, closes: &[f64], steps: usize) -> Result<Forecast, ModelError> {
    let order = fit.lags.len();
    if closes.len() <= order {
        return Err(ModelError::TooFewValues { needed: order + 1, given: closes.len() });
    }
    all_finite(closes)?;
    let recent = &closes[closes.len() - order - 1..];
    let mut lagged: Vec<f64> = recent.windows(2).rev().map(|w| w[1] - w[0]).collect();
    let step = || {
        let weighted: f64 = fit.lags.iter().zip(&lagged).map(|(lag, diff)| lag * diff).sum();
        let next = fit.constant + weighted;
        lagged.rotate_right(1);
        if let Some(newest) = lagged.first_mut() {
            *newest = next;
        }
        next
    };
    let diff: Vec<f64> = std::iter::repeat_with(step).take(steps).collect();
    let close = diff
        .iter()
        .scan(recent[order], |close, d| {
            *close += d;
            Some(*close)
        })
        .collect();
    Ok(Forecast { diff, close })
}

impl Fit {
    /// Parameters in statsmodels' order: the constant, if there is one, then the lags.
    pub fn params(&self) -> Vec<f64> {
        let constant = (self.trend == Trend::Constant).then_some(self.constant);
        constant.into_iter().chain(self.lags.iter().copied()).collect()
    }
}

/// Standard deviation of the error of a close forecast `steps` ahead: `sigma2` times the sum of the squared cumulated
/// weights of the moving-average form (Box and Jenkins, Time Series Analysis, chapter 5).
pub fn forecast_sd(lags: &[f64], sigma2: f64, steps: usize) -> f64 {
    let mut weights: Vec<f64> = Vec::with_capacity(steps);
    let (mut cumulated, mut variance) = (0.0, 0.0);
    for j in 0..steps {
        let weight = match j {
            0 => 1.0,
            _ => lags.iter().zip(weights.iter().rev()).map(|(lag, weight)| lag * weight).sum(),
        };
        weights.push(weight);
        cumulated += weight;
        variance += cumulated * cumulated;
    }
    (sigma2 * variance).sqrt()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_series_without_noise_gives_back_its_coefficients() {
        let mut diffs = vec![1.0, -2.0, 0.5];
        for t in 3..40 {
            diffs.push(0.3 + 0.5 * diffs[t - 1] - 0.4 * diffs[t - 2] + 0.45 * f64::from(t as i32 % 7 == 0));
        }
        // exact only while nothing but the recursion drives it: fit the stretch between two pushes of the outside
        let mut close = 100.0;
        let closes: Vec<f64> = diffs[21..28]
            .iter()
            .map(|d| {
                close += d;
                close
            })
            .collect();
        let fit = fit(&closes, 2, Trend::Constant).unwrap();
        let off = fit.params().iter().zip([0.3, 0.5, -0.4]).map(|(g, w)| (g - w).abs()).fold(0.0, f64::max);
        assert!(off < 1e-6, "{:?}", fit.params());
    }

    #[test]
    fn a_random_walk_spreads_with_the_root_of_time() {
        assert_eq!(forecast_sd(&[0.0], 4.0, 9), 6.0);
        // one lag of 0.5: weights 1, 0.5; cumulated 1, 1.5
        assert_eq!(forecast_sd(&[0.5], 1.0, 2), 3.25f64.sqrt());
    }

    #[test]
    fn what_cannot_be_fitted_says_why() {
        assert_eq!(fit(&[5.0; 50], 4, Trend::None), Err(ModelError::Undetermined));
        let line: Vec<f64> = (0..50).map(f64::from).collect();
        assert_eq!(fit(&line, 4, Trend::Constant), Err(ModelError::Undetermined));
        assert_eq!(
            fit(&line[..10], 4, Trend::Constant),
            Err(ModelError::TooFewValues { needed: 11, given: 10 })
        );
        assert_eq!(fit(&line, 17, Trend::None), Err(ModelError::Order { order: 17, max: 16 }));
        assert_eq!(
            fit(&[1.0, f64::NAN, 3.0, 4.0, 5.0], 1, Trend::None),
            Err(ModelError::NotFinite { index: 1 })
        );
    }
}

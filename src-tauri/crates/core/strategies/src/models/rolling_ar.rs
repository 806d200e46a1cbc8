//! Least-squares autoregressions on the differences of a moving window of closes.

use indicators::window::sliding_sum;

use crate::models::ar::{MAX_ORDER, Trend};
use crate::models::cholesky::{MAX, solve};

/// Everything needed to fit the window that ends at any close at the cost of one small system.
///
/// The normal equations of an autoregression hold only sums of lagged products, `d[u] * d[u - k]`, over windows that
/// differ by their end. So `order + 1` sliding sums, made once, give the equations of every window.
pub struct RollingAr {
    order: usize,
    trend: Trend,
    rows: usize,
    diffs: Vec<f64>,
    /// `products[k][t]`: sum of `d[u] * d[u - k]` over the `rows` values of u up to t.
    products: Vec<Vec<f64>>,
    /// Sum of `d[u]` over the same.
    sums: Vec<f64>,
}

/// Coefficients of one window: the constant (0 without one), then the lags, nearest first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficients {
    pub constant: f64,
    pub lags: [f64; MAX_ORDER],
}

impl RollingAr {
    /// For windows of `window` closes; `order` at most [`MAX_ORDER`].
    pub fn new(closes: &[f64], window: usize, order: usize, trend: Trend) -> Self {
        let order = order.clamp(1, MAX_ORDER);
        let rows = window.saturating_sub(order + 1);
        let diffs: Vec<f64> =
            (0..closes.len()).map(|t| if t == 0 { 0.0 } else { closes[t] - closes[t - 1] }).collect();
        let lagged = |k: usize| -> Vec<f64> {
            (0..diffs.len()).map(|t| if t < k { 0.0 } else { diffs[t] * diffs[t - k] }).collect()
        };
        let products = (0..=order).map(|k| sliding_sum(&lagged(k), rows)).collect();
        let sums = sliding_sum(&diffs, rows);
        Self { order, trend, rows, diffs, products, sums }
    }

    /// Rows of the regression: `window - 1 - order`.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The fit of the window that ends at close `t`; `None` before there is one and where it is not determined.
    pub fn fit_at(&self, t: usize) -> Option<Coefficients> {
        if self.rows == 0 || t < self.rows + self.order || t >= self.diffs.len() {
            return None;
        }
        let first = usize::from(self.trend == Trend::Constant);
        let mut a = [[0.0; MAX]; MAX];
        let mut b = [0.0; MAX];
        if first == 1 {
            a[0][0] = self.rows as f64;
            b[0] = self.sums[t];
        }
        for i in 1..=self.order {
            let row = i - 1 + first;
            if first == 1 {
                a[row][0] = self.sums[t - i];
            }
            for j in 1..=i {
                a[row][j - 1 + first] = self.products[i - j][t - j];
            }
            b[row] = self.products[i][t];
        }
        let x = solve(&a, &b, self.order + first)?;
        let mut lags = [0.0; MAX_ORDER];
        lags[..self.order].copy_from_slice(&x[first..first + self.order]);
        Some(Coefficients { constant: if first == 1 { x[0] } else { 0.0 }, lags })
    }

    /// The next `steps` differences after close `t`, each handed to `each` as it is known.
    pub fn forecast_at(&self, t: usize, fit: &Coefficients, steps: usize, mut each: impl FnMut(f64)) {
        let mut recent = [0.0; MAX_ORDER];
        for (k, value) in recent[..self.order].iter_mut().enumerate() {
            *value = self.diffs[t - k];
        }
        for _ in 0..steps {
            let weighted: f64 = fit.lags[..self.order].iter().zip(&recent).map(|(c, d)| c * d).sum();
            let next = fit.constant + weighted;
            recent.copy_within(..self.order - 1, 1);
            recent[0] = next;
            each(next);
        }
    }

    /// Mean squared residual of the window that ends at close `t` (divided by the number of rows).
    pub fn sigma2_at(&self, t: usize, fit: &Coefficients) -> f64 {
        let squared = |u: usize| {
            let weighted: f64 =
                fit.lags[..self.order].iter().zip(1..).map(|(c, i)| c * self.diffs[u - i]).sum();
            (self.diffs[u] - fit.constant - weighted).powi(2)
        };
        (t + 1 - self.rows..=t).map(squared).sum::<f64>() / self.rows as f64
    }
}

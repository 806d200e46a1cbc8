//! Least-squares autoregressions on the differences of a moving window of closes, refitted at each close.

use crate::models::ar::{MAX_ORDER, Trend};
use crate::models::cholesky::solve;
use crate::models::sliding_sums::SlidingSums;

/// The autoregression of the last `window` closes, fed close by close.
///
/// Its normal equations hold only sums of lagged products, `d[u] * d[u - k]`, over windows that differ by their end.
/// So each close adds one product a lag to sliding sums, and a fit costs one small system, however long the window.
pub struct RollingAr {
    equations: Box<dyn Refit>,
}

/// Coefficients of one window: the constant (0 without one), then the lags, nearest first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficients {
    pub constant: f64,
    pub lags: [f64; MAX_ORDER],
}

impl RollingAr {
    /// For windows of `window` closes; `order` at most [`MAX_ORDER`].
    pub fn new(window: usize, order: usize, trend: Trend) -> Self {
        Self { equations: equations(window, order, trend) }
    }

    pub fn push(&mut self, close: f64) {
        self.equations.push(close);
    }

    /// The fit of the last `window` closes; `None` before there are as many and where they do not determine it.
    pub fn fit(&self) -> Option<Coefficients> {
        self.equations.fit()
    }

    /// How far that fit expects the close to move in the next `steps`.
    pub fn expected_change(&self, steps: usize) -> Option<f64> {
        self.equations.expected_change(steps)
    }
}

trait Refit: Send {
    fn push(&mut self, close: f64);
    fn fit(&self) -> Option<Coefficients>;
    fn expected_change(&self, steps: usize) -> Option<f64>;
}

fn equations(window: usize, order: usize, trend: Trend) -> Box<dyn Refit> {
    match order {
        0 | 1 => Box::new(Equations::<2>::new(window, trend)),
        2 => Box::new(Equations::<3>::new(window, trend)),
        3 => Box::new(Equations::<4>::new(window, trend)),
        4 => Box::new(Equations::<5>::new(window, trend)),
        5 => Box::new(Equations::<6>::new(window, trend)),
        6 => Box::new(Equations::<7>::new(window, trend)),
        7 => Box::new(Equations::<8>::new(window, trend)),
        8 => Box::new(Equations::<9>::new(window, trend)),
        9 => Box::new(Equations::<10>::new(window, trend)),
        10 => Box::new(Equations::<11>::new(window, trend)),
        11 => Box::new(Equations::<12>::new(window, trend)),
        12 => Box::new(Equations::<13>::new(window, trend)),
        13 => Box::new(Equations::<14>::new(window, trend)),
        14 => Box::new(Equations::<15>::new(window, trend)),
        15 => Box::new(Equations::<16>::new(window, trend)),
        _ => Box::new(Equations::<17>::new(window, trend)),
    }
}

/// The normal equations of a constant and `M - 1` lags.
struct Equations<const M: usize> {
    trend: Trend,
    /// Closes still missing for a first fit.
    missing: usize,
    rows: usize,
    close: Option<f64>,
    /// The last differences, newest first.
    recent: [f64; M],
    products: SlidingSums<M>,
    sums: SlidingSums<1>,
    /// `past[j][k]`: the sum of `d[u] * d[u - k]` over the rows up to `j` closes ago.
    past: [[f64; M]; M],
    /// The sums of `d[u]` over the same.
    past_sums: [f64; M],
}

impl<const M: usize> Equations<M> {
    fn new(window: usize, trend: Trend) -> Self {
        // the first difference takes two closes, the first row `M - 1` differences more
        let rows = window.saturating_sub(M);
        Self {
            trend,
            missing: if rows == 0 { usize::MAX } else { window },
            rows,
            close: None,
            recent: [0.0; M],
            products: SlidingSums::new(rows),
            sums: SlidingSums::new(rows),
            past: [[f64::NAN; M]; M],
            past_sums: [f64::NAN; M],
        }
    }

    /// Constant and lags. A row and a column of the identity stand for a constant that is not fitted.
    #[inline]
    fn solution(&self) -> Option<[f64; M]> {
        if self.missing > 0 {
            return None;
        }
        let constant = self.trend == Trend::Constant;
        let (sums, past) = (&self.past_sums, &self.past);
        let corner = if constant { self.rows as f64 } else { 1.0 };
        let right = if constant { sums[0] } else { 0.0 };
        let left = |i: usize, j: usize| match (i, j) {
            (0, 0) => corner,
            (i, 0) => {
                if constant {
                    sums[i]
                } else {
                    0.0
                }
            }
            (i, j) => past[j][i - j],
        };
        solve(left, &std::array::from_fn(|i| if i == 0 { right } else { past[0][i] }))
    }
}

impl<const M: usize> Refit for Equations<M> {
    fn push(&mut self, close: f64) {
        // before the first close there is none to differ from; no row reaches back to that difference
        let diff = self.close.map_or(0.0, |before| close - before);
        self.close = Some(close);
        self.missing = self.missing.saturating_sub(1);
        let recent = self.recent;
        self.recent = std::array::from_fn(|k| if k == 0 { diff } else { recent[k - 1] });
        self.past.copy_within(..M - 1, 1);
        self.past[0] = self.products.update(self.recent.map(|d| diff * d));
        self.past_sums.copy_within(..M - 1, 1);
        [self.past_sums[0]] = self.sums.update([diff]);
    }

    fn fit(&self) -> Option<Coefficients> {
        let solution = self.solution()?;
        let mut lags = [0.0; MAX_ORDER];
        lags[..M - 1].copy_from_slice(&solution[1..]);
        Some(Coefficients { constant: solution[0], lags })
    }

    fn expected_change(&self, steps: usize) -> Option<f64> {
        let fit = self.solution()?;
        let mut recent = self.recent;
        let mut change = 0.0;
        for _ in 0..steps {
            // the newest difference last: the older ones are known before it
            let next = (1..M).rev().fold(fit[0], |sum, k| sum + fit[k] * recent[k - 1]);
            recent = std::array::from_fn(|k| if k == 0 { next } else { recent[k - 1] });
            change += next;
        }
        Some(change)
    }
}

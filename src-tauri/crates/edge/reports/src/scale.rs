//! From values to positions, and the values worth a label.

/// A vertical axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub low: f64,
    pub high: f64,
    pub log: bool,
}

/// Above this ratio of highest to lowest a linear axis hides the small end.
const LOG_FROM: f64 = 2.5;

impl Scale {
    /// Fits `values`; logarithmic where they span more than [`LOG_FROM`] times their least.
    pub fn fit(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|v| v.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            return Self { low: 0.0, high: 1.0, log: false };
        }
        if low > 0.0 && high / low > LOG_FROM {
            let pad = (high / low).powf(0.04);
            return Self { low: low / pad, high: high * pad, log: true };
        }
        let pad = if high > low { (high - low) * 0.05 } else { high.abs().max(1.0) * 0.05 };
        Self { low: low - pad, high: high + pad, log: false }
    }

    /// 0 at the low end, 1 at the high end; values outside stay at the ends.
    pub fn share(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.max(f64::MIN_POSITIVE) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        share.clamp(0.0, 1.0)
    }

    /// Round values inside, no more than `most`.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        if self.log { self.log_ticks(most) } else { self.linear_ticks(most) }
    }

    fn linear_ticks(&self, most: usize) -> Vec<f64> {
        let step = round_step((self.high - self.low) / most as f64);
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        (first..=last).map(|k| k as f64 * step).take(most + 1).collect()
    }

    fn log_ticks(&self, most: usize) -> Vec<f64> {
        let decades = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let inside = |mantissas: &[f64]| -> Vec<f64> {
            let values = decades.clone().flat_map(|e| mantissas.iter().map(move |m| m * 10_f64.powi(e)));
            values.filter(|v| (self.low..=self.high).contains(v)).collect()
        };
        let choices = [&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0][..], &[1.0, 2.0, 5.0], &[1.0, 3.0]];
        let fits = choices.iter().map(|m| inside(m)).find(|t| t.len() <= most);
        fits.unwrap_or_else(|| {
            let all = inside(&[1.0]);
            let every = all.len().div_ceil(most).max(1);
            all.into_iter().step_by(every).collect()
        })
    }
}

/// The least of 1, 2, 2.5, 5 times a power of ten that is not below `least`.
pub(crate) fn round_step(least: f64) -> f64 {
    round_up(least, &[1.0, 2.0, 2.5, 5.0])
}

/// The least of `mantissas` times a power of ten that is not below `least`.
pub(crate) fn round_up(least: f64, mantissas: &[f64]) -> f64 {
    let power = 10_f64.powf(least.max(1e-12).log10().floor());
    mantissas.iter().map(|m| m * power).find(|s| *s >= least * (1.0 - 1e-12)).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let linear = Scale { low: -3.0, high: 21.0, log: false };
        assert_eq!(linear.ticks(5), [0.0, 5.0, 10.0, 15.0, 20.0]);
        let log = Scale { low: 2_300.0, high: 90_000.0, log: true };
        assert_eq!(log.ticks(7), [5_000.0, 10_000.0, 20_000.0, 50_000.0]);
        assert!(Scale { low: 1e-9, high: 1e9, log: true }.ticks(6).len() <= 6);
    }

    #[test]
    fn a_wide_span_is_logarithmic_and_nothing_at_all_still_has_an_axis() {
        assert!(Scale::fit([1.0, 3.0].into_iter()).log);
        assert!(!Scale::fit([1.0, 2.0].into_iter()).log);
        assert!(!Scale::fit([0.0, 2.0].into_iter()).log);
        let flat = Scale::fit([7.0, 7.0].into_iter());
        assert!(flat.low < 7.0 && flat.high > 7.0 && (flat.share(7.0) - 0.5).abs() < 1e-12);
        assert_eq!(Scale::fit([f64::NAN].into_iter()), Scale { low: 0.0, high: 1.0, log: false });
    }
}

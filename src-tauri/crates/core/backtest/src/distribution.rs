//! Histogram of the trades' returns.

use serde::{Deserialize, Serialize};

use crate::Trade;

/// `counts[i]` returns lie in `edges[i]..edges[i + 1]`; fractions, equal widths, 0 is always an edge. Both empty
/// where there are no trades.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, specta::Type)]
pub struct Distribution {
    pub edges: Vec<f64>,
    pub counts: Vec<u32>,
}

/// More would not be read.
const MOST_BINS: f64 = 24.0;

/// A width of `mantissa / divisor * multiple`, kept apart so that edges are the nearest doubles to round figures.
#[derive(Clone, Copy)]
struct Width {
    mantissa: f64,
    divisor: f64,
    multiple: f64,
}

impl Width {
    fn edge(self, k: f64) -> f64 {
        k * self.mantissa * self.multiple / self.divisor
    }

    /// The bin of `value`: the largest `k` whose edge is not above it.
    fn bin(self, value: f64) -> f64 {
        let k = (value / self.edge(1.0)).floor();
        if self.edge(k) > value {
            k - 1.0
        } else if self.edge(k + 1.0) <= value {
            k + 1.0
        } else {
            k
        }
    }
}

impl Distribution {
    pub(crate) fn of(trades: &[Trade]) -> Self {
        let returns: Vec<f64> = trades.iter().map(|t| t.ret).filter(|r| r.is_finite()).collect();
        if returns.is_empty() {
            return Self::default();
        }
        let lowest = returns.iter().copied().fold(0.0, f64::min);
        let highest = returns.iter().copied().fold(0.0, f64::max);
        let Some(width) = width(lowest, highest) else { return Self::default() };
        let (first, last) = (width.bin(lowest), width.bin(highest));
        let bins = (last - first) as usize + 1;
        let mut counts = vec![0; bins];
        for r in returns {
            let bin = (width.bin(r) - first) as usize;
            counts[bin.min(bins - 1)] += 1;
        }
        Self { edges: (0..=bins).map(|i| width.edge(first + i as f64)).collect(), counts }
    }
}

/// The smallest of 0.01 %, 0.02 %, 0.025 %, 0.05 %, 0.1 % ... that needs no more than [`MOST_BINS`].
fn width(lowest: f64, highest: f64) -> Option<Width> {
    (-4..308).find_map(|exponent: i32| {
        let (divisor, multiple) = (10_f64.powi((-exponent).max(0)), 10_f64.powi(exponent.max(0)));
        [1.0, 2.0, 2.5, 5.0]
            .map(|mantissa| Width { mantissa, divisor, multiple })
            .into_iter()
            .find(|w| w.bin(highest) - w.bin(lowest) < MOST_BINS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trade::tests::trade_returning;

    fn of(returns: &[f64]) -> Distribution {
        Distribution::of(&returns.iter().map(|r| trade_returning(*r)).collect::<Vec<_>>())
    }

    #[test]
    fn bins_are_round_and_none_straddles_zero() {
        let d = of(&[-0.05, -0.001, 0.0, 0.012, 0.0499]);
        assert_eq!(d.edges.len(), d.counts.len() + 1);
        assert_eq!((d.edges[0], d.edges[1]), (-0.05, -0.045));
        assert!(d.edges.contains(&0.0) && d.edges.contains(&0.015));
        assert_eq!(d.counts.iter().sum::<u32>(), 5);
        assert_eq!(d.counts[0], 1);
    }

    #[test]
    fn no_trades_make_no_bins_and_extremes_do_not_break_it() {
        assert_eq!(of(&[]), Distribution::default());
        assert_eq!(of(&[f64::INFINITY]), Distribution::default());
        let wide = of(&[-1.0, 1e250]);
        assert_eq!(wide.counts.iter().sum::<u32>(), 2);
        assert!(wide.counts.len() <= 24);
        assert_eq!(of(&[0.0]).counts, [1]);
    }
}

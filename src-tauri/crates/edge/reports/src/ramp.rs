//! The colours of a sweep's metric and the figures at their ends.

use backtest::sweep::Metric;

use crate::number;
use crate::palette::{Palette, Rgb};
use crate::scale::round_up;

/// One cell in twenty may lie beyond an end, so that a single one does not pale all others.
const BEYOND: f64 = 0.05;

/// From the colour at `low` to that at `high`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ramp {
    pub steps: Vec<Rgb>,
    pub low: f64,
    pub high: f64,
}

impl Ramp {
    /// Zero centred for what has a sign; one centred for profit factors and one half for shares won; from none for depths
    /// and counts. `start` is the capital.
    pub fn of(metric: Metric, cells: &[f64], start: f64, p: &Palette) -> Self {
        let around = |centre: f64| {
            let limit = round_up(
                usual(cells.iter().map(|v| (v - centre).abs())),
                &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0],
            );
            Self { steps: p.heat.to_vec(), low: centre - limit, high: centre + limit }
        };
        let upwards = |steps: Vec<Rgb>| {
            let most = cells.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
            Self { steps, low: 0.0, high: if most > 0.0 { most } else { 1.0 } }
        };
        match metric {
            Metric::Sharpe | Metric::TotalReturn => around(0.0),
            Metric::FinalEquity => around(start),
            Metric::ProfitFactor => around(1.0),
            Metric::WinRate => Self { steps: p.heat.to_vec(), low: 0.0, high: 1.0 },
            Metric::MaxDrawdown => upwards(p.heat[..5].iter().rev().copied().collect()),
            Metric::Trades => upwards(p.seq[1..].to_vec()),
        }
    }

    pub fn color(&self, value: f64) -> Rgb {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        let last = self.steps.len() - 1;
        self.steps[((share * last as f64).round() as usize).min(last)]
    }
}

/// The size that all but the largest stay within.
fn usual(sizes: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = sizes.filter(|v| v.is_finite()).collect();
    sizes.sort_by(f64::total_cmp);
    let place = (sizes.len() as f64 * (1.0 - BEYOND)) as usize;
    sizes.get(place).or(sizes.last()).copied().filter(|v| *v > 0.0).unwrap_or(1.0)
}

/// A metric's name as it is read.
pub(crate) fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::FinalEquity => "Final equity",
        Metric::TotalReturn => "Return after fees",
        Metric::Sharpe => "Sharpe ratio",
        Metric::MaxDrawdown => "Deepest drawdown",
        Metric::Trades => "Trades",
        Metric::WinRate => "Win rate",
        Metric::ProfitFactor => "Profit factor",
    }
}

/// A metric's value as it is read; `short` where it must fit a cell.
pub(crate) fn figure(metric: Metric, value: f64, short: bool) -> String {
    match metric {
        Metric::Sharpe => number::signed(value, if short { 1 } else { 2 }),
        Metric::TotalReturn if short => number::signed(value * 100.0, 0),
        Metric::TotalReturn => number::signed_percent(value, 1),
        Metric::MaxDrawdown | Metric::WinRate if short => number::grouped(value * 100.0, 0),
        Metric::MaxDrawdown | Metric::WinRate => number::percent(value, 1),
        Metric::ProfitFactor => number::grouped(value, if short { 1 } else { 2 }),
        Metric::FinalEquity | Metric::Trades => number::grouped(value, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;

    #[test]
    fn what_has_a_sign_is_centred_on_zero_and_one_outlier_does_not_stretch_the_ramp() {
        let p = Palette::of(Theme::Light);
        let mut cells = vec![0.4; 60];
        cells.extend([-0.9, f64::NAN, 50.0]);
        let ramp = Ramp::of(Metric::Sharpe, &cells, 0.0, &p);
        assert_eq!((ramp.low, ramp.high), (-0.4, 0.4));
        assert_eq!((ramp.color(0.0), ramp.color(50.0), ramp.color(-1.0)), (p.heat[4], p.heat[8], p.heat[0]));
        let depth = Ramp::of(Metric::MaxDrawdown, &[0.2, 0.5], 0.0, &p);
        assert_eq!((depth.color(0.0), depth.color(0.5)), (p.heat[4], p.heat[0]));
        let nothing = Ramp::of(Metric::TotalReturn, &[], 0.0, &p);
        assert_eq!((nothing.low, nothing.high), (-1.0, 1.0));
    }

    #[test]
    fn figures_of_cells_are_short() {
        assert_eq!(figure(Metric::TotalReturn, -0.634, true), "\u{2212}63");
        assert_eq!(figure(Metric::TotalReturn, -0.634, false), "\u{2212}63.4\u{2009}%");
        assert_eq!(figure(Metric::Sharpe, 0.26, true), "+0.3");
        assert_eq!(figure(Metric::MaxDrawdown, 0.41, false), "41.0\u{2009}%");
    }
}

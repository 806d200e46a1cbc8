//! Equity, drawdown and buy-and-hold, one value a candle.

use domain::Candles;

use crate::vectors::{Work, dispatch};

/// Columns of equal length, one row a candle.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// Start of the candle.
    pub time_ms: Vec<i64>,
    /// Equity at its close, in the quote currency.
    pub equity: Vec<f64>,
    /// `1 - equity / running maximum`, the start capital included: 0.2 is 20 % below the peak.
    pub drawdown: Vec<f64>,
    /// What the capital would be worth had it bought at the first open, fee left out.
    pub buy_and_hold: Vec<f64>,
}

/// The deepest fall: `depth` as a fraction, and the indices of the last candle at the peak and of the trough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DeepestFall {
    pub depth: f64,
    pub span: Option<(usize, usize)>,
}

impl Curves {
    pub(crate) fn of(candles: &Candles, equity: Vec<f64>, capital: f64) -> Self {
        let units = candles.open.first().map_or(0.0, |open| capital / open);
        let held = || candles.close.iter().map(|close| units * close).collect();
        // Fresh memory is most of the work here, and every core can ask for it.
        let (drawdown, (time_ms, buy_and_hold)) =
            rayon::join(|| drawdown(&equity, capital), || (candles.time_ms.clone(), held()));
        Self { time_ms, equity, drawdown, buy_and_hold }
    }

    pub fn len(&self) -> usize {
        self.time_ms.len()
    }

    pub fn is_empty(&self) -> bool {
        self.time_ms.is_empty()
    }

    pub(crate) fn deepest_fall(&self) -> DeepestFall {
        let mut stretches =
            vec![Stretch { deepest: 0.0, peaks: false }; self.drawdown.len().div_ceil(STRETCH)];
        dispatch(Look(&self.drawdown, &mut stretches));
        let mut deepest = DeepestFall { depth: 0.0, span: None };
        let mut peak = 0;
        for (number, stretch) in stretches.iter().enumerate() {
            if stretch.deepest <= deepest.depth && !stretch.peaks {
                continue;
            }
            let from = number * STRETCH;
            let to = self.drawdown.len().min(from + STRETCH);
            for (i, &depth) in self.drawdown[from..to].iter().enumerate() {
                if depth <= 0.0 {
                    peak = from + i;
                } else if depth > deepest.depth {
                    deepest = DeepestFall { depth, span: Some((peak, from + i)) };
                }
            }
        }
        deepest
    }

    /// The columns for the window, little-endian: `u32` rows, `u32` columns (4), then the columns one after the
    /// other as `f64`: time in ms, equity, drawdown, buy-and-hold. The eight bytes ahead keep them aligned.
    pub fn to_bytes(&self) -> Vec<u8> {
        let rows = self.len();
        let mut bytes = Vec::with_capacity(8 + rows * 32);
        bytes.extend((rows as u32).to_le_bytes());
        bytes.extend(4_u32.to_le_bytes());
        bytes.extend(self.time_ms.iter().flat_map(|t| (*t as f64).to_le_bytes()));
        for column in [&self.equity, &self.drawdown, &self.buy_and_hold] {
            bytes.extend(column.iter().flat_map(|v| v.to_le_bytes()));
        }
        bytes
    }
}

fn drawdown(equity: &[f64], capital: f64) -> Vec<f64> {
    let mut depths = vec![0.0; equity.len()];
    dispatch(Depths { equity, capital, depths: &mut depths });
    depths
}

struct Depths<'a> {
    equity: &'a [f64],
    capital: f64,
    depths: &'a mut [f64],
}

impl Work for Depths<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        Depth::new(self.capital).follow(self.equity, self.depths);
    }
}

/// What a stretch of depths has of its own.
#[derive(Clone, Copy)]
struct Stretch {
    deepest: f64,
    /// Whether one of them is at the peak.
    peaks: bool,
}

struct Look<'a>(&'a [f64], &'a mut [Stretch]);

impl Work for Look<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (found, depths) in self.1.iter_mut().zip(self.0.chunks(STRETCH)) {
            let (mut deepest, mut peaks) = (0.0, false);
            for &depth in depths {
                deepest = if depth > deepest { depth } else { deepest };
                peaks |= depth <= 0.0;
            }
            *found = Stretch { deepest, peaks };
        }
    }
}

/// Depths looked at together for a new deepest one.
const STRETCH: usize = 256;

/// Depth below the running maximum.
pub(crate) struct Depth {
    peak: f64,
    /// The deepest so far.
    pub deepest: f64,
}

/// Values looked at together: where none of them is a new peak, all are measured against the same one.
const TOGETHER: usize = 32;

impl Depth {
    pub fn new(capital: f64) -> Self {
        Self { peak: capital, deepest: 0.0 }
    }

    /// The depth of the next value.
    #[inline(always)]
    pub fn at(&mut self, equity: f64) -> f64 {
        self.peak = if equity > self.peak { equity } else { self.peak };
        let depth = 1.0 - equity / self.peak;
        self.deepest = if depth > self.deepest { depth } else { self.deepest };
        depth
    }

    /// Writes the depth of each of the next values.
    #[inline(always)]
    pub fn follow(&mut self, equity: &[f64], depths: &mut [f64]) {
        for (equity, depths) in equity.chunks(TOGETHER).zip(depths.chunks_mut(TOGETHER)) {
            let (first, peak) = (equity[0], self.peak);
            if equity.iter().fold(true, |flat, e| flat & (*e == first)) {
                depths.fill(self.at(first));
            } else if equity.iter().fold(true, |below, e| below & (*e <= peak)) {
                for (depth, e) in depths.iter_mut().zip(equity) {
                    *depth = 1.0 - e / peak;
                }
                self.at(lowest(equity));
            } else {
                for (depth, e) in depths.iter_mut().zip(equity) {
                    *depth = self.at(*e);
                }
            }
        }
    }
}

/// The lowest of some values, in lanes that a processor compares side by side; infinite where there are none.
#[inline(always)]
fn lowest(values: &[f64]) -> f64 {
    const LANES: usize = 8;
    let (eights, rest) = values.as_chunks::<LANES>();
    let mut lows = [f64::INFINITY; LANES];
    for eight in eights {
        for k in 0..LANES {
            lows[k] = if eight[k] < lows[k] { eight[k] } else { lows[k] };
        }
    }
    rest.iter().chain(&lows).fold(f64::INFINITY, |low, value| if *value < low { *value } else { low })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_start_capital_is_the_first_peak() {
        assert_eq!(
            drawdown(&[90.0, 90.0, 120.0, 60.0, 60.0, 120.0], 100.0),
            [1.0 - 0.9, 1.0 - 0.9, 0.0, 0.5, 0.5, 0.0]
        );
    }

    #[test]
    fn the_deepest_fall_runs_from_the_last_peak_candle_to_the_trough() {
        let curves =
            Curves { drawdown: vec![0.0, 0.0, 0.1, 0.0, 0.0, 0.3, 0.4, 0.4, 0.2], ..Curves::default() };
        assert_eq!(curves.deepest_fall(), DeepestFall { depth: 0.4, span: Some((4, 6)) });
        let flat = Curves { drawdown: vec![0.0; 3], ..Curves::default() };
        assert_eq!(flat.deepest_fall(), DeepestFall { depth: 0.0, span: None });
    }

    #[test]
    fn the_bytes_are_the_columns_in_order() {
        let curves = Curves {
            time_ms: vec![1_500_000_000_000, 1_500_000_060_000],
            equity: vec![1.5, 2.5],
            drawdown: vec![0.0, 0.25],
            buy_and_hold: vec![3.0, 4.0],
        };
        let bytes = curves.to_bytes();
        assert_eq!(bytes[..8], [2, 0, 0, 0, 4, 0, 0, 0]);
        let values: Vec<f64> =
            bytes[8..].chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
        assert_eq!(values, [1.5e12, 1.50000006e12, 1.5, 2.5, 0.0, 0.25, 3.0, 4.0]);
    }
}

//! Simple moving average: the mean of the last `length` values, first defined at the `length`-th.
//!
//! Of equal values it is that value exactly.

use domain::Candle;

use crate::ladder::{by_length, eight_at, put_at};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};
use crate::window::{Means, SlidingMean};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "sma",
        label: "Simple moving average",
        params: &[ParamSpec::length(20.0, 1.0)],
        columns: &["sma"],
        overlay: true,
    },
    batch: |params, candles| vec![sma(&candles.close, length(params))],
    stream: |params| Box::new(SmaState::new(length(params))),
};

/// Batch form; `NaN` for the first `length - 1` values. A `length` of 0 counts as 1.
pub fn sma(values: &[f64], length: usize) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    sma_into(values, length, &mut out);
    out
}

/// [`sma`] into `out`; the shorter of the two counts.
pub fn sma_into(values: &[f64], length: usize, out: &mut [f64]) {
    dispatch_wide(Averages { values, length: length.max(1), out });
}

struct Averages<'a> {
    values: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl WideKernel for Averages<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        by_length!(self, self.length, run_by, w);
    }
}

impl Averages<'_> {
    /// `L` is the length, or 0 where it is none of the usual ones.
    #[inline(always)]
    fn run_by<W: Wide, const L: usize>(self, w: W) {
        let n = self.values.len().min(self.out.len());
        let (values, out) = (&self.values[..n], &mut self.out[..n]);
        if self.length <= n {
            let mut means = Means::<W, L>::new(w, self.length);
            for at in (0..n).step_by(EIGHT) {
                put_at(w, means.eight(w.load(&eight_at(values, at))), out, at);
            }
        }
        out[..n.min(self.length - 1)].fill(f64::NAN);
    }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct SmaState {
    mean: SlidingMean,
}

impl SmaState {
    pub fn new(length: usize) -> Self {
        Self { mean: SlidingMean::new(length) }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        self.mean.update(value)
    }
}

impl Streaming for SmaState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}

//! Simple moving average: the mean of the last `length` values, first defined at the `length`-th.
//!
//! Of equal values it is that value exactly.

use domain::Candle;

use crate::doubling::{columns, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::window::{SlidingMean, means};

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
    dispatch(Means { values, length: length.max(1), out });
}

struct Means<'a> {
    values: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl Kernel for Means<'_> {
    #[inline(always)]
    fn run(self) {
        let n = self.values.len().min(self.out.len());
        let reach = self.length - 1;
        self.out[..n.min(reach)].fill(f64::NAN);
        let mut room = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            means(&self.values[read], self.length, &mut room, &mut self.out[made]);
        }
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

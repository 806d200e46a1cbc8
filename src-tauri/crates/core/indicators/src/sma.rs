//! Simple moving average: the mean of the last `length` values, first defined at the `length`-th.

use domain::Candle;

use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::window::{SlidingSum, scaled_sliding_sum};

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
    scaled_sliding_sum(values, length, length.max(1) as f64)
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct SmaState {
    sum: SlidingSum,
    divisor: f64,
}

impl SmaState {
    pub fn new(length: usize) -> Self {
        Self { sum: SlidingSum::new(length), divisor: length.max(1) as f64 }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        self.sum.update(value).map(|sum| sum / self.divisor)
    }
}

impl Streaming for SmaState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}

//! Stochastic oscillator: where the close stands between the lowest low and the highest high of the last `k_length`
//! candles, 0 to 100, smoothed over `k_smooth` (`k`) and once more over `d_length` (`d`).
//!
//! Both are first defined at index `k_length + k_smooth + d_length - 3`, as TA-Lib has it. Where high and low are the
//! same, 0.

use domain::Candle;

use crate::donchian::{SlidingRange, highest, lowest};
use crate::doubling::{columns, extremes, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, count};
use crate::window::{SlidingMean, means};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "stochastic",
        label: "Stochastic oscillator",
        params: &[
            ParamSpec::candles("k_length", "Period of highest high and lowest low in candles", 14.0, 1.0),
            ParamSpec::candles("k_smooth", "Period of the average that gives k", 3.0, 1.0),
            ParamSpec::candles("d_length", "Period of the average of k that gives d", 3.0, 1.0),
        ],
        columns: &["k", "d"],
        overlay: false,
    },
    batch: |params, candles| {
        let Stochastic { k, d } =
            stochastic(&candles.high, &candles.low, &candles.close, Periods::from_params(params));
        vec![k, d]
    },
    stream: |params| Box::new(StochasticState::new(Periods::from_params(params))),
};

/// Each at least 1; a 0 counts as 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    pub k_length: usize,
    pub k_smooth: usize,
    pub d_length: usize,
}

impl Default for Periods {
    fn default() -> Self {
        Self { k_length: 14, k_smooth: 3, d_length: 3 }
    }
}

impl Periods {
    fn from_params(params: &crate::Params) -> Self {
        let [k_length, k_smooth, d_length] = ["k_length", "k_smooth", "d_length"].map(|p| count(params, p));
        Self { k_length, k_smooth, d_length }
    }

    fn at_least_one(self) -> Self {
        let Self { k_length, k_smooth, d_length } = self;
        Self { k_length: k_length.max(1), k_smooth: k_smooth.max(1), d_length: d_length.max(1) }
    }
}

/// Columns as long as those they were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Stochastic {
    pub k: Vec<f64>,
    pub d: Vec<f64>,
}

/// Batch form over columns of equal length (the shortest counts).
pub fn stochastic(high: &[f64], low: &[f64], close: &[f64], periods: Periods) -> Stochastic {
    let n = high.len().min(low.len()).min(close.len());
    let (mut k, mut d) = (vec![0.0; n], vec![0.0; n]);
    stochastic_into(high, low, close, periods, [&mut k, &mut d]);
    Stochastic { k, d }
}

/// [`stochastic`] into k and d; the shortest column counts.
pub fn stochastic_into(high: &[f64], low: &[f64], close: &[f64], periods: Periods, out: [&mut [f64]; 2]) {
    dispatch(Places { high, low, close, periods: periods.at_least_one(), out });
}

struct Places<'a> {
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
    periods: Periods,
    out: [&'a mut [f64]; 2],
}

impl Kernel for Places<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { high, low, close, periods, out: [k_out, d_out] } = self;
        let Periods { k_length, k_smooth, d_length } = periods;
        let n = high.len().min(low.len()).min(close.len()).min(k_out.len()).min(d_out.len());
        let reach = (k_length - 1).saturating_add(k_smooth - 1).saturating_add(d_length - 1);
        k_out[..n.min(reach)].fill(f64::NAN);
        d_out[..n.min(reach)].fill(f64::NAN);
        let mut room = columns(n, reach);
        let [mut top, mut bottom, mut smooth] = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            // where a window of k_length ends, where one of k_smooth of these ends
            let raw = read.len() + 1 - k_length;
            let smoothed = raw + 1 - k_smooth;
            let (top, bottom, smooth) = (&mut top[..raw], &mut bottom[..raw], &mut smooth[..smoothed]);
            extremes(&high[read.clone()], k_length, &mut room, highest, top);
            extremes(&low[read.clone()], k_length, &mut room, lowest, bottom);
            places(&close[read][k_length - 1..], bottom, top);
            means(top, k_smooth, &mut room, smooth);
            k_out[made.clone()].copy_from_slice(&smooth[d_length - 1..]);
            means(smooth, d_length, &mut room, &mut d_out[made]);
        }
    }
}

/// Writes the place of each close over the top of its range.
#[inline(always)]
fn places(close: &[f64], bottom: &[f64], top: &mut [f64]) {
    for ((top, bottom), close) in top.iter_mut().zip(bottom).zip(close) {
        *top = place(*close, *bottom, *top);
    }
}

#[inline(always)]
fn place(close: f64, low: f64, high: f64) -> f64 {
    let range = high - low;
    let place = 100.0 * ((close - low) / range);
    if range > 0.0 { place } else { 0.0 }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct StochasticState {
    range: SlidingRange,
    k: SlidingMean,
    d: SlidingMean,
}

impl StochasticState {
    pub fn new(periods: Periods) -> Self {
        let Periods { k_length, k_smooth, d_length } = periods.at_least_one();
        Self {
            range: SlidingRange::new(k_length),
            k: SlidingMean::new(k_smooth),
            d: SlidingMean::new(d_length),
        }
    }

    /// k and d, once both are defined.
    pub fn update(&mut self, high: f64, low: f64, close: f64) -> Option<[f64; 2]> {
        let (top, bottom) = self.range.update(high, low)?;
        let k = self.k.update(place(close, bottom, top))?;
        Some([k, self.d.update(k)?])
    }
}

impl Streaming for StochasticState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        let Candle { high, low, close, .. } = *candle;
        columns.copy_from_slice(&Self::update(self, high, low, close).unwrap_or([f64::NAN; 2]));
    }
}

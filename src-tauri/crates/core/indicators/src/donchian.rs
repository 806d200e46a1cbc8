//! Donchian channel: the highest high and the lowest low of the last `length` candles, this one among them, and their
//! middle. First defined at the `length`-th candle.

use domain::Candle;

use crate::doubling::{Doubling, columns, extremes, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "donchian",
        label: "Donchian channel",
        params: &[ParamSpec::length(20.0, 1.0)],
        columns: &["upper", "middle", "lower"],
        overlay: true,
    },
    batch: |params, candles| {
        let channel = donchian(&candles.high, &candles.low, length(params));
        vec![channel.upper, channel.middle, channel.lower]
    },
    stream: |params| Box::new(DonchianState::new(length(params))),
};

/// Columns as long as those they were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    pub upper: Vec<f64>,
    pub middle: Vec<f64>,
    pub lower: Vec<f64>,
}

/// Batch form over columns of equal length (the shorter counts); `NaN` for the first `length - 1` candles. A `length` of
/// 0 counts as 1.
pub fn donchian(high: &[f64], low: &[f64], length: usize) -> Channel {
    let n = high.len().min(low.len());
    let [mut upper, mut middle, mut lower] = std::array::from_fn(|_| vec![0.0; n]);
    donchian_into(high, low, length, [&mut upper, &mut middle, &mut lower]);
    Channel { upper, middle, lower }
}

/// [`donchian`] into upper, middle and lower; the shortest column counts.
pub fn donchian_into(high: &[f64], low: &[f64], length: usize, out: [&mut [f64]; 3]) {
    dispatch(Reaches { high, low, length: length.max(1), out });
}

struct Reaches<'a> {
    high: &'a [f64],
    low: &'a [f64],
    length: usize,
    out: [&'a mut [f64]; 3],
}

impl Kernel for Reaches<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { high, low, length, out: [upper, middle, lower] } = self;
        let n = high.len().min(low.len()).min(upper.len()).min(middle.len()).min(lower.len());
        let reach = length - 1;
        for out in [&mut *upper, &mut *middle, &mut *lower] {
            out[..n.min(reach)].fill(f64::NAN);
        }
        let mut room = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            let (upper, lower) = (&mut upper[made.clone()], &mut lower[made.clone()]);
            extremes(&high[read.clone()], length, &mut room, highest, upper);
            extremes(&low[read], length, &mut room, lowest, lower);
            for ((middle, upper), lower) in middle[made].iter_mut().zip(upper).zip(lower) {
                *middle = between(*upper, *lower);
            }
        }
    }
}

#[inline(always)]
pub(crate) fn highest(newer: f64, older: f64) -> f64 {
    if newer > older { newer } else { older }
}

#[inline(always)]
pub(crate) fn lowest(newer: f64, older: f64) -> f64 {
    if newer < older { newer } else { older }
}

#[inline(always)]
fn between(upper: f64, lower: f64) -> f64 {
    0.5 * upper + 0.5 * lower
}

/// Highest and lowest of the last candles, fed candle by candle.
#[derive(Debug, Clone)]
pub(crate) struct SlidingRange {
    high: Doubling<f64>,
    low: Doubling<f64>,
}

impl SlidingRange {
    pub fn new(length: usize) -> Self {
        Self { high: Doubling::new(length, 0.0), low: Doubling::new(length, 0.0) }
    }

    pub fn update(&mut self, high: f64, low: f64) -> Option<(f64, f64)> {
        let full = self.high.push(high, |newer, older, _| highest(newer, older));
        self.low.push(low, |newer, older, _| lowest(newer, older));
        let ((high, older_high), (low, older_low)) = (self.high.ends(), self.low.ends());
        full.then(|| (highest(high, older_high), lowest(low, older_low)))
    }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct DonchianState {
    range: SlidingRange,
}

impl DonchianState {
    pub fn new(length: usize) -> Self {
        Self { range: SlidingRange::new(length) }
    }

    /// Upper, middle and lower.
    pub fn update(&mut self, high: f64, low: f64) -> Option<[f64; 3]> {
        let (upper, lower) = self.range.update(high, low)?;
        Some([upper, between(upper, lower), lower])
    }
}

impl Streaming for DonchianState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns.copy_from_slice(&Self::update(self, candle.high, candle.low).unwrap_or([f64::NAN; 3]));
    }
}

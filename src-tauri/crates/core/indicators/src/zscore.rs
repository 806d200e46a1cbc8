//! Z-score: how many standard deviations the value lies above the mean of the last `length`, itself among them.
//!
//! `ddof` 0 takes the population's deviation (divided by `length`), 1 the sample's (by `length - 1`). First defined at
//! the `length`-th value; undefined where all values are equal.

use domain::Candle;

use crate::doubling::stretches;
use crate::kernel::{Kernel, dispatch};
use crate::moments::{Room, SlidingMoments, moments};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, count, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "zscore",
        label: "Z-score",
        params: &[
            ParamSpec::length(20.0, 2.0),
            ParamSpec {
                name: "ddof",
                description: "0: deviation of the population, 1: of a sample",
                default: 0.0,
                min: 0.0,
                max: 1.0,
                integer: true,
            },
        ],
        columns: &["zscore"],
        overlay: false,
    },
    batch: |params, candles| vec![zscore(&candles.close, length(params), count(params, "ddof"))],
    stream: |params| Box::new(ZscoreState::new(length(params), count(params, "ddof"))),
};

/// Batch form; `NaN` for the first `length - 1` values and where `length` is not above `ddof`.
pub fn zscore(values: &[f64], length: usize, ddof: usize) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    zscore_into(values, length, ddof, &mut out);
    out
}

/// [`zscore`] into `out`; the shorter of the two counts.
pub fn zscore_into(values: &[f64], length: usize, ddof: usize, out: &mut [f64]) {
    dispatch(Scores { values, length: length.max(1), ddof, out });
}

struct Scores<'a> {
    values: &'a [f64],
    length: usize,
    ddof: usize,
    out: &'a mut [f64],
}

impl Kernel for Scores<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { values, length, ddof, out } = self;
        let n = values.len().min(out.len());
        let reach = length - 1;
        out[..n.min(reach)].fill(f64::NAN);
        let mut room = Room::new(n, reach);
        let share = share(length, ddof);
        for (read, made) in stretches(n, reach) {
            moments(&values[read], length, &mut room);
            let found = room.mean.iter().zip(&room.squares).zip(&values[made.clone()]);
            for (out, ((mean, squares), value)) in out[made].iter_mut().zip(found) {
                *out = score(*value, *mean, *squares, share);
            }
        }
    }
}

/// What a sum of squared deviations is multiplied by to give the variance; `NaN` where there is none.
fn share(length: usize, ddof: usize) -> f64 {
    if length > ddof { 1.0 / (length - ddof) as f64 } else { f64::NAN }
}

#[inline(always)]
fn score(value: f64, mean: f64, squares: f64, share: f64) -> f64 {
    let deviation = (squares * share).sqrt();
    let score = (value - mean) / deviation;
    if deviation > 0.0 { score } else { f64::NAN }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct ZscoreState {
    moments: SlidingMoments,
    share: f64,
}

impl ZscoreState {
    pub fn new(length: usize, ddof: usize) -> Self {
        Self { moments: SlidingMoments::new(length), share: share(length.max(1), ddof) }
    }

    /// `None` too where all values are equal.
    pub fn update(&mut self, value: f64) -> Option<f64> {
        let [mean, squares] = self.moments.update(value)?;
        Some(score(value, mean, squares, self.share)).filter(|score| !score.is_nan())
    }
}

impl Streaming for ZscoreState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}

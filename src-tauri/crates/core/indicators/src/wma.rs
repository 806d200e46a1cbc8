//! Weighted moving average: the newest value counts `length` times, the one before `length - 1` times, the oldest once.
//!
//! First defined at the `length`-th value.

use domain::Candle;

use crate::doubling::{Doubling, columns, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::pairs::{self, Pair};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "wma",
        label: "Weighted moving average",
        params: &[ParamSpec::length(20.0, 1.0)],
        columns: &["wma"],
        overlay: true,
    },
    batch: |params, candles| vec![wma(&candles.close, length(params))],
    stream: |params| Box::new(WmaState::new(length(params))),
};

/// Sum of a window, and sum with weights rising from 1 at its oldest value.
struct Ramp;

impl Pair for Ramp {
    #[inline(always)]
    fn of(value: f64) -> [f64; 2] {
        [value, value]
    }

    /// By how much the newer window's weights rise: the older one's size.
    #[inline(always)]
    fn scale(size: usize) -> f64 {
        size as f64
    }

    #[inline(always)]
    fn merge(newer: [f64; 2], older: [f64; 2], scale: f64) -> [f64; 2] {
        [newer[0] + older[0], (newer[1] + older[1]) + newer[0] * scale]
    }
}

/// One over the sum of the weights.
#[inline(always)]
fn share(length: usize) -> f64 {
    let n = length as f64;
    2.0 / (n * (n + 1.0))
}

/// Batch form; `NaN` for the first `length - 1` values. A `length` of 0 counts as 1.
pub fn wma(values: &[f64], length: usize) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    wma_into(values, length, &mut out);
    out
}

/// [`wma`] into `out`; the shorter of the two counts.
pub fn wma_into(values: &[f64], length: usize, out: &mut [f64]) {
    dispatch(Averages { values, length: length.max(1), out });
}

struct Averages<'a> {
    values: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl Kernel for Averages<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { values, length, out } = self;
        let n = values.len().min(out.len());
        let reach = length - 1;
        out[..n.min(reach)].fill(f64::NAN);
        let mut room = pairs::Room::new(n, reach);
        let [mut sums, mut ramps] = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            let out = &mut out[made];
            let (sums, ramps) = (&mut sums[..out.len()], &mut ramps[..out.len()]);
            pairs::grow::<Ramp>(&values[read], length, &mut room, |joined, size, sum, ramp| {
                if joined == 0 {
                    sums.copy_from_slice(sum);
                    ramps.copy_from_slice(ramp);
                } else {
                    join(size as f64, sum, ramp, sums, ramps);
                }
            });
            out.iter_mut().zip(ramps).for_each(|(out, ramp)| *out = *ramp * share(length));
        }
    }
}

/// Puts parts of `size` values before what is summed so far.
#[inline(always)]
fn join(size: f64, sum: &[f64], ramp: &[f64], sums: &mut [f64], ramps: &mut [f64]) {
    for (((sums, ramps), sum), ramp) in sums.iter_mut().zip(ramps).zip(sum).zip(ramp) {
        [*sums, *ramps] = Ramp::merge([*sums, *ramps], [*sum, *ramp], size);
    }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct WmaState {
    window: Doubling<[f64; 2]>,
    share: f64,
}

impl WmaState {
    pub fn new(length: usize) -> Self {
        Self { window: Doubling::new(length, [0.0; 2]), share: share(length.max(1)) }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        let merge = |newer, older, size| Ramp::merge(newer, older, Ramp::scale(size));
        let full = self.window.push(Ramp::of(value), merge);
        let join = |so_far: Option<[f64; 2]>, (_, size, part): (usize, usize, [f64; 2])| {
            Some(so_far.map_or(part, |so_far| Ramp::merge(so_far, part, size as f64)))
        };
        let all = full.then(|| self.window.parts().fold(None, join)).flatten();
        all.map(|[_, ramp]| ramp * self.share)
    }
}

impl Streaming for WmaState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}

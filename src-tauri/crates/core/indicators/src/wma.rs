//! Weighted moving average: the newest value counts `length` times, the one before `length - 1` times, the oldest once.
//!
//! First defined at the `length`-th value.

use domain::Candle;

use crate::doubling::Doubling;
use crate::ladder::{Figure, Ladder, by_length, eight_at, parts, put_at};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};

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
#[derive(Clone, Copy)]
struct Ramp;

impl Ramp {
    /// By how much the newer window's weights rise: the older one's size.
    #[inline(always)]
    fn merge(newer: [f64; 2], older: [f64; 2], size: f64) -> [f64; 2] {
        [newer[0] + older[0], (newer[1] + older[1]) + newer[0] * size]
    }
}

impl Figure<2> for Ramp {
    fn scale(size: usize) -> f64 {
        size as f64
    }

    #[inline(always)]
    fn merge<W: Wide>(w: W, newer: [W::V; 2], older: [W::V; 2], size: W::V) -> [W::V; 2] {
        [w.add(newer[0], older[0]), w.add(w.add(newer[1], older[1]), w.mul(newer[0], size))]
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
        let (values, out, length) = (&self.values[..n], &mut self.out[..n], self.length);
        if length <= n {
            let mut ladder = Ladder::<W, Ramp, 2, L>::new(w, length);
            let (sizes, share) = (parts(length, |_, size| w.splat(size as f64)), w.splat(share(length)));
            for at in (0..n).step_by(EIGHT) {
                let (value, mut all) = (w.load(&eight_at(values, at)), None);
                ladder.push(
                    [value; 2],
                    #[inline(always)]
                    |level, part| {
                        all = Some(match all {
                            Some(so_far) => <Ramp as Figure<2>>::merge(w, so_far, part, sizes[level]),
                            None => part,
                        });
                    },
                );
                let [_, ramp] = all.unwrap_or([value; 2]);
                put_at(w, w.mul(ramp, share), out, at);
            }
        }
        out[..n.min(length - 1)].fill(f64::NAN);
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
        let merge = |newer, older, size: usize| Ramp::merge(newer, older, size as f64);
        let full = self.window.push([value; 2], merge);
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

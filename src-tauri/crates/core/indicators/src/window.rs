//! Sums and means of the last `length` values.

use crate::doubling::{Doubling, columns, grow, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::ladder::{Figure, Ladder, parts};
use crate::wide::Wide;

/// The sum of the last `length` values at each value; `NaN` for the first `length - 1`. A `length` of 0 counts as 1.
///
/// Sums are only ever added, never taken away again: what has left the window has left no trace, and a window of zeros
/// sums to zero exactly. Error: at most `log2(length) + popcount(length)` roundings of partial sums.
pub fn sliding_sum(values: &[f64], length: usize) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    dispatch(Sums { values, length: length.max(1), out: &mut out });
    out
}

struct Sums<'a> {
    values: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl Kernel for Sums<'_> {
    #[inline(always)]
    fn run(self) {
        let n = self.values.len().min(self.out.len());
        let reach = self.length - 1;
        self.out[..n.min(reach)].fill(f64::NAN);
        let mut room = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            sums(&self.values[read], self.length, &mut room, &mut self.out[made]);
        }
    }
}

/// The sum of each window of `length` in `x`.
#[inline(always)]
pub(crate) fn sums(x: &[f64], length: usize, room: &mut [Vec<f64>; 2], out: &mut [f64]) {
    grow(x, length, room, add, |joined, _, part| {
        if joined == 0 {
            out.copy_from_slice(part);
        } else {
            out.iter_mut().zip(part).for_each(|(out, part)| *out += part);
        }
    });
}

/// The mean of each window of `length` in `x`.
#[inline(always)]
pub(crate) fn means(x: &[f64], length: usize, room: &mut [Vec<f64>; 2], out: &mut [f64]) {
    grow(x, length, room, add, |joined, size, part| {
        let (share, weight) = (1.0 / size as f64, weight(joined, size));
        if joined == 0 {
            out.iter_mut().zip(part).for_each(|(out, part)| *out = part * share);
        } else {
            out.iter_mut().zip(part).for_each(|(out, part)| *out = toward(*out, part * share, weight));
        }
    });
}

#[inline(always)]
pub(crate) fn add(newer: f64, older: f64) -> f64 {
    newer + older
}

/// How far the mean of `joined` values moves towards that of `size` others when these join.
#[inline(always)]
pub(crate) fn weight(joined: usize, size: usize) -> f64 {
    size as f64 / (joined + size) as f64
}

/// The mean moved by `weight` towards `other`: not at all where the two are the same, so that the mean of equal values
/// is that value.
#[inline(always)]
pub(crate) fn toward(mean: f64, other: f64, weight: f64) -> f64 {
    mean + (other - mean) * weight
}

/// The sum of a window.
#[derive(Clone, Copy)]
pub(crate) struct Total;

impl Figure<1> for Total {
    fn scale(_: usize) -> f64 {
        0.0
    }

    #[inline(always)]
    fn merge<W: Wide>(w: W, [newer]: [W::V; 1], [older]: [W::V; 1], _: W::V) -> [W::V; 1] {
        [w.add(newer, older)]
    }
}

/// Sums of windows, eight at a time.
pub(crate) struct Totals<W: Wide, const L: usize> {
    wide: W,
    ladder: Ladder<W, Total, 1, L>,
}

impl<W: Wide, const L: usize> Totals<W, L> {
    #[inline(always)]
    pub fn new(wide: W, length: usize) -> Self {
        Self { wide, ladder: Ladder::new(wide, length) }
    }

    #[inline(always)]
    pub fn eight(&mut self, values: W::V) -> W::V {
        let (w, mut sum) = (self.wide, None::<W::V>);
        self.ladder.push(
            [values],
            #[inline(always)]
            |_, [part]| {
                sum = Some(match sum {
                    Some(sum) => w.add(sum, part),
                    None => part,
                });
            },
        );
        sum.unwrap_or(values)
    }
}

/// Means of windows, eight at a time.
pub(crate) struct Means<W: Wide, const L: usize> {
    wide: W,
    ladder: Ladder<W, Total, 1, L>,
    /// Share and weight of each part.
    parts: Vec<[W::V; 2]>,
}

impl<W: Wide, const L: usize> Means<W, L> {
    #[inline(always)]
    pub fn new(wide: W, length: usize) -> Self {
        let part = |joined, size| [1.0 / size as f64, weight(joined, size)].map(|x| wide.splat(x));
        Self { wide, ladder: Ladder::new(wide, length), parts: parts(length, part) }
    }

    #[inline(always)]
    pub fn eight(&mut self, values: W::V) -> W::V {
        let (w, parts, mut mean) = (self.wide, &self.parts, None::<W::V>);
        self.ladder.push(
            [values],
            #[inline(always)]
            |level, [part]| {
                let [share, weight] = parts[level];
                let other = w.mul(part, share);
                mean = Some(match mean {
                    Some(mean) => toward_wide(w, mean, other, weight),
                    None => other,
                });
            },
        );
        mean.unwrap_or(values)
    }
}

/// [`toward`] of eight.
#[inline(always)]
pub(crate) fn toward_wide<W: Wide>(w: W, mean: W::V, other: W::V, weight: W::V) -> W::V {
    w.add(mean, w.mul(w.sub(other, mean), weight))
}

/// [`sliding_sum`] fed value by value.
#[derive(Debug, Clone)]
pub struct SlidingSum {
    window: Doubling<f64>,
}

impl SlidingSum {
    pub fn new(length: usize) -> Self {
        Self { window: Doubling::new(length, 0.0) }
    }

    pub fn length(&self) -> usize {
        self.window.length()
    }

    /// The sum of the last `length` values, once there are as many.
    pub fn update(&mut self, value: f64) -> Option<f64> {
        let full = self.window.push(value, |newer, older, _| add(newer, older));
        let join = |sum: Option<f64>, (_, _, part)| Some(sum.map_or(part, |sum| sum + part));
        full.then(|| self.window.parts().fold(None, join)).flatten()
    }
}

/// The mean of the last `length` values, fed value by value.
#[derive(Debug, Clone)]
pub(crate) struct SlidingMean {
    window: Doubling<f64>,
}

impl SlidingMean {
    pub fn new(length: usize) -> Self {
        Self { window: Doubling::new(length, 0.0) }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        let full = self.window.push(value, |newer, older, _| add(newer, older));
        let join = |mean: Option<f64>, (joined, size, part): (usize, usize, f64)| {
            let other = part * (1.0 / size as f64);
            Some(mean.map_or(other, |mean| toward(mean, other, weight(joined, size))))
        };
        full.then(|| self.window.parts().fold(None, join)).flatten()
    }
}

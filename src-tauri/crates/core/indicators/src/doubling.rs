//! Figures of the last `length` values, grown from those of 1, 2, 4 .. values.
//!
//! A window of `2 m` values is two windows of `m` values side by side; a window of any length is one of these for each
//! binary digit of the length, the smallest at its newest end. So a figure is made from the values of its window and
//! nothing else: what has left the window has left no trace, however large it was, rounding grows with the logarithm
//! of the length, and a series gives the same bits wherever it begins.
//!
//! In columns a level is one pass over the level before; [`Doubling`] keeps the last `m` figures of each level.

use std::ops::Range;

/// Windows whose figures are made at once, so that all levels stay in the nearest cache.
const STRETCH: usize = 640;

/// Cuts the indices of `n` values, of which each result needs the `reach` before it as well, into stretches: first the
/// values read, then the results they give.
#[inline(always)]
pub(crate) fn stretches(n: usize, reach: usize) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let step = stretch(reach);
    (reach..n).step_by(step).map(move |from| {
        let to = n.min(from.saturating_add(step));
        (from - reach..to, from..to)
    })
}

/// Results of a stretch at most.
#[inline(always)]
fn stretch(reach: usize) -> usize {
    STRETCH.max(reach.saturating_mul(2))
}

/// Room for `N` columns of a stretch of `n` values, those before it included.
#[inline(always)]
pub(crate) fn columns<const N: usize>(n: usize, reach: usize) -> [Vec<f64>; N] {
    let most = n.min(stretch(reach).saturating_add(reach));
    std::array::from_fn(|_| vec![0.0; most + LINE])
}

/// Values in a cache line.
const LINE: usize = 8;

/// The column from its first whole cache line on, so that few vectors lie across two.
#[inline(always)]
pub(crate) fn aligned(column: &mut [f64]) -> &mut [f64] {
    let skip = column.as_ptr().align_offset(LINE * size_of::<f64>()).min(LINE);
    &mut column[skip..]
}

/// Grows figures of one column. `join(joined, size, figures)` is given, newest part of the window first, the figures
/// of the part of `size` values that comes before the `joined` newest ones, for each of the windows of `length` in `x`.
#[inline(always)]
pub(crate) fn grow(
    x: &[f64],
    length: usize,
    room: &mut [Vec<f64>; 2],
    merge: impl Fn(f64, f64) -> f64 + Copy,
    mut join: impl FnMut(usize, usize, &[f64]),
) {
    let count = x.len() + 1 - length;
    let [a, b] = room;
    let (mut source, mut target) = (aligned(a), aligned(b));
    let (mut size, mut joined, mut windows) = (1, 0, x.len());
    loop {
        let level = if size == 1 { x } else { &source[..windows] };
        if length & size != 0 {
            join(joined, size, &level[length - joined - size..][..count]);
            joined += size;
        }
        if joined == length {
            return;
        }
        // two levels in one pass, unless the one between is a part
        if length & (2 * size) == 0 {
            windows -= 3 * size;
            quadruple(level, size, &mut target[..windows], merge);
            size *= 4;
        } else {
            windows -= size;
            double(level, size, &mut target[..windows], merge);
            size *= 2;
        }
        std::mem::swap(&mut source, &mut target);
    }
}

/// The extreme of each window of `length` in `x`, `pick` choosing of two: both ends of the window, which may overlap.
#[inline(always)]
pub(crate) fn extremes(
    x: &[f64],
    length: usize,
    room: &mut [Vec<f64>; 2],
    pick: impl Fn(f64, f64) -> f64 + Copy,
    out: &mut [f64],
) {
    let top = top_size(length);
    let [a, b] = room;
    let (mut source, mut target) = (aligned(a), aligned(b));
    let (mut size, mut windows) = (1, x.len());
    while size < top {
        let level = if size == 1 { x } else { &source[..windows] };
        if 2 * size < top {
            windows -= 3 * size;
            quadruple(level, size, &mut target[..windows], pick);
            size *= 4;
        } else {
            windows -= size;
            double(level, size, &mut target[..windows], pick);
            size *= 2;
        }
        std::mem::swap(&mut source, &mut target);
    }
    let level = if size == 1 { x } else { &source[..windows] };
    double(level, length - top, out, pick);
}

/// The largest power of two that is at most `length`.
#[inline(always)]
fn top_size(length: usize) -> usize {
    1 << length.ilog2()
}

#[inline(always)]
fn double(level: &[f64], apart: usize, out: &mut [f64], merge: impl Fn(f64, f64) -> f64) {
    let (older, newer) = (&level[..out.len()], &level[apart..][..out.len()]);
    for ((out, newer), older) in out.iter_mut().zip(newer).zip(older) {
        *out = merge(*newer, *older);
    }
}

#[inline(always)]
fn quadruple(level: &[f64], size: usize, out: &mut [f64], merge: impl Fn(f64, f64) -> f64) {
    let n = out.len();
    let [a, b, c, d] = [0, size, 2 * size, 3 * size].map(|from| &level[from..][..n]);
    for (i, out) in out.iter_mut().enumerate() {
        *out = merge(merge(d[i], c[i]), merge(b[i], a[i]));
    }
}

/// The same for values that come one by one.
#[derive(Debug, Clone)]
pub(crate) struct Doubling<P> {
    length: usize,
    seen: usize,
    /// Of each level of `m` the last `m` figures, from `m - 1` on, the one of value `i` at `i mod m`.
    rings: Vec<P>,
}

impl<P: Copy> Doubling<P> {
    /// `empty` fills the rings until there are figures; it is never part of one.
    pub fn new(length: usize, empty: P) -> Self {
        let length = length.max(1);
        Self { length, seen: 0, rings: vec![empty; 2 * top_size(length) - 1] }
    }

    pub fn length(&self) -> usize {
        self.length
    }

    /// Takes a value, `merge(newer, older, size)` making one figure of two of `size` values. True once there are
    /// `length` values.
    pub fn push(&mut self, value: P, merge: impl Fn(P, P, usize) -> P) -> bool {
        let mut figure = value;
        let mut size = 1;
        while size <= self.length {
            let at = size - 1 + (self.seen & (size - 1));
            let older = std::mem::replace(&mut self.rings[at], figure);
            figure = merge(figure, older, size);
            size *= 2;
        }
        self.seen += 1;
        self.seen >= self.length
    }

    /// The parts of the last window, newest first: how many values are newer, how many it has, and its figure.
    pub fn parts(&self) -> impl Iterator<Item = (usize, usize, P)> + '_ {
        (0..usize::BITS).map(|digit| 1usize << digit).filter(|size| self.length & size != 0).map(|size| {
            let newer = self.length & (size - 1);
            (newer, size, self.figure(size, newer))
        })
    }

    /// The largest figures at the newest and at the oldest end of the window; they may overlap.
    pub fn ends(&self) -> (P, P) {
        let top = top_size(self.length);
        (self.figure(top, 0), self.figure(top, self.length - top))
    }

    /// The figure of the `size` values that come before the `newer` last ones.
    fn figure(&self, size: usize, newer: usize) -> P {
        self.rings[size - 1 + (self.seen.wrapping_sub(1 + newer) & (size - 1))]
    }
}

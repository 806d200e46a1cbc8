//! Figures of two numbers of the last `length` values, grown as [`crate::doubling`] says.

use crate::doubling::{aligned, columns};

/// A figure of two numbers.
pub(crate) trait Pair {
    /// Of a single value; the first number is the value itself.
    fn of(value: f64) -> [f64; 2];

    /// What `merge` needs to know of the size of the windows it merges.
    fn scale(size: usize) -> f64;

    /// Of two neighbouring windows of equal size.
    fn merge(newer: [f64; 2], older: [f64; 2], scale: f64) -> [f64; 2];
}

/// Room for [`grow`].
pub(crate) struct Room {
    source: [Vec<f64>; 2],
    target: [Vec<f64>; 2],
}

impl Room {
    #[inline(always)]
    pub fn new(n: usize, reach: usize) -> Self {
        Self { source: columns(n, reach), target: columns(n, reach) }
    }
}

/// `join(joined, size, first, second)` is given, newest part of the window first, both columns of the part of `size`
/// values that comes before the `joined` newest ones, for each window of `length` in `x`. Of a part of one value both
/// are the values.
#[inline(always)]
pub(crate) fn grow<P: Pair>(
    x: &[f64],
    length: usize,
    room: &mut Room,
    mut join: impl FnMut(usize, usize, &[f64], &[f64]),
) {
    let count = x.len() + 1 - length;
    let (mut source, mut target) =
        (room.source.each_mut().map(|c| aligned(c)), room.target.each_mut().map(|c| aligned(c)));
    let (mut size, mut joined, mut windows) = (1, 0, x.len());
    loop {
        let raw = size == 1;
        let [p, q] = if raw { [x, x] } else { [&source[0][..windows], &source[1][..windows]] };
        if length & size != 0 {
            let from = length - joined - size;
            join(joined, size, &p[from..][..count], &q[from..][..count]);
            joined += size;
        }
        if joined == length {
            return;
        }
        let two_levels = length & (2 * size) == 0;
        windows -= if two_levels { 3 * size } else { size };
        let [first, second] = &mut target;
        let (first, second) = (&mut first[..windows], &mut second[..windows]);
        match (raw, two_levels) {
            (true, true) => quadruple::<P, true>(p, q, size, first, second),
            (true, false) => double::<P, true>(p, q, size, first, second),
            (false, true) => quadruple::<P, false>(p, q, size, first, second),
            (false, false) => double::<P, false>(p, q, size, first, second),
        }
        size *= if two_levels { 4 } else { 2 };
        std::mem::swap(&mut source, &mut target);
    }
}

#[inline(always)]
fn at<P: Pair, const RAW: bool>(p: &[f64], q: &[f64], i: usize) -> [f64; 2] {
    if RAW { P::of(p[i]) } else { [p[i], q[i]] }
}

#[inline(always)]
fn double<P: Pair, const RAW: bool>(
    p: &[f64],
    q: &[f64],
    size: usize,
    first: &mut [f64],
    second: &mut [f64],
) {
    let n = first.len();
    let second = &mut second[..n];
    let (p0, p1) = (&p[..n], &p[size..][..n]);
    let (q0, q1) = (&q[..n], &q[size..][..n]);
    let scale = P::scale(size);
    for i in 0..n {
        [first[i], second[i]] = P::merge(at::<P, RAW>(p1, q1, i), at::<P, RAW>(p0, q0, i), scale);
    }
}

#[inline(always)]
fn quadruple<P: Pair, const RAW: bool>(
    p: &[f64],
    q: &[f64],
    size: usize,
    first: &mut [f64],
    second: &mut [f64],
) {
    let n = first.len();
    let second = &mut second[..n];
    let (p0, p1, p2, p3) = (&p[..n], &p[size..][..n], &p[2 * size..][..n], &p[3 * size..][..n]);
    let (q0, q1, q2, q3) = (&q[..n], &q[size..][..n], &q[2 * size..][..n], &q[3 * size..][..n]);
    let (once, twice) = (P::scale(size), P::scale(2 * size));
    for i in 0..n {
        let newer = P::merge(at::<P, RAW>(p3, q3, i), at::<P, RAW>(p2, q2, i), once);
        let older = P::merge(at::<P, RAW>(p1, q1, i), at::<P, RAW>(p0, q0, i), once);
        [first[i], second[i]] = P::merge(newer, older, twice);
    }
}

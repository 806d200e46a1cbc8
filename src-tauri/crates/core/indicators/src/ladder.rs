//! Figures of the last `length` values for eight windows at a time, grown as [`crate::doubling`] says, in registers.
//!
//! Eight windows that end at neighbouring values are the lanes of a vector. The older half of a window of up to eight
//! values lies in this vector and the one before; that of a longer one is a whole vector some steps ago.

use crate::wide::{EIGHT, Wide};

/// What is known of a window in `K` numbers.
pub(crate) trait Figure<const K: usize>: Copy {
    /// What `merge` needs to know of the size of the windows it merges.
    fn scale(size: usize) -> f64;

    /// Of two neighbouring windows of equal size.
    fn merge<W: Wide>(w: W, newer: [W::V; K], older: [W::V; K], scale: W::V) -> [W::V; K];
}

/// `L` is the length, known as the program is compiled, or 0.
pub(crate) struct Ladder<W: Wide, F: Figure<K>, const K: usize, const L: usize> {
    wide: W,
    figure: std::marker::PhantomData<F>,
    length: usize,
    /// By the binary logarithm of the size.
    scales: Vec<W::V>,
    /// The last figures of 1, 2 and 4 values.
    small: [[W::V; K]; 3],
    /// Of each size `s` from eight on the last `s / 8` figures, from `s / 8 - 1` on.
    rings: Vec<[W::V; K]>,
    steps: usize,
    /// By `length` modulo 4 and modulo 8.
    shifts: [W::Shift; 2],
}

impl<W: Wide, F: Figure<K>, const K: usize, const L: usize> Ladder<W, F, K, L> {
    /// `length` is at least 1, and no more than the memory has room for.
    #[inline(always)]
    pub fn new(wide: W, length: usize) -> Self {
        let zero = [wide.splat(0.0); K];
        let largest = 1_usize << length.ilog2();
        Self {
            wide,
            figure: std::marker::PhantomData,
            length,
            scales: (0..=length.ilog2()).map(|level| wide.splat(F::scale(1 << level))).collect(),
            small: [zero; 3],
            rings: vec![zero; (2 * largest / EIGHT).saturating_sub(1)],
            steps: 0,
            shifts: [wide.shifter(length % 4), wide.shifter(length % EIGHT)],
        }
    }

    #[inline(always)]
    fn length(&self) -> usize {
        if L == 0 { self.length } else { L }
    }

    /// Takes the next eight values. `join(level, figures)` is given, newest part of each window first, the figures of
    /// the part of `2^level` values that comes before those already given.
    #[inline(always)]
    pub fn push(&mut self, values: [W::V; K], mut join: impl FnMut(usize, [W::V; K])) {
        let (w, length) = (self.wide, self.length());
        if length & 1 != 0 {
            join(0, values);
        }
        if length < 2 {
            return;
        }
        let [ones, twos, fours] = &mut self.small;
        let two = F::merge(
            w,
            values,
            each(
                *ones,
                values,
                #[inline(always)]
                |b, n| w.shift1(b, n),
            ),
            self.scales[0],
        );
        *ones = values;
        if length & 2 != 0 {
            join(
                1,
                if length & 1 == 0 {
                    two
                } else {
                    each(
                        *twos,
                        two,
                        #[inline(always)]
                        |b, n| w.shift1(b, n),
                    )
                },
            );
        }
        if length < 4 {
            *twos = two;
            return;
        }
        let four = F::merge(
            w,
            two,
            each(
                *twos,
                two,
                #[inline(always)]
                |b, n| w.shift2(b, n),
            ),
            self.scales[1],
        );
        *twos = two;
        if length & 4 != 0 {
            join(
                2,
                each(
                    *fours,
                    four,
                    #[inline(always)]
                    |b, n| w.shift(self.shifts[0], b, n),
                ),
            );
        }
        if length < 8 {
            *fours = four;
            return;
        }
        let eight = F::merge(
            w,
            four,
            each(
                *fours,
                four,
                #[inline(always)]
                |b, n| w.shift4(b, n),
            ),
            self.scales[2],
        );
        *fours = four;
        self.climb(eight, join);
    }

    /// The levels from eight values on.
    #[inline(always)]
    fn climb(&mut self, eight: [W::V; K], mut join: impl FnMut(usize, [W::V; K])) {
        let (w, length, steps) = (self.wide, self.length(), self.steps);
        let (mut figure, mut level, mut kept) = (eight, 3, 1);
        loop {
            let ring = &mut self.rings[kept - 1..2 * kept - 1];
            let older = std::mem::replace(&mut ring[steps & (kept - 1)], figure);
            if length & (EIGHT * kept) != 0 {
                let ago = (length & (EIGHT * kept - 1)) / EIGHT;
                let now = ring[steps.wrapping_sub(ago) & (kept - 1)];
                let before =
                    if ago + 1 == kept { older } else { ring[steps.wrapping_sub(ago + 1) & (kept - 1)] };
                join(
                    level,
                    each(
                        before,
                        now,
                        #[inline(always)]
                        |b, n| w.shift(self.shifts[1], b, n),
                    ),
                );
            }
            if 2 * EIGHT * kept > length {
                break;
            }
            figure = F::merge(w, figure, older, self.scales[level]);
            (level, kept) = (level + 1, 2 * kept);
        }
        self.steps += 1;
    }
}

#[inline(always)]
fn each<V: Copy, const K: usize>(before: [V; K], now: [V; K], f: impl Fn(V, V) -> V) -> [V; K] {
    let mut out = now;
    for k in 0..K {
        out[k] = f(before[k], now[k]);
    }
    out
}

/// Calls a method by the length: the usual ones are compiled each for itself, which leaves out all that looks for the
/// parts.
macro_rules! by_length {
    ($of:expr, $length:expr, $method:ident, $wide:expr) => {
        match $length {
            10 => $of.$method::<_, 10>($wide),
            14 => $of.$method::<_, 14>($wide),
            20 => $of.$method::<_, 20>($wide),
            50 => $of.$method::<_, 50>($wide),
            _ => $of.$method::<_, 0>($wide),
        }
    };
}
pub(crate) use by_length;

/// Of each part of a window of `length` what `of(joined, size)` says, `joined` being how many values are newer; by the
/// binary logarithm of the size.
#[inline(always)]
pub(crate) fn parts<P>(length: usize, of: impl Fn(usize, usize) -> P) -> Vec<P> {
    (0..=length.ilog2()).map(|level| of(length & ((1 << level) - 1), 1 << level)).collect()
}

/// Eight values from `at` on, zeros beyond the end.
#[inline(always)]
pub(crate) fn eight_at(values: &[f64], at: usize) -> [f64; EIGHT] {
    match values.get(at..at + EIGHT).and_then(|eight| eight.first_chunk()) {
        Some(eight) => *eight,
        None => {
            let mut eight = [0.0; EIGHT];
            let left = &values[at.min(values.len())..];
            eight[..left.len()].copy_from_slice(left);
            eight
        }
    }
}

/// Writes eight values from `at` on, as far as there is room.
#[inline(always)]
pub(crate) fn put_at<W: Wide>(w: W, v: W::V, out: &mut [f64], at: usize) {
    if let Some(eight) = out.get_mut(at..at + EIGHT).and_then(|eight| eight.first_chunk_mut()) {
        return w.store(v, eight);
    }
    let mut eight = [0.0; EIGHT];
    w.store(v, &mut eight);
    let at = at.min(out.len());
    let room = &mut out[at..];
    room.copy_from_slice(&eight[..room.len()]);
}

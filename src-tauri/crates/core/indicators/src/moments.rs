//! Mean and spread of the last `length` values.
//!
//! Two windows are merged by their sums and their sums of squared deviations (Chan, Golub and LeVeque, "Updating
//! formulae and a pairwise algorithm for computing sample variances", 1979). Nothing is subtracted but sums of
//! neighbours, so the spread is never negative, and exactly 0 where all values are equal. Its relative error is at
//! most about `2 log2(length) * k` roundings, `k` being the root mean square of the values over their standard
//! deviation.

use crate::doubling::{Doubling, columns};
use crate::ladder::{Figure, Ladder, parts};
use crate::pairs::{self, Pair};
use crate::wide::Wide;
use crate::window::{toward, toward_wide, weight};

/// Sum of a window, and sum of the squares of its deviations from its mean.
#[derive(Clone, Copy)]
struct Spread;

impl Pair for Spread {
    #[inline(always)]
    fn of(value: f64) -> [f64; 2] {
        [value, 0.0]
    }

    /// What the squared difference of two sums counts.
    #[inline(always)]
    fn scale(size: usize) -> f64 {
        0.5 / size as f64
    }

    #[inline(always)]
    fn merge(newer: [f64; 2], older: [f64; 2], scale: f64) -> [f64; 2] {
        let apart = newer[0] - older[0];
        [newer[0] + older[0], (newer[1] + older[1]) + (apart * apart) * scale]
    }
}

impl Figure<2> for Spread {
    fn scale(size: usize) -> f64 {
        <Self as Pair>::scale(size)
    }

    #[inline(always)]
    fn merge<W: Wide>(w: W, newer: [W::V; 2], older: [W::V; 2], scale: W::V) -> [W::V; 2] {
        let apart = w.sub(newer[0], older[0]);
        let spread = w.add(w.add(newer[1], older[1]), w.mul(w.mul(apart, apart), scale));
        [w.add(newer[0], older[0]), spread]
    }
}

/// [`moments`] of eight windows at a time.
pub(crate) struct Moments<W: Wide, const L: usize> {
    wide: W,
    ladder: Ladder<W, Spread, 2, L>,
    /// Share, weight and scale of each part.
    parts: Vec<[W::V; 3]>,
}

impl<W: Wide, const L: usize> Moments<W, L> {
    #[inline(always)]
    pub fn new(wide: W, length: usize) -> Self {
        let part = |joined, size| {
            let Joint { share, weight, scale } = Joint::new(joined, size);
            [share, weight, scale].map(|x| wide.splat(x))
        };
        Self { wide, ladder: Ladder::new(wide, length), parts: parts(length, part) }
    }

    /// Means and sums of squared deviations of the windows that end at each of the next eight values.
    #[inline(always)]
    pub fn eight(&mut self, values: W::V) -> [W::V; 2] {
        let (w, parts, mut all) = (self.wide, &self.parts, None::<[W::V; 2]>);
        self.ladder.push(
            [values, w.splat(0.0)],
            #[inline(always)]
            |level, [sum, spread]| {
                let [share, weight, scale] = parts[level];
                let other = w.mul(sum, share);
                // as `Joint::join`
                all = Some(match all {
                    Some([mean, squares]) => {
                        let apart = w.sub(other, mean);
                        let squares = w.add(w.add(squares, spread), w.mul(w.mul(apart, apart), scale));
                        [toward_wide(w, mean, other, weight), squares]
                    }
                    None => [other, spread],
                });
            },
        );
        all.unwrap_or([values, w.splat(0.0)])
    }
}

/// How a part of `size` values joins the `joined` newer ones.
#[derive(Clone, Copy)]
struct Joint {
    share: f64,
    weight: f64,
    scale: f64,
}

impl Joint {
    #[inline(always)]
    fn new(joined: usize, size: usize) -> Self {
        let weight = weight(joined, size);
        Self { share: 1.0 / size as f64, weight, scale: joined as f64 * weight }
    }

    /// Mean and squared deviations with the part's sum and squared deviations.
    #[inline(always)]
    fn join(self, [mean, squares]: [f64; 2], [sum, spread]: [f64; 2]) -> [f64; 2] {
        let other = sum * self.share;
        let apart = other - mean;
        [toward(mean, other, self.weight), (squares + spread) + (apart * apart) * self.scale]
    }
}

/// Room for [`moments`], and where it leaves its results.
pub(crate) struct Room {
    pairs: pairs::Room,
    pub mean: Vec<f64>,
    /// Sums of squared deviations from the mean.
    pub squares: Vec<f64>,
}

impl Room {
    #[inline(always)]
    pub fn new(n: usize, reach: usize) -> Self {
        let [mean, squares] = columns(n, reach);
        Self { pairs: pairs::Room::new(n, reach), mean, squares }
    }
}

/// Mean and sum of squared deviations of each window of `length` in `x`, at the heads of `room.mean` and
/// `room.squares`.
#[inline(always)]
pub(crate) fn moments(x: &[f64], length: usize, room: &mut Room) {
    let count = x.len() + 1 - length;
    let (mean, squares) = (&mut room.mean[..count], &mut room.squares[..count]);
    pairs::grow::<Spread>(x, length, &mut room.pairs, |joined, size, sums, spreads| {
        let joint = Joint::new(joined, size);
        // a part of one value is the newest, hence the first; it has no spread
        if joined == 0 {
            mean.iter_mut().zip(sums).for_each(|(mean, sum)| *mean = sum * joint.share);
            if size == 1 { squares.fill(0.0) } else { squares.copy_from_slice(spreads) }
        } else {
            join(joint, sums, spreads, mean, squares);
        }
    });
}

#[inline(always)]
fn join(joint: Joint, sums: &[f64], spreads: &[f64], mean: &mut [f64], squares: &mut [f64]) {
    for (((mean, squares), sum), spread) in mean.iter_mut().zip(squares).zip(sums).zip(spreads) {
        [*mean, *squares] = joint.join([*mean, *squares], [*sum, *spread]);
    }
}

/// [`moments`] fed value by value.
#[derive(Debug, Clone)]
pub(crate) struct SlidingMoments {
    window: Doubling<[f64; 2]>,
}

impl SlidingMoments {
    pub fn new(length: usize) -> Self {
        Self { window: Doubling::new(length, [0.0; 2]) }
    }

    /// Mean and sum of squared deviations of the last `length` values, once there are as many.
    pub fn update(&mut self, value: f64) -> Option<[f64; 2]> {
        let merge = |newer, older, size| <Spread as Pair>::merge(newer, older, <Spread as Pair>::scale(size));
        let full = self.window.push(Spread::of(value), merge);
        let step = |so_far: Option<[f64; 2]>, (joined, size, part): (usize, usize, [f64; 2])| {
            let joint = Joint::new(joined, size);
            Some(so_far.map_or([part[0] * joint.share, part[1]], |so_far| joint.join(so_far, part)))
        };
        full.then(|| self.window.parts().fold(None, step)).flatten()
    }
}

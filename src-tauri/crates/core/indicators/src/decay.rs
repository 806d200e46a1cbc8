//! The recursion under every exponential average: `s = factor * s + x`.

use crate::wide::{EIGHT, Eight, Wide};

/// Values between a value of the recursion and the one it is made from.
const AHEAD: usize = EIGHT;

/// `s = factor * s + x`, looked ahead: unrolled eight times it is `s[i] = factor^8 * s[i - 8] + t[i]`, `t` being the
/// weighted sum of the last eight `x`. Each `s` waits for the eighth before it instead of for the last, so eight are
/// made at once. One by one or eight by eight, the same operations are done in the same order, hence give the same bits.
///
/// Scattered look-ahead is described in Parhi and Messerschmitt, "Pipeline interleaving and parallelism in recursive
/// digital filters" (1989).
#[derive(Debug, Clone)]
pub struct Decay {
    /// `factor` to the power of 1, 2, 4 and 8.
    powers: [f64; 4],
    x: Eight,
    s: Eight,
}

impl Decay {
    /// Starts at `seed`, the value before the first [`push`](Self::push).
    pub fn new(factor: f64, seed: f64) -> Self {
        let (square, fourth) = (factor * factor, (factor * factor) * (factor * factor));
        let (mut x, mut s) = ([0.0; AHEAD], [0.0; AHEAD]);
        (x[AHEAD - 1], s[AHEAD - 1]) = (seed, seed);
        Self { powers: [factor, square, fourth, fourth * fourth], x, s }
    }

    /// The next value of the recursion.
    #[inline]
    pub fn push(&mut self, x: f64) -> f64 {
        let [f, f2, f4, f8] = self.powers;
        self.x.copy_within(1.., 0);
        self.x[AHEAD - 1] = x;
        let [a, b, c, d, e, g, h, i] = self.x;
        let older = (d + f * c) + f2 * (b + f * a);
        let newer = (i + f * h) + f2 * (g + f * e);
        let s = (newer + f4 * older) + f8 * self.s[0];
        self.s.copy_within(1.., 0);
        self.s[AHEAD - 1] = s;
        s
    }

    /// The recursion eight values at a time; [`leave`](Self::leave) takes up where it ends.
    #[inline(always)]
    pub(crate) fn run<W: Wide>(&self, wide: W) -> Run<W> {
        let mut run = Run {
            wide,
            powers: self.powers.map(|power| wide.splat(power)),
            x: wide.splat(0.0),
            twos: wide.splat(0.0),
            fours: wide.splat(0.0),
            s: wide.load(&self.s),
        };
        run.take(wide.load(&self.x));
        run
    }

    #[inline(always)]
    pub(crate) fn leave<W: Wide>(&mut self, run: &Run<W>) {
        run.wide.store(run.x, &mut self.x);
        run.wide.store(run.s, &mut self.s);
    }
}

/// A [`Decay`] under way, small enough to stay in registers.
#[derive(Clone, Copy)]
pub(crate) struct Run<W: Wide> {
    wide: W,
    powers: [W::V; 4],
    x: W::V,
    /// Weighted sums of each `x` and the one before it, and of it and the three before it. Of the first eight only
    /// those that lack nothing are needed: the last two and the last four.
    twos: W::V,
    fours: W::V,
    s: W::V,
}

impl<W: Wide> Run<W> {
    /// The next eight values.
    #[inline(always)]
    pub fn eight(&mut self, x: W::V) -> W::V {
        let (w, before, [.., f4, f8]) = (self.wide, self.fours, self.powers);
        self.take(x);
        let older = w.shift4(before, self.fours);
        self.s = w.add(w.add(self.fours, w.mul(f4, older)), w.mul(f8, self.s));
        self.s
    }

    #[inline(always)]
    fn take(&mut self, x: W::V) {
        let (w, [f, f2, ..]) = (self.wide, self.powers);
        let twos = w.add(x, w.mul(f, w.shift1(self.x, x)));
        self.fours = w.add(twos, w.mul(f2, w.shift2(self.twos, twos)));
        (self.x, self.twos) = (x, twos);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wide::{WideKernel, dispatch_wide};

    struct Eights<'a>(&'a mut Decay, &'a mut [f64]);

    impl WideKernel for Eights<'_> {
        #[inline(always)]
        fn run<W: Wide>(self, wide: W) {
            let mut run = self.0.run(wide);
            for chunk in self.1.as_chunks_mut().0 {
                let next = run.eight(wide.load(chunk));
                wide.store(next, chunk);
            }
            self.0.leave(&run);
        }
    }

    #[test]
    fn one_by_one_and_eight_by_eight_give_the_same_bits_and_the_plain_recursion_agrees() {
        let values: Vec<f64> = (0..2000).map(|i| f64::from((i * 7919) % 1013) - 300.0).collect();
        for alone in 0..12 {
            let (mut single, mut eights) = (Decay::new(0.9, 3.0), Decay::new(0.9, 3.0));
            let mut got = values.clone();
            let (first, rest) = got.split_at_mut(alone);
            first.iter_mut().for_each(|value| *value = eights.push(*value));
            let (whole, left) = rest.split_at_mut(rest.len() / EIGHT * EIGHT);
            dispatch_wide(Eights(&mut eights, whole));
            left.iter_mut().for_each(|value| *value = eights.push(*value));
            let mut plain = 3.0;
            for (value, got) in values.iter().zip(&got) {
                plain = 0.9 * plain + value;
                assert_eq!(single.push(*value).to_bits(), got.to_bits());
                assert!((got - plain).abs() <= 1e-11, "{got} is not {plain}");
            }
        }
    }
}

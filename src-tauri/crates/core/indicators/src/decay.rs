//! The recursion under every exponential average: `s = factor * s + x`.

/// Values between a value of the recursion and the one it is made from.
pub const AHEAD: usize = 8;

/// Values handed to [`Decay::run`] at once.
pub(crate) const BLOCK: usize = 320;

/// A block with the [`AHEAD`] values before it in front.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Block([f64; AHEAD + BLOCK]);

impl std::ops::Deref for Block {
    type Target = [f64; AHEAD + BLOCK];

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl std::ops::DerefMut for Block {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// `s = factor * s + x`, looked ahead: unrolled eight times it is `s[i] = factor^8 * s[i - 8] + t[i]`, `t` being the
/// weighted sum of the last eight `x`. Each `s` waits for the eighth before it instead of for the last, so eight are
/// made at once. One by one or in blocks, the same operations are done in the same order, hence give the same bits.
///
/// Scattered look-ahead is described in Parhi and Messerschmitt, "Pipeline interleaving and parallelism in recursive
/// digital filters" (1989).
#[derive(Debug, Clone)]
pub struct Decay {
    /// `factor` to the power of 1, 2, 4 and 8.
    powers: [f64; 4],
    x: [f64; AHEAD],
    s: [f64; AHEAD],
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

    /// The recursion over the first `n` values of a block: `x[AHEAD..]` is read, `s[AHEAD..]` is written. What comes
    /// before in both is this state's own. `fours` is room to work in.
    #[inline(always)]
    pub(crate) fn run(&mut self, n: usize, x: &mut Block, s: &mut Block, fours: &mut Block) {
        let [f, f2, f4, f8] = self.powers;
        *x.first_chunk_mut().unwrap_or(&mut [0.0; AHEAD]) = self.x;
        *s.first_chunk_mut().unwrap_or(&mut [0.0; AHEAD]) = self.s;
        // fours[q]: weighted sum of the four values up to q + 4
        let [x1, x2, x3, x4] = [1, 2, 3, 4].map(|from| &x[from..from + BLOCK + 4]);
        for q in 0..BLOCK + 4 {
            fours[q] = (x4[q] + f * x3[q]) + f2 * (x2[q] + f * x1[q]);
        }
        let mut before = self.s;
        let (newer, older) =
            (fours[4..BLOCK + 4].as_chunks::<AHEAD>().0, fours[..BLOCK].as_chunks::<AHEAD>().0);
        for ((out, newer), older) in s[AHEAD..].as_chunks_mut::<AHEAD>().0.iter_mut().zip(newer).zip(older) {
            for k in 0..AHEAD {
                before[k] = (newer[k] + f4 * older[k]) + f8 * before[k];
            }
            *out = before;
        }
        self.x.copy_from_slice(&x[n..n + AHEAD]);
        self.s.copy_from_slice(&s[n..n + AHEAD]);
    }
}

/// A block of nothing yet.
pub(crate) const fn block() -> Block {
    Block([0.0; AHEAD + BLOCK])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_by_one_and_in_blocks_give_the_same_bits_and_the_plain_recursion_agrees() {
        let values: Vec<f64> = (0..2000).map(|i| f64::from((i * 7919) % 1013) - 300.0).collect();
        let (mut single, mut blocks) = (Decay::new(0.9, 3.0), Decay::new(0.9, 3.0));
        let [mut x, mut s, mut fours] = [block(); 3];
        let mut plain = 3.0;
        for part in values.chunks(BLOCK - 7) {
            x[AHEAD..AHEAD + part.len()].copy_from_slice(part);
            blocks.run(part.len(), &mut x, &mut s, &mut fours);
            for (value, got) in part.iter().zip(&s[AHEAD..]) {
                plain = 0.9 * plain + value;
                assert_eq!(single.push(*value).to_bits(), got.to_bits());
                assert!((got - plain).abs() <= 1e-11, "{got} is not {plain}");
            }
        }
    }
}

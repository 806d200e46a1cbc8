//! The recursion under every exponential average: `s = factor * s + x`.

/// Candles taken in one step of the recursion.
pub const STEP: usize = 4;

/// `s = factor * s + x`, evaluated in steps of [`STEP`] values.
///
/// Within a step the k-th value is `factor^k * base + partial`, `partial` being the same recursion from zero. Only
/// `base` is carried from step to step, so a processor keeps several values in flight where the plain recursion
/// makes each wait for the one before. Counting from the seed, both ways of feeding it take the same steps, hence
/// give the same bits.
#[derive(Debug, Clone)]
pub struct Decay {
    powers: [f64; STEP],
    base: f64,
    partial: f64,
    phase: usize,
}

impl Decay {
    /// Starts at `seed`, the value before the first [`push`](Self::push).
    pub fn new(factor: f64, seed: f64) -> Self {
        let square = factor * factor;
        Self {
            powers: [factor, square, square * factor, square * square],
            base: seed,
            partial: 0.0,
            phase: 0,
        }
    }

    /// The next value of the recursion.
    #[inline]
    pub fn push(&mut self, x: f64) -> f64 {
        self.partial = if self.phase == 0 { x } else { self.powers[0] * self.partial + x };
        let value = self.powers[self.phase] * self.base + self.partial;
        self.phase += 1;
        if self.phase == STEP {
            self.base = value;
            self.phase = 0;
        }
        value
    }

    /// The next [`STEP`] values at once. Only between steps: nothing, or a multiple of [`STEP`], was pushed before.
    #[inline(always)]
    pub fn push_step(&mut self, x: [f64; STEP]) -> [f64; STEP] {
        debug_assert_eq!(self.phase, 0);
        let [p1, p2, p3, p4] = self.powers;
        let b = p1 * x[0] + x[1];
        let c = p1 * b + x[2];
        let d = p1 * c + x[3];
        let out = [p1 * self.base + x[0], p2 * self.base + b, p3 * self.base + c, p4 * self.base + d];
        self.base = out[3];
        out
    }
}

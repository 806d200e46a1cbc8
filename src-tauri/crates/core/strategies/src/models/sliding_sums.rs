//! Sums over the last values of several series that come together.

/// As `indicators::window::SlidingSum`, for `N` series at once: a window is the tail of one block and the head of the
/// next, so that nothing is ever subtracted and no rounding gathers, however long it runs.
#[derive(Debug, Clone)]
pub struct SlidingSums<const N: usize> {
    block: Vec<[f64; N]>,
    /// Values of the block so far.
    at: usize,
    head: [f64; N],
    /// `tails[o]`: sums of the block before from offset `o` on; one more than the block has, the last one empty.
    tails: Vec<[f64; N]>,
}

impl<const N: usize> SlidingSums<N> {
    /// Over `length` values; 0 counts as 1.
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        let mut tails = vec![[f64::NAN; N]; length + 1];
        tails[length] = [0.0; N];
        Self { block: vec![[0.0; N]; length], at: 0, head: [0.0; N], tails }
    }

    /// The sums of the last `length` values; `NaN` until there are as many.
    #[inline]
    pub fn update(&mut self, values: [f64; N]) -> [f64; N] {
        self.block[self.at] = values;
        self.at += 1;
        let tail = &self.tails[self.at];
        self.head = std::array::from_fn(|k| self.head[k] + values[k]);
        let sums = std::array::from_fn(|k| tail[k] + self.head[k]);
        if self.at == self.block.len() {
            self.close_block();
        }
        sums
    }

    fn close_block(&mut self) {
        let mut tail = [0.0; N];
        for (values, out) in self.block.iter().zip(self.tails.iter_mut()).rev() {
            tail = std::array::from_fn(|k| tail[k] + values[k]);
            *out = tail;
        }
        (self.at, self.head) = (0, [0.0; N]);
    }
}

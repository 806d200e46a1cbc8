//! Sums over the last `length` values.

/// The sum of the last `length` values at each value; `NaN` for the first `length - 1`. A `length` of 0 counts as 1.
///
/// Values are taken in blocks of `length`: a window is the tail of one block and the head of the next, so sums are
/// only ever added, never taken away again. What has left the window has left no trace, however large it was, and a
/// window of zeros sums to zero exactly.
pub fn sliding_sum(values: &[f64], length: usize) -> Vec<f64> {
    scaled_sliding_sum(values, length, 1.0)
}

/// [`sliding_sum`] divided by `divisor`.
pub(crate) fn scaled_sliding_sum(values: &[f64], length: usize, divisor: f64) -> Vec<f64> {
    let length = length.max(1);
    if values.len() < length {
        return vec![f64::NAN; values.len()];
    }
    let mut out = Vec::with_capacity(values.len());
    // tails[o]: sum of the block before from offset o to its end; the extra element is the empty tail
    let mut tails = vec![f64::NAN; length + 1];
    tails[length] = 0.0;
    for block in values.chunks(length) {
        let mut head = 0.0;
        out.extend(block.iter().zip(&tails[1..]).map(|(value, tail)| {
            head += value;
            (tail + head) / divisor
        }));
        if block.len() == length {
            fill_tails(block, &mut tails);
        }
    }
    out
}

fn fill_tails(block: &[f64], tails: &mut [f64]) {
    let mut tail = 0.0;
    for (value, out) in block.iter().zip(tails.iter_mut()).rev() {
        tail += value;
        *out = tail;
    }
}

/// [`sliding_sum`] fed value by value.
#[derive(Debug, Clone)]
pub struct SlidingSum {
    block: Vec<f64>,
    head: f64,
    tails: Vec<f64>,
}

impl SlidingSum {
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        let mut tails = vec![f64::NAN; length + 1];
        tails[length] = 0.0;
        Self { block: Vec::with_capacity(length), head: 0.0, tails }
    }

    pub fn length(&self) -> usize {
        self.tails.len() - 1
    }

    /// The sum of the last `length` values, once there are as many.
    pub fn update(&mut self, value: f64) -> Option<f64> {
        let first_block = self.tails[0].is_nan();
        self.head += value;
        self.block.push(value);
        let sum = self.tails[self.block.len()] + self.head;
        let complete = self.block.len() == self.length();
        if complete {
            fill_tails(&self.block, &mut self.tails[..]);
            self.block.clear();
            self.head = 0.0;
        }
        (complete || !first_block).then_some(sum)
    }
}

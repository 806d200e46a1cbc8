//! Highest high and lowest low of the last candles.

/// Candles are taken in blocks of `length`: a window is the tail of one block and the head of the next.
#[derive(Debug, Clone)]
pub(crate) struct ChannelState {
    block: Vec<Range>,
    length: usize,
    head: Range,
    /// `tails[o]`: range of the block before from offset `o` on; the last one is empty.
    tails: Vec<Range>,
    full: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub upper: f64,
    pub lower: f64,
}

impl Range {
    const EMPTY: Self = Self { upper: f64::NEG_INFINITY, lower: f64::INFINITY };

    fn with(self, other: Self) -> Self {
        Self { upper: self.upper.max(other.upper), lower: self.lower.min(other.lower) }
    }
}

impl ChannelState {
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        let (block, tails) = (Vec::with_capacity(length), vec![Range::EMPTY; length + 1]);
        Self { block, length, head: Range::EMPTY, tails, full: false }
    }

    /// Over the last `length` candles, once there are as many.
    pub fn update(&mut self, high: f64, low: f64) -> Option<Range> {
        let candle = Range { upper: high, lower: low };
        self.block.push(candle);
        self.head = self.head.with(candle);
        let range = self.tails[self.block.len()].with(self.head);
        if self.block.len() == self.length {
            let mut tail = Range::EMPTY;
            for (candle, out) in self.block.iter().zip(self.tails.iter_mut()).rev() {
                tail = tail.with(*candle);
                *out = tail;
            }
            self.block.clear();
            self.head = Range::EMPTY;
            self.full = true;
        }
        self.full.then_some(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_range_of_the_last_candles() {
        let highs = [5.0, 3.0, 4.0, 9.0, 2.0, 2.0, 2.0, 7.0, 1.0, 1.0];
        for length in 1..=4 {
            let mut state = ChannelState::new(length);
            for t in 0..highs.len() {
                let found = state.update(highs[t], -highs[t]);
                let highest = |w: &[f64]| w.iter().fold(f64::NEG_INFINITY, |m, v| m.max(*v));
                let want = (t + 1 >= length).then(|| highest(&highs[t + 1 - length..=t]));
                assert_eq!(found, want.map(|upper| Range { upper, lower: -upper }), "{length} at {t}");
            }
        }
    }
}

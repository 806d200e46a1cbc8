//! Returns summed by blocks of time.

/// Into how many blocks the time is cut; even, so that halves can be drawn from it.
pub const BLOCKS: usize = 16;

/// The returns of one trial, summed over [`BLOCKS`] consecutive blocks of as equal length as whole numbers allow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BlockSums {
    returns: usize,
    pub(super) sums: [f64; BLOCKS],
    pub(super) squares: [f64; BLOCKS],
}

impl BlockSums {
    /// Returns that are all zero.
    pub fn flat(returns: usize) -> Self {
        Self { returns, ..Self::default() }
    }

    /// The close-to-close returns of an equity curve.
    pub fn of(equity: &[f64]) -> Self {
        let mut found = Self::flat(equity.len().saturating_sub(1));
        for block in 0..BLOCKS {
            for pair in equity[found.first(block)..].windows(2).take(found.length(block)) {
                if pair[1] != pair[0] {
                    let ret = pair[1] / pair[0] - 1.0;
                    found.sums[block] += ret;
                    found.squares[block] += ret * ret;
                }
            }
        }
        found
    }

    /// Adds the sum of some returns and that of their squares to the block of the return numbered `number`.
    pub(crate) fn add(&mut self, number: usize, sum: f64, squares: f64) {
        let block = self.block(number);
        self.sums[block] += sum;
        self.squares[block] += squares;
    }

    /// The last return of the block in which the return numbered `number` lies.
    pub(crate) fn last_of_block(&self, number: usize) -> usize {
        self.first(self.block(number) + 1) - 1
    }

    fn first(&self, block: usize) -> usize {
        self.returns * block / BLOCKS
    }

    fn block(&self, number: usize) -> usize {
        (number * BLOCKS + BLOCKS - 1) / self.returns.max(1)
    }

    /// How many returns a block has.
    pub(super) fn length(&self, block: usize) -> usize {
        self.first(block + 1) - self.first(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_return_lies_in_the_block_that_holds_it() {
        for returns in 1..200 {
            let sums = BlockSums::flat(returns);
            assert_eq!((0..BLOCKS).map(|b| sums.length(b)).sum::<usize>(), returns);
            for number in 0..returns {
                let block = sums.block(number);
                assert!(
                    sums.first(block) <= number && number < sums.first(block + 1),
                    "{number} of {returns}"
                );
                assert!(sums.last_of_block(number) >= number);
            }
        }
    }

    #[test]
    fn blocks_add_up_to_the_whole() {
        let equity: Vec<f64> = (0..50).map(|i| 100.0 + f64::from((i * 37) % 11)).collect();
        let sums = BlockSums::of(&equity);
        let mut one_by_one = BlockSums::flat(49);
        for (number, pair) in equity.windows(2).enumerate() {
            let ret = pair[1] / pair[0] - 1.0;
            one_by_one.add(number, ret, ret * ret);
        }
        assert_eq!(sums, one_by_one);
    }
}

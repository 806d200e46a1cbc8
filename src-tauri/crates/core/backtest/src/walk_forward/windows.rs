//! How the candles are cut into training and testing.

use std::ops::Range;

use super::WalkForwardError;

/// A walk of fewer candles than this shows nothing.
const LEAST: usize = 2;

/// Lengths in candles. Each test follows its training at once; the next training starts one test later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    pub train: usize,
    pub test: usize,
}

/// A training range and the test that follows it.
pub(super) type Pair = (Range<usize>, Range<usize>);

impl Windows {
    /// The training and testing ranges over so many candles, one after the other; the last test may be shorter.
    pub(super) fn over(self, candles: usize) -> Result<Vec<Pair>, WalkForwardError> {
        for (name, value) in [("training", self.train), ("test", self.test)] {
            if value < LEAST {
                return Err(WalkForwardError::Window { name, value, least: LEAST });
            }
        }
        if candles <= self.train {
            return Err(WalkForwardError::TooFewCandles { given: candles, train: self.train });
        }
        let starts = (self.train..candles).step_by(self.test);
        Ok(starts.map(|at| (at - self.train..at, at..candles.min(at.saturating_add(self.test)))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_follow_each_other_without_gap_or_overlap() {
        let cut = Windows { train: 100, test: 30 }.over(175);
        assert_eq!(cut, Ok(vec![(0..100, 100..130), (30..130, 130..160), (60..160, 160..175)]));
        let error = WalkForwardError::TooFewCandles { given: 100, train: 100 };
        assert_eq!(Windows { train: 100, test: 30 }.over(100), Err(error));
        let error = WalkForwardError::Window { name: "test", value: 0, least: 2 };
        assert_eq!(Windows { train: 100, test: 0 }.over(500), Err(error));
    }
}

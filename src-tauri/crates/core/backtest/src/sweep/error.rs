//! Why a sweep cannot be run.

use strategies::StrategyError;

use crate::BacktestError;

/// Nothing was computed; the message names the value and what it may be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SweepError {
    #[error(transparent)]
    Backtest(#[from] BacktestError),
    #[error(transparent)]
    Strategy(#[from] StrategyError),
    #[error("{name} has no value to try; give it at least one")]
    NoValues { name: String },
    #[error("value {index} of {name} is {value}, which is not a finite number; take it out")]
    NotFinite { name: String, index: usize, value: f64 },
    #[error("{name} is given {value} twice; take one of them out")]
    DuplicateValue { name: String, value: f64 },
    #[error("{name} is varied twice; put its values into one list")]
    DuplicateAxis { name: String },
    #[error("{name} is varied and fixed at {value} at once; leave one of the two out")]
    FixedAndVaried { name: String, value: f64 },
    #[error("the grid has {combinations} combinations, the limit is {limit}; take fewer values or a sample")]
    TooLarge { combinations: u128, limit: u64 },
    #[error("a random sample of 0 combinations holds nothing; ask for at least one")]
    NoSamples,
}

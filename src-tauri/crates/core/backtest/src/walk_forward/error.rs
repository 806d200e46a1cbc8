//! Why a walk forward cannot be made.

use crate::sweep::SweepError;

/// Nothing was computed; the message names the value and what it may be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WalkForwardError {
    #[error(transparent)]
    Sweep(#[from] SweepError),
    #[error("the {name} window has {value} candles; it needs at least {least}")]
    Window { name: &'static str, value: usize, least: usize },
    #[error(
        "{given} candles hold no training window of {train} and a test after it; take a longer period or a shorter \
         window"
    )]
    TooFewCandles { given: usize, train: usize },
    #[error("the walk forward was stopped after {done} of {windows} windows")]
    Cancelled { done: usize, windows: usize },
}

//! How likely a sweep's best is luck.
//!
//! Whoever tries enough combinations finds one that worked, on noise too. The [deflated Sharpe
//! ratio](deflated_sharpe) asks whether the best beats what that many trials would show without any worth, the
//! [probability of overfitting](probability_of_overfitting) whether the best of one part of the time was good in the
//! rest, and [`plateaus`] whether its neighbours did as well.

mod block_sums;
mod cross_validation;
mod deflated;
mod normal;
mod plateau;
mod spread;

pub use block_sums::{BLOCKS, BlockSums};
pub use cross_validation::probability_of_overfitting;
pub use deflated::{Returns, deflated_sharpe, expected_maximum};
pub use plateau::{Plateau, plateaus};
pub use spread::MOST_TRIALS;
pub(crate) use spread::spread;

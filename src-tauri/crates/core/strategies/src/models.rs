//! The models under the strategies, usable alone.

pub mod ar;
pub mod cholesky;
pub mod error;
pub mod kalman;
pub mod nelder_mead;
pub mod normal;
pub mod ou;
pub mod rolling_ar;
pub(crate) mod sliding_sums;

pub use error::ModelError;

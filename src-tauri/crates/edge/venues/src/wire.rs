//! Reading what venues write: numbers as numbers, as text, with exponents, or not at all.

mod moment;
mod number;

pub use moment::moment;
pub use number::{Num, decimal, scaled};

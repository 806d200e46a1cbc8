//! Reading what venues write: numbers as numbers, as text, with exponents, or not at all.

mod number;

pub use number::{Num, decimal, scaled};

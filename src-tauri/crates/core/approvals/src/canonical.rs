//! Canonical bytes: RFC 8785 JSON restricted to what can be written in one way only.
//!
//! Objects, arrays, strings, booleans, `null` and integers within ±(2^53 - 1). Keys are lower-case ASCII
//! letters, digits and underscores, sorted, never twice; no white space; no fractions: decimals are strings,
//! see [`format_decimal`] and [`parse_decimal`].

pub(crate) mod cursor;
mod decimal;
mod error;
mod raw;
mod string;
mod value;

pub use decimal::{DecimalError, format_decimal, parse_decimal};
pub use error::{BoundError, CanonicalError, Fault};
pub use raw::{FieldError, Fields, Raw};
pub use value::{Value, object};

/// Greatest integer, and with a minus sign the least: what a double holds exactly.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;
/// Objects and arrays nest no deeper than this, so that no input can exhaust the stack.
pub const MAX_DEPTH: usize = 64;

/// Whether a key may stand in canonical bytes.
pub fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

//! What keeps bytes from being canonical.

use super::{MAX_DEPTH, MAX_INTEGER};

/// Bytes that are not canonical: what is wrong, and where (in bytes from the start).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not canonical at byte {offset}: {fault}")]
pub struct CanonicalError {
    pub offset: usize,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("not UTF-8")]
    NotUtf8,
    #[error("{0} expected")]
    Expected(&'static str),
    #[error("key {0:?} is not lower-case letters, digits and underscores")]
    Key(String),
    #[error("key {0:?} stands twice")]
    DuplicateKey(String),
    #[error("key {0:?} stands after a key it should precede")]
    KeyOrder(String),
    #[error("integer beyond ±{MAX_INTEGER}")]
    IntegerRange,
    #[error("a number with a leading zero")]
    LeadingZero,
    #[error("minus zero")]
    MinusZero,
    #[error("a fraction or exponent: decimals are strings")]
    Fraction,
    #[error("an escape that is not the shortest form")]
    Escape,
    #[error("a bare control character in a string")]
    Control,
    #[error("nested deeper than {MAX_DEPTH}")]
    TooDeep,
    #[error("bytes after the value")]
    Trailing,
}

/// A value that canonical bytes cannot carry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BoundError {
    #[error("key {0:?} is not lower-case letters, digits and underscores")]
    Key(String),
    #[error("integer {0} lies beyond ±{MAX_INTEGER}")]
    Integer(i64),
    #[error("objects and arrays nest deeper than {MAX_DEPTH}")]
    Depth,
}

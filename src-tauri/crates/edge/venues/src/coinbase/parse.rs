//! Coinbase's shapes: every field may be absent, null, text or number; what is there must be readable.

mod field;
mod fill;
mod market;
mod money;
mod order;
mod product;
mod stream;

use serde::de::DeserializeOwned;

pub use field::{Figure, Flag, Rows, Text, instant_ms, instant_text};
pub use fill::{FillRow, Fills};
pub use market::{
    BestAnswer, BookAnswer, CandleRow, CandlesAnswer, Summary, TickerRow, TradeRow, TradesAnswer,
};
pub use money::{Accounts, Permissions, ServerTime, TransactionSummary};
pub use order::{Cancelled, Edited, OTHER_LEG, OneOrder, OrderRow, Orders, Placed, status_of};
pub use product::{Product, Products, Touch};
pub use stream::{Envelope, StreamEvent, UserOrder};

use crate::VenueError;

/// Reads a body or a message. `what` names it in the error.
pub fn read<T: DeserializeOwned>(what: &str, body: &[u8]) -> Result<T, VenueError> {
    serde_json::from_slice(body).map_err(|error| unreadable(what, error))
}

pub fn unreadable(what: &str, cause: impl std::fmt::Display) -> VenueError {
    VenueError::BadResponse { venue: super::id(), what: what.to_owned(), cause: cause.to_string() }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

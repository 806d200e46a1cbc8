//! Bitfinex over its own protocol.

pub mod limits;
mod names;
mod orders;
mod parse;
mod row;
mod sign;
mod symbols;

/// As `VenueId` writes it.
pub const NAME: &str = "bitfinex";

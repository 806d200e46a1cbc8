//! Kraken over its own protocol.

mod fault;
mod ids;
mod limits;
mod parse;
mod sign;
mod symbols;

/// As `VenueId` writes it.
pub const NAME: &str = "kraken";

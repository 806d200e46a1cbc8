//! Coinbase over its own protocol.

/// As `VenueId` writes it.
pub const NAME: &str = "coinbase";

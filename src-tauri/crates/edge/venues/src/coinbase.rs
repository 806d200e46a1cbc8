//! Coinbase (Advanced Trade) over its own protocol.

mod limits;
mod parse;
mod sign;
mod symbols;

use domain::VenueId;

/// As `VenueId` writes it.
pub const NAME: &str = "coinbase";

fn id() -> VenueId {
    VenueId::new(NAME)
}

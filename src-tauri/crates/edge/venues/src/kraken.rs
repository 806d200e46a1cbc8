//! Kraken over its own protocol: REST for orders and questions, WebSocket v2 for the market and the account.

mod account;
mod candles;
mod execution;
mod fault;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod ids;
mod inner;
mod limits;
mod listeners;
mod lookup;
mod market_data;
mod orders;
mod parse;
mod private_stream;
mod rest;
mod sign;
mod stream;
mod symbols;

use std::sync::Arc;

use domain::VenueId;

use self::inner::Inner;
pub use self::limits::{Limits, Tier};
use crate::registry::OpenVenue;
use crate::{Endpoints, VenueError, VenueSettings};

/// As `VenueId` writes it.
pub const NAME: &str = "kraken";

/// Where Kraken lives.
pub fn endpoints() -> Endpoints {
    Endpoints {
        rest: "https://api.kraken.com".to_owned(),
        rest_private: "https://api.kraken.com".to_owned(),
        ws: "wss://ws.kraken.com".to_owned(),
        ws_private: "wss://ws-auth.kraken.com".to_owned(),
    }
}

/// For the list of venues.
pub fn open(settings: VenueSettings) -> Result<OpenVenue, VenueError> {
    Ok(OpenVenue::of(settings.keys.is_some(), Kraken::new(settings)?))
}

/// Kraken Spot, without leverage.
pub struct Kraken {
    inner: Arc<Inner>,
}

impl Kraken {
    /// With the budgets of an account of the lowest tier.
    pub fn new(settings: VenueSettings) -> Result<Self, VenueError> {
        Self::with_limits(settings, Limits::of(Tier::default()))
    }

    /// With the budgets the account has.
    pub fn with_limits(settings: VenueSettings, limits: Limits) -> Result<Self, VenueError> {
        Ok(Self { inner: Arc::new(Inner::new(VenueId::new(NAME), settings, limits)?) })
    }
}

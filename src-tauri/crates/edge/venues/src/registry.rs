//! The venues that can be opened by name, a line each.

use std::sync::Arc;

use domain::VenueId;

use crate::{
    EndpointError, Endpoints, Execution, MarketData, Overrides, VenueError, VenueSettings, binance, bitfinex,
    coinbase, kraken,
};

/// A venue ready for questions; `execution` is there where keys were given.
pub struct OpenVenue {
    pub market: Arc<dyn MarketData>,
    pub execution: Option<Arc<dyn Execution>>,
}

impl OpenVenue {
    /// One venue under both of its traits; without keys it is a market alone.
    pub(crate) fn of<V: MarketData + Execution + 'static>(keyed: bool, venue: V) -> Self {
        let venue = Arc::new(venue);
        let execution = if keyed { Some(Arc::clone(&venue) as Arc<dyn Execution>) } else { None };
        Self { market: venue, execution }
    }
}

type Open = fn(VenueSettings) -> Result<OpenVenue, VenueError>;

/// Name, own addresses, and how to open it.
struct Entry {
    name: &'static str,
    endpoints: fn() -> Endpoints,
    open: Open,
}

const VENUES: &[Entry] = &[
    Entry { name: binance::NAME, endpoints: binance::endpoints, open: binance::open },
    Entry { name: bitfinex::NAME, endpoints: bitfinex::endpoints, open: bitfinex::open },
    Entry { name: coinbase::NAME, endpoints: coinbase::endpoints, open: coinbase::open },
    Entry { name: kraken::NAME, endpoints: kraken::endpoints, open: kraken::open },
];

#[derive(Debug, Clone, thiserror::Error)]
pub enum RegistryError {
    #[error("there is no venue {name:?}; there are: {known}")]
    Unknown { name: String, known: String },
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    #[error(transparent)]
    Venue(#[from] VenueError),
}

/// The names, in the order of the list.
pub fn names() -> impl Iterator<Item = &'static str> {
    VENUES.iter().map(|entry| entry.name)
}

/// The venue's own addresses with the given ones in their place.
pub fn endpoints(venue: &VenueId, overrides: &Overrides) -> Result<Endpoints, RegistryError> {
    Ok((entry(venue)?.endpoints)().with(venue, overrides)?)
}

pub fn open(venue: &VenueId, settings: VenueSettings) -> Result<OpenVenue, RegistryError> {
    Ok((entry(venue)?.open)(settings)?)
}

fn entry(venue: &VenueId) -> Result<&'static Entry, RegistryError> {
    VENUES.iter().find(|entry| entry.name == venue.as_str()).ok_or_else(|| RegistryError::Unknown {
        name: venue.to_string(),
        known: names().collect::<Vec<_>>().join(", "),
    })
}

//! Coinbase (Advanced Trade) over its own protocol: spot markets, tokens of CDP keys, one stream for markets and one
//! for the account. Its client order ids are free text, so that ours are used as they are.

mod account;
mod draft;
mod errand;
mod execution;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod ids;
mod levels;
mod limits;
mod live;
mod market;
mod pages;
mod parse;
mod private;
mod private_stream;
mod query;
mod recent;
mod refusal;
mod rest;
mod sequence;
mod sign;
mod stream;
mod symbols;
mod wish;

use std::sync::{Arc, Mutex};

use domain::VenueId;

pub use limits::Limits;

use crate::feed::Health;
use crate::http::Http;
use crate::limiter::Limiter;
use crate::registry::OpenVenue;
use crate::{Endpoints, VenueError, VenueSettings};
use account::Account;
use live::Live;
use private::Private;
use rest::Rest;

/// As `VenueId` writes it.
pub const NAME: &str = "coinbase";

fn id() -> VenueId {
    VenueId::new(NAME)
}

/// The venue's own addresses.
pub fn endpoints() -> Endpoints {
    Endpoints {
        rest: "https://api.coinbase.com".to_owned(),
        rest_private: "https://api.coinbase.com".to_owned(),
        ws: "wss://advanced-trade-ws.coinbase.com".to_owned(),
        ws_private: "wss://advanced-trade-ws-user.coinbase.com".to_owned(),
    }
}

/// For the list of venues.
pub fn open(settings: VenueSettings) -> Result<OpenVenue, VenueError> {
    Ok(OpenVenue::of(settings.keys.is_some(), Coinbase::new(settings)?))
}

/// The venue, as a market and, with keys, as a place that executes orders.
pub struct Coinbase {
    rest: Arc<Rest>,
    live: Live,
    private: Option<Private>,
}

impl Coinbase {
    /// Fails where a key's secret is none.
    pub fn new(settings: VenueSettings) -> Result<Self, VenueError> {
        Self::limited(settings, Limits::default())
    }

    /// With other budgets than the venue's.
    pub fn limited(settings: VenueSettings, limits: Limits) -> Result<Self, VenueError> {
        let VenueSettings { endpoints, keys, clock, instruments, .. } = settings;
        let limiter = Arc::new(Limiter::new(&limits.budgets()));
        let http = || Http::new(id(), limiter.clone(), Arc::new(Health::default()));
        let rest = Arc::new(Rest::new(http()?, endpoints.rest, clock.clone(), instruments));
        let private = match keys {
            None => None,
            Some(keys) => {
                let signer = sign::Signer::new(&keys.rest)?;
                let (base, key) = (endpoints.rest_private, keys.stream().clone());
                let account = Account::new(http()?, base, signer, clock.clone(), rest.clone());
                Some(Private::new(account, endpoints.ws_private, key, clock.clone(), limits)?)
            }
        };
        let live = Live {
            base: endpoints.ws,
            rest: rest.clone(),
            clock,
            limits,
            subscribed: Mutex::default(),
            health: Mutex::default(),
        };
        Ok(Self { rest, live, private })
    }

    fn account(&self) -> Result<&Account, VenueError> {
        let unsigned = || VenueError::Unsigned { venue: id(), cause: "no key was given".to_owned() };
        self.private.as_ref().map(|private| &*private.account).ok_or_else(unsigned)
    }
}

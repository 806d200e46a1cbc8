//! Bitfinex over its own protocol: REST and WebSocket, both version 2.
//!
//! May not know: other venues. Everything of the wire (pairs, codes, positions of fields) stays in this folder.
//!
//! Invariant: an order is sent once (again only where the venue read no further than its nonce); its `cid` is worked
//! out from our client id, so that it is found after a restart.
//! Invariant: nothing is rounded on its way to the venue: what it would cut is refused here.
//! Invariant: a book whose checksum does not match is thrown away and fetched anew.

mod account;
mod answer;
mod draft;
mod execution;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod hub;
pub mod limits;
mod market;
mod names;
mod orders;
mod parse;
mod private_stream;
#[cfg(test)]
mod recorded_tests;
mod rest;
mod row;
pub mod scan;
mod sign;
mod signed;
mod stream;
mod symbols;
mod trading;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::VenueId;
use tokio::sync::broadcast;

use account::Account;
use hub::Hub;
use limits::Limits;
use names::Names;
pub use orders::Wallet;
use private_stream::{Command, PrivateStreamSettings};
use rest::Rest;
use signed::Signed;
use symbols::Shared;

use crate::feed::Health;
use crate::http::Http;
use crate::limiter::Limiter;
use crate::registry::OpenVenue;
use crate::session::{Fetcher, NoFetcher, SessionHandle, SessionSettings};
use crate::{
    AccountEvent, AccountKeys, Clock, Endpoints, ExecutionReport, Nonces, VenueError, VenueSettings,
};

/// As `VenueId` writes it.
pub const NAME: &str = "bitfinex";

/// Reports a receiver may fall behind.
const BEHIND: usize = 4_096;

/// Bitfinex's own addresses.
pub fn endpoints() -> Endpoints {
    Endpoints {
        rest: "https://api-pub.bitfinex.com".to_owned(),
        rest_private: "https://api.bitfinex.com".to_owned(),
        ws: "wss://api-pub.bitfinex.com".to_owned(),
        ws_private: "wss://api.bitfinex.com".to_owned(),
    }
}

/// For the registry.
pub fn open(settings: VenueSettings) -> Result<OpenVenue, VenueError> {
    Ok(OpenVenue::of(settings.keys.is_some(), Bitfinex::new(settings)?))
}

/// Bitfinex, its public side and, with keys, one account.
pub struct Bitfinex {
    venue: VenueId,
    endpoints: Endpoints,
    limits: Limits,
    clock: Arc<dyn Clock>,
    symbols: Shared,
    rest: Rest,
    hub: Hub,
    health: Arc<Health>,
    private: Option<Private>,
}

/// An account's side.
struct Private {
    account: Arc<Account>,
    keys: AccountKeys,
    /// Of the stream's key: the same as those of REST where there is one key.
    stream_nonces: Arc<Nonces>,
    health: Arc<Health>,
    events: broadcast::Sender<AccountEvent>,
    reports: broadcast::Sender<ExecutionReport>,
    session: Mutex<Option<SessionHandle<Command>>>,
}

impl Bitfinex {
    /// On the exchange wallet, within the limits the venue publishes.
    pub fn new(settings: VenueSettings) -> Result<Self, VenueError> {
        Self::with(settings, Limits::default(), Wallet::Exchange)
    }

    /// With other limits, or on the margin wallet: orders then open and change positions.
    pub fn with(settings: VenueSettings, limits: Limits, wallet: Wallet) -> Result<Self, VenueError> {
        let venue = VenueId::new(NAME);
        let VenueSettings { endpoints, keys, clock, nonces, instruments } = settings;
        let limiter = Arc::new(Limiter::new(&limits.budgets));
        let (health, symbols) = (Arc::new(Health::default()), Shared::default());
        let http = |health: &Arc<Health>| -> Result<Http, VenueError> {
            Ok(Http::new(venue.clone(), limiter.clone(), health.clone())?.with_timeout(limits.request))
        };
        let rest = Rest::new(
            venue.clone(),
            endpoints.rest.clone(),
            http(&health)?,
            clock.clone(),
            symbols.clone(),
            &limits,
            instruments,
        );
        let private = match keys {
            None => None,
            Some(keys) => {
                let draw = |fingerprint: String| {
                    Arc::new(Nonces::new(fingerprint, sign::GREATEST_NONCE, clock.clone(), nonces.clone()))
                };
                let rest_nonces = draw(keys.rest.fingerprint());
                let stream_nonces = match &keys.stream {
                    Some(stream) if stream.key() != keys.rest.key() => draw(stream.fingerprint()),
                    _ => rest_nonces.clone(),
                };
                let health = Arc::new(Health::default());
                let base = endpoints.rest_private.clone();
                let signed =
                    Signed::new(venue.clone(), base, keys.rest.clone(), rest_nonces, http(&health)?, &limits);
                let names = Arc::new(Names::default());
                let account = Arc::new(Account { signed, names, symbols: symbols.clone(), wallet });
                Some(Private {
                    account,
                    keys,
                    stream_nonces,
                    health,
                    events: broadcast::channel(BEHIND).0,
                    reports: broadcast::channel(BEHIND).0,
                    session: Mutex::new(None),
                })
            }
        };
        Ok(Self { venue, endpoints, limits, clock, symbols, rest, hub: Hub::default(), health, private })
    }

    fn private(&self) -> Result<&Private, VenueError> {
        self.private
            .as_ref()
            .ok_or_else(|| VenueError::NotOffered { venue: self.venue.clone(), what: "trade without a key" })
    }

    /// How sessions of this venue are run.
    fn session(
        &self,
        base: &str,
        between_connects: Duration,
        reconnect: bool,
        health: Arc<Health>,
        fetcher: Arc<dyn Fetcher>,
    ) -> SessionSettings {
        let base = base.to_owned();
        SessionSettings { base, backoff: self.limits.reconnect, between_connects, reconnect, health, fetcher }
    }

    fn public_session(&self, reconnect: bool, health: Arc<Health>) -> SessionSettings {
        let (base, between) = (&self.endpoints.ws, self.limits.between_public);
        self.session(base, between, reconnect, health, Arc::new(NoFetcher))
    }
}

impl Private {
    fn stream_settings(&self, venue: &Bitfinex) -> PrivateStreamSettings {
        PrivateStreamSettings {
            venue: venue.venue.clone(),
            credentials: self.keys.stream().clone(),
            nonces: self.stream_nonces.clone(),
            names: self.account.names.clone(),
            symbols: venue.symbols.clone(),
            wallet: self.account.wallet,
            limits: venue.limits.clone(),
            since_ms: venue.clock.now_ms(),
        }
    }
}

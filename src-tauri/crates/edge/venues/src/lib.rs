//! Venues: what a market tells ([`MarketData`]) and what it can be told ([`Execution`]), the built-in market,
//! recorded markets, the paper venue that fills orders on the book of any market, and the ground that real venues
//! stand on: signed requests over [`http`], budgets ([`limiter`]), nonces, streams ([`session`]), books ([`depth`]).
//!
//! May not know: the store, the vault, the gateway, the desk. Durable state goes through the traits
//! [`paper::Ledger`] and [`recorded::CandleSource`]; time comes from a [`Clock`].
//!
//! Invariant: a venue's own words (symbols, states, error codes) stay inside its folder.
//! Invariant: the built-in market is a pure function of seed, symbol and time: any moment, in any order, the same.
//! Invariant: the paper venue appends to its ledger before a reply or a report leaves; the ledger alone rebuilds it.
//! Invariant: a request that changes something is sent once ([`http::Http::once`]); only questions are repeated.
//! Invariant: an order the venue may have received is never reported as failed
//! ([`VenueError::outcome_unknown`]).

pub mod account;
pub mod aggregate;
pub mod backoff;
pub mod binance;
pub mod bitfinex;
pub mod builtin;
pub mod clock;
pub mod coinbase;
pub mod credentials;
pub mod depth;
pub mod endpoints;
pub mod error;
pub mod execution;
pub mod feed;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
pub mod http;
pub mod kraken;
pub mod limiter;
pub mod live;
pub mod market;
pub mod nonce;
pub mod nonce_files;
pub mod paper;
pub mod prepared;
pub mod recorded;
pub mod registry;
pub mod session;
pub mod settings;
pub mod tls;
pub mod wire;

pub use account::{AccountEvent, Amendment, FeeRates, KeyPermissions, Position};
pub use clock::{Clock, ManualClock, SystemClock};
pub use credentials::{AccountKeys, Credentials};
pub use depth::Depth;
pub use endpoints::{EndpointError, Endpoints, Overrides};
pub use error::{Stage, VenueError, VenueRule};
pub use execution::{Ack, Execution, ExecutionCapabilities, ExecutionReport, OrderRef, VenueOrder};
pub use feed::{Channel, Health, HealthReport, LinkState};
pub use market::{Feed, MarketCapabilities, MarketData, MarketEvent};
pub use nonce::{ForgetfulNonces, NonceError, NonceStore, Nonces};
pub use nonce_files::NonceFiles;
pub use prepared::PreparedRequest;
pub use settings::VenueSettings;

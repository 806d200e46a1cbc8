//! Venues: what a market tells ([`MarketData`]) and what it can be told ([`Execution`]), the built-in market,
//! recorded markets, and the paper venue that fills orders on the book of any market.
//!
//! May not know: the store, the vault, the gateway, the desk. Durable state goes through the traits
//! [`paper::Ledger`] and [`recorded::CandleSource`]; time comes from a [`Clock`].
//!
//! Invariant: a venue's own words (symbols, states, error codes) stay inside its folder.
//! Invariant: the built-in market is a pure function of seed, symbol and time: any moment, in any order, the same.
//! Invariant: the paper venue appends to its ledger before a reply or a report leaves; the ledger alone rebuilds it.
//! Invariant: an order the venue may have received is never reported as failed
//! ([`VenueError::outcome_unknown`]).

pub mod aggregate;
pub mod builtin;
pub mod clock;
pub mod error;
pub mod execution;
pub mod market;
pub mod paper;
pub mod recorded;

pub use clock::{Clock, ManualClock, SystemClock};
pub use error::{Stage, VenueError, VenueRule};
pub use execution::{Ack, Execution, ExecutionCapabilities, ExecutionReport, OrderRef, VenueOrder};
pub use market::{MarketCapabilities, MarketData, MarketEvent};

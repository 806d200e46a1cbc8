//! Simulated execution with its own matching on the book of any market.
//!
//! `matching` and `acceptance` are pure: state and event in, records out. `state` is the fold of the records, so
//! that the ledger alone rebuilds the venue. `venue` joins them to clock, markets and ledger.
//!
//! Fill rules: a taker walks the book level by level, one fill a level; a resting order is filled at its own price
//! by as much as the book or a trade beyond it offers; a stop turns into a market (or limit) order when the touch or
//! a trade reaches it. Displayed sizes are used up within one event, not across events. Orders of an OCO group
//! share one quantity: a partial fill of one shrinks the others, a complete one cancels them.

mod acceptance;
mod draft;
mod keeper;
mod ledger;
mod liquidity;
mod live;
mod matching;
mod pump;
mod state;
mod venue;
mod working;

pub use ledger::{CancelReason, Ledger, LedgerError, LedgerRecord, MemoryLedger};
pub use live::LedgerFault;
pub use matching::Frictions;
pub use state::State;
pub use venue::PaperVenue;

#[cfg(test)]
mod matching_tests;

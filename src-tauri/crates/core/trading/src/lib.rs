//! Orders, approvals, protection, portfolio and risk as one deterministic state machine: [`Engine`].
//!
//! Knows the words of the trade (`domain`) and the chain's rules (`approvals`). It may not know a clock, a file, a
//! socket, a random source, a venue or a database: times, names, prices and signatures come in with each [`Input`].
//!
//! Invariant: a refused input changes nothing; what was taken is journalled before its [`Effect`]s are done.
//! Invariant: the same inputs give the same entries, byte for byte, and those pass the chain's verifier.
//! Invariant: an entry needs a [`risk::RiskCleared`], and every order a [`approvals::Countersigned`].
//! Invariant: an approval is used once, within its cap, its price band and its time.
//! Invariant: cash and positions are the sum of fills; a fill told twice counts once.
//! Invariant: stops, targets and exits in the market never hold more than the position.
//! Invariant: pause and kill switch stop entries, never exits.
#![deny(clippy::float_arithmetic)]

pub mod account;
pub mod amount;
pub mod approval;
pub mod closing;
mod cover;
mod draft;
pub mod engine;
mod entries;
mod execution;
mod exposure;
mod fills;
mod halt;
pub mod input;
pub mod mandate;
pub mod notice;
pub mod order;
mod order_life;
mod people;
pub mod policy;
pub mod portfolio;
pub mod protection;
pub mod records;
pub mod refusal;
pub mod risk;
pub mod state;
mod venue_keys;

pub use account::Account;
pub use approval::{Approval, ApprovalStatus, Countersignature, price_band};
pub use closing::WaitingExit;
pub use engine::{Engine, Outcome};
pub use input::{Input, KillLevel, Mark, Proposal, Stamped, Ticket};
pub use mandate::Mandate;
pub use notice::{Effect, Notice, Unprotected};
pub use order::Order;
pub use policy::Policy;
pub use portfolio::{Portfolio, Position};
pub use protection::Bracket;
pub use refusal::Refusal;
pub use risk::{Rule, RuleCheck};
pub use state::{Halt, Instance, State, Table, User};
pub use venue_keys::{VenueKey, VenueKeyChange, VenueKeyRights};

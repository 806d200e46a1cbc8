//! The desk: what a user can do, one method for each action, and the tasks that join core and edge.
//!
//! Invariant: every method asks for the role its action needs; no surface is trusted to have asked.
//! Invariant: one task applies inputs to the core; what went in is stored before what comes out is done.

pub mod api;
mod desk;
mod error;
mod session;
mod strategies_stub;

pub use desk::Desk;
pub use error::DeskError;
pub use session::Session;
pub use strategies_stub::StrategySchema;

//! The one door orders leave by: it holds every venue's [`Execution`](venues::Execution) and obeys only what is
//! [`Countersigned`](approvals::Countersigned).
//!
//! May not know: the store, the vault, the desk, who is logged in, or why an order is sent.
//!
//! Invariant: [`Gateway::send`] takes nothing but a `Countersigned`, which only a verified signature makes.
//! Invariant: [`DirectAccount`] lets an order pass only to a double of a venue on this machine.
//! Invariant: an order that may have reached its venue is [`Submitted::Unconfirmed`], never failed, and never sent
//! again from here: the venue is asked by client id ([`Gateway::lookup`]).
//! Invariant: while entries are stopped no order that may open a position leaves; cancels and exits do.

mod direct;
mod error;
mod gateway;
mod route;

pub use direct::DirectAccount;
pub use error::GatewayError;
pub use gateway::{Gateway, Submitted};
pub use route::{Route, Routes};

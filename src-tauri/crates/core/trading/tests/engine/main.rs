//! The engine from outside: inputs in, entries and effects out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod approvals_life;
mod closing;
mod fixture;
mod orders;
mod people;
mod protection;
mod random;
mod rules;
mod story;
mod venue_keys;

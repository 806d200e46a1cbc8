//! The exchange without wires.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod laws;
mod market;
mod orders;
mod past;
mod stage;
mod stops;

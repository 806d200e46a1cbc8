//! The server around a venue of a few words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;
mod control;
mod rest;
mod sockets;
mod toy;

//! Our client of Bitfinex against its double, over real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "bitfinex/stage.rs"]
mod stage;

#[path = "bitfinex/account.rs"]
mod account;
#[path = "bitfinex/inputs.rs"]
mod inputs;
#[path = "bitfinex/market.rs"]
mod market;
#[path = "bitfinex/pairs.rs"]
mod pairs;
#[path = "bitfinex/streams.rs"]
mod streams;

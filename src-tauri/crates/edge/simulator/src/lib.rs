//! Exchanges on this machine: each venue's own wire protocol on loopback, with markets, accounts, matching, and faults
//! that can be injected.
//!
//! Knows the words of the trade and nothing of our clients: it is the other side of the wire. One [`Exchange`] trades;
//! a venue is a [`Wire`] that speaks for it; the [`server`] puts any of them on a port of 127.0.0.1.
//!
//! Invariant: the exchange knows no clock, no chance and no socket: time and seed are handed in, and the same seed and the
//! same calls give the same events.
//! Invariant: a book never crosses; money moves between accounts, the crowd and the fees, and is neither made nor lost.
//! Invariant: only loopback is listened on.
//! Invariant: a fault happens only when a plan asks for it, and every one is counted.

pub mod binance;
pub mod bitfinex;
pub mod coinbase;
pub mod exchange;
pub mod faults;
pub mod keys;
pub mod kraken;
pub mod nonce;
pub mod rate;
pub mod server;
pub mod wire;
pub mod world;

pub use exchange::{Event, Exchange, Setup};
pub use faults::{FaultKind, FaultPlan, Point};
pub use server::{Simulator, SimulatorOptions, StartError};
pub use wire::{Connection, Frame, RestReply, RestRequest, Wire};
pub use world::World;

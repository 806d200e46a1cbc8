//! What goes in and out of the desk: the shapes that the window, the command line and the server share.
//!
//! Units: `*_ms` are UTC milliseconds, money is decimal text, fractions are fractions (0.12 is 12 %).

pub mod approval;
pub mod audit;
pub mod backtest;
pub mod connection;
pub mod exchange_key;
pub mod market;
pub mod order;
pub mod people;
pub mod recommendation;
pub mod risk;
pub mod script;
pub mod snapshot;
pub mod sweep;

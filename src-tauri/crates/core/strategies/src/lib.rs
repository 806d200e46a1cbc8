//! Strategies: candles and parameters in, a signal out.
//!
//! Knows candles and signals (`domain`) and `indicators`. It may not know orders, accounts, venues, approvals, the
//! clock, files or sockets: a strategy says what it would do, others decide whether it is done.
//!
//! A new strategy is one file here (its schema, its reasons, its rule) and one line in [`registry`].
//!
//! Invariant: the action of a candle depends on that candle and earlier ones only; later candles change nothing.
//! Invariant: `evaluate` on some candles gives the action that `actions` gives for the last of them.
//! Invariant: a rule fed candle by candle (`live`) gives those actions too, to the last bit.
//! Invariant: every constant of a rule is a parameter of its schema, and no value outside the schema is accepted.
//! Invariant: every figure a reason words stands in its `values`, so that any language can word it again.

mod ar_forecast;
mod averages;
mod breakout;
mod confidence;
mod ema_cross;
mod ema_rsi_atr;
pub mod error;
mod exits;
mod kalman_trend;
pub mod live;
mod mean_reversion;
pub mod models;
mod ou_reversion;
mod practice;
pub mod reason;
pub mod registry;
pub mod resolve;
mod rsi_cross;
pub mod schema;
pub mod strategy;
mod volatility;
mod vwap;

pub use error::StrategyError;
pub use live::Live;
pub use reason::{ReasonTemplate, reason_codes};
pub use registry::{find, registry};
pub use resolve::resolve;
pub use schema::{ParamKind, ParamSchema, StrategySchema, Unit};
pub use strategy::{Configured, Params, Strategy};

//! Backtests: what a strategy's actions would have earned on past candles, with fees, slippage, sizing and stops.
//!
//! A single backtest takes candles and one [`domain::Action`] a candle. [`sweep`] runs one strategy over many
//! parameters on all cores, and [`overfit`] says how much of what it found is luck. Nothing here knows a file or a
//! clock; the one thread pool of the core is used here.
//! Two paths walk the candles: [`kernel`] from fill to fill, and [`event`] candle by candle; the second is the
//! plain statement of the rules, and the only one that knows shorts, stops and targets.
//!
//! Invariant: an action on the close of candle `t` fills at the open of `t + 1` or not at all.
//! Invariant: what is known up to candle `t` does not change when later candles do.
//! Invariant: `equity = cash + quantity * close` at every close; a short is a negative quantity.
//! Invariant: both paths give the same trades and the same equity, to the last bit.
//! Invariant: bad input is an error naming value and range; nothing here panics.

pub mod curves;
mod distribution;
mod error;
pub mod event;
mod figures;
mod heatmap;
pub mod kernel;
mod moments;
pub mod overfit;
mod result;
pub mod rsi_cross;
mod run;
mod settings;
mod sizing;
pub mod sweep;
mod trade;
mod vectors;
mod verdict;
mod walk;
pub mod walk_forward;
mod warnings;

pub use curves::Curves;
pub use distribution::Distribution;
pub use error::BacktestError;
pub use figures::Figures;
pub use heatmap::{DAYS, HOURS, Heatmaps};
pub use result::{BacktestResult, Summary};
pub use run::run;
pub use settings::{Settings, Sizing};
pub use trade::{Direction, ExitReason, OpenPosition, Trade};
pub use walk::Walk;

//! Indicators, each as a batch function over columns and as a streaming state.
//!
//! Knows candles (`domain`) and nothing else: no clock, file, socket, thread or random source.
//! Conventions are TA-Lib's; where ours differ, the module says how.
//!
//! A new indicator is one file here (a batch function, a state, an `INDICATOR` entry) and one line in [`registry`].
//!
//! Invariant: batch and streaming give the same bits for the same values in the same order.
//! Invariant: batch output is as long as its input; a value not defined yet is `NaN` there and `None` from a state.
//! Invariant: the value at a candle depends on that candle and earlier ones only.
//! Invariant: what has left a window leaves no trace in it, and a window gives the same bits wherever a series begins.

pub mod adx;
pub mod atr;
pub mod bollinger;
pub mod decay;
pub mod donchian;
mod doubling;
pub mod ema;
pub mod error;
mod kernel;
mod ladder;
mod lag;
pub mod macd;
mod moments;
mod pairs;
pub mod registry;
pub mod rsi;
pub mod sma;
pub mod spec;
pub mod stochastic;
pub mod volatility;
pub mod vwap;
mod wide;
pub mod window;
pub mod wma;
pub mod zscore;

pub use error::IndicatorError;
pub use registry::{compute, find, registry, stream};
pub use spec::{Column, Indicator, IndicatorSpec, ParamSpec, Params, Streaming};

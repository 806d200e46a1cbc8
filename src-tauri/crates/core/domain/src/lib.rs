//! The words of the trade: what every other crate means by candle, order, fill, signal.
//!
//! Knows nothing but itself: no clock, no file, no socket, no random source.
//!
//! Invariant: money (prices, sizes, balances of orders) is [`rust_decimal::Decimal`]; statistics and candles are `f64`.
//! Invariant: every instant is UTC milliseconds since 1970 in an `i64` named `*_ms`.
//! Invariant: enums are serialised as the lower-case words that stand in the command line and chain contracts.

pub mod account;
pub mod book;
pub mod candle;
pub mod instrument;
pub mod order;
pub mod signal;
pub mod timeframe;

pub use account::{Actor, Balance, Mode, Role};
pub use book::{Book, Level, Quote, Ticker, Trade};
pub use candle::{Candle, CandleFault, Candles};
pub use instrument::{Instrument, InstrumentId, Symbol, SymbolError, VenueId};
pub use order::{Fill, OrderRequest, OrderRole, OrderStatus, OrderType, Side, TimeInForce};
pub use rust_decimal::Decimal;
pub use signal::{Action, Decision, Reason, Signal};
pub use timeframe::{Timeframe, TimeframeError};

//! What to subscribe, and how it is said.

use domain::{Symbol, Timeframe};
use serde_json::json;

use crate::Channel;
use crate::kraken::candles::base;
use crate::kraken::stream::book_channel::BookChannel;

/// Symbols in one message.
const PER_MESSAGE: usize = 100;

/// A kind of channel with everything that must be said again to leave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Ticker,
    Trade,
    /// Levels a side.
    Book(usize),
    /// Minutes.
    Ohlc(i64),
}

impl Kind {
    pub fn of(channel: &Channel) -> Self {
        match channel {
            Channel::Ticker { .. } => Self::Ticker,
            Channel::Trades { .. } => Self::Trade,
            Channel::Book { depth, .. } => Self::Book(BookChannel::new(*depth).depth),
            Channel::Candles { timeframe, .. } => Self::Ohlc(minutes(*timeframe)),
        }
    }
}

/// The length that is subscribed for a timeframe.
pub fn minutes(timeframe: Timeframe) -> i64 {
    base(timeframe).ms() / 60_000
}

/// The messages that subscribe (or leave) a kind of channel for symbols, each with its number.
pub fn messages(
    method: &str,
    kind: Kind,
    symbols: &[Symbol],
    snapshot: bool,
    mut number: impl FnMut() -> u64,
) -> Vec<(u64, usize, String)> {
    let message = |symbols: &[Symbol]| {
        let names: Vec<String> = symbols.iter().map(Symbol::to_string).collect();
        let mut params = match kind {
            Kind::Ticker => json!({"channel": "ticker", "symbol": names}),
            Kind::Trade => json!({"channel": "trade", "symbol": names}),
            Kind::Book(depth) => json!({"channel": "book", "symbol": names, "depth": depth}),
            Kind::Ohlc(minutes) => json!({"channel": "ohlc", "symbol": names, "interval": minutes}),
        };
        if method == "subscribe" {
            params["snapshot"] = snapshot.into();
        }
        let req_id = number();
        (req_id, symbols.len(), json!({"method": method, "params": params, "req_id": req_id}).to_string())
    };
    symbols.chunks(PER_MESSAGE).map(message).collect()
}

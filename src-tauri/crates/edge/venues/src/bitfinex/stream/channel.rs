//! One channel: how it is asked for, what is kept of it.

use domain::Symbol;
use serde_json::json;

use super::book::BookKeeper;
use super::tape::{Bars, Tape};
use crate::Channel;
use crate::bitfinex::rest::{book_len, offered};
use crate::bitfinex::symbols::Symbols;

/// Where a channel stands on this connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Idle,
    Asked {
        since_ms: i64,
    },
    Listening {
        chan: u64,
    },
    Leaving {
        chan: u64,
        since_ms: i64,
    },
    /// The venue will not have it.
    Refused,
}

pub enum Keeper {
    Ticker,
    Tape(Tape),
    Book(Box<BookKeeper>),
    /// Of one key, each timeframe that is made from it.
    Bars(Vec<Bars>),
}

/// What makes a channel the one it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    Ticker { symbol: String },
    Trades { symbol: String },
    Book { symbol: String, len: usize },
    Candles { key: String },
}

impl std::fmt::Display for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ticker { symbol } => write!(f, "ticker {symbol}"),
            Self::Trades { symbol } => write!(f, "trades {symbol}"),
            Self::Book { symbol, len } => write!(f, "book {symbol} {len}"),
            Self::Candles { key } => write!(f, "candles {key}"),
        }
    }
}

pub struct Entry {
    pub symbol: Symbol,
    pub request: Request,
    pub keeper: Keeper,
    pub state: State,
    pub heard_ms: i64,
    /// Levels shown of a book.
    shown: usize,
}

impl Entry {
    pub fn new(channel: &Channel, symbols: &Symbols) -> Self {
        let symbol = channel.symbol().clone();
        let wire = symbols.wire(&symbol);
        let mut shown = 0;
        let (request, keeper) = match channel {
            Channel::Ticker { .. } => (Request::Ticker { symbol: wire }, Keeper::Ticker),
            Channel::Trades { .. } => (Request::Trades { symbol: wire }, Keeper::Tape(Tape::default())),
            Channel::Book { depth, .. } => {
                let len = book_len(*depth);
                shown = (*depth).clamp(1, len);
                (Request::Book { symbol: wire, len }, Keeper::Book(Box::new(BookKeeper::new(len, shown))))
            }
            Channel::Candles { timeframe, .. } => {
                let key = format!("trade:{}:{wire}", offered(*timeframe).1);
                (Request::Candles { key }, Keeper::Bars(vec![Bars::new(*timeframe)]))
            }
        };
        Self { symbol, request, keeper, state: State::Idle, heard_ms: 0, shown }
    }

    /// The same channel was asked for again, possibly with more levels to show or for another timeframe.
    pub fn join(&mut self, other: Self) {
        match (&mut self.keeper, other.keeper) {
            (Keeper::Book(book), _) => {
                self.shown = self.shown.max(other.shown);
                book.show(self.shown);
            }
            (Keeper::Bars(own), Keeper::Bars(others)) => {
                let new = |bars: &Bars| !own.iter().any(|known| known.timeframe() == bars.timeframe());
                let new: Vec<Bars> = others.into_iter().filter(new).collect();
                own.extend(new);
            }
            _ => {}
        }
    }

    /// What comes next begins with a snapshot. Trades stay known: they are told once, whatever happens.
    pub fn forget(&mut self) {
        if let Keeper::Book(book) = &mut self.keeper {
            book.forget();
        }
    }

    /// `index` comes back in the answer and tells which channel it is about.
    pub fn subscription(&self, index: usize) -> String {
        let mut message = match &self.request {
            Request::Ticker { symbol } => json!({ "channel": "ticker", "symbol": symbol }),
            Request::Trades { symbol } => json!({ "channel": "trades", "symbol": symbol }),
            Request::Book { symbol, len } => json!({
                "channel": "book", "symbol": symbol, "prec": "P0", "freq": "F0", "len": len.to_string(),
            }),
            Request::Candles { key } => json!({ "channel": "candles", "key": key }),
        };
        if let Some(fields) = message.as_object_mut() {
            fields.insert("event".to_owned(), "subscribe".into());
            fields.insert("subId".to_owned(), index.to_string().into());
        }
        message.to_string()
    }

    /// Whether an answer without our index is about this channel.
    pub fn is_named(
        &self,
        channel: &str,
        symbol: Option<&str>,
        key: Option<&str>,
        len: Option<&str>,
    ) -> bool {
        match &self.request {
            Request::Ticker { symbol: own } => channel == "ticker" && symbol == Some(own),
            Request::Trades { symbol: own } => channel == "trades" && symbol == Some(own),
            Request::Book { symbol: own, len: own_len } => {
                channel == "book" && symbol == Some(own) && len.is_none_or(|len| len.parse() == Ok(*own_len))
            }
            Request::Candles { key: own } => channel == "candles" && key == Some(own),
        }
    }
}

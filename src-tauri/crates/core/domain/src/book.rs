//! Order books, trades and tickers.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Side, Symbol};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Level {
    pub price: Decimal,
    pub size: Decimal,
}

/// An order book, best level first on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Book {
    pub bids: Vec<Level>,
    pub asks: Vec<Level>,
    pub time_ms: i64,
}

impl Book {
    /// Best bid and ask with the last price; `None` while a side is empty.
    pub fn quote(&self, last: Decimal) -> Option<Quote> {
        Some(Quote {
            bid: self.bids.first()?.price,
            ask: self.asks.first()?.price,
            last,
            time_ms: self.time_ms,
        })
    }
}

/// The top of a book and the last trade: what a decision saw of the market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Quote {
    pub bid: Decimal,
    pub ask: Decimal,
    pub last: Decimal,
    pub time_ms: i64,
}

impl Quote {
    /// The price an order of this side would meet: the ask to buy, the bid to sell.
    pub fn touch(&self, side: Side) -> Decimal {
        match side {
            Side::Buy => self.ask,
            Side::Sell => self.bid,
        }
    }
}

/// One public trade; `side` is the taker's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Trade {
    pub id: String,
    pub time_ms: i64,
    pub side: Side,
    pub price: Decimal,
    pub size: Decimal,
}

/// Price and 24-hour figures of one symbol; `change` is a fraction of the price 24 h ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Ticker {
    pub symbol: Symbol,
    pub bid: Decimal,
    pub ask: Decimal,
    pub last: Decimal,
    pub high: Decimal,
    pub low: Decimal,
    pub volume: Decimal,
    pub change: Decimal,
    pub time_ms: i64,
}

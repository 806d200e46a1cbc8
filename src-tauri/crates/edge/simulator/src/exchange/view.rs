//! What is asked of an exchange's markets: books, candles, the last day.

use domain::Decimal;
use serde::Serialize;

/// A level of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BookLevel {
    pub price: Decimal,
    pub size: Decimal,
    pub orders: u32,
}

/// A book as it stands after the change numbered `sequence`, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookView {
    pub bids: Vec<BookLevel>,
    pub asks: Vec<BookLevel>,
    pub sequence: u64,
    pub time_ms: i64,
}

/// A market's last 24 hours and its touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DayTicker {
    pub bid: Decimal,
    pub bid_size: Decimal,
    pub ask: Decimal,
    pub ask_size: Decimal,
    pub last: Decimal,
    pub last_size: Decimal,
    pub last_id: u64,
    pub open: Decimal,
    pub high: Decimal,
    pub low: Decimal,
    pub volume: Decimal,
    pub quote_volume: Decimal,
    pub trades: u64,
    pub time_ms: i64,
}

/// A candle in exact numbers; `open_ms` is its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ExactCandle {
    pub open_ms: i64,
    pub open: Decimal,
    pub high: Decimal,
    pub low: Decimal,
    pub close: Decimal,
    pub volume: Decimal,
    pub quote_volume: Decimal,
    pub trades: u64,
}

/// Which part of a history is wanted: `from_ms..=to_ms`, at most `limit`, the oldest or the newest of it. Answers are
/// always oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from_ms: i64,
    pub to_ms: i64,
    pub limit: usize,
    pub newest: bool,
}

impl Range {
    /// The newest `limit` up to a time.
    pub const fn newest(to_ms: i64, limit: usize) -> Self {
        Self { from_ms: i64::MIN, to_ms, limit, newest: true }
    }

    /// The oldest `limit` from a time on.
    pub const fn from(from_ms: i64, limit: usize) -> Self {
        Self { from_ms, to_ms: i64::MAX, limit, newest: false }
    }
}

impl ExactCandle {
    /// A candle of one trade.
    pub fn of_trade(open_ms: i64, price: Decimal, size: Decimal) -> Self {
        Self {
            open_ms,
            open: price,
            high: price,
            low: price,
            close: price,
            volume: size,
            quote_volume: price * size,
            trades: 1,
        }
    }

    /// Nobody traded: all at one price.
    pub fn flat(open_ms: i64, price: Decimal) -> Self {
        let (volume, quote_volume, trades) = (Decimal::ZERO, Decimal::ZERO, 0);
        Self { open_ms, open: price, high: price, low: price, close: price, volume, quote_volume, trades }
    }

    /// Both as one candle that starts where this one does.
    #[must_use]
    pub fn followed_by(&self, next: &Self) -> Self {
        Self {
            high: self.high.max(next.high),
            low: self.low.min(next.low),
            close: next.close,
            volume: self.volume + next.volume,
            quote_volume: self.quote_volume + next.quote_volume,
            trades: self.trades + next.trades,
            ..*self
        }
    }
}

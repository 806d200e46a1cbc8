//! Candles in whole ticks and lots: they add up exactly.

use domain::Candle;

use super::listing::Listing;

/// A candle in ticks and lots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TickCandle {
    pub time_ms: i64,
    pub open: i64,
    pub high: i64,
    pub low: i64,
    pub close: i64,
    pub volume: u64,
}

impl TickCandle {
    /// The candle of a single price.
    pub const fn of(time_ms: i64, price: i64, volume: u64) -> Self {
        Self { time_ms, open: price, high: price, low: price, close: price, volume }
    }

    /// This candle and what came after it.
    pub fn join(self, next: Self) -> Self {
        Self {
            high: self.high.max(next.high),
            low: self.low.min(next.low),
            close: next.close,
            volume: self.volume + next.volume,
            ..self
        }
    }

    /// In quote and base currency. Division by a power of ten gives the number nearest to the decimal.
    pub fn candle(&self, listing: &Listing) -> Candle {
        let price = |ticks: i64| ticks as f64 / listing.ticks_per_unit();
        Candle {
            time_ms: self.time_ms,
            open: price(self.open),
            high: price(self.high),
            low: price(self.low),
            close: price(self.close),
            volume: self.volume as f64 / listing.lots_per_unit(),
        }
    }
}

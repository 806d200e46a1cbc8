//! Margin positions.

use domain::{Decimal, Symbol};
use serde::Serialize;

/// A position of one account in one market.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// Stays while the position is open.
    pub id: u64,
    pub symbol: Symbol,
    /// Positive: long, negative: short, zero: just closed.
    pub quantity: Decimal,
    /// Average price of entry.
    pub entry_price: Decimal,
    /// Profit realised by what was closed of it, fees not counted, in quote currency.
    pub realized: Decimal,
    pub opened_ms: i64,
    pub updated_ms: i64,
}

impl Position {
    /// Profit at that price if it were closed, in quote currency.
    pub fn unrealized(&self, price: Decimal) -> Decimal {
        (price - self.entry_price) * self.quantity
    }
}

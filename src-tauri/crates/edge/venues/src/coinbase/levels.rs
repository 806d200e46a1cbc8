//! A whole book as its stream tells it: every level, in exact numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::{Book, Decimal, Level, Side};

/// Nothing until a snapshot came; changes before it say nothing.
#[derive(Debug, Default)]
pub struct Levels {
    bids: BTreeMap<Reverse<Decimal>, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
    whole: bool,
}

impl Levels {
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// The book is not to be trusted any more.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    pub fn replace(&mut self, levels: impl Iterator<Item = (Side, Decimal, Decimal)>) {
        self.forget();
        self.whole = true;
        for (side, price, size) in levels {
            self.set(side, price, size);
        }
    }

    /// Zero takes the level away.
    pub fn set(&mut self, side: Side, price: Decimal, size: Decimal) {
        match (side, size > Decimal::ZERO) {
            (Side::Buy, true) => drop(self.bids.insert(Reverse(price), size)),
            (Side::Buy, false) => drop(self.bids.remove(&Reverse(price))),
            (Side::Sell, true) => drop(self.asks.insert(price, size)),
            (Side::Sell, false) => drop(self.asks.remove(&price)),
        }
    }

    /// A bid at or above the best ask cannot be: something was missed.
    pub fn is_crossed(&self) -> bool {
        match (self.bids.keys().next(), self.asks.keys().next()) {
            (Some(Reverse(bid)), Some(ask)) => bid >= ask,
            _ => false,
        }
    }

    pub fn book(&self, depth: usize, time_ms: i64) -> Book {
        let level =
            |price: &Decimal, size: &Decimal| Level { price: price.normalize(), size: size.normalize() };
        Book {
            bids: self.bids.iter().take(depth).map(|(price, size)| level(&price.0, size)).collect(),
            asks: self.asks.iter().take(depth).map(|(price, size)| level(price, size)).collect(),
            time_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_first_and_gone_at_zero() {
        let d = Decimal::from;
        let mut levels = Levels::default();
        assert!(!levels.is_whole());
        let rows = [(Side::Buy, 9, 1), (Side::Buy, 10, 2), (Side::Sell, 12, 3), (Side::Sell, 11, 4)];
        levels.replace(rows.into_iter().map(|(side, price, size)| (side, d(price), d(size))));
        levels.set(Side::Sell, d(11), d(0));
        levels.set(Side::Buy, d(9), d(5));
        let book = levels.book(9, 7);
        assert_eq!(book.bids, [Level { price: d(10), size: d(2) }, Level { price: d(9), size: d(5) }]);
        assert_eq!(book.asks, [Level { price: d(12), size: d(3) }]);
        assert!(levels.is_whole() && !levels.is_crossed());
        levels.set(Side::Buy, d(12), d(1));
        assert!(levels.is_crossed());
        levels.forget();
        assert!(!levels.is_whole() && levels.book(9, 0).bids.is_empty());
    }
}

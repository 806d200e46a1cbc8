//! An order book kept up to date from a stream, in whole steps of price and size.

mod ladder;

use domain::{Book, Decimal, Level, Side};
use ladder::Ladder;

/// Levels as integers of 10^-`price_decimals` and 10^-`size_decimals`; no price is `i64::MIN`.
///
/// A slot for each price tick near the best level: setting one costs the same wherever it lies.
#[derive(Debug, Clone)]
pub struct Depth {
    price_decimals: u32,
    size_decimals: u32,
    bids: Ladder,
    asks: Ladder,
}

impl Depth {
    pub const fn new(price_decimals: u32, size_decimals: u32) -> Self {
        Self { price_decimals, size_decimals, bids: Ladder::new(), asks: Ladder::new() }
    }

    pub const fn price_decimals(&self) -> u32 {
        self.price_decimals
    }

    pub const fn size_decimals(&self) -> u32 {
        self.size_decimals
    }

    pub fn clear(&mut self) {
        self.bids.clear();
        self.asks.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.bids.len() == 0 && self.asks.len() == 0
    }

    /// Sets the size at a price; 0 takes the level away. `Side::Buy` is the bid side.
    #[inline]
    pub fn set(&mut self, side: Side, price: i64, size: i64) {
        match side {
            Side::Buy => self.bids.set(price, size),
            Side::Sell => self.asks.set(price.wrapping_neg(), size),
        }
    }

    /// Leaves the best `levels` of each side.
    pub fn truncate(&mut self, levels: usize) {
        self.bids.truncate(levels);
        self.asks.truncate(levels);
    }

    /// Price and size, best first.
    pub fn levels(&self, side: Side) -> impl ExactSizeIterator<Item = (i64, i64)> + '_ {
        let (ladder, bid) = match side {
            Side::Buy => (&self.bids, true),
            Side::Sell => (&self.asks, false),
        };
        ladder.levels().map(move |(key, size)| (if bid { key } else { key.wrapping_neg() }, size))
    }

    pub fn best(&self, side: Side) -> Option<(i64, i64)> {
        match side {
            Side::Buy => self.bids.best(),
            Side::Sell => self.asks.best().map(|(key, size)| (key.wrapping_neg(), size)),
        }
    }

    /// A bid at or above the best ask cannot be: something was missed.
    pub fn is_crossed(&self) -> bool {
        match (self.best(Side::Buy), self.best(Side::Sell)) {
            (Some(bid), Some(ask)) => bid.0 >= ask.0,
            _ => false,
        }
    }

    pub fn price(&self, steps: i64) -> Decimal {
        Decimal::new(steps, self.price_decimals).normalize()
    }

    pub fn size(&self, steps: i64) -> Decimal {
        Decimal::new(steps, self.size_decimals).normalize()
    }

    /// The best `levels` of each side as the rest of the program knows them.
    pub fn book(&self, levels: usize, time_ms: i64) -> Book {
        let side = |side| {
            let level = |(price, size)| Level { price: self.price(price), size: self.size(size) };
            self.levels(side).take(levels).map(level).collect()
        };
        Book { bids: side(Side::Buy), asks: side(Side::Sell), time_ms }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Prices close together, on a coarse grid, off it, and so far apart that no row of slots holds them.
    fn near_and_far() -> impl Strategy<Value = i64> {
        prop_oneof![
            6 => 90_i64..110,
            3 => (0_i64..20_000).prop_map(|tick| tick * 1_000),
            1 => 1_i64..1_000_000_000,
            1 => prop_oneof![Just(1_i64), Just(i64::MAX), Just(i64::MAX / 2), Just(6_000_000_000_000_000)],
        ]
    }

    proptest! {
        #[test]
        fn it_holds_what_a_map_would(
            changes in prop::collection::vec((any::<bool>(), near_and_far(), 0_i64..4), 0..300),
            keep in 1_usize..30,
        ) {
            let mut depth = Depth::new(1, 8);
            let (mut bids, mut asks) = (BTreeMap::new(), BTreeMap::new());
            for (buy, price, size) in changes {
                let (side, map) = if buy { (Side::Buy, &mut bids) } else { (Side::Sell, &mut asks) };
                depth.set(side, price, size);
                if size == 0 { map.remove(&price); } else { map.insert(price, size); }
                prop_assert_eq!(depth.best(Side::Buy), bids.last_key_value().map(|(p, s)| (*p, *s)));
                prop_assert_eq!(depth.best(Side::Sell), asks.first_key_value().map(|(p, s)| (*p, *s)));
                prop_assert_eq!(depth.levels(Side::Buy).len(), bids.len());
            }
            prop_assert!(depth.levels(Side::Buy).eq(bids.iter().rev().map(|(p, s)| (*p, *s))));
            depth.truncate(keep);
            let expected: Vec<_> = bids.into_iter().rev().take(keep).collect();
            prop_assert_eq!(depth.levels(Side::Buy).collect::<Vec<_>>(), expected);
            let expected: Vec<_> = asks.into_iter().take(keep).collect();
            prop_assert_eq!(depth.levels(Side::Sell).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn steps_read_as_prices() {
        let mut depth = Depth::new(1, 8);
        depth.set(Side::Buy, 600_005, 150_000_000);
        depth.set(Side::Sell, 600_010, 1);
        let book = depth.book(10, 7);
        assert_eq!(book.bids[0].price.to_string(), "60000.5");
        assert_eq!(book.bids[0].size.to_string(), "1.5");
        assert_eq!(book.asks[0].size.to_string(), "0.00000001");
        assert!(!depth.is_crossed());
        depth.set(Side::Buy, 600_010, 1);
        assert!(depth.is_crossed());
    }
}

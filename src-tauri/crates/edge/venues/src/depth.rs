//! An order book kept up to date from a stream, in whole steps of price and size.

use domain::{Book, Decimal, Level, Side};

/// Levels as integers of 10^-`price_decimals` and 10^-`size_decimals`.
///
/// Sorted vectors with the best level last: most changes are near the top, where they move the fewest others.
#[derive(Debug, Clone)]
pub struct Depth {
    price_decimals: u32,
    size_decimals: u32,
    bids: Vec<(i64, i64)>,
    asks: Vec<(i64, i64)>,
}

impl Depth {
    pub const fn new(price_decimals: u32, size_decimals: u32) -> Self {
        Self { price_decimals, size_decimals, bids: Vec::new(), asks: Vec::new() }
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
        self.bids.is_empty() && self.asks.is_empty()
    }

    /// Sets the size at a price; 0 takes the level away. `Side::Buy` is the bid side.
    pub fn set(&mut self, side: Side, price: i64, size: i64) {
        let levels = match side {
            Side::Buy => &mut self.bids,
            Side::Sell => &mut self.asks,
        };
        // from the top downwards: the first level that is not better than the price
        let better = |level: i64| match side {
            Side::Buy => level > price,
            Side::Sell => level < price,
        };
        let at = levels.iter().rposition(|level| !better(level.0));
        match at {
            Some(i) if levels[i].0 == price && size == 0 => {
                levels.remove(i);
            }
            Some(i) if levels[i].0 == price => levels[i].1 = size,
            _ if size == 0 => {}
            Some(i) => levels.insert(i + 1, (price, size)),
            None => levels.insert(0, (price, size)),
        }
    }

    /// Leaves the best `levels` of each side.
    pub fn truncate(&mut self, levels: usize) {
        for side in [&mut self.bids, &mut self.asks] {
            let worse = side.len().saturating_sub(levels);
            side.drain(..worse);
        }
    }

    /// Price and size, best first.
    pub fn levels(&self, side: Side) -> impl ExactSizeIterator<Item = (i64, i64)> + '_ {
        let levels = match side {
            Side::Buy => &self.bids,
            Side::Sell => &self.asks,
        };
        levels.iter().rev().copied()
    }

    pub fn best(&self, side: Side) -> Option<(i64, i64)> {
        self.levels(side).next()
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

    proptest! {
        #[test]
        fn it_holds_what_a_map_would(
            changes in prop::collection::vec((any::<bool>(), 90_i64..110, 0_i64..4), 0..300),
            keep in 1_usize..30,
        ) {
            let mut depth = Depth::new(1, 8);
            let (mut bids, mut asks) = (BTreeMap::new(), BTreeMap::new());
            for (buy, price, size) in changes {
                let (side, map) = if buy { (Side::Buy, &mut bids) } else { (Side::Sell, &mut asks) };
                depth.set(side, price, size);
                if size == 0 { map.remove(&price); } else { map.insert(price, size); }
            }
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

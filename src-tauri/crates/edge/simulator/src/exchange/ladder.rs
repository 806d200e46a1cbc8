//! One side of a book.

use std::collections::BTreeMap;

use domain::{Decimal, Side};

use super::level::Level;

#[derive(Debug, Clone)]
pub struct Ladder {
    side: Side,
    levels: BTreeMap<Decimal, Level>,
}

impl Ladder {
    pub fn new(side: Side) -> Self {
        Self { side, levels: BTreeMap::new() }
    }

    pub fn best(&self) -> Option<Decimal> {
        match self.side {
            Side::Buy => self.levels.last_key_value(),
            Side::Sell => self.levels.first_key_value(),
        }
        .map(|(price, _)| *price)
    }

    /// Best first.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (&Decimal, &Level)> + '_> {
        match self.side {
            Side::Buy => Box::new(self.levels.iter().rev()),
            Side::Sell => Box::new(self.levels.iter()),
        }
    }

    /// May an order of the other side with that limit trade at `price` here?
    pub fn is_reached(&self, price: Decimal, limit: Option<Decimal>) -> bool {
        limit.is_none_or(|limit| match self.side {
            Side::Buy => price >= limit,
            Side::Sell => price <= limit,
        })
    }

    pub fn get(&self, price: Decimal) -> Option<&Level> {
        self.levels.get(&price)
    }

    /// Changes a level, made if it is not there; one left empty is removed.
    pub fn change<T>(&mut self, price: Decimal, change: impl FnOnce(&mut Level) -> T) -> T {
        let level = self.levels.entry(price).or_default();
        let answer = change(level);
        if level.is_empty() {
            self.levels.remove(&price);
        }
        answer
    }
}

//! The crowd quotes anew: the book follows the price.

use domain::{Decimal, Side};

use super::crowd::{Quoted, STEP_MS};
use super::market::Market;

impl Market {
    /// Takes away the crowd's quotes that are no more at `step`; the new ones, best first, are answered and not yet there.
    pub fn requote(&mut self, step: i64) -> Vec<Quoted> {
        let mid_ticks = self.grid.ticks(self.path.at(step * STEP_MS));
        let (low, high) = self.crowd.window(mid_ticks);
        let outside: Vec<i64> =
            self.quoted.range(..low).chain(self.quoted.range(high + 1..)).map(|(cell, _)| *cell).collect();
        for cell in outside {
            self.unquote(cell);
        }
        let mut anew = Vec::new();
        for cell in low..=high {
            let quote = self.crowd.quote(cell, mid_ticks, step, &self.grid);
            let before = self.quoted.get(&cell).map(|(version, side, _)| (*version, *side));
            if quote.map(|quote| (quote.version, quote.side)) != before {
                // all that goes goes first: what comes may meet accounts' orders only
                self.unquote(cell);
                anew.extend(quote);
            }
        }
        let (bids, asks): (Vec<_>, Vec<_>) = anew.into_iter().partition(|quote| quote.side == Side::Buy);
        bids.into_iter().rev().chain(asks).collect()
    }

    /// Forgets what was taken of the crowd, so that the next [`Market::requote`] quotes every level in full.
    pub fn forget_quotes(&mut self) {
        for cell in self.quoted.keys().copied().collect::<Vec<_>>() {
            self.unquote(cell);
        }
    }

    fn unquote(&mut self, cell: i64) {
        if let Some((_, side, price)) = self.quoted.remove(&cell) {
            self.change(side, price, |level| level.set_crowd(Decimal::ZERO, 0));
        }
    }

    /// Puts what is left of a new quote into the book.
    pub fn quote(&mut self, quote: &Quoted, price: Decimal, left: Decimal) {
        self.change(quote.side, price, |level| level.set_crowd(left, quote.orders));
        self.quoted.insert(quote.cell, (quote.version, quote.side, price));
    }
}

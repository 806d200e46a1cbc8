//! The crowd quotes anew: the book follows the price.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Side};

use super::crowd::{Quoted, STEP_MS};
use super::market::Market;

#[derive(Debug)]
struct Standing {
    version: i64,
    until: i64,
    side: Side,
    price: Decimal,
}

/// The crowd's quotes as they stand, and when each is due to change: of hundreds of cells a step looks at a handful.
#[derive(Debug, Default)]
pub struct Quotes {
    standing: BTreeMap<i64, Standing>,
    due: BTreeSet<(i64, i64)>,
    /// Lowest and highest cell and the price in ticks of the last look.
    looked: Option<(i64, i64, f64)>,
}

impl Market {
    /// Takes away the crowd's quotes that are no more at `step`; the new ones, best first, are answered and not yet there.
    pub fn requote(&mut self, step: i64) -> Vec<Quoted> {
        let mid_ticks = self.grid.ticks(self.path.at(step * STEP_MS));
        let (low, high) = self.crowd.window(mid_ticks);
        for cell in self.quotes.outside(low, high) {
            self.unquote(cell);
        }
        let mut anew = Vec::new();
        for cell in self.cells_to_look_at(step, mid_ticks) {
            let quote = self.crowd.quote(cell, mid_ticks, step, &self.grid);
            let before = self.quotes.standing.get(&cell).map(|one| (one.version, one.side));
            if quote.map(|quote| (quote.version, quote.side)) != before {
                // all that goes goes first: what comes may meet accounts' orders only
                self.unquote(cell);
                anew.extend(quote);
            }
        }
        self.quotes.looked = Some((low, high, mid_ticks));
        let (bids, asks): (Vec<_>, Vec<_>) = anew.into_iter().partition(|quote| quote.side == Side::Buy);
        bids.into_iter().rev().chain(asks).collect()
    }

    /// Cells that may quote otherwise than at the last look: those due, those the price passed, those that came in.
    fn cells_to_look_at(&self, step: i64, mid_ticks: f64) -> BTreeSet<i64> {
        let (low, high) = self.crowd.window(mid_ticks);
        let Some((was_low, was_high, was_mid)) = self.quotes.looked else { return (low..=high).collect() };
        let (one, other) = (self.crowd.cell(was_mid), self.crowd.cell(mid_ticks));
        let passed = one.min(other) - 1..=one.max(other) + 1;
        let due = self.quotes.due.range(..=(step, i64::MAX)).map(|(_, cell)| *cell);
        let came_in = (low..was_low).chain(was_high + 1..=high);
        let all = due.chain(passed).chain(came_in);
        all.filter(|cell| (low..=high).contains(cell)).collect()
    }

    /// Forgets what was taken of the crowd, so that the next [`Market::requote`] quotes every level in full.
    pub fn forget_quotes(&mut self) {
        self.quotes.looked = None;
        for cell in self.quotes.standing.keys().copied().collect::<Vec<_>>() {
            self.unquote(cell);
        }
    }

    fn unquote(&mut self, cell: i64) {
        if let Some(one) = self.quotes.standing.remove(&cell) {
            self.quotes.due.remove(&(one.until, cell));
            self.change(one.side, one.price, |level| level.set_crowd(Decimal::ZERO, 0));
        }
    }

    /// Puts what is left of a new quote into the book.
    pub fn quote(&mut self, quote: &Quoted, price: Decimal, left: Decimal) {
        self.change(quote.side, price, |level| level.set_crowd(left, quote.orders));
        self.quotes.due.insert((quote.until, quote.cell));
        let Quoted { version, until, side, .. } = *quote;
        self.quotes.standing.insert(quote.cell, Standing { version, until, side, price });
    }
}

impl Quotes {
    fn outside(&self, low: i64, high: i64) -> Vec<i64> {
        self.standing.range(..low).chain(self.standing.range(high + 1..)).map(|(cell, _)| *cell).collect()
    }
}

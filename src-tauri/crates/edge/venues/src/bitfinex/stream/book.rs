//! A book kept from its channel.

use std::collections::BTreeSet;

use domain::{Book, Side};

use super::checksum::{self, OddTexts};
use crate::Depth;
use crate::bitfinex::scan::{AMOUNT_DECIMALS, Change, PRICE_DECIMALS, Shape, rows};

/// Levels kept beyond what the venue keeps, in case that deletions are lost.
const SLACK: usize = 100;

/// What a message did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    Snapshot,
    Changes,
    /// A change before any snapshot: the snapshot is lost.
    Early,
}

/// The levels of one channel.
pub struct BookKeeper {
    depth: Depth,
    odd: OddTexts,
    /// Levels a side that the venue keeps.
    len: usize,
    /// Levels a side that are shown.
    shown: usize,
    fresh: bool,
}

impl BookKeeper {
    pub fn new(len: usize, shown: usize) -> Self {
        let depth = Depth::new(PRICE_DECIMALS, AMOUNT_DECIMALS);
        Self { depth, odd: OddTexts::new(), len, shown, fresh: true }
    }

    /// The next list is a snapshot.
    pub fn forget(&mut self) {
        self.depth.clear();
        self.odd.clear();
        self.fresh = true;
    }

    /// How many levels a side are shown.
    pub const fn show(&mut self, levels: usize) {
        self.shown = levels;
    }

    pub const fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Takes the payload that begins at `at`; where it ended. `None`: malformed, and the book is not to be trusted.
    pub fn take(&mut self, message: &[u8], at: usize) -> Option<(Took, usize)> {
        if self.fresh {
            let mut early = false;
            let Self { depth, odd, .. } = self;
            let (shape, end) = rows(message, at, |change| apply(depth, odd, &change))?;
            if shape == Shape::Row {
                early = true;
                self.forget();
            } else {
                self.fresh = false;
            }
            return Some((if early { Took::Early } else { Took::Snapshot }, end));
        }
        let Self { depth, odd, .. } = self;
        let (_, end) = rows(message, at, |change| apply(depth, odd, &change))?;
        self.guard();
        Some((Took::Changes, end))
    }

    fn guard(&mut self) {
        let most = self.len + SLACK;
        let longest = self.depth.levels(Side::Buy).len().max(self.depth.levels(Side::Sell).len());
        if longest > most {
            self.depth.truncate(self.len);
            let of = |side| self.depth.levels(side).map(move |(price, _)| (side == Side::Buy, price));
            let kept: BTreeSet<(bool, i64)> = of(Side::Buy).chain(of(Side::Sell)).collect();
            self.odd.retain(|level, _| kept.contains(level));
        }
    }

    pub fn matches(&self, checksum: i64) -> bool {
        checksum::matches(&self.depth, &self.odd, checksum)
    }

    /// `None` while bids and asks cross: the change that ends it is on its way.
    pub fn book(&self, time_ms: i64) -> Option<Book> {
        (!self.depth.is_crossed()).then(|| self.depth.book(self.shown, time_ms))
    }
}

#[inline]
fn apply(depth: &mut Depth, odd: &mut OddTexts, change: &Change<'_>) {
    let bid = change.amount > 0;
    let side = if bid { Side::Buy } else { Side::Sell };
    let size = if change.count == 0 { 0 } else { change.amount.abs() };
    depth.set(side, change.price, size);
    if !odd.is_empty() || change.odd.is_some() {
        note(odd, bid, size, change);
    }
}

#[cold]
fn note(odd: &mut OddTexts, bid: bool, size: i64, change: &Change<'_>) {
    match change.odd {
        Some((price, amount)) if size > 0 => {
            odd.insert((bid, change.price), (price.into(), amount.into()));
        }
        _ => {
            odd.remove(&(bid, change.price));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn take(keeper: &mut BookKeeper, payload: &str) -> Option<Took> {
        keeper.take(payload.as_bytes(), 0).map(|(took, _)| took)
    }

    #[test]
    fn a_snapshot_then_changes_then_a_checksum() {
        let mut keeper = BookKeeper::new(25, 25);
        assert_eq!(take(&mut keeper, "[6000,1,1]"), Some(Took::Early));
        assert_eq!(
            take(&mut keeper, "[[6000,1,9],[5800,1,7],[6100,2,-3],[6200,1,-5]]"),
            Some(Took::Snapshot)
        );
        assert_eq!(take(&mut keeper, "[6000,1,1]"), Some(Took::Changes));
        assert_eq!(take(&mut keeper, "[[5900,1,2],[5800,0,1],[6200,3,-4],[6300,0,-1]]"), Some(Took::Changes));
        assert!(keeper.matches(1_756_193_398));
        let book = keeper.book(7).unwrap();
        assert_eq!((book.bids.len(), book.asks[1].size.to_string()), (2, "4".to_owned()));
        take(&mut keeper, "[6150,1,2]");
        assert_eq!(keeper.book(8), None);
        assert_eq!(take(&mut keeper, "[6150,1"), None);
        keeper.forget();
        assert_eq!(take(&mut keeper, "[]"), Some(Took::Snapshot));
        assert!(keeper.matches(0));
    }

    #[test]
    fn texts_of_levels_that_are_not_kept_are_forgotten() {
        let mut keeper = BookKeeper::new(25, 25);
        keeper.take(b"[[6000,1,1]]", 0).unwrap();
        for price in 1..2_000 {
            keeper.take(format!("[{price}.50,1,1.0]").as_bytes(), 0).unwrap();
        }
        assert!(keeper.odd.len() <= 25 + SLACK, "{}", keeper.odd.len());
    }
}

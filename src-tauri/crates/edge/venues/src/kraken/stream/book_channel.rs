//! A book kept from its channel, and what to do when it is no longer the venue's.

use domain::{Book, Side};

use super::ladder::Ladder;
use crate::kraken::parse::stream::BookRow;

/// Mismatches in a row after which the connection itself is given up.
const MOST_FAILURES: u32 = 5;

/// How long a snapshot may take.
const SNAPSHOT_MS: i64 = 10_000;

/// What a message did to a book.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Told(Book),
    /// Before the snapshot: nothing to apply it to.
    Ignored,
    /// The book is not the venue's any more: subscribe again for a snapshot.
    Broken,
    /// It breaks again and again: connect again.
    Hopeless,
}

/// One pair's book. `depth` is what is subscribed, `levels` what is told.
#[derive(Debug)]
pub struct BookChannel {
    pub depth: usize,
    levels: usize,
    ladder: Ladder,
    /// Since when a snapshot is awaited; `None`: it came.
    awaiting: Option<i64>,
    failures: u32,
}

impl BookChannel {
    pub fn new(levels: usize) -> Self {
        let depth = [10, 25, 100, 500, 1000].into_iter().find(|size| *size >= levels).unwrap_or(1000);
        Self { depth, levels, ladder: Ladder::default(), awaiting: None, failures: 0 }
    }

    /// Forgets the book; a snapshot has been asked for.
    pub fn restart(&mut self, now_ms: i64) {
        self.ladder.clear();
        self.awaiting = Some(now_ms);
    }

    pub fn is_overdue(&self, now_ms: i64) -> bool {
        self.awaiting.is_some_and(|since| now_ms - since > SNAPSHOT_MS)
    }

    /// `verify`: the precision is known or never will be; before that a mismatch means nothing.
    pub fn received(
        &mut self,
        row: &BookRow<'_>,
        snapshot: bool,
        precision: Option<(u32, u32)>,
        verify: bool,
        now_ms: i64,
    ) -> Outcome {
        if snapshot {
            self.ladder.clear();
            self.awaiting = None;
        } else if self.awaiting.is_some() {
            return Outcome::Ignored;
        }
        let sides = [(Side::Buy, &row.bids), (Side::Sell, &row.asks)];
        let applied = sides
            .into_iter()
            .flat_map(|(side, rows)| rows.iter().map(move |row| (side, row)))
            .try_for_each(|(side, row)| self.ladder.apply(side, row));
        self.ladder.truncate(self.depth);
        let checksum = row.checksum();
        if applied.is_err() || self.ladder.is_crossed() || verify && !self.ladder.agrees(checksum, precision)
        {
            self.failures += 1;
            self.restart(now_ms);
            return if self.failures >= MOST_FAILURES { Outcome::Hopeless } else { Outcome::Broken };
        }
        self.failures = 0;
        Outcome::Told(self.ladder.book(self.levels, row.time_ms(now_ms)))
    }
}

//! A local book: a snapshot brought forward by events whose numbers follow each other.

use domain::{Book, Side};
use serde_json::value::RawValue;

use super::depth_event::{DepthHead, level, read};
use super::parse::DepthSnapshot;
use crate::Depth;

/// Events kept while the snapshot is on its way; ten a second come, so this is minutes.
const MOST_KEPT: usize = 5_000;

/// What an event or snapshot did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing new: older than the book, or kept until the snapshot is there.
    Nothing,
    Changed,
    /// A change was missed: a new snapshot is needed, as for the next two.
    Gap,
    /// A level could not be read.
    Unreadable,
    /// The sides cross, or fewer levels are known than wanted.
    Doubtful,
    /// The snapshot is older than the first event: it has to be fetched again.
    Stale,
}

/// One instrument's book.
#[derive(Debug)]
pub struct LocalBook {
    depth: Depth,
    /// Number of the last change in the book; `None`: no snapshot yet.
    last: Option<u64>,
    kept: Vec<Vec<u8>>,
    /// The worst prices of a snapshot that was cut off: beyond them the book is not known.
    edges: [Option<i64>; 2],
    wanted: usize,
    time_ms: i64,
}

impl LocalBook {
    /// `wanted`: levels a side that shall be known.
    pub const fn new(price_decimals: u32, size_decimals: u32, wanted: usize) -> Self {
        Self {
            depth: Depth::new(price_decimals, size_decimals),
            last: None,
            kept: Vec::new(),
            edges: [None, None],
            wanted,
            time_ms: 0,
        }
    }

    pub const fn is_synced(&self) -> bool {
        self.last.is_some()
    }

    /// Forgets everything: the next snapshot begins anew.
    pub fn reset(&mut self) {
        self.depth.clear();
        self.last = None;
        self.kept.clear();
        self.edges = [None, None];
    }

    pub fn want(&mut self, levels: usize) {
        self.wanted = self.wanted.max(levels);
    }

    /// Levels the snapshot should have: what is wanted and room for what is taken away.
    pub const fn snapshot_levels(&self) -> usize {
        match self.wanted {
            0..=100 => 1_000,
            _ => 5_000,
        }
    }

    pub fn book(&self) -> Book {
        self.depth.book(self.wanted, self.time_ms)
    }

    /// Applies an event; `message` is the whole of it, for the time before the snapshot.
    pub fn event(&mut self, head: &DepthHead<'_>, message: &[u8]) -> Outcome {
        let Some(last) = self.last else {
            if self.kept.len() == MOST_KEPT {
                self.kept.clear();
            }
            self.kept.push(message.to_vec());
            return Outcome::Nothing;
        };
        if head.last <= last {
            return Outcome::Nothing;
        }
        if head.first > last.saturating_add(1) {
            return self.lost(message, Outcome::Gap);
        }
        let (depth, edges) = (&mut self.depth, self.edges);
        let (price_decimals, size_decimals) = (depth.price_decimals(), depth.size_decimals());
        let read = head.each(price_decimals, size_decimals, |side, price, size| {
            if within(edges, side, price) {
                depth.set(side, price, size);
            }
        });
        if read.is_err() {
            return self.lost(message, Outcome::Unreadable);
        }
        if self.depth.is_crossed() || self.is_thin() {
            return self.lost(message, Outcome::Doubtful);
        }
        self.last = Some(head.last);
        self.time_ms = head.time_ms;
        Outcome::Changed
    }

    /// Begins with a snapshot of at most `limit` levels a side and applies what came before it.
    pub fn snapshot(&mut self, snapshot: &DepthSnapshot<'_>, limit: usize, now_ms: i64) -> Outcome {
        let kept = std::mem::take(&mut self.kept);
        let first = kept.first().and_then(|message| read(message)).map(|head| head.first);
        let Ok(last) = u64::try_from(snapshot.last_update_id) else { return Outcome::Unreadable };
        if first.is_some_and(|first| first > last.saturating_add(1)) {
            self.kept = kept;
            return Outcome::Stale;
        }
        self.reset();
        for (side, rows) in [(Side::Buy, &snapshot.bids), (Side::Sell, &snapshot.asks)] {
            if self.side(side, rows).is_none() {
                self.reset();
                return Outcome::Unreadable;
            }
        }
        if self.depth.is_crossed() {
            self.reset();
            return Outcome::Doubtful;
        }
        self.edges = [Side::Buy, Side::Sell].map(|side| {
            let levels = self.depth.levels(side);
            (levels.len() >= limit).then(|| levels.last().map(|level| level.0)).flatten()
        });
        self.last = Some(last);
        self.time_ms = now_ms;
        for message in kept {
            let outcome = read(&message).map_or(Outcome::Unreadable, |head| self.event(&head, &message));
            if self.last.is_none() {
                return outcome;
            }
        }
        Outcome::Changed
    }

    fn side(&mut self, side: Side, rows: &[Vec<&RawValue>]) -> Option<()> {
        for row in rows {
            let (price, size) = level(row, self.depth.price_decimals(), self.depth.size_decimals())?;
            self.depth.set(side, price, size);
        }
        Some(())
    }

    /// Fewer levels known than wanted, where the venue has more beyond the edge of the snapshot.
    fn is_thin(&self) -> bool {
        let thin = |side, edge: Option<i64>| edge.is_some() && self.depth.levels(side).len() < self.wanted;
        thin(Side::Buy, self.edges[0]) || thin(Side::Sell, self.edges[1])
    }

    /// The event at hand is the first of those that the next snapshot is brought forward by.
    fn lost(&mut self, message: &[u8], how: Outcome) -> Outcome {
        self.reset();
        self.kept.push(message.to_vec());
        how
    }
}

fn within(edges: [Option<i64>; 2], side: Side, price: i64) -> bool {
    match side {
        Side::Buy => edges[0].is_none_or(|edge| price >= edge),
        Side::Sell => edges[1].is_none_or(|edge| price <= edge),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::parse::depth;
    use super::*;

    fn event(first: u64, last: u64, bids: &str) -> String {
        format!(r#"{{"e":"depthUpdate","E":{last},"s":"X","U":{first},"u":{last},"b":[{bids}],"a":[]}}"#)
    }

    fn apply(book: &mut LocalBook, first: u64, last: u64, bids: &str) -> Outcome {
        let text = event(first, last, bids);
        book.event(&read(text.as_bytes()).unwrap(), text.as_bytes())
    }

    fn snapshot(book: &mut LocalBook, last: u64, limit: usize) -> Outcome {
        let text = format!(
            r#"{{"lastUpdateId":{last},"bids":[["10","1"],["9","1"],["8","1"]],"asks":[["11","1"]]}}"#
        );
        book.snapshot(&depth(text.as_bytes()).unwrap(), limit, 0)
    }

    fn bids(book: &LocalBook) -> Vec<(String, String)> {
        book.book().bids.iter().map(|l| (l.price.to_string(), l.size.to_string())).collect()
    }

    fn level(price: &str, size: &str) -> (String, String) {
        (price.to_owned(), size.to_owned())
    }

    #[test]
    fn events_before_the_snapshot_are_applied_after_it_and_older_ones_dropped() {
        let mut book = LocalBook::new(8, 8, 10);
        assert_eq!(apply(&mut book, 5, 7, r#"["10","9"]"#), Outcome::Nothing);
        assert_eq!(apply(&mut book, 8, 10, r#"["9","0"],["7","2"]"#), Outcome::Nothing);
        assert_eq!(snapshot(&mut book, 3, 10), Outcome::Stale);
        assert_eq!(snapshot(&mut book, 8, 10), Outcome::Changed);
        assert_eq!(bids(&book), [level("10", "1"), level("8", "1"), level("7", "2")]);
        assert_eq!(apply(&mut book, 8, 10, r#"["10","5"]"#), Outcome::Nothing);
        assert_eq!(apply(&mut book, 11, 11, r#"["10","5"]"#), Outcome::Changed);
        assert_eq!(bids(&book)[0], level("10", "5"));
    }

    #[test]
    fn a_gap_starts_the_book_anew_from_the_event_that_showed_it() {
        let mut book = LocalBook::new(8, 8, 10);
        assert_eq!(snapshot(&mut book, 8, 10), Outcome::Changed);
        assert_eq!(apply(&mut book, 10, 12, r#"["10","5"]"#), Outcome::Gap);
        assert!(!book.is_synced());
        assert_eq!(snapshot(&mut book, 8, 10), Outcome::Stale);
        assert_eq!(snapshot(&mut book, 11, 10), Outcome::Changed);
        assert_eq!(bids(&book)[0], level("10", "5"));
    }

    #[test]
    fn what_lies_beyond_a_cut_off_snapshot_is_not_taken_for_the_book() {
        let mut book = LocalBook::new(8, 8, 2);
        assert_eq!(snapshot(&mut book, 8, 3), Outcome::Changed);
        assert_eq!(apply(&mut book, 9, 9, r#"["7","4"]"#), Outcome::Changed);
        assert_eq!(apply(&mut book, 10, 10, r#"["9","0"]"#), Outcome::Changed);
        assert_eq!(bids(&book), [level("10", "1"), level("8", "1")]);
        // the second best of a cut-off book is gone: which comes after it is not known
        assert_eq!(apply(&mut book, 11, 11, r#"["8","0"]"#), Outcome::Doubtful);
    }

    #[test]
    fn a_crossed_book_and_an_unreadable_level_start_it_anew() {
        for (bad, outcome) in [(r#"["12","1"]"#, Outcome::Doubtful), (r#"["10","x"]"#, Outcome::Unreadable)] {
            let mut book = LocalBook::new(8, 8, 10);
            snapshot(&mut book, 8, 10);
            assert_eq!(apply(&mut book, 9, 9, bad), outcome, "{bad}");
            assert!(!book.is_synced());
        }
    }
}

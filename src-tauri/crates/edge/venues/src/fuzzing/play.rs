//! Lines played to a dialect, and what must hold of all that it tells.

use std::collections::VecDeque;

use domain::Book;

use crate::MarketEvent;
use crate::session::{Dialect, Step, Steps, Told};

/// Levels of a book that are asked for in any of the channels played to.
const DEEPEST: usize = 100;
/// Connections a script may use up.
const CONNECTIONS: usize = 4;
/// From one message to the next.
const STEP_MS: i64 = 40;

/// Plays `greeting` and then `script` to a dialect, line by line; both again on every connection it asks for.
pub fn play<D: Dialect>(mut dialect: D, greeting: &str, script: &[u8]) {
    let mut now_ms = 1_700_000_000_000;
    for _ in 0..CONNECTIONS {
        let mut steps = Steps::default();
        let mut open = VecDeque::new();
        dialect.opened(now_ms, &mut steps);
        let mut lines = greeting.as_bytes().split(|b| *b == b'\n').chain(script.split(|b| *b == b'\n'));
        let ended = lines.any(|line| {
            now_ms += STEP_MS;
            match line.strip_prefix(b"<") {
                None => dialect.received(line, now_ms, &mut steps),
                Some(body) => {
                    if let Some(tag) = open.pop_front() {
                        dialect.fetched(tag, Ok(body.to_vec()), now_ms, &mut steps);
                    }
                }
            }
            dialect.tick(now_ms, &mut steps);
            take(&mut steps, &mut open)
        });
        dialect.closed(&mut steps);
        take(&mut steps, &mut open);
        if !ended {
            return;
        }
    }
}

/// Looks at what was told and notes what was asked; `true`: the connection is of no more use.
fn take(steps: &mut Steps, open: &mut VecDeque<u64>) -> bool {
    let mut ended = false;
    for step in steps.drain() {
        match step {
            Step::Tell(Told::Market(MarketEvent::Book { book, .. })) => check(&book),
            Step::Fetch { tag, .. } => open.push_back(tag),
            Step::Reconnect { .. } => ended = true,
            _ => {}
        }
    }
    ended
}

/// A book that is told is best first, holds no price twice, and nobody in it could trade with anybody.
pub fn check(book: &Book) {
    assert!(book.bids.len() <= DEEPEST && book.asks.len() <= DEEPEST, "deeper than asked: {book:?}");
    assert!(book.bids.windows(2).all(|two| two[0].price > two[1].price), "bids out of order: {book:?}");
    assert!(book.asks.windows(2).all(|two| two[0].price < two[1].price), "asks out of order: {book:?}");
    if let (Some(bid), Some(ask)) = (book.bids.first(), book.asks.first()) {
        assert!(bid.price < ask.price, "crossed: {book:?}");
    }
}

//! Market streams: one connection that listens to up to a thousand of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::channels::{Listening, Plan, Target};
use super::depth_event::{self, DepthHead};
use super::local_book::Outcome;
use super::parse::{self, Day, KlineEvent, PublicTrade};
use crate::feed::LinkState;
use crate::session::{Dialect, Steps};
use crate::{MarketEvent, VenueError};

/// The venue cuts off whoever sends more than five messages a second; a tick is a quarter of one.
const SENT_PER_TICK: usize = 1;
const STREAMS_PER_MESSAGE: usize = 100;
/// A snapshot that failed or was too old is asked for again after so long.
const AGAIN_MS: i64 = 1_000;

pub struct MarketStream {
    plan: Arc<Plan>,
    listening: Listening,
    unsent: VecDeque<String>,
    /// Numbers of subscriptions that were not confirmed yet.
    unconfirmed: BTreeSet<u64>,
    number: u64,
    /// When to ask for the snapshot of a book (by place in the plan), and which are under way.
    books_at_ms: BTreeMap<usize, i64>,
    books_asked: BTreeSet<usize>,
    connections: u64,
    live: bool,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    code: Option<i64>,
    #[serde(default)]
    msg: Option<String>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
    #[serde(default)]
    e: Option<String>,
}

#[derive(Deserialize)]
struct Kind {
    #[serde(default)]
    e: String,
}

#[derive(Deserialize)]
struct OfSymbol {
    s: String,
}

impl MarketStream {
    pub fn new(plan: Plan) -> Self {
        let plan = Arc::new(plan);
        Self {
            listening: Listening::new(&plan),
            plan,
            unsent: VecDeque::new(),
            unconfirmed: BTreeSet::new(),
            number: 0,
            books_at_ms: BTreeMap::new(),
            books_asked: BTreeSet::new(),
            connections: 0,
            live: false,
        }
    }

    fn send_some(&mut self, steps: &mut Steps) {
        for message in self.unsent.drain(..SENT_PER_TICK.min(self.unsent.len())) {
            steps.send(message);
        }
    }

    fn control(&mut self, message: &Message<'_>, steps: &mut Steps) {
        if message.code.is_some() || message.error.is_some() {
            let words = message.msg.clone().or_else(|| message.error.map(|e| e.get().to_owned()));
            steps.reconnect(format!("a subscription was refused: {}", words.unwrap_or_default()), None);
            return;
        }
        if let Some(number) = message.id.as_ref().and_then(serde_json::Value::as_u64) {
            self.unconfirmed.remove(&number);
        }
        self.tell_state(steps);
    }

    fn tell_state(&mut self, steps: &mut Steps) {
        let live = self.unsent.is_empty() && self.unconfirmed.is_empty() && self.listening.all_synced();
        if live != self.live {
            self.live = live;
            steps.state(if live { LinkState::Live } else { LinkState::Syncing });
        }
    }

    fn ask_for_book(&mut self, book: usize, steps: &mut Steps) {
        if !self.books_asked.insert(book) {
            return;
        }
        self.books_at_ms.remove(&book);
        let Some(kept) = self.listening.books.get(book) else { return };
        steps.fetch(book as u64, format!("depth {} {}", kept.name, kept.book.snapshot_levels()));
    }

    fn depth(&mut self, head: &DepthHead<'_>, message: &[u8], steps: &mut Steps) {
        let Some(index) = self.listening.book_of(head.symbol) else { return };
        let Some(kept) = self.listening.books.get_mut(index) else { return };
        match kept.book.event(head, message) {
            Outcome::Changed => {
                steps.market(MarketEvent::Book { symbol: kept.symbol.clone(), book: kept.book.book() });
            }
            lost @ (Outcome::Gap | Outcome::Unreadable | Outcome::Doubtful) => {
                count(lost, steps);
                self.ask_for_book(index, steps);
                self.tell_state(steps);
            }
            Outcome::Nothing if !kept.book.is_synced() && !self.books_at_ms.contains_key(&index) => {
                // the first event is there: a snapshot asked for now is not older than it
                self.ask_for_book(index, steps);
            }
            Outcome::Nothing | Outcome::Stale => {}
        }
    }

    fn event(&mut self, raw: &str, kind: &str, now_ms: i64, steps: &mut Steps) {
        let known = match kind {
            "trade" => self.trade(raw, steps),
            "24hrTicker" => self.ticker(raw, now_ms, steps),
            "kline" => self.candle(raw, steps),
            "serverShutdown" => {
                steps.reconnect("the venue restarts this server", None);
                Some(())
            }
            // a depth event that depth_event could not read
            "depthUpdate" => None,
            // something nobody asked for
            _ => Some(()),
        };
        if known.is_none() {
            steps.count_parse_error();
        }
    }

    fn trade(&mut self, raw: &str, steps: &mut Steps) -> Option<()> {
        let of: OfSymbol = serde_json::from_str(raw).ok()?;
        let trade: PublicTrade = serde_json::from_str(raw).ok()?;
        self.listening.trade(&of.s, &trade, steps);
        Some(())
    }

    fn ticker(&mut self, raw: &str, now_ms: i64, steps: &mut Steps) -> Option<()> {
        let day: Day = serde_json::from_str(raw).ok()?;
        self.listening.ticker(&day, now_ms, steps);
        Some(())
    }

    fn candle(&mut self, raw: &str, steps: &mut Steps) -> Option<()> {
        let event: KlineEvent<'_> = serde_json::from_str(raw).ok()?;
        self.listening.candle(&event, steps)
    }
}

impl Dialect for MarketStream {
    type Command = ();

    fn target(&mut self) -> String {
        "/stream".to_owned()
    }

    fn opened(&mut self, _now_ms: i64, steps: &mut Steps) {
        self.connections += 1;
        self.live = false;
        self.books_asked.clear();
        self.books_at_ms.clear();
        self.unconfirmed.clear();
        self.unsent.clear();
        self.listening.reopened();
        for streams in self.plan.streams().chunks(STREAMS_PER_MESSAGE) {
            self.number += 1;
            self.unconfirmed.insert(self.number);
            let message = serde_json::json!({ "method": "SUBSCRIBE", "params": streams, "id": self.number });
            self.unsent.push_back(message.to_string());
        }
        if self.connections > 1 {
            // what was traded while nobody listened
            for (place, name) in self.listening.interrupted() {
                steps.fetch((self.listening.books.len() + place) as u64, format!("trades {name}"));
            }
            for _ in &self.listening.books {
                steps.count_resync();
            }
        }
        self.send_some(steps);
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        if let Some(head) = depth_event::read(message) {
            return self.depth(&head, message, steps);
        }
        let text = std::str::from_utf8(message).unwrap_or_default();
        let Ok(read) = serde_json::from_str::<Message<'_>>(text) else {
            return steps.count_parse_error();
        };
        match (read.data, &read.e) {
            (Some(data), _) => match serde_json::from_str::<Kind>(data.get()) {
                Ok(kind) => self.event(data.get(), &kind.e, now_ms, steps),
                Err(_) => steps.count_parse_error(),
            },
            (None, Some(kind)) => self.event(text, kind, now_ms, steps),
            (None, None) => self.control(&read, steps),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        self.send_some(steps);
        let due: Vec<usize> =
            self.books_at_ms.iter().filter(|(_, at)| **at <= now_ms).map(|(book, _)| *book).collect();
        for book in due {
            self.ask_for_book(book, steps);
        }
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        let tag = usize::try_from(tag).unwrap_or(usize::MAX);
        let Some(kept) = self.listening.books.get_mut(tag) else {
            let trades = answer.ok().and_then(|body| parse::trades(&body).ok()).unwrap_or_default();
            return self.listening.caught_up(tag - self.listening.books.len(), &trades, steps);
        };
        self.books_asked.remove(&tag);
        let limit = kept.book.snapshot_levels();
        let outcome = match answer.ok().as_deref().map(parse::depth) {
            Some(Ok(snapshot)) => kept.book.snapshot(&snapshot, limit, now_ms),
            Some(Err(_)) => {
                steps.count_parse_error();
                Outcome::Stale
            }
            None => Outcome::Stale,
        };
        match outcome {
            Outcome::Changed => {
                steps.market(MarketEvent::Book { symbol: kept.symbol.clone(), book: kept.book.book() });
            }
            lost @ (Outcome::Gap | Outcome::Unreadable | Outcome::Doubtful) => {
                count(lost, steps);
                self.books_at_ms.insert(tag, now_ms + AGAIN_MS);
            }
            Outcome::Stale | Outcome::Nothing => drop(self.books_at_ms.insert(tag, now_ms + AGAIN_MS)),
        }
        self.tell_state(steps);
    }
}

/// A book that starts anew, and why.
fn count(lost: Outcome, steps: &mut Steps) {
    match lost {
        Outcome::Gap => steps.count_sequence_gap(),
        Outcome::Unreadable => steps.count_parse_error(),
        _ => {}
    }
    steps.count_resync();
}

/// How a stream is called, for one target.
pub fn stream_name(name: &str, target: Target) -> String {
    let name = name.to_lowercase();
    match target {
        Target::Ticker => format!("{name}@ticker"),
        Target::Trades => format!("{name}@trade"),
        Target::Book => format!("{name}@depth@100ms"),
        Target::Candles(interval) => format!("{name}@kline_{interval}"),
    }
}

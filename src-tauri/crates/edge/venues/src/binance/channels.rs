//! What one connection listens to, and what was already told of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Symbol, Timeframe, VenueId};

use super::local_book::LocalBook;
use super::market::{WIRE_DECIMALS, size_decimals};
use super::parse::{Day, KlineEvent, PublicTrade};
use super::stream::stream_name;
use super::symbols::{Catalogue, interval};
use crate::session::Steps;
use crate::{Channel, MarketEvent, VenueError};

/// Streams one connection may carry; the venue takes 1024.
pub const STREAMS_PER_CONNECTION: usize = 1_000;
/// Trade numbers remembered, so that a repetition or an exchange of neighbours is known for one.
const TRADES_KEPT: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Ticker,
    Trades,
    Book,
    Candles(&'static str),
}

#[derive(Debug, Clone)]
struct Planned {
    name: String,
    symbol: Symbol,
    target: Target,
    depth: usize,
    size_decimals: u32,
    stream: String,
}

/// The streams of one connection, none twice.
#[derive(Debug, Clone, Default)]
pub struct Plan(Vec<Planned>);

impl Plan {
    /// Plans for as many connections as are needed.
    pub fn of(venue: &VenueId, channels: &[Channel], catalogue: &Catalogue) -> Result<Vec<Self>, VenueError> {
        let mut planned: Vec<Planned> = Vec::new();
        for channel in channels {
            let symbol = channel.symbol().clone();
            let unknown = || VenueError::UnknownInstrument { venue: venue.clone(), symbol: symbol.clone() };
            let listed = catalogue.get(&symbol).ok_or_else(unknown)?;
            let (target, depth) = match channel {
                Channel::Ticker { .. } => (Target::Ticker, 0),
                Channel::Trades { .. } => (Target::Trades, 0),
                Channel::Book { depth, .. } => (Target::Book, (*depth).max(1)),
                Channel::Candles { timeframe, .. } => {
                    let what = "stream candles of three hours; ask for them, or listen to hours";
                    let none = || VenueError::NotOffered { venue: venue.clone(), what };
                    (Target::Candles(interval(*timeframe).ok_or_else(none)?), 0)
                }
            };
            let stream = stream_name(&listed.name, target);
            match planned.iter_mut().find(|one| one.stream == stream) {
                Some(there) => there.depth = there.depth.max(depth),
                None => planned.push(Planned {
                    name: listed.name.clone(),
                    symbol,
                    target,
                    depth,
                    size_decimals: size_decimals(listed),
                    stream,
                }),
            }
        }
        Ok(planned.chunks(STREAMS_PER_CONNECTION).map(|part| Self(part.to_vec())).collect())
    }

    pub fn streams(&self) -> Vec<&str> {
        self.0.iter().map(|one| one.stream.as_str()).collect()
    }
}

/// A book and whose it is.
pub struct KeptBook {
    pub name: String,
    pub symbol: Symbol,
    pub book: LocalBook,
}

struct Tape {
    symbol: Symbol,
    seen: BTreeSet<i64>,
    /// The last trade before a break, and those after it, held back until the ones between were asked for.
    held: Option<(i64, BTreeMap<i64, MarketEvent>)>,
}

/// What was told, so that nothing is told twice or after what replaced it.
pub struct Listening {
    pub books: Vec<KeptBook>,
    book_of: BTreeMap<String, usize>,
    tapes: BTreeMap<String, Tape>,
    tickers: BTreeMap<String, (Symbol, i64)>,
    candles: BTreeMap<(String, String), (Symbol, Timeframe, i64, bool)>,
}

impl Listening {
    pub fn new(plan: &Plan) -> Self {
        let mut listening = Self {
            books: Vec::new(),
            book_of: BTreeMap::new(),
            tapes: BTreeMap::new(),
            tickers: BTreeMap::new(),
            candles: BTreeMap::new(),
        };
        for one in &plan.0 {
            let (name, symbol) = (one.name.clone(), one.symbol.clone());
            match one.target {
                Target::Ticker => drop(listening.tickers.insert(name, (symbol, i64::MIN))),
                Target::Trades => {
                    listening.tapes.insert(name, Tape { symbol, seen: BTreeSet::new(), held: None });
                }
                Target::Book => {
                    listening.book_of.insert(name.clone(), listening.books.len());
                    let book = LocalBook::new(WIRE_DECIMALS, one.size_decimals, one.depth);
                    listening.books.push(KeptBook { name, symbol, book });
                }
                Target::Candles(interval) => {
                    let Ok(timeframe) = interval.parse() else { continue };
                    let told = (symbol, timeframe, i64::MIN, false);
                    listening.candles.insert((name, interval.to_owned()), told);
                }
            }
        }
        listening
    }

    /// A new connection: books begin anew, trades wait for those missed.
    pub fn reopened(&mut self) {
        for kept in &mut self.books {
            kept.book.reset();
        }
        for tape in self.tapes.values_mut() {
            let last = tape.held.take().map(|(last, _)| last).or(tape.seen.last().copied());
            tape.held = last.map(|last| (last, BTreeMap::new()));
        }
    }

    pub fn book_of(&self, name: &str) -> Option<usize> {
        self.book_of.get(name).copied()
    }

    pub fn all_synced(&self) -> bool {
        self.books.iter().all(|kept| kept.book.is_synced())
    }

    /// Instruments of whose trades some were missed, with the place by which [`Self::caught_up`] knows them.
    pub fn interrupted(&self) -> Vec<(usize, String)> {
        let held = self.tapes.iter().enumerate().filter(|(_, (_, tape))| tape.held.is_some());
        held.map(|(place, (name, _))| (place, name.clone())).collect()
    }

    /// The latest trades, asked for after a break: those missed and those held back leave in their order.
    pub fn caught_up(&mut self, place: usize, trades: &[PublicTrade], steps: &mut Steps) {
        let Some(tape) = self.tapes.values_mut().nth(place) else { return };
        let Some((last, mut events)) = tape.held.take() else { return };
        for trade in trades.iter().filter(|trade| trade.id > last) {
            if tape.seen.insert(trade.id) {
                events.insert(trade.id, tape.event(trade));
            }
        }
        events.into_values().for_each(|event| steps.market(event));
        tape.forget();
    }

    pub fn trade(&mut self, name: &str, trade: &PublicTrade, steps: &mut Steps) {
        let Some(tape) = self.tapes.get_mut(name) else { return };
        if trade.id < tape.floor() || !tape.seen.insert(trade.id) {
            return;
        }
        let event = tape.event(trade);
        match &mut tape.held {
            Some((_, held)) => drop(held.insert(trade.id, event)),
            None => steps.market(event),
        }
        tape.forget();
    }

    pub fn ticker(&mut self, day: &Day, now_ms: i64, steps: &mut Steps) {
        let Some((symbol, told_ms)) = self.tickers.get_mut(&day.symbol) else { return };
        let ticker = day.ticker(symbol.clone(), now_ms);
        if ticker.time_ms > *told_ms {
            *told_ms = ticker.time_ms;
            steps.market(MarketEvent::Ticker { ticker });
        }
    }

    /// `None`: its numbers cannot be read.
    pub fn candle(&mut self, event: &KlineEvent<'_>, steps: &mut Steps) -> Option<()> {
        let key = (event.symbol.clone(), event.kline.interval.clone());
        let candle = event.kline.candle()?;
        let Some((symbol, timeframe, start, was_closed)) = self.candles.get_mut(&key) else {
            return Some(());
        };
        let closed = event.kline.closed;
        if candle.time_ms < *start || (candle.time_ms == *start && *was_closed) {
            return Some(());
        }
        (*start, *was_closed) = (candle.time_ms, closed);
        let (symbol, timeframe) = (symbol.clone(), *timeframe);
        steps.market(MarketEvent::Candle { symbol, timeframe, candle, closed });
        Some(())
    }
}

impl Tape {
    /// Whatever is older was told, or is too old to be told.
    fn floor(&self) -> i64 {
        if self.seen.len() < TRADES_KEPT { i64::MIN } else { self.seen.first().copied().unwrap_or(i64::MIN) }
    }

    fn forget(&mut self) {
        while self.seen.len() > TRADES_KEPT {
            self.seen.pop_first();
        }
    }

    fn event(&self, trade: &PublicTrade) -> MarketEvent {
        MarketEvent::Trade { symbol: self.symbol.clone(), trade: trade.trade() }
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;

//! What the streams last told, by symbol.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Book, Candle, Symbol, Ticker, Timeframe, Trade};
use tokio::sync::broadcast;

use crate::MarketEvent;

/// Events a slow subscriber may fall behind.
const BACKLOG: usize = 1_024;
/// Trades kept of each symbol.
pub const TAPE: usize = 200;
/// Minutes kept: more than pass between two answers that hold them.
const MINUTES: usize = 10;

/// One symbol.
pub struct Seen {
    pub book: Option<Book>,
    pub ticker: Option<Ticker>,
    tape: VecDeque<Trade>,
    /// What was traded before is in the tape.
    begun: bool,
    minutes: VecDeque<Candle>,
    listeners: broadcast::Sender<MarketEvent>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            book: None,
            ticker: None,
            tape: VecDeque::new(),
            begun: false,
            minutes: VecDeque::new(),
            listeners: broadcast::channel(BACKLOG).0,
        }
    }
}

impl Seen {
    fn take(&mut self, event: MarketEvent) {
        match &event {
            MarketEvent::Book { book, .. } => self.book = Some(book.clone()),
            MarketEvent::Ticker { ticker } => self.ticker = Some(ticker.clone()),
            MarketEvent::Trade { trade, .. } => {
                if self.tape.len() == TAPE {
                    self.tape.pop_front();
                }
                self.tape.push_back(trade.clone());
            }
            MarketEvent::Candle { timeframe: Timeframe::M1, candle, .. } => self.minute(*candle),
            MarketEvent::Candle { .. } => {}
        }
        if self.listeners.receiver_count() > 0 {
            // Err: the last of them has just gone
            let _ = self.listeners.send(event);
        }
    }

    /// A candle as it now is, or one more.
    fn minute(&mut self, candle: Candle) {
        let place = self.minutes.iter().rposition(|known| known.time_ms <= candle.time_ms);
        match place.and_then(|at| self.minutes.get_mut(at)).filter(|known| known.time_ms == candle.time_ms) {
            Some(known) => *known = candle,
            None => self.minutes.insert(place.map_or(0, |at| at + 1), candle),
        }
        if self.minutes.len() > MINUTES {
            self.minutes.pop_front();
        }
    }

    /// Ascending; the last one may be running.
    pub fn minutes(&self) -> Vec<Candle> {
        self.minutes.iter().copied().collect()
    }

    pub const fn has_tape(&self) -> bool {
        self.begun
    }

    /// The latest, oldest first.
    pub fn trades(&self, limit: usize) -> Vec<Trade> {
        self.tape.iter().skip(self.tape.len().saturating_sub(limit)).cloned().collect()
    }

    fn begin_tape(&mut self, before: Vec<Trade>) {
        let known: BTreeSet<&str> = self.tape.iter().map(|trade| trade.id.as_str()).collect();
        let before: Vec<Trade> =
            before.into_iter().filter(|trade| !known.contains(trade.id.as_str())).collect();
        let room = TAPE - self.tape.len().min(TAPE);
        before.into_iter().rev().take(room).for_each(|trade| self.tape.push_front(trade));
        self.begun = true;
    }
}

/// Every symbol that is listened to.
#[derive(Default)]
pub struct Heard(Mutex<BTreeMap<Symbol, Seen>>);

impl Heard {
    fn all(&self) -> MutexGuard<'_, BTreeMap<Symbol, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Events of this symbol are kept from now on.
    pub fn expect(&self, symbol: &Symbol) {
        self.all().entry(symbol.clone()).or_default();
    }

    pub fn forget(&self, symbol: &Symbol) {
        self.all().remove(symbol);
    }

    pub fn take(&self, event: MarketEvent) {
        if let Some(seen) = self.all().get_mut(symbol_of(&event)) {
            seen.take(event);
        }
    }

    pub fn read<T>(&self, symbol: &Symbol, read: impl FnOnce(&Seen) -> Option<T>) -> Option<T> {
        read(self.all().get(symbol)?)
    }

    pub fn begin_tape(&self, symbol: &Symbol, before: Vec<Trade>) {
        if let Some(seen) = self.all().get_mut(symbol).filter(|seen| !seen.begun) {
            seen.begin_tape(before);
        }
    }

    pub fn subscribe(&self, symbol: &Symbol) -> Option<broadcast::Receiver<MarketEvent>> {
        Some(self.all().get(symbol)?.listeners.subscribe())
    }
}

const fn symbol_of(event: &MarketEvent) -> &Symbol {
    match event {
        MarketEvent::Book { symbol, .. }
        | MarketEvent::Trade { symbol, .. }
        | MarketEvent::Candle { symbol, .. } => symbol,
        MarketEvent::Ticker { ticker } => &ticker.symbol,
    }
}

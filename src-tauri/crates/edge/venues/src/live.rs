//! A real market listened to once for everybody: one stream a symbol, and answers from what it last told.

mod line;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;

use crate::limiter::BudgetLeft;
use crate::{Channel, Feed, HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError};
use line::Line;

type Lines = Arc<Mutex<BTreeMap<Symbol, Line>>>;

/// Levels a side kept of each book.
pub const DEPTH: usize = 25;

/// The streams of a market, shared. A line is opened when a symbol is first subscribed to and closed a while after
/// the last subscriber left; while it is live, book, ticker and trades are answered from it and nothing is asked.
pub struct LiveMarket {
    inner: Arc<dyn MarketData>,
    lines: Lines,
}

impl LiveMarket {
    pub fn new(inner: Arc<dyn MarketData>) -> Self {
        Self { inner, lines: Lines::default() }
    }

    /// What a live line last told, if it told it.
    fn seen<T>(&self, symbol: &Symbol, read: impl FnOnce(&line::Seen) -> Option<T>) -> Option<T> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(symbol).filter(|line| line.is_live())?.seen(read)
    }
}

#[async_trait]
impl MarketData for LiveMarket {
    fn venue(&self) -> VenueId {
        self.inner.venue()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, ..self.inner.capabilities() }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.inner.instruments().await
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        match self.seen(symbol, |seen| seen.ticker.clone()) {
            Some(ticker) => Ok(ticker),
            None => self.inner.ticker(symbol).await,
        }
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let seen = if depth <= DEPTH { self.seen(symbol, |seen| seen.book.clone()) } else { None };
        match seen {
            Some(mut book) => {
                book.bids.truncate(depth);
                book.asks.truncate(depth);
                Ok(book)
            }
            None => self.inner.book(symbol, depth).await,
        }
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        match self.seen(symbol, |seen| seen.trades(limit)) {
            Some(trades) => Ok(trades),
            None => self.inner.trades(symbol, limit).await,
        }
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        self.inner.candles(symbol, timeframe, range_ms).await
    }

    /// A venue that cannot be listened to gives a channel that is closed from the start.
    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(symbol) {
            return line.subscribe();
        }
        match Line::open(self.inner.as_ref(), symbol, Arc::clone(&self.lines)) {
            Ok(line) => {
                let events = line.subscribe();
                lines.insert(symbol.clone(), line);
                events
            }
            Err(error) => {
                tracing::warn!(%error, %symbol, "cannot be listened to");
                broadcast::channel(1).1
            }
        }
    }

    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        self.inner.tickers().await
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        self.inner.watch(channels, until_close)
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        self.inner.symbol_of(venue_symbol).await
    }

    /// Counters of all lines together and the state of the worst of them; the market's own while none is open.
    fn health(&self) -> Option<HealthReport> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.values().map(Line::health).reduce(HealthReport::joined).or_else(|| self.inner.health())
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        self.inner.budgets()
    }
}

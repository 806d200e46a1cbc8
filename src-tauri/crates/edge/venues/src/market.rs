//! What a market tells.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Book, Candle, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::{broadcast, mpsc};

use crate::limiter::BudgetLeft;
use crate::{Channel, Health, HealthReport, VenueError};

/// What a market can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarketCapabilities {
    /// Prices move now and events are published. A recorded market stands still.
    pub live: bool,
    /// Levels a side the book has at most.
    pub book_depth: usize,
    /// Candles one request returns at most.
    pub candles_per_request: usize,
}

/// One thing that happened on a market.
#[derive(Debug, Clone, PartialEq)]
pub enum MarketEvent {
    Book {
        symbol: Symbol,
        book: Book,
    },
    Trade {
        symbol: Symbol,
        trade: Trade,
    },
    /// `closed`: this candle will not change any more. Otherwise the running candle as it now is.
    Candle {
        symbol: Symbol,
        timeframe: Timeframe,
        candle: Candle,
        closed: bool,
    },
    Ticker {
        ticker: Ticker,
    },
}

/// Channels being listened to; it ends when this is dropped. Events come in the venue's order and none is left out:
/// whoever reads slowly finds them waiting.
pub struct Feed {
    pub events: mpsc::UnboundedReceiver<MarketEvent>,
    pub health: Arc<Health>,
    /// Keeps the connections up.
    pub(crate) _sessions: Box<dyn Send>,
}

impl Feed {
    /// `sessions`: what ends the connections when it is dropped.
    pub fn new(
        events: mpsc::UnboundedReceiver<MarketEvent>,
        health: Arc<Health>,
        sessions: Box<dyn Send>,
    ) -> Self {
        Self { events, health, _sessions: sessions }
    }
}

/// A source of market data. Nothing here needs a key.
#[async_trait]
pub trait MarketData: Send + Sync {
    fn venue(&self) -> VenueId;

    fn capabilities(&self) -> MarketCapabilities;

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError>;

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError>;

    /// The book with at most `depth` levels a side.
    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError>;

    /// The latest trades, oldest first, at most `limit`.
    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError>;

    /// Candles that start in `range_ms`, ascending. The unfinished one comes last: it is unfinished while its start
    /// plus the timeframe lies after now.
    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError>;

    /// So many of the latest candles of each length the venue keeps ready; older ones cost it and us many requests.
    /// `None`: all are the same to it.
    fn candles_kept(&self) -> Option<usize> {
        None
    }

    /// Events from now on. A receiver that falls behind is told so (`Lagged`) and goes on with newer events; for a
    /// symbol the market does not have the channel is closed from the start.
    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent>;

    /// The tickers of all instruments, in the venue's order.
    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        Err(VenueError::NotOffered { venue: self.venue(), what: "tell all tickers at once" })
    }

    /// Listens to the channels given. `until_close`: the events end when the venue ends the stream; otherwise the
    /// feed reconnects, subscribes again and resynchronises for as long as it is held.
    fn watch(&self, _channels: &[Channel], _until_close: bool) -> Result<Feed, VenueError> {
        Err(VenueError::NotOffered { venue: self.venue(), what: "be listened to channel by channel" })
    }

    /// The unified symbol of a venue's own (`tBTCUSD`, `XBTUSD`, `BTC-USD`).
    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        venue_symbol.parse().ok()
    }

    /// How the connections of this market do.
    fn health(&self) -> Option<HealthReport> {
        None
    }

    /// What is left of the venue's budgets of requests.
    fn budgets(&self) -> Vec<BudgetLeft> {
        Vec::new()
    }
}

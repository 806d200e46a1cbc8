//! What a market tells.

use std::ops::Range;

use async_trait::async_trait;
use domain::{Book, Candle, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;

use crate::VenueError;

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

    /// Events from now on. A receiver that falls behind is told so (`Lagged`) and goes on with newer events; for a
    /// symbol the market does not have the channel is closed from the start.
    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent>;
}

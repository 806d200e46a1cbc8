//! A connected venue as one market: what is followed is heard, what is only stored stands still.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;
use venues::live::LiveMarket;
use venues::recorded::RecordedMarket;
use venues::{HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError};

pub(crate) struct Joined {
    live: Arc<LiveMarket>,
    recorded: RecordedMarket,
}

impl Joined {
    pub const fn new(live: Arc<LiveMarket>, recorded: RecordedMarket) -> Self {
        Self { live, recorded }
    }

    pub const fn live(&self) -> &Arc<LiveMarket> {
        &self.live
    }

    fn of(&self, symbol: &Symbol) -> &dyn MarketData {
        if self.live.follows(symbol) { self.live.as_ref() } else { &self.recorded }
    }
}

#[async_trait]
impl MarketData for Joined {
    fn venue(&self) -> VenueId {
        self.live.venue()
    }

    fn capabilities(&self) -> MarketCapabilities {
        self.live.capabilities()
    }

    /// Followed ones first.
    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        let mut all = self.live.followed();
        let stored = self.recorded.instruments().await?;
        all.extend(stored.into_iter().filter(|i| !self.live.follows(&i.id.symbol)));
        Ok(all)
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        self.of(symbol).ticker(symbol).await
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        self.of(symbol).book(symbol, depth).await
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        self.of(symbol).trades(symbol, limit).await
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        self.of(symbol).candles(symbol, timeframe, range_ms).await
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        self.of(symbol).subscribe(symbol)
    }

    fn health(&self) -> Option<HealthReport> {
        self.live.health()
    }
}

//! Coinbase as a market.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::PoisonError;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;

use super::{Coinbase, id, pages, symbols};
use crate::limiter::BudgetLeft;
use crate::{Channel, Feed, HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError};

#[async_trait]
impl MarketData for Coinbase {
    fn venue(&self) -> VenueId {
        id()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: 500, candles_per_request: pages::PER_PAGE as usize }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.rest.instruments().await
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        self.rest.ticker(symbol).await
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        self.rest.book(symbol, depth).await
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        self.rest.trades(symbol, limit).await
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        self.rest.candles(symbol, timeframe, range_ms).await
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        if self.rest.lacks(symbol) {
            return broadcast::channel(1).1;
        }
        self.live.subscribe(symbol)
    }

    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        let touches = match self.account() {
            Ok(account) => account.touches().await?,
            Err(_) => BTreeMap::new(),
        };
        let tickers = self.rest.tickers(&touches).await?;
        if tickers.is_empty() {
            let what = "tell all bids and asks at once without a key";
            return Err(VenueError::NotOffered { venue: id(), what });
        }
        Ok(tickers)
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        Ok(self.live.watch(channels, until_close))
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        symbols::symbol(venue_symbol)
    }

    fn health(&self) -> Option<HealthReport> {
        let asked = self.rest.http().health().report();
        let stream = self.live.health.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(stream) = stream.map(|health| health.report()) else { return Some(asked) };
        Some(HealthReport {
            latency_us: asked.latency_us,
            clock_offset_ms: asked.clock_offset_ms,
            clock_known: asked.clock_known,
            last_error: stream.last_error.or(asked.last_error),
            ..stream
        })
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        self.rest.http().limiter().left()
    }
}

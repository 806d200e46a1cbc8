//! The market as REST tells it.

use std::collections::BTreeMap;
use std::ops::Range;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;

use super::inner::Inner;
use super::parse::market;
use super::{Kraken, candles, listeners, stream};
use crate::limiter::BudgetLeft;
use crate::{Channel, Feed, HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError};

#[async_trait]
impl MarketData for Kraken {
    fn venue(&self) -> VenueId {
        self.inner.venue.clone()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: 500, candles_per_request: candles::PAGE }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.inner.instruments().await
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let pair = self.inner.pair(symbol).await?;
        let now_ms = self.inner.clock.now_ms();
        let target = format!("Ticker?pair={}", pair.altname);
        let read = |body: &[u8]| market::tickers(body, now_ms, |_| Some(symbol.clone()));
        let tickers = self.inner.rest.public(&target, read).await?;
        tickers.into_iter().next().ok_or_else(|| no_data(&self.inner, symbol, "ticker"))
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let pair = self.inner.pair(symbol).await?;
        let target = format!("Depth?pair={}&count={}", pair.altname, depth.clamp(1, 500));
        let now_ms = self.inner.clock.now_ms();
        let mut book = self.inner.rest.public(&target, |body| market::book(body, now_ms)).await?;
        book.bids.truncate(depth);
        book.asks.truncate(depth);
        Ok(book)
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let pair = self.inner.pair(symbol).await?;
        let target = format!("Trades?pair={}&count={}", pair.altname, limit.clamp(1, 1000));
        let (mut trades, _) = self.inner.rest.public(&target, market::trades).await?;
        let surplus = trades.len().saturating_sub(limit);
        Ok(trades.split_off(surplus))
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        candles::fetch(&self.inner, symbol, timeframe, range_ms).await
    }

    fn candles_kept(&self) -> Option<usize> {
        Some(candles::PAGE)
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        listeners::subscribe(&self.inner, symbol)
    }

    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        let pairs = self.inner.pairs().await?;
        let now_ms = self.inner.clock.now_ms();
        let symbol_of = |id: &str| pairs.named(id).map(|pair| pair.symbol().clone());
        self.inner.rest.public("Ticker", |body| market::tickers(body, now_ms, symbol_of)).await
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        stream::watch(&self.inner, channels, until_close)
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        if let Ok(symbol) = venue_symbol.parse::<Symbol>() {
            return super::parse::stream::symbol(&symbol.to_string());
        }
        let pairs = self.inner.pairs().await.ok()?;
        pairs.named(venue_symbol).map(|pair| pair.symbol().clone())
    }

    fn health(&self) -> Option<HealthReport> {
        Some(self.inner.market_health.report())
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        let mut left = self.inner.rest.http.limiter().left();
        left.extend(self.inner.engine.least());
        left
    }
}

pub fn no_data(inner: &Inner, symbol: &Symbol, what: &'static str) -> VenueError {
    VenueError::NoData { venue: inner.venue.clone(), symbol: symbol.clone(), what }
}

/// Precision of price and quantity, pair by pair: what a book's checksum is padded to.
pub type Precisions = BTreeMap<Symbol, (u32, u32)>;

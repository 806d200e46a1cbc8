//! Bitfinex as a source of market data.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::{broadcast, mpsc};

use super::Bitfinex;
use super::limits::{CHANNELS, PAGE};
use super::stream::PublicStream;
use crate::feed::Health;
use crate::limiter::BudgetLeft;
use crate::session::{self, Told};
use crate::{Channel, Feed, HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError};

#[async_trait]
impl MarketData for Bitfinex {
    fn venue(&self) -> VenueId {
        self.venue.clone()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: 250, candles_per_request: PAGE }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.rest.instruments().await.map(<[Instrument]>::to_vec)
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
        let listed = |all: &[Instrument]| all.iter().any(|one| one.id.symbol == *symbol);
        if !self.rest.cached().is_none_or(listed) {
            return broadcast::channel(1).1;
        }
        let settings = self.public_session(true, self.health.clone());
        self.hub.subscribe(symbol, self.symbols.get(), &self.limits, settings)
    }

    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        self.rest.tickers().await
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(VenueError::NotOffered {
                venue: self.venue.clone(),
                what: "listen outside of a runtime",
            });
        }
        let (sender, events) = mpsc::unbounded_channel();
        let health = Arc::new(Health::default());
        let wanted: Vec<Channel> = channels.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let handles: Vec<_> = wanted
            .chunks(CHANNELS)
            .map(|channels| {
                let stream = PublicStream::new(self.symbols.get(), self.limits.clone(), channels);
                let (settings, sender) = (self.public_session(!until_close, health.clone()), sender.clone());
                session::spawn(stream, settings, move |told| {
                    if let Told::Market(event) = told {
                        // Err: the feed was dropped, and this session with it
                        let _ = sender.send(event);
                    }
                })
            })
            .collect();
        Ok(Feed::new(events, health, Box::new(handles)))
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        match venue_symbol.parse() {
            Ok(symbol) => Some(symbol),
            Err(_) => self.rest.names().await.symbol(venue_symbol),
        }
    }

    fn health(&self) -> Option<HealthReport> {
        Some(self.health.report())
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        self.rest.http().limiter().left()
    }
}

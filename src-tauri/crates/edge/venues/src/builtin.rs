//! The built-in market: offline and deterministic, always open.
//!
//! Prices, books, trades and candles are pure functions of seed, symbol and time (`series`, `depth`, `tape`);
//! nothing is replayed from a beginning, so any moment costs the same.

pub mod depth;
pub mod feed;
pub mod history;
pub mod listing;
pub mod noise;
pub mod path;
pub mod quote;
pub mod series;
pub mod tape;
pub mod tick_candle;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

use crate::{Clock, MarketCapabilities, MarketData, MarketEvent, VenueError};
use depth::Depth;
use feed::{Feed, Sources};
use history::History;
use listing::LISTINGS;
use series::{SECOND_MS, Series};

/// Events a slow reader may lie behind before it loses some: about ten seconds.
const EVENTS_KEPT: usize = 512;
/// Seconds looked back for recent trades.
const TRADES_BACK_SECONDS: i64 = 600;
const CAPABILITIES: MarketCapabilities =
    MarketCapabilities { live: true, book_depth: depth::LEVELS, candles_per_request: 1_000_000 };

struct Simulated {
    instrument: Instrument,
    history: History,
    depth: Depth,
    tape_key: u64,
    feed: Mutex<Feed>,
    events: broadcast::Sender<MarketEvent>,
}

impl Simulated {
    fn sources(&self) -> Sources<'_> {
        Sources {
            symbol: &self.instrument.id.symbol,
            history: &self.history,
            depth: &self.depth,
            tape_key: self.tape_key,
        }
    }
}

/// The market inside the app. Same seed and time: same prices, books, trades and candles.
pub struct BuiltinMarket {
    clock: Arc<dyn Clock>,
    symbols: BTreeMap<Symbol, Simulated>,
}

impl BuiltinMarket {
    pub fn new(seed: u64, clock: Arc<dyn Clock>) -> Self {
        let listed = LISTINGS.into_iter().filter_map(|listing| {
            let instrument = listing.instrument().ok()?;
            let series = Series::new(seed, listing);
            let simulated = Simulated {
                depth: Depth::new(seed, &series),
                tape_key: series.stream(seed, 500),
                history: History::new(series),
                feed: Mutex::new(Feed::default()),
                events: broadcast::Sender::new(EVENTS_KEPT),
                instrument: instrument.clone(),
            };
            Some((instrument.id.symbol, simulated))
        });
        Self { clock, symbols: listed.collect() }
    }

    /// Publishes what happened since the last time, on the instruments somebody listens to.
    pub fn publish(&self) {
        let now_ms = self.clock.now_ms();
        for simulated in self.symbols.values().filter(|s| s.events.receiver_count() > 0) {
            let mut feed = simulated.feed.lock().unwrap_or_else(PoisonError::into_inner);
            for event in feed.step(&simulated.sources(), now_ms) {
                // An error means that the last listener has just left.
                let _ = simulated.events.send(event);
            }
        }
    }

    /// Publishes four times a second until the market is dropped. To be called inside a tokio runtime.
    pub fn run(self: &Arc<Self>) -> JoinHandle<()> {
        let market = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut beat = tokio::time::interval(Duration::from_millis(depth::STEP_MS.unsigned_abs()));
            beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
            loop {
                beat.tick().await;
                let Some(market) = market.upgrade() else { return };
                market.publish();
            }
        })
    }

    fn simulated(&self, symbol: &Symbol) -> Result<&Simulated, VenueError> {
        self.symbols
            .get(symbol)
            .ok_or_else(|| VenueError::UnknownInstrument { venue: self.venue(), symbol: symbol.clone() })
    }
}

#[async_trait]
impl MarketData for BuiltinMarket {
    fn venue(&self) -> VenueId {
        VenueId::builtin()
    }

    fn capabilities(&self) -> MarketCapabilities {
        CAPABILITIES
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(self.symbols.values().map(|s| s.instrument.clone()).collect())
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        Ok(quote::ticker(&self.simulated(symbol)?.sources(), self.clock.now_ms()))
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let simulated = self.simulated(symbol)?;
        let mut book = simulated.depth.book(&simulated.history.series, self.clock.now_ms());
        book.bids.truncate(depth);
        book.asks.truncate(depth);
        Ok(book)
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let simulated = self.simulated(symbol)?;
        let now = self.clock.now_ms().div_euclid(SECOND_MS);
        let mut newest_first = Vec::new();
        for second in (now - TRADES_BACK_SECONDS..=now).rev() {
            if newest_first.len() >= limit {
                break;
            }
            let s = tape::trades(&simulated.history.series, &simulated.depth, simulated.tape_key, second);
            newest_first.extend(s.into_iter().rev());
        }
        newest_first.truncate(limit);
        newest_first.reverse();
        Ok(newest_first)
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let history = &self.simulated(symbol)?.history;
        let limit = CAPABILITIES.candles_per_request;
        Ok(history.candles(timeframe, range_ms, limit, self.clock.now_ms()).await)
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        match self.symbols.get(symbol) {
            Some(simulated) => simulated.events.subscribe(),
            None => broadcast::channel(1).1,
        }
    }
}

//! Candles from a venue into the store: each asked for once, stopped and gone on with.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use desk::{FetchProgress, Fetched, fetch_candles};
use domain::{Book, Candles, Instrument, InstrumentId, Symbol, Ticker, Timeframe, Trade, VenueId};
use store::Store;
use tokio::sync::broadcast;
use venues::builtin::BuiltinMarket;
use venues::{ManualClock, MarketCapabilities, MarketData, MarketEvent, VenueError};

const HOUR: i64 = 3_600_000;
const NOW: i64 = 1_700_000_000_000 / HOUR * HOUR + 1_800_000;

/// The built-in market under another name, a hundred candles a request, which counts what it is asked.
struct Narrow {
    market: BuiltinMarket,
    asked: AtomicUsize,
}

impl Narrow {
    fn new() -> Self {
        let market = BuiltinMarket::new(7, Arc::new(ManualClock::new(NOW)));
        Self { market, asked: AtomicUsize::new(0) }
    }

    fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::Relaxed)
    }
}

#[async_trait]
impl MarketData for Narrow {
    fn venue(&self) -> VenueId {
        VenueId::new("kraken")
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { candles_per_request: 100, ..self.market.capabilities() }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.market.instruments().await
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        self.market.ticker(symbol).await
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        self.market.book(symbol, depth).await
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        self.market.trades(symbol, limit).await
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        assert!(range_ms.end - range_ms.start <= 100 * timeframe.ms(), "{range_ms:?} is more than a page");
        self.market.candles(symbol, timeframe, range_ms).await
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        self.market.subscribe(symbol)
    }
}

/// The hours before now from one number of them to another.
async fn fetch(
    store: &Store,
    market: &Narrow,
    (from, to): (i64, i64),
    go_on: impl FnMut(FetchProgress) -> bool,
) -> Fetched {
    let id = InstrumentId::new(market.venue(), "SIM-A/USD".parse().unwrap());
    let range = NOW - from * HOUR..NOW - to * HOUR;
    fetch_candles(store, market, &id, Timeframe::H1, range, NOW, go_on).await.unwrap()
}

#[tokio::test]
async fn what_is_stored_is_not_asked_for_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("countersign.db")).await.unwrap();
    let market = Narrow::new();
    let first = fetch(&store, &market, (250, 0), |_| true).await;
    assert_eq!((first.requests, first.rows, first.inserted, first.stopped), (3, 250, 250, false));
    assert_eq!(market.asked(), 3);
    let again = fetch(&store, &market, (200, 10), |_| true).await;
    assert_eq!((again, market.asked()), (Fetched::default(), 0));
    // only what lies before is new
    let wider = fetch(&store, &market, (300, 0), |_| true).await;
    assert_eq!((wider.requests, wider.inserted, market.asked()), (1, 50, 1));
    let id = InstrumentId::new(market.venue(), "SIM-A/USD".parse().unwrap());
    assert!(store.gaps(&id, Timeframe::H1).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_stopped_fetch_keeps_its_pages_and_goes_on_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("countersign.db")).await.unwrap();
    let market = Narrow::new();
    let mut heard = Vec::new();
    let stopped = fetch(&store, &market, (1000, 0), |p| {
        heard.push(p.pages);
        p.pages < 4
    })
    .await;
    assert!(stopped.stopped);
    assert_eq!((stopped.requests, stopped.inserted, heard.as_slice()), (4, 400, &[0, 1, 2, 3, 4][..]));
    let rest = fetch(&store, &market, (1000, 0), |_| true).await;
    assert_eq!((rest.requests, rest.inserted, rest.duplicates), (6, 600, 0));
}

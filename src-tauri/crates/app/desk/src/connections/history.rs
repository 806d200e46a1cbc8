//! Candles of a connected venue: stored ones, the missing ones fetched once, and the one that runs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Candles, InstrumentId, Timeframe, VenueId};
use store::Store;
use venues::live::LiveMarket;
use venues::{Clock, MarketData};

use crate::{DeskError, fetch_candles};

/// A candle that ended less than this ago may not be written down at its venue yet.
const SETTLES_MS: i64 = 10_000;
/// Fetched without being asked for by name: what a chart shows. More is a download.
const MOST_UNASKED: i64 = 5_000;
/// Whoever waits for a chart waits no longer; what was fetched by then is stored.
const PATIENCE: Duration = Duration::from_secs(20);
/// After a fetch that failed the venue is left alone for so long.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

pub(crate) struct History {
    store: Store,
    clock: Arc<dyn Clock>,
    /// One fetch at a time: two that want the same ask once.
    turn: tokio::sync::Mutex<()>,
    failed: Mutex<BTreeMap<VenueId, Instant>>,
}

impl History {
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, turn: tokio::sync::Mutex::default(), failed: Mutex::default() }
    }

    /// Candles that start in the range, as far as they are stored, can be fetched, or run. A venue that does not
    /// answer leaves what is stored.
    pub async fn candles(
        &self,
        live: &Arc<LiveMarket>,
        id: &InstrumentId,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, DeskError> {
        let settled = timeframe.floor(self.clock.now_ms() - SETTLES_MS);
        let stored = range_ms.start..range_ms.end.min(settled);
        if stored.start < stored.end {
            self.fill(live, id, timeframe, stored.clone()).await;
        }
        let mut candles = self.store.load(id, timeframe, stored.start..stored.end.max(stored.start)).await?;
        if range_ms.end > settled {
            let running = range_ms.start.max(settled)..range_ms.end;
            match live.candles(&id.symbol, timeframe, running).await {
                Ok(running) => running.iter().for_each(|candle| candles.push(candle)),
                Err(error) => tracing::debug!(%error, %id, "the running candle is not known"),
            }
        }
        Ok(candles)
    }

    /// Fetches what is not stored of the range.
    async fn fill(&self, live: &LiveMarket, id: &InstrumentId, timeframe: Timeframe, range_ms: Range<i64>) {
        let _turn = self.turn.lock().await;
        if self.rests(&id.venue) {
            return;
        }
        let now_ms = self.clock.now_ms();
        let reach = |candles: i64| timeframe.ms().saturating_mul(candles);
        let mut from = range_ms.start.max(range_ms.end.saturating_sub(reach(MOST_UNASKED)));
        if let Some(kept) = live.candles_kept() {
            let kept = i64::try_from(kept).unwrap_or(i64::MAX);
            from = from.max(timeframe.floor(now_ms) - reach(kept.saturating_sub(2)));
        }
        if from >= range_ms.end {
            return;
        }
        let market = live.inner().as_ref();
        let fetch = fetch_candles(&self.store, market, id, timeframe, from..range_ms.end, now_ms, |_| true);
        match tokio::time::timeout(PATIENCE, fetch).await {
            Ok(Ok(fetched)) => tracing::debug!(%id, requests = fetched.requests, "history is complete"),
            Ok(Err(error)) => {
                tracing::warn!(%error, %id, "history could not be fetched");
                self.failed().insert(id.venue.clone(), Instant::now());
            }
            Err(_) => tracing::warn!(%id, "history takes long; the rest is fetched the next time"),
        }
    }

    fn failed(&self) -> std::sync::MutexGuard<'_, BTreeMap<VenueId, Instant>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rests(&self, venue: &VenueId) -> bool {
        self.failed().get(venue).is_some_and(|at| at.elapsed() < AFTER_FAILURE)
    }
}

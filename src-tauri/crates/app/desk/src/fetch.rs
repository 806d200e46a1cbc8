//! Candles from a venue into the store: only what is not there, a page at a time, to be stopped and gone on with.

use std::ops::Range;

use domain::{Candles, InstrumentId, Timeframe};
use store::Store;
use venues::MarketData;

use crate::DeskError;

/// How far a fetch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FetchProgress {
    /// Requests answered, and how many there are to be.
    pub pages: usize,
    pub of: usize,
    pub rows: u64,
}

/// What a fetch came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fetched {
    pub rows: u64,
    pub inserted: u64,
    pub duplicates: u64,
    /// Requests that went out; none where everything was stored.
    pub requests: usize,
    /// It was stopped before the end; asking again goes on where it stopped.
    pub stopped: bool,
}

/// Fetches what the store does not have of the range. `go_on` hears of every page and stops the fetch with `false`;
/// what was fetched until then is stored. The candle that is not finished at `now_ms` is left for later.
pub async fn fetch_candles(
    store: &Store,
    market: &dyn MarketData,
    instrument: &InstrumentId,
    timeframe: Timeframe,
    range_ms: Range<i64>,
    now_ms: i64,
    mut go_on: impl FnMut(FetchProgress) -> bool,
) -> Result<Fetched, DeskError> {
    let wanted = timeframe.floor(range_ms.start)..range_ms.end.min(timeframe.floor(now_ms));
    let covered = store.fetched(instrument, timeframe).await?;
    let size = i64::try_from(market.capabilities().candles_per_request.max(1)).unwrap_or(i64::MAX);
    let length = timeframe.ms().saturating_mul(size);
    let pages: Vec<Range<i64>> =
        store::uncovered(wanted, &covered).into_iter().flat_map(|part| paged(part, length)).collect();
    let (mut done, of) = (Fetched::default(), pages.len());
    for page in pages {
        if !go_on(FetchProgress { pages: done.requests, of, rows: done.rows }) {
            done.stopped = true;
            return Ok(done);
        }
        let candles = market.candles(&instrument.symbol, timeframe, page.clone()).await?;
        let outcome = store.import_fetched(instrument, &within(&candles, &page), page).await?;
        done.requests += 1;
        done.rows += outcome.rows;
        done.inserted += outcome.inserted;
        done.duplicates += outcome.duplicates + outcome.replaced;
    }
    go_on(FetchProgress { pages: done.requests, of, rows: done.rows });
    Ok(done)
}

/// Newest last; the length is a whole number of candles.
fn paged(part: Range<i64>, length: i64) -> impl Iterator<Item = Range<i64>> {
    let (mut from, end) = (part.start, part.end);
    std::iter::from_fn(move || {
        (from < end).then(|| {
            let page = from..from.saturating_add(length).min(end);
            from = page.end;
            page
        })
    })
}

fn within(candles: &Candles, page: &Range<i64>) -> Candles {
    candles.slice(candles.between(page.start, page.end))
}

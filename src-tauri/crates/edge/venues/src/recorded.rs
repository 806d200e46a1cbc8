//! A market that stands still at the end of recorded candles, so that imported data can be analysed and traded on
//! paper.

pub mod source;
pub mod specification;
pub mod still_book;

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Book, Candle, Candles, Decimal, Instrument, InstrumentId, Symbol, Ticker, Timeframe, Trade, VenueId,
};
use tokio::sync::broadcast;

use crate::aggregate::{aggregate, divides};
use crate::{Clock, MarketCapabilities, MarketData, MarketEvent, VenueError};
pub use source::{CandleSource, MemoryCandles, SourceError};

/// Candles that the steps of an instrument are inferred from.
const SAMPLE: i64 = 200;
const DAY_MS: i64 = 86_400_000;

/// Recorded candles of one venue as a market. Its last price is the last close; its clock is now.
pub struct RecordedMarket {
    venue: VenueId,
    source: Arc<dyn CandleSource>,
    clock: Arc<dyn Clock>,
}

/// The end of a recording.
struct End {
    instrument: Instrument,
    timeframe: Timeframe,
    last: Candle,
    close: Decimal,
}

impl RecordedMarket {
    pub fn new(venue: VenueId, source: Arc<dyn CandleSource>, clock: Arc<dyn Clock>) -> Self {
        Self { venue, source, clock }
    }

    fn unreadable(&self, source: SourceError) -> VenueError {
        VenueError::Storage { venue: self.venue.clone(), what: "recorded candles", source }
    }

    fn missing(&self, symbol: &Symbol) -> VenueError {
        VenueError::UnknownInstrument { venue: self.venue.clone(), symbol: symbol.clone() }
    }

    async fn timeframes(&self, symbol: &Symbol) -> Result<Vec<Timeframe>, VenueError> {
        let recorded = self.source.recorded().await.map_err(|e| self.unreadable(e))?;
        recorded.get(symbol).cloned().ok_or_else(|| self.missing(symbol))
    }

    /// The end of the finest recording.
    async fn end(&self, symbol: &Symbol) -> Result<End, VenueError> {
        let timeframe =
            self.timeframes(symbol).await?.into_iter().min().ok_or_else(|| self.missing(symbol))?;
        let last = self.source.last(symbol, timeframe).await.map_err(|e| self.unreadable(e))?;
        let last = last.ok_or_else(|| self.missing(symbol))?;
        let from = last.time_ms - (SAMPLE - 1) * timeframe.ms();
        let sample = self.source.range(symbol, timeframe, from..last.time_ms + 1).await;
        let sample = sample.map_err(|e| self.unreadable(e))?;
        let id = InstrumentId::new(self.venue.clone(), symbol.clone());
        let no_price =
            || VenueError::NoData { venue: self.venue.clone(), symbol: symbol.clone(), what: "usable price" };
        let instrument = specification::infer(id, &sample).ok_or_else(no_price)?;
        let close = specification::decimal(last.close, &instrument).ok_or_else(no_price)?;
        Ok(End { instrument, timeframe, last, close })
    }
}

#[async_trait]
impl MarketData for RecordedMarket {
    fn venue(&self) -> VenueId {
        self.venue.clone()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: false, book_depth: still_book::LEVELS, candles_per_request: usize::MAX }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        let recorded = self.source.recorded().await.map_err(|e| self.unreadable(e))?;
        let mut out = Vec::with_capacity(recorded.len());
        for symbol in recorded.keys() {
            out.push(self.end(symbol).await?.instrument);
        }
        Ok(out)
    }

    /// 24-hour figures are those of the last recorded 24 hours.
    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let end = self.end(symbol).await?;
        let to = end.last.time_ms + end.timeframe.ms();
        let day = self.source.range(symbol, end.timeframe, (to - DAY_MS).min(end.last.time_ms)..to).await;
        let day = day.map_err(|e| self.unreadable(e))?;
        let whole = day.iter().reduce(crate::aggregate::join).unwrap_or(end.last);
        let price = |p: f64| specification::decimal(p, &end.instrument).unwrap_or(end.close);
        let book = still_book::book(&end.instrument, end.close, self.clock.now_ms());
        let best = |side: &[domain::Level]| side.first().map_or(end.close, |l| l.price);
        let open = price(whole.open);
        Ok(Ticker {
            symbol: symbol.clone(),
            bid: best(&book.bids),
            ask: best(&book.asks),
            last: end.close,
            high: price(whole.high),
            low: price(whole.low),
            volume: Decimal::try_from(whole.volume).unwrap_or_default(),
            change: ((end.close - open) / open).round_dp(6).normalize(),
            time_ms: book.time_ms,
        })
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let end = self.end(symbol).await?;
        let mut book = still_book::book(&end.instrument, end.close, self.clock.now_ms());
        book.bids.truncate(depth);
        book.asks.truncate(depth);
        Ok(book)
    }

    /// Trades are not recorded.
    async fn trades(&self, symbol: &Symbol, _limit: usize) -> Result<Vec<Trade>, VenueError> {
        self.timeframes(symbol).await.map(|_| Vec::new())
    }

    /// Timeframes that were not recorded are put together from the largest recorded one that divides them.
    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let recorded = self.timeframes(symbol).await?;
        let Some(from) = recorded.into_iter().filter(|t| divides(*t, timeframe)).max() else {
            let what = "candles of this timeframe or a finer one that divides it";
            return Err(VenueError::NoData { venue: self.venue.clone(), symbol: symbol.clone(), what });
        };
        if from == timeframe {
            return self.source.range(symbol, timeframe, range_ms).await.map_err(|e| self.unreadable(e));
        }
        // Whole candles only, though the range cuts through them: those that start inside it.
        let floor = |t: i64| timeframe.floor(t.clamp(-(1 << 52), 1 << 52).saturating_sub(1)) + timeframe.ms();
        let parts = self.source.range(symbol, from, floor(range_ms.start)..floor(range_ms.end)).await;
        Ok(aggregate(&parts.map_err(|e| self.unreadable(e))?, timeframe))
    }

    /// Nothing happens on a recorded market: the channel is closed from the start.
    fn subscribe(&self, _symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        broadcast::channel(1).1
    }
}

//! The markets of this desk: the built-in one, and one for each venue candles were imported for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use domain::{Candle, Candles, Decimal, Instrument, InstrumentId, Quote, Symbol, Timeframe, VenueId};
use store::Store;
use trading::Mark;
use venues::builtin::BuiltinMarket;
use venues::recorded::{CandleSource, RecordedMarket, SourceError};
use venues::{Clock, MarketData};

use crate::DeskError;

/// 9999-12-31: candles lie between it and 1970.
const LAST_MS: i64 = 253_402_300_799_999;

/// Markets by venue.
pub(crate) struct Markets {
    store: Store,
    clock: Arc<dyn Clock>,
    builtin: Arc<BuiltinMarket>,
    recorded: RwLock<BTreeMap<VenueId, Arc<dyn MarketData>>>,
}

/// What a decision sees of a market.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    pub instrument: Instrument,
    pub quote: Quote,
    /// The market stands still at the end of imported candles.
    pub recorded: bool,
}

impl Markets {
    pub fn new(store: Store, clock: Arc<dyn Clock>, seed: u64) -> Self {
        let builtin = Arc::new(BuiltinMarket::new(seed, Arc::clone(&clock)));
        Self { store, clock, builtin, recorded: RwLock::default() }
    }

    pub fn builtin(&self) -> &Arc<BuiltinMarket> {
        &self.builtin
    }

    /// Takes in venues whose candles were imported; answers with those that are new.
    pub async fn refresh(&self) -> Result<Vec<VenueId>, DeskError> {
        let mut new = Vec::new();
        for series in self.store.series().await? {
            let venue = series.instrument.venue;
            let mut recorded = self.recorded.write().unwrap_or_else(PoisonError::into_inner);
            if venue.as_str() == VenueId::BUILTIN || recorded.contains_key(&venue) {
                continue;
            }
            let source = Arc::new(Stored { store: self.store.clone(), venue: venue.clone() });
            let market = RecordedMarket::new(venue.clone(), source, Arc::clone(&self.clock));
            recorded.insert(venue.clone(), Arc::new(market));
            new.push(venue);
        }
        Ok(new)
    }

    /// All markets, the built-in one first.
    pub fn all(&self) -> Vec<Arc<dyn MarketData>> {
        let recorded = self.recorded.read().unwrap_or_else(PoisonError::into_inner);
        let builtin: Arc<dyn MarketData> = self.builtin.clone();
        std::iter::once(builtin).chain(recorded.values().cloned()).collect()
    }

    pub fn venues(&self) -> Vec<VenueId> {
        self.all().iter().map(|m| m.venue()).collect()
    }

    pub fn market(&self, venue: &VenueId) -> Result<Arc<dyn MarketData>, DeskError> {
        if venue.as_str() == VenueId::BUILTIN {
            return Ok(self.builtin.clone());
        }
        let recorded = self.recorded.read().unwrap_or_else(PoisonError::into_inner);
        recorded.get(venue).cloned().ok_or_else(|| {
            DeskError::new(
                "unknown_venue",
                format!("There is no market {venue} here. Import candles for it first."),
            )
            .with("venue", venue)
        })
    }

    pub async fn instruments(&self) -> Result<Vec<(Instrument, bool)>, DeskError> {
        let mut all = Vec::new();
        for market in self.all() {
            let live = market.capabilities().live;
            all.extend(market.instruments().await?.into_iter().map(|i| (i, live)));
        }
        Ok(all)
    }

    pub async fn instrument(&self, id: &InstrumentId) -> Result<Instrument, DeskError> {
        let all = self.market(&id.venue)?.instruments().await?;
        all.into_iter().find(|i| i.id == *id).ok_or_else(|| {
            DeskError::new(
                "unknown_instrument",
                format!("{} has no instrument {}. Choose one from the watchlist.", id.venue, id.symbol),
            )
            .with("symbol", &id.symbol)
            .with("venue", &id.venue)
        })
    }

    /// Instrument and top of book as they are now.
    pub async fn sight(&self, id: &InstrumentId) -> Result<Sight, DeskError> {
        let instrument = self.instrument(id).await?;
        let market = self.market(&id.venue)?;
        let quote = quote(market.as_ref(), &id.symbol).await?;
        Ok(Sight { instrument, quote, recorded: !market.capabilities().live })
    }

    /// Prices at which these instruments are valued: the last ones.
    pub async fn marks(&self, ids: impl IntoIterator<Item = InstrumentId>) -> Vec<Mark> {
        let mut marks = Vec::new();
        for instrument in ids {
            let Ok(market) = self.market(&instrument.venue) else { continue };
            match market.ticker(&instrument.symbol).await {
                Ok(ticker) => marks.push(Mark { instrument, price: ticker.last }),
                Err(error) => tracing::warn!(%error, %instrument, "no price to value it at"),
            }
        }
        marks
    }

    /// Candles that start in the range: stored ones of an imported series, computed ones of the built-in market.
    pub async fn candles(
        &self,
        id: &InstrumentId,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, DeskError> {
        let within = range_ms.start.clamp(0, LAST_MS)..range_ms.end.clamp(0, LAST_MS);
        Ok(self.market(&id.venue)?.candles(&id.symbol, timeframe, within).await?)
    }

    /// The instant after the last candle there is: now for a live market, the end of the recording otherwise.
    pub async fn end_ms(&self, id: &InstrumentId, timeframe: Timeframe) -> Result<i64, DeskError> {
        if self.market(&id.venue)?.capabilities().live {
            return Ok(self.clock.now_ms() + 1);
        }
        let series = self.store.series().await?;
        let own = series.iter().filter(|s| s.instrument == *id);
        let end = own.filter(|s| s.timeframe <= timeframe).map(|s| s.last_ms + s.timeframe.ms()).max();
        end.ok_or_else(|| {
            DeskError::new(
                "no_candles",
                format!("No {timeframe} candles of {id} are stored. Import a file first."),
            )
            .with("instrument", id)
        })
    }
}

async fn quote(market: &dyn MarketData, symbol: &Symbol) -> Result<Quote, DeskError> {
    let ticker = market.ticker(symbol).await?;
    let book = market.book(symbol, 1).await?;
    book.quote(ticker.last).ok_or_else(|| {
        DeskError::new("venue", format!("The book of {symbol} has an empty side. Wait for a price."))
            .with("symbol", symbol)
    })
}

/// Imported candles of one venue as the store keeps them.
struct Stored {
    store: Store,
    venue: VenueId,
}

impl Stored {
    fn id(&self, symbol: &Symbol) -> InstrumentId {
        InstrumentId::new(self.venue.clone(), symbol.clone())
    }
}

fn failed(error: store::StoreError) -> SourceError {
    Arc::new(error)
}

#[async_trait]
impl CandleSource for Stored {
    async fn recorded(&self) -> Result<BTreeMap<Symbol, Vec<Timeframe>>, SourceError> {
        let mut symbols: BTreeMap<Symbol, Vec<Timeframe>> = BTreeMap::new();
        for s in self.store.series().await.map_err(failed)? {
            if s.instrument.venue == self.venue {
                symbols.entry(s.instrument.symbol).or_default().push(s.timeframe);
            }
        }
        Ok(symbols)
    }

    async fn last(&self, symbol: &Symbol, timeframe: Timeframe) -> Result<Option<Candle>, SourceError> {
        let id = self.id(symbol);
        let series = self.store.series().await.map_err(failed)?;
        let Some(info) = series.iter().find(|s| s.instrument == id && s.timeframe == timeframe) else {
            return Ok(None);
        };
        let range = info.last_ms..info.last_ms + 1;
        Ok(self.store.load(&id, timeframe, range).await.map_err(failed)?.last())
    }

    async fn range(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, SourceError> {
        self.store.load(&self.id(symbol), timeframe, range_ms).await.map_err(failed)
    }
}

/// `value` on a grid of `step`, nearest; `None` where it is no price.
pub(crate) fn price_of(value: f64, instrument: &Instrument) -> Option<Decimal> {
    let price = instrument.round_price(Decimal::try_from(value).ok()?);
    (price > Decimal::ZERO).then_some(price)
}

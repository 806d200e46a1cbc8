//! The markets of this desk: the built-in one, connected venues, and one for each other venue candles are stored for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use domain::{Candle, Candles, Decimal, Instrument, InstrumentId, Quote, Symbol, Timeframe, VenueId};
use store::Store;
use trading::Mark;
use venues::builtin::BuiltinMarket;
use venues::live::{Hearing, LiveMarket};
use venues::recorded::{CandleSource, RecordedMarket, SourceError};
use venues::{Clock, LinkState, MarketData};

use crate::DeskError;
use crate::api::market::WatchTicker;
use crate::connections::history::History;
use crate::connections::joined::Joined;

/// 9999-12-31: candles lie between it and 1970.
const LAST_MS: i64 = 253_402_300_799_999;

/// Markets by venue.
pub(crate) struct Markets {
    store: Store,
    clock: Arc<dyn Clock>,
    builtin: Arc<BuiltinMarket>,
    recorded: RwLock<BTreeMap<VenueId, Arc<dyn MarketData>>>,
    /// They go before recorded ones of the same name.
    connected: RwLock<BTreeMap<VenueId, Arc<Joined>>>,
    history: History,
}

/// What a decision sees of a market.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    pub instrument: Instrument,
    pub quote: Quote,
    /// The market stands still at the end of imported candles.
    pub recorded: bool,
    /// How well a connected venue is heard.
    pub hearing: Option<Hearing>,
}

impl Sight {
    /// The venue is heard and not older than that.
    pub fn is_fresh(&self, now_ms: i64, limit_ms: i64) -> bool {
        self.hearing.is_none_or(|h| {
            h.state == LinkState::Live && h.heard_ms.is_some_and(|heard_ms| now_ms - heard_ms <= limit_ms)
        })
    }
}

impl Markets {
    pub fn new(store: Store, clock: Arc<dyn Clock>, seed: u64) -> Self {
        let builtin = Arc::new(BuiltinMarket::new(seed, Arc::clone(&clock)));
        let history = History::new(store.clone(), Arc::clone(&clock));
        let (recorded, connected) = (RwLock::default(), RwLock::default());
        Self { store, clock, builtin, recorded, connected, history }
    }

    /// This venue is heard from now on.
    pub fn connect(&self, live: Arc<LiveMarket>) {
        let venue = live.venue();
        let source = Arc::new(Stored { store: self.store.clone(), venue: venue.clone() });
        let recorded = RecordedMarket::new(venue.clone(), source, Arc::clone(&self.clock));
        let joined = Arc::new(Joined::new(live, recorded));
        self.connected.write().unwrap_or_else(PoisonError::into_inner).insert(venue, joined);
    }

    /// What is stored of it stays, as a recording.
    pub fn disconnect(&self, venue: &VenueId) {
        self.connected.write().unwrap_or_else(PoisonError::into_inner).remove(venue);
    }

    fn connected(&self, venue: &VenueId) -> Option<Arc<Joined>> {
        self.connected.read().unwrap_or_else(PoisonError::into_inner).get(venue).cloned()
    }

    /// Prices of it move now.
    pub fn is_live(&self, id: &InstrumentId) -> bool {
        id.venue.as_str() == VenueId::BUILTIN
            || self.connected(&id.venue).is_some_and(|joined| joined.live().follows(&id.symbol))
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
        let connected = self.connected.read().unwrap_or_else(PoisonError::into_inner);
        let builtin: Arc<dyn MarketData> = self.builtin.clone();
        let heard = connected.values().map(|joined| Arc::clone(joined) as Arc<dyn MarketData>);
        let still = recorded.iter().filter(|(venue, _)| !connected.contains_key(venue));
        std::iter::once(builtin).chain(heard).chain(still.map(|(_, market)| market.clone())).collect()
    }

    pub fn venues(&self) -> Vec<VenueId> {
        self.all().iter().map(|m| m.venue()).collect()
    }

    pub fn market(&self, venue: &VenueId) -> Result<Arc<dyn MarketData>, DeskError> {
        if venue.as_str() == VenueId::BUILTIN {
            return Ok(self.builtin.clone());
        }
        if let Some(joined) = self.connected(venue) {
            return Ok(joined);
        }
        let recorded = self.recorded.read().unwrap_or_else(PoisonError::into_inner);
        recorded.get(venue).cloned().ok_or_else(|| {
            DeskError::new(
                "unknown_venue",
                format!("There is no market {venue} here. Connect it, or import candles for it."),
            )
            .with("venue", venue)
        })
    }

    pub async fn instruments(&self) -> Result<Vec<(Instrument, bool)>, DeskError> {
        let mut all = Vec::new();
        for market in self.all() {
            all.extend(market.instruments().await?.into_iter().map(|i| (self.is_live(&i.id), i)));
        }
        Ok(all.into_iter().map(|(live, instrument)| (instrument, live)).collect())
    }

    /// Tickers of everything that moves, as they are known now: no venue is asked.
    pub async fn live_tickers(&self) -> Result<Vec<WatchTicker>, DeskError> {
        let mut all = Vec::new();
        for instrument in self.builtin.instruments().await? {
            let ticker = self.builtin.ticker(&instrument.id.symbol).await?;
            all.push(WatchTicker { venue: instrument.id.venue.to_string(), ticker });
        }
        let connected: Vec<_> =
            self.connected.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        for joined in connected {
            let heard = joined.live().tickers().await?.into_iter();
            all.extend(heard.map(|ticker| WatchTicker { venue: joined.venue().to_string(), ticker }));
        }
        Ok(all)
    }

    pub async fn instrument(&self, id: &InstrumentId) -> Result<Instrument, DeskError> {
        let followed = self.connected(&id.venue).map(|joined| joined.live().followed()).unwrap_or_default();
        if let Some(instrument) = followed.into_iter().find(|i| i.id == *id) {
            return Ok(instrument);
        }
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
        let mut quote = quote(market.as_ref(), &id.symbol).await?;
        let hearing = self.connected(&id.venue).and_then(|joined| joined.live().hearing(&id.symbol));
        // a book that nobody changes is as old as the connection's last word
        if let Some(Hearing { state: LinkState::Live, heard_ms: Some(heard_ms) }) = hearing {
            quote.time_ms = quote.time_ms.max(heard_ms);
        }
        Ok(Sight { instrument, quote, recorded: !self.is_live(id), hearing })
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

    /// Candles that start in the range: stored ones of an imported series, computed ones of the built-in market, stored
    /// and fetched ones of a connected venue.
    pub async fn candles(
        &self,
        id: &InstrumentId,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, DeskError> {
        let within = range_ms.start.clamp(0, LAST_MS)..range_ms.end.clamp(0, LAST_MS);
        let connected = self.connected(&id.venue).filter(|joined| joined.live().follows(&id.symbol));
        if let Some(joined) = connected {
            return self.history.candles(joined.live(), id, timeframe, within).await;
        }
        Ok(self.market(&id.venue)?.candles(&id.symbol, timeframe, within).await?)
    }

    /// The instant after the last candle there is: now for a live market, the end of the recording otherwise.
    pub async fn end_ms(&self, id: &InstrumentId, timeframe: Timeframe) -> Result<i64, DeskError> {
        self.market(&id.venue)?;
        if self.is_live(id) {
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

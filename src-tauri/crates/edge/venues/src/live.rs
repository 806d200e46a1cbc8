//! A real market listened to once for everybody: whoever asks is answered from what was heard last.

mod asked;
mod heard;
mod line;
mod running;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Book, Candle, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::broadcast;

use crate::limiter::BudgetLeft;
use crate::{
    Channel, Clock, Feed, HealthReport, LinkState, MarketCapabilities, MarketData, MarketEvent, VenueError,
};
use asked::Asked;
use heard::Heard;
use line::Line;

/// Levels a side kept of each book.
pub const DEPTH: usize = 100;
/// What was asked for because nothing was heard is good for so long.
const ANSWERS_FOR: Duration = Duration::from_secs(10);
/// Candles longer than a minute: between two answers they grow with what is heard.
const CANDLES_FOR: Duration = Duration::from_secs(60);

/// How well one symbol is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hearing {
    pub state: LinkState,
    /// When its connection last told anything, UTC milliseconds.
    pub heard_ms: Option<i64>,
}

/// The followed instruments of a market. They share as few streams as it takes; one more gets a stream of its own, so
/// that the others hear on.
pub struct LiveMarket {
    inner: Arc<dyn MarketData>,
    clock: Arc<dyn Clock>,
    /// In the order in which they were followed.
    followed: RwLock<Vec<Instrument>>,
    heard: Arc<Heard>,
    lines: Mutex<Vec<Line>>,
    books: Asked<Symbol, Book>,
    tickers: Asked<Symbol, Ticker>,
    tapes: Asked<Symbol, Vec<Trade>>,
    candles: Asked<(Symbol, Timeframe), Candles>,
}

impl LiveMarket {
    /// Nothing is listened to yet.
    pub fn new(inner: Arc<dyn MarketData>, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            clock,
            followed: RwLock::default(),
            heard: Arc::default(),
            lines: Mutex::default(),
            books: Asked::new(ANSWERS_FOR),
            tickers: Asked::new(ANSWERS_FOR),
            tapes: Asked::new(ANSWERS_FOR),
            candles: Asked::new(CANDLES_FOR),
        }
    }

    /// The market itself, for what is not heard: lists, and candles of long ago.
    pub fn inner(&self) -> &Arc<dyn MarketData> {
        &self.inner
    }

    /// Listens to these too, on one more stream; those that are followed already only take the newer description.
    /// To be called inside a tokio runtime.
    pub fn follow(&self, instruments: impl IntoIterator<Item = Instrument>) {
        let mut new = Vec::new();
        let mut followed = self.followed.write().unwrap_or_else(PoisonError::into_inner);
        for instrument in instruments {
            match followed.iter_mut().find(|known| known.id == instrument.id) {
                Some(known) => *known = instrument,
                None => {
                    new.push(instrument.id.symbol.clone());
                    followed.push(instrument);
                }
            }
        }
        drop(followed);
        if !new.is_empty() {
            self.listen(new);
        }
    }

    /// Stops listening; the others on the same stream stay.
    pub fn unfollow(&self, symbol: &Symbol) {
        let mut followed = self.followed.write().unwrap_or_else(PoisonError::into_inner);
        followed.retain(|known| known.id.symbol != *symbol);
        drop(followed);
        self.heard.forget(symbol);
        self.lines().retain_mut(|line| line.let_go(symbol));
    }

    /// Drops every stream and opens one for all.
    pub fn reconnect(&self) {
        self.lines().clear();
        let symbols: Vec<Symbol> = self.followed().into_iter().map(|known| known.id.symbol).collect();
        if !symbols.is_empty() {
            self.listen(symbols);
        }
    }

    /// Stops listening to anything.
    pub fn close(&self) {
        self.lines().clear();
        for known in std::mem::take(&mut *self.followed.write().unwrap_or_else(PoisonError::into_inner)) {
            self.heard.forget(&known.id.symbol);
        }
    }

    pub fn followed(&self) -> Vec<Instrument> {
        self.followed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn follows(&self, symbol: &Symbol) -> bool {
        let followed = self.followed.read().unwrap_or_else(PoisonError::into_inner);
        followed.iter().any(|known| known.id.symbol == *symbol)
    }

    /// How well a followed symbol is heard.
    pub fn hearing(&self, symbol: &Symbol) -> Option<Hearing> {
        let report = self.lines().iter().find(|line| line.carries(symbol))?.report();
        Some(Hearing { state: report.state, heard_ms: report.heard_ms })
    }

    /// What was heard of the ticker; nothing is asked for.
    pub fn ticker_heard(&self, symbol: &Symbol) -> Option<Ticker> {
        self.heard.read(symbol, |seen| seen.ticker.clone())
    }

    fn lines(&self) -> MutexGuard<'_, Vec<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listen(&self, symbols: Vec<Symbol>) {
        symbols.iter().for_each(|symbol| self.heard.expect(symbol));
        let line =
            Line::open(self.inner.clone(), symbols.into_iter().collect::<BTreeSet<_>>(), self.heard.clone());
        self.lines().push(line);
    }

    fn known(&self, symbol: &Symbol) -> Result<Symbol, VenueError> {
        let unknown = || VenueError::UnknownInstrument { venue: self.venue(), symbol: symbol.clone() };
        self.follows(symbol).then(|| symbol.clone()).ok_or_else(unknown)
    }

    /// The candle that runs now, and the one before it where the venue may not have written it down yet.
    async fn recent(&self, symbol: Symbol, timeframe: Timeframe, from: i64) -> Result<Candles, VenueError> {
        let minutes: Vec<Candle> = self.heard.read(&symbol, |seen| Some(seen.minutes())).unwrap_or_default();
        let enough = timeframe == Timeframe::M1 && minutes.first().is_some_and(|first| first.time_ms <= from);
        let told = if enough {
            Ok(Candles::new(timeframe))
        } else {
            let (inner, to) = (self.inner.clone(), self.clock.now_ms() + 1);
            let since = from - timeframe.ms();
            let key = (symbol.clone(), timeframe);
            let question = async move { inner.candles(&symbol, timeframe, since..to).await };
            self.candles.ask(key, &self.venue(), question).await
        };
        match told {
            Err(error) if minutes.is_empty() => Err(error),
            told => Ok(running::grown(told.ok().as_ref(), &minutes, timeframe, from)),
        }
    }
}

#[async_trait]
impl MarketData for LiveMarket {
    fn venue(&self) -> VenueId {
        self.inner.venue()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: DEPTH, ..self.inner.capabilities() }
    }

    /// Those that are followed; the venue may list thousands.
    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(self.followed())
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let symbol = self.known(symbol)?;
        if let Some(ticker) = self.ticker_heard(&symbol) {
            return Ok(ticker);
        }
        let (inner, key) = (self.inner.clone(), symbol.clone());
        self.tickers.ask(key, &self.venue(), async move { inner.ticker(&symbol).await }).await
    }

    /// At most [`DEPTH`] levels a side.
    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let symbol = self.known(symbol)?;
        let mut book = match self.heard.read(&symbol, |seen| seen.book.clone()) {
            Some(book) => book,
            None => {
                let (inner, key) = (self.inner.clone(), symbol.clone());
                let question = async move { inner.book(&symbol, DEPTH).await };
                self.books.ask(key, &self.venue(), question).await?
            }
        };
        book.bids.truncate(depth);
        book.asks.truncate(depth);
        Ok(book)
    }

    /// What was traded before anybody listened is asked for once.
    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let symbol = self.known(symbol)?;
        if !self.heard.read(&symbol, |seen| Some(seen.has_tape())).unwrap_or_default() {
            let (inner, key, of) = (self.inner.clone(), symbol.clone(), symbol.clone());
            let question = async move { inner.trades(&of, heard::TAPE).await };
            if let Ok(before) = self.tapes.ask(key, &self.venue(), question).await {
                self.heard.begin_tape(&symbol, before);
            }
        }
        Ok(self.heard.read(&symbol, |seen| Some(seen.trades(limit))).unwrap_or_default())
    }

    /// The running candle from what is heard, older ones from the venue.
    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let newest = timeframe.floor(self.clock.now_ms());
        if self.follows(symbol) && range_ms.start >= newest - timeframe.ms() {
            let recent = self.recent(symbol.clone(), timeframe, range_ms.start).await?;
            return Ok(recent.slice(recent.between(range_ms.start, range_ms.end)));
        }
        self.inner.candles(symbol, timeframe, range_ms).await
    }

    fn candles_kept(&self) -> Option<usize> {
        self.inner.candles_kept()
    }

    /// Closed from the start for what is not followed.
    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        self.heard.subscribe(symbol).unwrap_or_else(|| broadcast::channel(1).1)
    }

    /// Those that were heard.
    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        Ok(self.followed().iter().filter_map(|known| self.ticker_heard(&known.id.symbol)).collect())
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        self.inner.watch(channels, until_close)
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        self.inner.symbol_of(venue_symbol).await
    }

    /// All streams as one: counters added, the state of the worst; the market's own while nothing is followed.
    fn health(&self) -> Option<HealthReport> {
        let asked = self.inner.health();
        let heard = self.lines().iter().map(Line::report).reduce(HealthReport::joined);
        match (heard, asked) {
            (Some(heard), Some(asked)) => Some(heard.beside(&asked)),
            (heard, asked) => heard.or(asked),
        }
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        self.inner.budgets()
    }
}

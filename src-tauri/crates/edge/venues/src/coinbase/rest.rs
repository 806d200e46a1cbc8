//! Public questions: instruments, tickers, books, trades, candles.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade};
use tokio::sync::Mutex;
use tokio::time::{Duration, Instant};

use super::parse::{
    BookAnswer, CandlesAnswer, Product, Products, ServerTime, Summary, Touch, TradesAnswer, read, unreadable,
};
use super::refusal::{self, Asked};
use super::{id, limits, pages, query, symbols};
use crate::http::{Header, Http, Request};
use crate::{Clock, VenueError};

const PRODUCTS: &str = "/api/v3/brokerage/market/products";
const BOOK: &str = "/api/v3/brokerage/market/product_book";
const TIME: &str = "/api/v3/brokerage/time";

/// How long the list of instruments is taken as it is.
const LISTED_FOR: Duration = Duration::from_secs(3600);

/// Trades that one answer holds at most.
const MOST_TRADES: usize = 1000;

pub struct Rest {
    http: Http,
    base: String,
    clock: Arc<dyn Clock>,
    listed: Mutex<Option<(Instant, Vec<Instrument>)>>,
    /// Instead of the venue's own list.
    given: Option<Vec<Instrument>>,
}

impl Rest {
    pub fn new(http: Http, base: String, clock: Arc<dyn Clock>, given: Option<Vec<Instrument>>) -> Self {
        Self { http, base, clock, listed: Mutex::default(), given }
    }

    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Whether a list given in place of the venue's own has no such market.
    pub fn lacks(&self, symbol: &Symbol) -> bool {
        self.given.as_ref().is_some_and(|given| given.iter().all(|one| one.id.symbol != *symbol))
    }

    async fn get(&self, target: &str) -> Result<Vec<u8>, VenueError> {
        let make = || {
            let mut request = Request::get(&self.base, target);
            // answers without a key are otherwise up to a second old
            request.headers.push(Header::open("cache-control", "no-cache"));
            Ok::<_, VenueError>(request)
        };
        let answer = self.http.repeat(limits::PUBLIC, make).await?;
        refusal::check(&answer, Asked::Question)?;
        Ok(answer.body)
    }

    /// The venue's clock, UTC milliseconds.
    pub async fn time_ms(&self) -> Result<i64, VenueError> {
        let time: ServerTime = read("the time", &self.get(TIME).await?)?;
        time.time_ms().ok_or_else(|| unreadable("the time", "neither seconds nor milliseconds"))
    }

    async fn products(&self) -> Result<Products, VenueError> {
        read("products", &self.get(&query::target(PRODUCTS, &[("product_type", "SPOT")])).await?)
    }

    pub async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let mut listed = self.listed.lock().await;
        if let Some((at, instruments)) = listed.as_ref()
            && at.elapsed() < LISTED_FOR
        {
            return Ok(instruments.clone());
        }
        let products = self.products().await?;
        let instruments: Vec<Instrument> = products.readable().filter_map(|one| one.instrument()).collect();
        *listed = Some((Instant::now(), instruments.clone()));
        Ok(instruments)
    }

    /// Of those products whose bid and ask the list or `touches` tells.
    pub async fn tickers(&self, touches: &BTreeMap<String, Touch>) -> Result<Vec<Ticker>, VenueError> {
        let now_ms = self.clock.now_ms();
        let products = self.products().await?;
        let ticker = |product: Product| product.ticker(touches.get(product.id()).copied(), now_ms);
        Ok(products.readable().filter_map(ticker).collect())
    }

    /// Bid, ask and last as they are now; the day's figures come with questions of their own, and where a server does
    /// not have those, high and low are the last price, volume and change nothing.
    pub async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let answer = self.trades_answer(symbol, 1).await?;
        let touch = answer.best_bid.above_zero().zip(answer.best_ask.above_zero());
        let last = answer.trades.first().and_then(|trade| trade.price.above_zero());
        let (Some((bid, ask)), Some(last)) = (touch, last) else {
            return Err(VenueError::NoData { venue: id(), symbol: symbol.clone(), what: "ticker" });
        };
        let product = known(self.product(symbol).await)?.unwrap_or_default();
        let day = known(self.day(symbol).await)?.flatten().unwrap_or(Summary { high: last, low: last });
        let (high, low) = (day.high.max(last), day.low.min(last));
        let (volume, change) = (product.volume_24h.or_zero(), product.change());
        let time_ms = self.clock.now_ms();
        Ok(Ticker { symbol: symbol.clone(), bid, ask, last, high, low, volume, change, time_ms })
    }

    async fn product(&self, symbol: &Symbol) -> Result<Product, VenueError> {
        let path = format!("{PRODUCTS}/{}", query::encode(&symbols::product(symbol)));
        read("a product", &self.get(&path).await.map_err(|error| refusal::about(symbol, error))?)
    }

    /// Highest and lowest of the last 24 hours.
    async fn day(&self, symbol: &Symbol) -> Result<Option<Summary>, VenueError> {
        let now_ms = self.clock.now_ms();
        let answer = self.candles_answer(symbol, "ONE_HOUR", now_ms - 86_400_000..now_ms).await?;
        Ok(Summary::of(&answer.candles))
    }

    pub async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let (product, limit) = (symbols::product(symbol), depth.to_string());
        let target = query::target(BOOK, &[("product_id", &product), ("limit", &limit)]);
        let body = self.get(&target).await.map_err(|error| refusal::about(symbol, error))?;
        Ok(read::<BookAnswer>("a book", &body)?.book(depth, self.clock.now_ms()))
    }

    async fn trades_answer(&self, symbol: &Symbol, limit: usize) -> Result<TradesAnswer, VenueError> {
        let path = format!("{PRODUCTS}/{}/ticker", query::encode(&symbols::product(symbol)));
        let limit = limit.clamp(1, MOST_TRADES).to_string();
        let body = self.get(&query::target(&path, &[("limit", &limit)])).await;
        read("trades", &body.map_err(|error| refusal::about(symbol, error))?)
    }

    /// Oldest first.
    pub async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let answer = self.trades_answer(symbol, limit).await?;
        let mut trades: Vec<Trade> =
            answer.trades.iter().rev().map(|row| row.trade()).collect::<Result<_, _>>()?;
        trades.sort_by_key(|trade| trade.time_ms);
        trades.drain(..trades.len().saturating_sub(limit));
        Ok(trades)
    }

    pub async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let source = pages::source(timeframe);
        let range = pages::parts(timeframe, range_ms, self.clock.now_ms());
        let start = match pages::is_long(source, &range) {
            true => self.first_day(symbol, range.clone()).await?,
            false => range.start,
        };
        let mut found = Vec::new();
        for page in pages::pages(source, start..range.end) {
            let answer = self.candles_answer(symbol, source.name, page).await?;
            found.extend(answer.candles.iter().filter_map(|row| row.candle()));
        }
        Ok(pages::joined(found, timeframe, source, &range))
    }

    /// The first day with a trade, so that a market's years before it began are not asked for minute by minute.
    async fn first_day(&self, symbol: &Symbol, range: Range<i64>) -> Result<i64, VenueError> {
        let days = pages::source(Timeframe::D1);
        for page in pages::pages(days, Timeframe::D1.floor(range.start)..range.end) {
            let answer = self.candles_answer(symbol, days.name, page).await?;
            let first = answer.candles.iter().filter_map(|row| row.candle()).map(|c| c.time_ms).min();
            if let Some(first) = first {
                return Ok(first.max(range.start));
            }
        }
        Ok(range.end)
    }

    async fn candles_answer(
        &self,
        symbol: &Symbol,
        granularity: &str,
        range: Range<i64>,
    ) -> Result<CandlesAnswer, VenueError> {
        let path = format!("{PRODUCTS}/{}/candles", query::encode(&symbols::product(symbol)));
        let (start, end) = ((range.start / 1000).to_string(), (range.end / 1000).to_string());
        let limit = pages::PER_PAGE.to_string();
        let pairs = [("start", &*start), ("end", &end), ("granularity", granularity), ("limit", &limit)];
        let body = self.get(&query::target(&path, &pairs)).await;
        read("candles", &body.map_err(|error| refusal::about(symbol, error))?)
    }
}

/// `None` where the server has no such answer.
fn known<T>(answer: Result<T, VenueError>) -> Result<Option<T>, VenueError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(VenueError::Declined { .. } | VenueError::UnknownInstrument { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

//! Public questions: tickers, books, trades, candles.

use std::ops::Range;

use domain::{Book, Candle, Candles, Symbol, Ticker, Timeframe, Trade};

use super::depth_event::level;
use super::limits::{depth_weight, weight};
use super::params::Params;
use super::parse;
use super::rest::Rest;
use super::symbols::{Listed, interval};
use crate::aggregate::aggregate;
use crate::{Depth, VenueError};

/// Rows one request returns at most.
pub const PAGE: usize = 1_000;
/// Levels a side one request returns at most.
pub const DEEPEST: usize = 5_000;
/// Decimals of every price and size the venue writes.
pub const WIRE_DECIMALS: u32 = 8;

impl Rest {
    pub async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let listed = self.listed(symbol).await?;
        let params = Params::new().with("symbol", &listed.name);
        let body = self.question("/api/v3/ticker/24hr", &params, &weight(2.0)).await?;
        let day = parse::day(&body).map_err(|e| self.unreadable("a ticker", &e))?;
        Ok(day.ticker(symbol.clone(), self.clock.now_ms()))
    }

    pub async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        let catalogue = self.catalogue().await?;
        let body = self.question("/api/v3/ticker/24hr", &Params::new(), &weight(80.0)).await?;
        let days = parse::days(&body).map_err(|e| self.unreadable("the tickers", &e))?;
        let now_ms = self.clock.now_ms();
        let known = |day: &parse::Day| {
            let listed = catalogue.named(&day.symbol).filter(|listed| listed.trading)?;
            Some(day.ticker(listed.instrument.id.symbol.clone(), now_ms))
        };
        Ok(days.iter().filter_map(known).collect())
    }

    pub async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let listed = self.listed(symbol).await?;
        let limit = depth.clamp(1, DEEPEST);
        let body = self.depth(&listed.name, limit).await?;
        let snapshot = parse::depth(&body).map_err(|e| self.unreadable("a book", &e))?;
        let mut book = Depth::new(WIRE_DECIMALS, size_decimals(&listed));
        for (side, rows) in [(domain::Side::Buy, &snapshot.bids), (domain::Side::Sell, &snapshot.asks)] {
            for row in rows {
                let read = level(row, book.price_decimals(), book.size_decimals());
                let (price, size) =
                    read.ok_or_else(|| self.unreadable("a book", &"a level is no two numbers"))?;
                book.set(side, price, size);
            }
        }
        Ok(book.book(limit, self.clock.now_ms()))
    }

    /// The body of `depth`, for books kept from the stream.
    pub async fn depth(&self, name: &str, limit: usize) -> Result<Vec<u8>, VenueError> {
        let params = Params::new().with("symbol", name).with("limit", limit);
        self.question("/api/v3/depth", &params, &weight(depth_weight(limit))).await
    }

    pub async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let listed = self.listed(symbol).await?;
        let body = self.recent_trades(&listed.name, limit.clamp(1, PAGE)).await?;
        let trades = parse::trades(&body).map_err(|e| self.unreadable("trades", &e))?;
        let newest = trades.len().saturating_sub(limit);
        Ok(trades.iter().skip(newest).map(parse::PublicTrade::trade).collect())
    }

    /// The body of `trades`.
    pub async fn recent_trades(&self, name: &str, limit: usize) -> Result<Vec<u8>, VenueError> {
        let params = Params::new().with("symbol", name).with("limit", limit);
        self.question("/api/v3/trades", &params, &weight(25.0)).await
    }

    /// Candles that start in the range. Lengths the venue lacks are put together from hours.
    pub async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let listed = self.listed(symbol).await?;
        if let Some(interval) = interval(timeframe) {
            let candles = self.klines(&listed.name, timeframe, interval, range_ms).await?;
            return Ok(Candles::from_candles(timeframe, candles));
        }
        let up = |time: i64| timeframe.floor(time.saturating_add(timeframe.ms() - 1));
        let parts = up(range_ms.start)..up(range_ms.end);
        let hours = self.klines(&listed.name, Timeframe::H1, Timeframe::H1.as_str(), parts).await?;
        Ok(aggregate(&Candles::from_candles(Timeframe::H1, hours), timeframe))
    }

    async fn klines(
        &self,
        name: &str,
        timeframe: Timeframe,
        interval: &str,
        range_ms: Range<i64>,
    ) -> Result<Vec<Candle>, VenueError> {
        let mut candles: Vec<Candle> = Vec::new();
        let mut from = range_ms.start.max(0);
        while from < range_ms.end {
            let params = Params::new()
                .with("symbol", name)
                .with("interval", interval)
                .with("startTime", from)
                .with("endTime", range_ms.end - 1)
                .with("limit", PAGE);
            let body = self.question("/api/v3/klines", &params, &weight(2.0)).await?;
            let page = parse::klines(&body).map_err(|e| self.unreadable("candles", &e))?;
            let rows = page.len();
            let mut page: Vec<Candle> = page.into_iter().filter(|c| range_ms.contains(&c.time_ms)).collect();
            page.sort_by_key(|candle| candle.time_ms);
            let told = candles.last().map_or(i64::MIN, |last| last.time_ms);
            page.retain(|candle| candle.time_ms > told);
            page.dedup_by_key(|candle| candle.time_ms);
            let Some(last) = page.last().map(|candle| candle.time_ms) else { break };
            candles.append(&mut page);
            if rows < PAGE {
                break;
            }
            from = last + timeframe.ms();
        }
        Ok(candles)
    }
}

/// Sizes are written with eight decimals, and so they are kept, except where whole units are traded in amounts that
/// would not fit.
pub fn size_decimals(listed: &Listed) -> u32 {
    if listed.instrument.lot >= domain::Decimal::ONE { 2 } else { WIRE_DECIMALS }
}

//! Books, trades, candles and tickers, over REST and streams.

use std::collections::BTreeMap;

use domain::{Book, Candle, Decimal, Level, Side, Symbol, Ticker, Trade};
use serde::Deserialize;

use super::{Figure, Rows, Text, Touch, instant_ms, unreadable};
use crate::VenueError;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct BookAnswer {
    pricebook: PriceBook,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PriceBook {
    product_id: Text,
    bids: Rows<LevelAnswer>,
    asks: Rows<LevelAnswer>,
    time: Text,
}

/// The best levels of many products.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct BestAnswer {
    pricebooks: Rows<PriceBook>,
}

impl BestAnswer {
    pub fn touches(&self) -> BTreeMap<String, Touch> {
        let best = |levels: &[LevelAnswer]| levels.first().and_then(|level| level.price.above_zero());
        let row =
            |book: &PriceBook| Some((book.product_id.0.clone(), (best(&book.bids)?, best(&book.asks)?)));
        self.pricebooks.iter().filter_map(row).collect()
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LevelAnswer {
    price: Figure,
    size: Figure,
}

impl BookAnswer {
    /// The best `depth` levels of each side. `now_ms`: where the venue tells no time.
    pub fn book(&self, depth: usize, now_ms: i64) -> Book {
        let side = |levels: &[LevelAnswer]| -> Vec<Level> {
            let whole = levels
                .iter()
                .filter_map(|level| Some(Level { price: level.price.0?, size: level.size.above_zero()? }));
            whole.collect()
        };
        let (mut bids, mut asks) = (side(&self.pricebook.bids), side(&self.pricebook.asks));
        bids.sort_by_key(|level| std::cmp::Reverse(level.price));
        asks.sort_by_key(|level| level.price);
        bids.truncate(depth);
        asks.truncate(depth);
        Book { bids, asks, time_ms: instant_ms(&self.pricebook.time).unwrap_or(now_ms) }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TradesAnswer {
    pub trades: Rows<TradeRow>,
    pub best_bid: Figure,
    pub best_ask: Figure,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct TradeRow {
    trade_id: Text,
    pub product_id: Text,
    pub price: Figure,
    size: Figure,
    pub time: Text,
    side: Text,
}

impl TradeRow {
    /// The venue's side is that of the resting order; ours is the taker's.
    pub fn trade(&self) -> Result<Trade, VenueError> {
        let side = side(&self.side).ok_or_else(|| unreadable("a trade", format!("side {}", &*self.side)))?;
        let (Some(price), Some(size)) = (self.price.0, self.size.0) else {
            return Err(unreadable("a trade", "price or size is missing"));
        };
        let time_ms =
            instant_ms(&self.time).ok_or_else(|| unreadable("a trade", format!("time {:?}", &*self.time)))?;
        Ok(Trade { id: self.trade_id.0.clone(), time_ms, side: side.opposite(), price, size })
    }
}

pub fn side(text: &str) -> Option<Side> {
    match text {
        "BUY" | "buy" => Some(Side::Buy),
        "SELL" | "sell" => Some(Side::Sell),
        _ => None,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct CandlesAnswer {
    pub candles: Rows<CandleRow>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct CandleRow {
    start: Text,
    open: Figure,
    high: Figure,
    low: Figure,
    close: Figure,
    volume: Figure,
    pub product_id: Text,
}

impl CandleRow {
    /// `None`: a time or price is missing, or no candle can be like this.
    pub fn candle(&self) -> Option<Candle> {
        let candle = Candle {
            time_ms: instant_ms(&self.start)?,
            open: float(self.open)?,
            high: float(self.high)?,
            low: float(self.low)?,
            close: float(self.close)?,
            volume: float(self.volume).unwrap_or(0.0),
        };
        candle.check().is_ok().then_some(candle)
    }
}

fn float(figure: Figure) -> Option<f64> {
    use rust_decimal::prelude::ToPrimitive as _;
    figure.0?.to_f64()
}

/// A ticker of a stream.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct TickerRow {
    pub product_id: Text,
    price: Figure,
    volume_24_h: Figure,
    low_24_h: Figure,
    high_24_h: Figure,
    price_percent_chg_24_h: Figure,
    best_bid: Figure,
    best_ask: Figure,
}

impl TickerRow {
    /// `None`: no price yet. Without bid or ask (the market is one-sided) they are the last price.
    pub fn ticker(&self, symbol: &Symbol, time_ms: i64) -> Option<Ticker> {
        let last = self.price.above_zero()?;
        Some(Ticker {
            symbol: symbol.clone(),
            bid: self.best_bid.above_zero().unwrap_or(last),
            ask: self.best_ask.above_zero().unwrap_or(last),
            last,
            high: self.high_24_h.above_zero().unwrap_or(last),
            low: self.low_24_h.above_zero().unwrap_or(last),
            volume: self.volume_24_h.or_zero(),
            change: self.price_percent_chg_24_h.or_zero() / Decimal::ONE_HUNDRED,
            time_ms,
        })
    }
}

/// Highest and lowest price of some candles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    pub high: Decimal,
    pub low: Decimal,
}

impl Summary {
    pub fn of(candles: &[CandleRow]) -> Option<Self> {
        let high = candles.iter().filter_map(|row| row.high.0).max()?;
        let low = candles.iter().filter_map(|row| row.low.above_zero()).min()?;
        Some(Self { high, low })
    }
}

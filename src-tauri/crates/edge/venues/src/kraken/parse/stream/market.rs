//! Rows of public channels.

use std::borrow::Cow;

use domain::{Candle, Decimal, Side, Ticker, Trade};
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::symbol;
use crate::kraken::parse::time;
use crate::wire::Num;

/// A level with its numbers as they were written: the checksum is over their digits.
#[derive(Debug, Deserialize)]
pub struct LevelRow<'a> {
    #[serde(borrow)]
    pub price: &'a RawValue,
    #[serde(borrow)]
    pub qty: &'a RawValue,
}

#[derive(Debug, Deserialize)]
pub struct BookRow<'a> {
    #[serde(borrow)]
    pub symbol: Cow<'a, str>,
    #[serde(borrow, default)]
    pub bids: Vec<LevelRow<'a>>,
    #[serde(borrow, default)]
    pub asks: Vec<LevelRow<'a>>,
    #[serde(default, deserialize_with = "Num::lenient")]
    checksum: Option<Decimal>,
    #[serde(borrow, default)]
    timestamp: Option<Cow<'a, str>>,
}

impl BookRow<'_> {
    pub fn checksum(&self) -> Option<u32> {
        self.checksum.and_then(|value| value.to_u32())
    }

    pub fn time_ms(&self, now_ms: i64) -> i64 {
        moment(self.timestamp.as_deref(), now_ms)
    }
}

fn moment(text: Option<&str>, now_ms: i64) -> i64 {
    text.and_then(time::rfc3339).unwrap_or(now_ms)
}

#[derive(Debug, Deserialize)]
pub struct TradeRow<'a> {
    #[serde(borrow)]
    pub symbol: Cow<'a, str>,
    side: Side,
    price: Num,
    qty: Num,
    trade_id: Num,
    #[serde(borrow, default)]
    timestamp: Option<Cow<'a, str>>,
}

impl TradeRow<'_> {
    /// The number of the trade in its pair.
    pub fn number(&self) -> Option<u64> {
        self.trade_id.0.to_u64()
    }

    pub fn trade(&self, now_ms: i64) -> Trade {
        Trade {
            id: self.trade_id.0.normalize().to_string(),
            time_ms: moment(self.timestamp.as_deref(), now_ms),
            side: self.side,
            price: self.price.0.normalize(),
            size: self.qty.0.normalize(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct TickerRow<'a> {
    #[serde(borrow)]
    pub symbol: Cow<'a, str>,
    bid: Num,
    ask: Num,
    last: Num,
    #[serde(default, deserialize_with = "Num::lenient")]
    high: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    low: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    volume: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    change: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    change_pct: Option<Decimal>,
    #[serde(borrow, default)]
    timestamp: Option<Cow<'a, str>>,
}

impl TickerRow<'_> {
    pub fn ticker(&self, now_ms: i64) -> Option<Ticker> {
        let last = self.last.0;
        // the price a day ago is exact, the percentage rounded to two digits
        let exact = self.change.and_then(|change| change.checked_div(last.saturating_sub(change)));
        let rounded = self.change_pct.and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED));
        Some(Ticker {
            symbol: symbol(&self.symbol)?,
            bid: self.bid.0.normalize(),
            ask: self.ask.0.normalize(),
            last: last.normalize(),
            high: self.high.unwrap_or(last).normalize(),
            low: self.low.unwrap_or(last).normalize(),
            volume: self.volume.unwrap_or_default().normalize(),
            change: exact.or(rounded).unwrap_or_default().round_dp(8).normalize(),
            time_ms: moment(self.timestamp.as_deref(), now_ms),
        })
    }
}

#[derive(Debug, Deserialize)]
pub struct OhlcRow<'a> {
    #[serde(borrow)]
    pub symbol: Cow<'a, str>,
    interval: Num,
    #[serde(borrow)]
    interval_begin: Cow<'a, str>,
    open: Num,
    high: Num,
    low: Num,
    close: Num,
    volume: Num,
}

impl OhlcRow<'_> {
    /// Length in minutes.
    pub fn minutes(&self) -> Option<i64> {
        self.interval.0.to_i64()
    }

    pub fn candle(&self) -> Option<Candle> {
        let float = |num: Num| num.0.to_f64();
        Some(Candle {
            time_ms: time::rfc3339(&self.interval_begin)?,
            open: float(self.open)?,
            high: float(self.high)?,
            low: float(self.low)?,
            close: float(self.close)?,
            volume: float(self.volume)?,
        })
    }
}

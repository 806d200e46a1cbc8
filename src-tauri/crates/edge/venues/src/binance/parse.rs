//! Public answers and stream events in the words of the trade.

use domain::{Candle, Decimal, Side, Symbol, Ticker, Trade};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{float, integer, millis, whole, whole_or_none};
use crate::wire::{Num, moment};

type Read<T> = Result<T, serde_json::Error>;

fn error(what: &str) -> serde_json::Error {
    serde::de::Error::custom(what)
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Time {
    #[serde(deserialize_with = "whole")]
    server_time: i64,
}

/// `time`: the venue's clock, milliseconds.
pub fn server_time(body: &[u8]) -> Read<i64> {
    Ok(millis(serde_json::from_slice::<Time>(body)?.server_time))
}

/// A row of `ticker/24hr` (long names) or a `24hrTicker` event (short ones).
#[derive(Debug, Deserialize)]
pub struct Day {
    #[serde(alias = "s")]
    pub symbol: String,
    #[serde(rename = "bidPrice", alias = "b", default, deserialize_with = "Num::lenient")]
    bid: Option<Decimal>,
    #[serde(rename = "askPrice", alias = "a", default, deserialize_with = "Num::lenient")]
    ask: Option<Decimal>,
    #[serde(rename = "lastPrice", alias = "c")]
    last: Num,
    #[serde(rename = "highPrice", alias = "h", default, deserialize_with = "Num::lenient")]
    high: Option<Decimal>,
    #[serde(rename = "lowPrice", alias = "l", default, deserialize_with = "Num::lenient")]
    low: Option<Decimal>,
    #[serde(alias = "v", default, deserialize_with = "Num::lenient")]
    volume: Option<Decimal>,
    #[serde(rename = "priceChangePercent", alias = "P", default, deserialize_with = "Num::lenient")]
    percent: Option<Decimal>,
    #[serde(rename = "E", alias = "closeTime", default, deserialize_with = "whole_or_none")]
    time: Option<i64>,
}

impl Day {
    /// `now_ms` stands in where the venue gave no time.
    pub fn ticker(&self, symbol: Symbol, now_ms: i64) -> Ticker {
        let last = self.last.0.normalize();
        let or_last = |value: Option<Decimal>| value.unwrap_or(last).normalize();
        Ticker {
            symbol,
            bid: or_last(self.bid),
            ask: or_last(self.ask),
            last,
            high: or_last(self.high),
            low: or_last(self.low),
            volume: self.volume.unwrap_or_default().normalize(),
            change: (self.percent.unwrap_or_default() / Decimal::ONE_HUNDRED).normalize(),
            time_ms: self.time.map_or(now_ms, millis),
        }
    }
}

pub fn day(body: &[u8]) -> Read<Day> {
    serde_json::from_slice(body)
}

/// All tickers; a row that cannot be read is left out.
pub fn days(body: &[u8]) -> Read<Vec<Day>> {
    let rows: Vec<&RawValue> = serde_json::from_slice(body)?;
    Ok(rows.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect())
}

/// A row of `trades` or a `trade` event. The maker bought: the taker sold.
#[derive(Debug, Deserialize)]
pub struct PublicTrade {
    #[serde(alias = "t", deserialize_with = "whole")]
    pub id: i64,
    #[serde(alias = "p")]
    price: Num,
    #[serde(alias = "q")]
    qty: Num,
    #[serde(rename = "T", alias = "time", deserialize_with = "whole")]
    time: i64,
    #[serde(alias = "m", rename = "isBuyerMaker")]
    buyer_is_maker: bool,
}

impl PublicTrade {
    pub fn trade(&self) -> Trade {
        Trade {
            id: self.id.to_string(),
            time_ms: millis(self.time),
            side: if self.buyer_is_maker { Side::Sell } else { Side::Buy },
            price: self.price.0.normalize(),
            size: self.qty.0.normalize(),
        }
    }
}

/// `trades`, oldest first, none twice.
pub fn trades(body: &[u8]) -> Read<Vec<PublicTrade>> {
    let mut trades: Vec<PublicTrade> = serde_json::from_slice(body)?;
    trades.sort_by_key(|trade| trade.id);
    trades.dedup_by_key(|trade| trade.id);
    Ok(trades)
}

/// `klines`: rows of open time, open, high, low, close, volume and more that is not used.
pub fn klines(body: &[u8]) -> Read<Vec<Candle>> {
    let rows: Vec<Vec<&RawValue>> = serde_json::from_slice(body)?;
    rows.iter().map(|row| kline(row).ok_or_else(|| error("a kline is not time and five numbers"))).collect()
}

fn kline(row: &[&RawValue]) -> Option<Candle> {
    let column = |i: usize| row.get(i).copied().and_then(float);
    Some(Candle {
        time_ms: moment(millis(integer(row.first()?)?))?,
        open: column(1)?,
        high: column(2)?,
        low: column(3)?,
        close: column(4)?,
        volume: column(5)?,
    })
}

/// A `kline` event.
#[derive(Debug, Deserialize)]
pub struct KlineEvent<'a> {
    #[serde(rename = "s")]
    pub symbol: String,
    #[serde(borrow, rename = "k")]
    pub kline: Kline<'a>,
}

#[derive(Debug, Deserialize)]
pub struct Kline<'a> {
    #[serde(rename = "t", deserialize_with = "whole")]
    start: i64,
    #[serde(rename = "i")]
    pub interval: String,
    #[serde(borrow)]
    o: &'a RawValue,
    #[serde(borrow)]
    h: &'a RawValue,
    #[serde(borrow)]
    l: &'a RawValue,
    #[serde(borrow)]
    c: &'a RawValue,
    #[serde(borrow)]
    v: &'a RawValue,
    #[serde(rename = "x")]
    pub closed: bool,
}

impl Kline<'_> {
    pub fn candle(&self) -> Option<Candle> {
        Some(Candle {
            time_ms: moment(millis(self.start))?,
            open: float(self.o)?,
            high: float(self.h)?,
            low: float(self.l)?,
            close: float(self.c)?,
            volume: float(self.v)?,
        })
    }
}

/// `depth`: a book as tokens, to be read in the steps of whoever keeps it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DepthSnapshot<'a> {
    #[serde(deserialize_with = "whole")]
    pub last_update_id: i64,
    #[serde(borrow)]
    pub bids: Vec<Vec<&'a RawValue>>,
    #[serde(borrow)]
    pub asks: Vec<Vec<&'a RawValue>>,
}

pub fn depth(body: &[u8]) -> Read<DepthSnapshot<'_>> {
    serde_json::from_slice(body)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

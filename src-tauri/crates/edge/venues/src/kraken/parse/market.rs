//! Public answers.

use std::collections::BTreeMap;

use domain::{Book, Candle, Decimal, Instrument, InstrumentId, Level, Side, Symbol, Ticker, Trade};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::envelope::{Fault, result};
use super::time;
use crate::kraken::symbols::step;
use crate::wire::{Num, decimal};

/// What Kraken takes of those who trade least, where a pair states no fees.
const TAKER: Decimal = Decimal::from_parts(4, 0, 0, false, 3);
const MAKER: Decimal = Decimal::from_parts(25, 0, 0, false, 4);

/// A pair as the venue lists it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct PairRow {
    #[serde(default)]
    pub altname: Option<String>,
    #[serde(default)]
    pub wsname: Option<String>,
    #[serde(default)]
    pub base: Option<String>,
    #[serde(default)]
    pub quote: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub pair_decimals: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub lot_decimals: Option<u32>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub ordermin: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub costmin: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub tick_size: Option<Decimal>,
    #[serde(default)]
    pub fees: Option<Vec<Vec<Num>>>,
    #[serde(default)]
    pub fees_maker: Option<Vec<Vec<Num>>>,
}

fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(Num::lenient(deserializer)?.and_then(|value| value.to_u32()).filter(|decimals| *decimals <= 28))
}

impl PairRow {
    pub fn instrument(&self, id: InstrumentId) -> Instrument {
        let percent = |rates: &Option<Vec<Vec<Num>>>| {
            let rate = rates.as_ref()?.first()?.get(1)?.0;
            rate.checked_div(Decimal::ONE_HUNDRED).map(|fraction| fraction.normalize())
        };
        let lot = step(self.lot_decimals.unwrap_or(8));
        let positive = |value: Option<Decimal>| value.filter(|v| *v > Decimal::ZERO);
        let taker_fee = percent(&self.fees).unwrap_or(TAKER);
        Instrument {
            id,
            tick: positive(self.tick_size).unwrap_or_else(|| step(self.pair_decimals.unwrap_or(8))),
            lot,
            min_quantity: positive(self.ordermin).unwrap_or(lot),
            min_notional: positive(self.costmin).unwrap_or_default(),
            maker_fee: percent(&self.fees_maker).unwrap_or_else(|| taker_fee.min(MAKER)),
            taker_fee,
        }
    }
}

/// The list of pairs; a row that cannot be read is left out.
pub fn pairs(body: &[u8]) -> Result<BTreeMap<String, PairRow>, Fault> {
    let rows: BTreeMap<String, Box<RawValue>> = result(body)?;
    Ok(rows.into_iter().filter_map(|(id, row)| Some((id, serde_json::from_str(row.get()).ok()?))).collect())
}

#[derive(Debug, Deserialize)]
struct TickerRow {
    a: Vec<Num>,
    b: Vec<Num>,
    c: Vec<Num>,
    #[serde(default)]
    v: Vec<Num>,
    #[serde(default)]
    h: Vec<Num>,
    #[serde(default)]
    l: Vec<Num>,
    #[serde(default, deserialize_with = "Num::lenient")]
    o: Option<Decimal>,
}

/// Tickers by the venue's id of the pair. `change` is since midnight UTC: the venue tells the day's open and no
/// other price of the past.
pub fn tickers(
    body: &[u8],
    now_ms: i64,
    symbol_of: impl Fn(&str) -> Option<Symbol>,
) -> Result<Vec<Ticker>, Fault> {
    let rows: BTreeMap<String, Box<RawValue>> = result(body)?;
    let read = |(id, row): (String, Box<RawValue>)| {
        let row: TickerRow = serde_json::from_str(row.get()).ok()?;
        let last = row.c.first()?.0;
        let day = |pair: &[Num]| pair.get(1).or_else(|| pair.first()).map_or(last, |num| num.0);
        let open = row.o.filter(|open| !open.is_zero());
        Some(Ticker {
            symbol: symbol_of(&id)?,
            bid: row.b.first()?.0,
            ask: row.a.first()?.0,
            last,
            high: day(&row.h),
            low: day(&row.l),
            volume: row.v.get(1).or_else(|| row.v.first()).map_or(Decimal::ZERO, |num| num.0),
            change: open
                .and_then(|open| last.saturating_sub(open).checked_div(open))
                .unwrap_or_default()
                .round_dp(8),
            time_ms: now_ms,
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// A value keyed by the pair, which answers with one pair have next to `last`.
fn of_pair(body: &[u8]) -> Result<(Box<RawValue>, Option<String>), Fault> {
    let mut rows: BTreeMap<String, Box<RawValue>> = result(body)?;
    let last = rows.remove("last").map(|raw| raw.get().trim_matches('"').to_owned());
    let first = rows.into_values().next();
    first.map(|raw| (raw, last)).ok_or_else(|| Fault::Unreadable("no pair in it".to_owned()))
}

type Cells = Vec<Box<RawValue>>;

fn number(row: &Cells, at: usize) -> Option<Decimal> {
    decimal(row.get(at)?.get())
}

fn text(row: &Cells, at: usize) -> Option<&str> {
    Some(row.get(at)?.get().trim_matches('"'))
}

fn rows(raw: &RawValue) -> Result<Vec<Cells>, Fault> {
    serde_json::from_str(raw.get()).map_err(|error| Fault::Unreadable(error.to_string()))
}

fn each<T>(rows: &[Cells], what: &str, read: impl Fn(&Cells) -> Option<T>) -> Result<Vec<T>, Fault> {
    let broken = |row: &Cells| Fault::Unreadable(format!("{what} of {} cells", row.len()));
    rows.iter().map(|row| read(row).ok_or_else(|| broken(row))).collect()
}

/// Candles as the venue has them, ascending, the running one last.
pub fn candles(body: &[u8]) -> Result<Vec<Candle>, Fault> {
    let (raw, _) = of_pair(body)?;
    let float = |row: &Cells, at| number(row, at).and_then(|value| value.to_f64());
    each(&rows(&raw)?, "a candle", |row| {
        Some(Candle {
            time_ms: time::seconds(number(row, 0)?)?,
            open: float(row, 1)?,
            high: float(row, 2)?,
            low: float(row, 3)?,
            close: float(row, 4)?,
            volume: float(row, 6)?,
        })
    })
}

#[derive(Deserialize)]
struct Sides {
    #[serde(default)]
    bids: Vec<Cells>,
    #[serde(default)]
    asks: Vec<Cells>,
}

pub fn book(body: &[u8], now_ms: i64) -> Result<Book, Fault> {
    let (raw, _) = of_pair(body)?;
    let sides: Sides =
        serde_json::from_str(raw.get()).map_err(|error| Fault::Unreadable(error.to_string()))?;
    let level =
        |row: &Cells| Some(Level { price: number(row, 0)?.normalize(), size: number(row, 1)?.normalize() });
    Ok(Book {
        bids: each(&sides.bids, "a level", level)?,
        asks: each(&sides.asks, "a level", level)?,
        time_ms: now_ms,
    })
}

/// Trades, oldest first, and where the next page begins.
pub fn trades(body: &[u8]) -> Result<(Vec<Trade>, Option<String>), Fault> {
    let (raw, last) = of_pair(body)?;
    let trades = each(&rows(&raw)?, "a trade", |row| {
        let (price, size, at) = (number(row, 0)?, number(row, 1)?, number(row, 2)?);
        // old rows have no id: what is in them tells them apart
        let id = text(row, 6).map_or_else(|| format!("{at}-{price}-{size}"), str::to_owned);
        let side = match text(row, 3)? {
            "b" => Side::Buy,
            "s" => Side::Sell,
            _ => return None,
        };
        Some(Trade {
            id,
            time_ms: time::seconds(at)?,
            side,
            price: price.normalize(),
            size: size.normalize(),
        })
    })?;
    Ok((trades, last))
}

//! What market streams tell.

use std::collections::BTreeMap;

use domain::{Decimal, Side, Symbol};
use serde_json::{Value, json};

use super::names::{d8, name};
use super::public::{candles, change};
use crate::exchange::{BookChange, ExactCandle, PublicTrade, Range};
use crate::world::World;

/// Changes of a book not told yet.
#[derive(Debug, Default)]
pub struct Pending {
    first: Option<u64>,
    last: u64,
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
}

impl Pending {
    pub fn add(&mut self, change: &BookChange) {
        self.first.get_or_insert(change.sequence);
        self.last = change.sequence;
        let side = if change.side == Side::Buy { &mut self.bids } else { &mut self.asks };
        side.insert(change.price, change.size);
    }

    pub fn take(&mut self, symbol: &Symbol, now_ms: i64) -> Option<Value> {
        let first = self.first.take()?;
        let rows = |side: &mut BTreeMap<Decimal, Decimal>| {
            let row = |(price, size): (Decimal, Decimal)| [d8(price), d8(size)];
            std::mem::take(side).into_iter().map(row).collect::<Vec<_>>()
        };
        let (mut bids, asks) = (rows(&mut self.bids), rows(&mut self.asks));
        bids.reverse();
        let body = format!(
            r#"{{"e":"depthUpdate","E":{now_ms},"s":"{}","U":{first},"u":{},"b":{},"a":{}}}"#,
            name(symbol),
            self.last,
            json!(bids),
            json!(asks)
        );
        // the venue writes the parts in this order
        Some(Value::String(body))
    }
}

pub fn day(world: &World, symbol: &Symbol, mini: bool, now_ms: i64) -> Option<Value> {
    let t = world.exchange.ticker(symbol)?;
    let (difference, percent) = change(&t);
    let mut row = json!({
        "e": "24hrMiniTicker", "E": now_ms, "s": name(symbol), "c": d8(t.last), "o": d8(t.open), "h": d8(t.high),
        "l": d8(t.low), "v": d8(t.volume), "q": d8(t.quote_volume.round_dp(8)),
    });
    if !mini {
        let more = json!({
            "e": "24hrTicker", "p": d8(difference), "P": format!("{percent:.3}"), "w": d8(t.last), "x": d8(t.open),
            "Q": d8(t.last_size), "b": d8(t.bid), "B": d8(t.bid_size), "a": d8(t.ask), "A": d8(t.ask_size),
            "O": now_ms - 86_400_000, "C": now_ms, "F": t.last_id.saturating_sub(t.trades), "L": t.last_id,
            "n": t.trades,
        });
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
    }
    Some(row)
}

/// The candles that closed since the last, and the running one.
pub fn kline(
    world: &World,
    symbol: &Symbol,
    (interval, length_ms): (&str, i64),
    last: &mut Option<ExactCandle>,
    now_ms: i64,
) -> Vec<Value> {
    let from = last.map_or(now_ms - length_ms, |candle| candle.open_ms);
    let range = Range { from_ms: from, to_ms: now_ms, limit: 100, newest: false };
    let rows = candles(world, symbol, length_ms, range);
    if rows.last() == last.as_ref() {
        return Vec::new();
    }
    let first_time = last.is_none();
    *last = rows.last().copied();
    let row = |c: &ExactCandle| {
        let closed = c.open_ms + length_ms <= now_ms;
        json!({
            "e": "kline", "E": now_ms, "s": name(symbol),
            "k": {
                "t": c.open_ms, "T": c.open_ms + length_ms - 1, "s": name(symbol), "i": interval, "f": 0, "L": 0,
                "o": d8(c.open), "c": d8(c.close), "h": d8(c.high), "l": d8(c.low), "v": d8(c.volume),
                "n": c.trades, "x": closed, "q": d8(c.quote_volume.round_dp(8)), "V": d8(Decimal::ZERO),
                "Q": d8(Decimal::ZERO), "B": "0",
            },
        })
    };
    let skipped = if first_time { rows.len().saturating_sub(1) } else { 0 };
    rows.iter().skip(skipped).map(row).collect()
}

pub fn trade(trade: &PublicTrade, aggregated: bool) -> Value {
    let (price, size) = (d8(trade.price), d8(trade.size));
    let (symbol, maker) = (name(&trade.symbol), trade.side == Side::Sell);
    if aggregated {
        return json!({
            "e": "aggTrade", "E": trade.time_ms, "s": symbol, "a": trade.id, "p": price, "q": size, "f": trade.id,
            "l": trade.id, "T": trade.time_ms, "m": maker, "M": true,
        });
    }
    json!({
        "e": "trade", "E": trade.time_ms, "s": symbol, "t": trade.id, "p": price, "q": size, "T": trade.time_ms,
        "m": maker, "M": true,
    })
}

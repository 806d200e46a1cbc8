//! Public channels other than the book.

use domain::{Decimal, Side, Symbol};
use serde_json::{Value, json};

use super::{Socket, data};
use crate::exchange::{ExactCandle, PublicTrade, Range};
use crate::kraken::time;
use crate::wire::{Frame, number};
use crate::world::World;

impl Socket {
    pub(super) fn traded(&self, world: &World, trade: &PublicTrade) -> Vec<Frame> {
        let symbol = &trade.symbol;
        let mut frames = Vec::new();
        if self.trades.contains(symbol) {
            frames.push(data("trade", "update", json!([trade_row(trade)])));
        }
        if self.tickers.contains(symbol) {
            frames.push(ticker(world, symbol, "update"));
        }
        for (_, minutes) in self.candles.iter().filter(|(one, _)| one == symbol) {
            frames.push(candles(world, symbol, *minutes, 1, "update"));
        }
        frames
    }
}

fn trade_row(trade: &PublicTrade) -> Value {
    json!({
        "symbol": trade.symbol, "side": if trade.side == Side::Buy { "buy" } else { "sell" },
        "price": number(trade.price), "qty": number(trade.size), "ord_type": "limit",
        "trade_id": trade.id, "timestamp": time::rfc3339(trade.time_ms),
    })
}

/// The last fifty.
pub fn past_trades(world: &World, symbol: &Symbol) -> Frame {
    let trades = world.exchange.trades(symbol, Range::newest(world.now_ms(), 50));
    data("trade", "snapshot", trades.iter().map(trade_row).collect())
}

pub fn ticker(world: &World, symbol: &Symbol, kind: &str) -> Frame {
    let t = world.exchange.ticker(symbol).unwrap_or_default();
    let change = t.last - t.open;
    let percent = change.checked_div(t.open).unwrap_or_default() * Decimal::ONE_HUNDRED;
    let mean = t.quote_volume.checked_div(t.volume).unwrap_or(t.last).round_dp(5);
    let row = json!([{
        "symbol": symbol, "bid": number(t.bid), "bid_qty": number(t.bid_size), "ask": number(t.ask),
        "ask_qty": number(t.ask_size), "last": number(t.last), "volume": number(t.volume),
        "vwap": number(mean), "low": number(t.low), "high": number(t.high), "change": number(change),
        "change_pct": number(percent.round_dp(2)), "timestamp": time::rfc3339(world.now_ms()),
    }]);
    data("ticker", kind, row)
}

pub fn candles(world: &World, symbol: &Symbol, minutes: i64, count: usize, kind: &str) -> Frame {
    let length_ms = minutes * 60_000;
    let candles = world.exchange.candles_of(symbol, length_ms, Range::newest(world.now_ms(), count));
    let row = |c: &ExactCandle| {
        let mean = c.quote_volume.checked_div(c.volume).unwrap_or(c.close).round_dp(5);
        json!({
            "symbol": symbol, "open": number(c.open), "high": number(c.high), "low": number(c.low),
            "close": number(c.close), "vwap": number(mean), "trades": c.trades, "volume": number(c.volume),
            "interval_begin": time::rfc3339(c.open_ms), "interval": minutes,
            "timestamp": time::rfc3339(c.open_ms + length_ms),
        })
    };
    data("ohlc", kind, candles.iter().map(row).collect())
}

pub fn instruments(world: &World) -> Frame {
    let pair = |listing: &crate::exchange::Listing| {
        json!({
            "symbol": listing.symbol, "base": listing.symbol.base(), "quote": listing.symbol.quote(),
            "status": "online", "marginable": listing.margin, "has_index": true,
            "qty_min": number(listing.min_quantity), "qty_increment": number(listing.lot),
            "qty_precision": listing.quantity_decimals(), "price_increment": number(listing.tick),
            "price_precision": listing.price_decimals(), "tick_size": number(listing.tick),
            "cost_min": listing.min_notional.normalize().to_string(), "cost_precision": 5,
        })
    };
    let pairs: Vec<Value> = world.exchange.listings().iter().map(pair).collect();
    data("instrument", "snapshot", json!({"assets": [], "pairs": pairs}))
}

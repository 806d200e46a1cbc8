//! What markets have to tell, gathered until it is sent.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Side, Symbol};
use serde_json::{Value, json};

use crate::coinbase::{names, shape};
use crate::exchange::{BookChange, PublicTrade, Range};
use crate::world::World;

/// Trades are told together every so often.
const TRADES_MS: i64 = 250;
/// Running candles are told every so often.
const CANDLES_MS: i64 = 1_000;
const FIVE_MINUTES_MS: i64 = 300_000;
/// Of a snapshot.
const TRADES: usize = 100;
const CANDLES: usize = 100;

/// An event with the channel it belongs to.
pub type Told = (&'static str, Value);

#[derive(Default)]
pub struct Batch {
    levels: BTreeMap<Symbol, Vec<Value>>,
    trades: BTreeMap<Symbol, Vec<Value>>,
    tickers: BTreeSet<Symbol>,
    trades_ms: i64,
    candles_ms: i64,
}

const fn book_side(side: Side) -> &'static str {
    match side {
        Side::Buy => "bid",
        Side::Sell => "offer",
    }
}

impl Batch {
    pub fn level(&mut self, change: &BookChange) {
        let row = json!({
            "side": book_side(change.side), "event_time": shape::time(change.time_ms),
            "price_level": shape::text(change.price), "new_quantity": shape::text(change.size),
        });
        self.levels.entry(change.symbol.clone()).or_default().push(row);
    }

    pub fn trade(&mut self, trade: &PublicTrade) {
        self.trades.entry(trade.symbol.clone()).or_default().push(shape::trade(trade));
    }

    pub fn ticker(&mut self, symbol: &Symbol) {
        self.tickers.insert(symbol.clone());
    }

    /// A snapshot that is sent now holds all that was gathered.
    pub fn forget(&mut self, channel: &str, symbol: &Symbol) {
        match channel {
            "level2" => drop(self.levels.remove(symbol)),
            "market_trades" => drop(self.trades.remove(symbol)),
            _ => {}
        }
    }

    pub fn due(&mut self, world: &World, now_ms: i64, candles: &[Symbol]) -> Vec<Told> {
        let levels = std::mem::take(&mut self.levels).into_iter();
        let mut told: Vec<Told> =
            levels.map(|(symbol, rows)| ("l2_data", book("update", &symbol, rows))).collect();
        if now_ms - self.trades_ms >= TRADES_MS {
            self.trades_ms = now_ms;
            let trades = std::mem::take(&mut self.trades).into_values();
            told.extend(trades.map(|rows| ("market_trades", json!({"type": "update", "trades": rows}))));
            for symbol in std::mem::take(&mut self.tickers) {
                told.push(("ticker", ticker(world, "update", &symbol)));
            }
        }
        if now_ms - self.candles_ms >= CANDLES_MS && !candles.is_empty() {
            self.candles_ms = now_ms;
            let rows = candles.iter().flat_map(|symbol| running(world, symbol, 1));
            told.push(("candles", json!({"type": "update", "candles": rows.collect::<Vec<_>>()})));
        }
        told
    }
}

fn book(kind: &str, symbol: &Symbol, rows: Vec<Value>) -> Value {
    json!({"type": kind, "product_id": names::product(symbol), "updates": rows})
}

/// The newest first.
fn running(world: &World, symbol: &Symbol, most: usize) -> Vec<Value> {
    let range = Range::newest(world.now_ms(), most);
    let candles = world.exchange.candles_of(symbol, FIVE_MINUTES_MS, range);
    let row = |candle| {
        let mut row = shape::candle(candle);
        row["product_id"] = names::product(symbol).into();
        row
    };
    candles.iter().rev().map(row).collect()
}

fn ticker(world: &World, kind: &str, symbol: &Symbol) -> Value {
    let day = world.exchange.ticker(symbol).unwrap_or_default();
    let change = if day.open.is_zero() { domain::Decimal::ZERO } else { (day.last - day.open) / day.open };
    let row = json!({
        "type": "ticker", "product_id": names::product(symbol), "price": shape::text(day.last),
        "volume_24_h": shape::text(day.volume),
        "low_24_h": shape::text(day.low), "high_24_h": shape::text(day.high),
        "low_52_w": shape::text(day.low), "high_52_w": shape::text(day.high),
        "price_percent_chg_24_h": shape::text((change * domain::Decimal::ONE_HUNDRED).round_dp(8)),
        "best_bid": shape::text(day.bid), "best_bid_quantity": shape::text(day.bid_size),
        "best_ask": shape::text(day.ask), "best_ask_quantity": shape::text(day.ask_size),
    });
    json!({"type": kind, "tickers": [row]})
}

/// The first message after a subscription.
pub fn snapshot(world: &World, channel: &str, symbol: &Symbol) -> Option<Told> {
    Some(match channel {
        "level2" => {
            let view = world.exchange.book(symbol, usize::MAX)?;
            let rows = [(Side::Buy, &view.bids), (Side::Sell, &view.asks)];
            let rows = rows.iter().flat_map(|(side, levels)| {
                levels.iter().map(|level| {
                    json!({
                        "side": book_side(*side), "event_time": shape::time(view.time_ms),
                        "price_level": shape::text(level.price), "new_quantity": shape::text(level.size),
                    })
                })
            });
            ("l2_data", book("snapshot", symbol, rows.collect()))
        }
        "market_trades" => {
            let trades = world.exchange.trades(symbol, Range::newest(world.now_ms(), TRADES));
            let rows: Vec<Value> = trades.iter().rev().map(shape::trade).collect();
            ("market_trades", json!({"type": "snapshot", "trades": rows}))
        }
        "candles" => ("candles", json!({"type": "snapshot", "candles": running(world, symbol, CANDLES)})),
        "ticker" => ("ticker", ticker(world, "snapshot", symbol)),
        "status" => {
            let listing = world.exchange.listing(symbol)?;
            let row = json!({
                "product_type": "SPOT", "id": names::product(symbol), "display_name": names::product(symbol),
                "base_currency": symbol.base(), "quote_currency": symbol.quote(),
                "base_increment": listing.lot.to_string(), "quote_increment": listing.tick.to_string(),
                "status": "online", "status_message": "", "min_market_funds": shape::text(listing.min_notional),
            });
            ("status", json!({"type": "snapshot", "products": [row]}))
        }
        _ => return None,
    })
}

//! Public answers.

use domain::{Decimal, Symbol};
use serde_json::{Map, Value, json};

use super::names::{altname, code, fixed, id, listing, short, wsname};
use super::{Answered, time};
use crate::exchange::{BookLevel, ExactCandle, Listing, PublicTrade, Range};
use crate::rate::Budget;
use crate::wire::RestRequest;
use crate::world::World;

/// Calls of one address: about one a second, some at once.
const CALLS: Budget = Budget::Decaying { limit: 30.0, per_second: 1.0 };

/// Candles the venue keeps.
const KEPT: usize = 720;

pub fn answer(world: &mut World, call: &str, request: &RestRequest) -> Answered {
    let now_ms = world.now_ms();
    let spent = world.rates.spend("public", CALLS, 1.0, now_ms);
    spent.map_err(|_| "EAPI:Rate limit exceeded")?;
    let fields = request.query_pairs();
    let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let asked = || listings(world, get("pair"));
    let one = || asked()?.first().cloned().ok_or_else(unknown);
    match call {
        "Time" => {
            let told = world.told_ms();
            Ok(json!({"unixtime": told / 1000, "rfc1123": time::rfc3339(told)}))
        }
        "SystemStatus" => Ok(json!({"status": "online", "timestamp": time::rfc3339(now_ms)})),
        "Assets" => Ok(assets(world)),
        "AssetPairs" => keyed(asked()?, |listing| pair_row(world, listing)),
        "Ticker" => keyed(asked()?, |listing| ticker(world, &listing.symbol)),
        "Depth" => {
            let count = get("count").and_then(|text| text.parse().ok()).unwrap_or(100).clamp(1, 500);
            keyed(vec![one()?], |listing| depth(world, listing, count))
        }
        "OHLC" => {
            let minutes = get("interval").map_or(Some(1), |text| text.parse().ok());
            let minutes =
                minutes.filter(|m| INTERVALS.contains(m)).ok_or("EGeneral:Invalid arguments:interval")?;
            ohlc(world, &one()?, minutes, get("since"))
        }
        "Trades" => {
            let count = get("count").and_then(|text| text.parse().ok()).unwrap_or(1000).clamp(1, 1000);
            trades(world, &one()?, get("since"), count)
        }
        _ => Err("EGeneral:Unknown method".to_owned()),
    }
}

pub const INTERVALS: [i64; 9] = [1, 5, 15, 30, 60, 240, 1440, 10_080, 21_600];

fn unknown() -> String {
    "EQuery:Unknown asset pair".to_owned()
}

/// The markets named, all of them where none is.
fn listings(world: &World, names: Option<&str>) -> Result<Vec<Listing>, String> {
    match names {
        None => Ok(world.exchange.listings().to_vec()),
        Some(names) => {
            names.split(',').map(|name| listing(world, name).cloned().ok_or_else(unknown)).collect()
        }
    }
}

fn keyed(listings: Vec<Listing>, value: impl Fn(&Listing) -> Value) -> Answered {
    Ok(Value::Object(listings.iter().map(|listing| (id(&listing.symbol), value(listing))).collect()))
}

fn assets(world: &World) -> Value {
    let currencies = world.exchange.listings().iter().flat_map(|l| [l.symbol.base(), l.symbol.quote()]);
    let row = |currency: &str| {
        let row = json!({
            "aclass": "currency", "altname": short(currency), "decimals": 10, "display_decimals": 5,
            "status": "enabled",
        });
        (code(currency).to_owned(), row)
    };
    Value::Object(currencies.map(row).collect::<Map<_, _>>())
}

fn pair_row(world: &World, listing: &Listing) -> Value {
    let rules = world.exchange.rules();
    let percent = |rate: Decimal| crate::wire::number(rate * Decimal::ONE_HUNDRED);
    let leverage = if listing.margin { json!([2, 3, 4, 5]) } else { json!([]) };
    let symbol = &listing.symbol;
    json!({
        "altname": altname(symbol), "wsname": wsname(symbol),
        "aclass_base": "currency", "base": code(symbol.base()),
        "aclass_quote": "currency", "quote": code(symbol.quote()),
        "lot": "unit", "cost_decimals": 5,
        "pair_decimals": listing.price_decimals(), "lot_decimals": listing.quantity_decimals(),
        "lot_multiplier": 1, "leverage_buy": leverage, "leverage_sell": leverage,
        "fees": [[0, percent(rules.taker_fee)]], "fees_maker": [[0, percent(rules.maker_fee)]],
        "fee_volume_currency": "ZUSD", "margin_call": 80, "margin_stop": 40,
        "ordermin": listing.min_quantity.normalize().to_string(),
        "costmin": listing.min_notional.normalize().to_string(),
        "tick_size": listing.tick.normalize().to_string(), "status": "online",
    })
}

fn ticker(world: &World, symbol: &Symbol) -> Value {
    let t = world.exchange.ticker(symbol).unwrap_or_default();
    let day_ms = 86_400_000;
    let today = world.exchange.candles_of(symbol, day_ms, Range::newest(world.now_ms(), 1));
    let today = today.last();
    let text = |value: Decimal| value.normalize().to_string();
    let mean =
        |value: Decimal, volume: Decimal| text(value.checked_div(volume).unwrap_or(t.last).round_dp(5));
    let of = |pick: fn(&ExactCandle) -> Decimal, otherwise: Decimal| text(today.map_or(otherwise, pick));
    json!({
        "a": [text(t.ask), "1", text(t.ask_size)], "b": [text(t.bid), "1", text(t.bid_size)],
        "c": [text(t.last), text(t.last_size)],
        "v": [of(|c| c.volume, t.volume), text(t.volume)],
        "p": [today.map_or_else(|| text(t.last), |c| mean(c.quote_volume, c.volume)), mean(t.quote_volume, t.volume)],
        "t": [today.map_or(0, |c| c.trades), t.trades],
        "l": [of(|c| c.low, t.low), text(t.low)], "h": [of(|c| c.high, t.high), text(t.high)],
        "o": of(|c| c.open, t.open),
    })
}

fn depth(world: &World, listing: &Listing, count: usize) -> Value {
    let book = world.exchange.book(&listing.symbol, count).unwrap_or_default();
    let level = |level: &BookLevel| {
        json!([
            fixed(level.price, 5),
            fixed(level.size, 3.max(listing.quantity_decimals())),
            book.time_ms / 1000
        ])
    };
    json!({
        "asks": book.asks.iter().map(level).collect::<Vec<_>>(),
        "bids": book.bids.iter().map(level).collect::<Vec<_>>(),
    })
}

fn ohlc(world: &World, listing: &Listing, minutes: i64, since: Option<&str>) -> Answered {
    let range = Range::newest(world.now_ms(), KEPT);
    let candles = world.exchange.candles_of(&listing.symbol, minutes * 60_000, range);
    let since_ms = since.and_then(time::read_ns).map_or(i128::MIN, |ns| ns / 1_000_000);
    let row = |c: &ExactCandle| {
        let mean = c.quote_volume.checked_div(c.volume).unwrap_or_default().round_dp(5);
        let text = |value: Decimal| value.normalize().to_string();
        json!([
            c.open_ms / 1000,
            text(c.open),
            text(c.high),
            text(c.low),
            text(c.close),
            text(mean),
            fixed(c.volume, 8),
            c.trades,
        ])
    };
    let rows: Vec<Value> = candles.iter().filter(|c| i128::from(c.open_ms) > since_ms).map(row).collect();
    let committed = candles.iter().rev().nth(1).or(candles.last()).map_or(0, |c| c.open_ms / 1000);
    Ok(json!({id(&listing.symbol): rows, "last": committed}))
}

/// Nanoseconds of a trade: its millisecond, and in it the order of numbers.
fn nanos(trade: &PublicTrade) -> i128 {
    i128::from(trade.time_ms) * 1_000_000 + i128::from(trade.id % 1_000_000)
}

fn trades(world: &World, listing: &Listing, since: Option<&str>, count: usize) -> Answered {
    let since_ns = since.and_then(time::read_ns);
    let found = match since_ns {
        None => world.exchange.trades(&listing.symbol, Range::newest(world.now_ms(), count)),
        Some(since) => {
            let from_ms = i64::try_from(since.div_euclid(1_000_000)).unwrap_or(i64::MAX);
            // those of the first millisecond may have been told already
            let range = Range { to_ms: world.now_ms(), ..Range::from(from_ms, count + 200) };
            let mut found = world.exchange.trades(&listing.symbol, range);
            found.retain(|trade| nanos(trade) > since);
            found.truncate(count);
            found
        }
    };
    let row = |trade: &PublicTrade| {
        let side = if trade.side == domain::Side::Buy { "b" } else { "s" };
        let at = Decimal::from_i128_with_scale(nanos(trade), 9).round_dp(7);
        json!(
            [fixed(trade.price, 5), fixed(trade.size, 8), crate::wire::number(at), side, "l", "", trade.id,]
        )
    };
    let last = found.last().map(nanos).or(since_ns).unwrap_or_default();
    Ok(json!({id(&listing.symbol): found.iter().map(row).collect::<Vec<_>>(), "last": last.to_string()}))
}

//! Public requests.

use domain::{Decimal, Side, Symbol, Timeframe};
use serde_json::{Value, json};

use super::error::ApiError;
use super::info::exchange_info;
use super::limits::Limits;
use super::names::{Params, d8, find, name};
use crate::exchange::{BookLevel, DayTicker, ExactCandle, PublicTrade, Range};
use crate::world::World;

type Answer = Result<Value, ApiError>;

/// `None`: no public request has that path.
pub fn answer(world: &mut World, limits: Limits, path: &str, params: &Params) -> Option<Answer> {
    Some(match path {
        "/api/v3/ping" => Ok(json!({})),
        "/api/v3/time" => Ok(json!({"serverTime": world.told_ms()})),
        "/api/v3/exchangeInfo" => exchange_info(world, limits, params),
        "/api/v3/depth" => depth(world, params),
        "/api/v3/trades" | "/api/v3/historicalTrades" => trades(world, params),
        "/api/v3/aggTrades" => agg_trades(world, params),
        "/api/v3/klines" | "/api/v3/uiKlines" => klines(world, params),
        "/api/v3/avgPrice" => avg_price(world, params),
        "/api/v3/ticker/24hr" => each(world, params, day),
        "/api/v3/ticker/price" => each(world, params, price),
        "/api/v3/ticker/bookTicker" => each(world, params, touch),
        // the venue's other markets: nothing is listed there
        "/fapi/v1/exchangeInfo" | "/dapi/v1/exchangeInfo" | "/eapi/v1/exchangeInfo" => Ok(
            json!({"timezone": "UTC", "rateLimits": [], "exchangeFilters": [], "assets": [], "symbols": [],
                      "optionSymbols": [], "optionContracts": [], "optionAssets": []}),
        ),
        _ => return None,
    })
}

fn levels(levels: &[BookLevel]) -> Vec<[String; 2]> {
    levels.iter().map(|level| [d8(level.price), d8(level.size)]).collect()
}

fn depth(world: &World, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let limit = params.limit(100, 5_000)?;
    let book = world.exchange.book(&symbol, limit).unwrap_or_default();
    Ok(json!({"lastUpdateId": book.sequence, "bids": levels(&book.bids), "asks": levels(&book.asks)}))
}

fn trades(world: &World, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let limit = params.limit(500, 1_000)?;
    let range = Range::newest(world.now_ms(), limit);
    let row = |trade: &PublicTrade| {
        json!({
            "id": trade.id,
            "price": d8(trade.price),
            "qty": d8(trade.size),
            "quoteQty": d8((trade.price * trade.size).round_dp(8)),
            "time": trade.time_ms,
            "isBuyerMaker": trade.side == Side::Sell,
            "isBestMatch": true,
        })
    };
    Ok(world.exchange.trades(&symbol, range).iter().map(row).collect())
}

fn agg_trades(world: &World, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let limit = params.limit(500, 1_000)?;
    let (start, end) = (params.integer("startTime")?, params.integer("endTime")?);
    let range = Range {
        from_ms: start.unwrap_or(i64::MIN),
        to_ms: end.unwrap_or(world.now_ms()),
        limit,
        newest: start.is_none(),
    };
    let row = |trade: &PublicTrade| {
        json!({
            "a": trade.id, "p": d8(trade.price), "q": d8(trade.size), "f": trade.id, "l": trade.id,
            "T": trade.time_ms, "m": trade.side == Side::Sell, "M": true,
        })
    };
    Ok(world.exchange.trades(&symbol, range).iter().map(row).collect())
}

const MINUTE_MS: i64 = 60_000;

/// Length of an interval in milliseconds; weeks are the exchange's own.
pub fn interval_ms(interval: &str) -> Option<i64> {
    Some(match interval {
        "1m" => MINUTE_MS,
        "3m" => 3 * MINUTE_MS,
        "5m" => 5 * MINUTE_MS,
        "15m" => 15 * MINUTE_MS,
        "30m" => 30 * MINUTE_MS,
        "1h" => 60 * MINUTE_MS,
        "2h" => 120 * MINUTE_MS,
        "4h" => 240 * MINUTE_MS,
        "6h" => 360 * MINUTE_MS,
        "8h" => 480 * MINUTE_MS,
        "12h" => 720 * MINUTE_MS,
        "1d" => 1_440 * MINUTE_MS,
        "3d" => 4_320 * MINUTE_MS,
        "1w" => 10_080 * MINUTE_MS,
        _ => return None,
    })
}

pub fn candles(world: &World, symbol: &Symbol, interval_ms: i64, range: Range) -> Vec<ExactCandle> {
    if interval_ms == Timeframe::W1.ms() {
        world.exchange.candles(symbol, Timeframe::W1, range)
    } else {
        world.exchange.candles_of(symbol, interval_ms, range)
    }
}

fn klines(world: &World, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let length = interval_ms(params.need("interval")?);
    let length = length.ok_or_else(|| ApiError::bad(-1120, "Invalid interval."))?;
    let limit = params.limit(500, 1_000)?;
    let (start, end) = (params.integer("startTime")?, params.integer("endTime")?);
    let range = Range {
        from_ms: start.unwrap_or(i64::MIN),
        to_ms: end.unwrap_or(i64::MAX).min(world.now_ms()),
        limit,
        newest: start.is_none(),
    };
    let row = |candle: &ExactCandle| {
        let half = |value: Decimal| d8((value / Decimal::TWO).round_dp(8));
        json!([
            candle.open_ms,
            d8(candle.open),
            d8(candle.high),
            d8(candle.low),
            d8(candle.close),
            d8(candle.volume),
            candle.open_ms + length - 1,
            d8(candle.quote_volume.round_dp(8)),
            candle.trades,
            half(candle.volume),
            half(candle.quote_volume),
            "0",
        ])
    };
    Ok(candles(world, &symbol, length, range).iter().map(row).collect())
}

fn avg_price(world: &World, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let ticker = world.exchange.ticker(&symbol).unwrap_or_default();
    Ok(json!({"mins": 5, "price": d8(ticker.last), "closeTime": ticker.time_ms}))
}

/// One object for one symbol, a list for several or all.
fn each(world: &World, params: &Params, row: fn(&str, &DayTicker) -> Value) -> Answer {
    let of = |symbol: &Symbol| row(&name(symbol), &world.exchange.ticker(symbol).unwrap_or_default());
    if params.get("symbol").is_some() {
        return Ok(of(&params.symbol(&world.exchange)?));
    }
    let symbols: Vec<Symbol> = match params.get("symbols") {
        None => world.exchange.listings().iter().map(|listing| listing.symbol.clone()).collect(),
        Some(list) => {
            let names: Vec<String> = serde_json::from_str(list).map_err(|_| ApiError::invalid("symbols"))?;
            let found = names.iter().map(|name| find(&world.exchange, name).ok_or_else(ApiError::symbol));
            found.collect::<Result<_, _>>()?
        }
    };
    Ok(symbols.iter().map(of).collect())
}

/// Change since a day ago, and the same in percent.
pub fn change(ticker: &DayTicker) -> (Decimal, Decimal) {
    let change = ticker.last - ticker.open;
    let percent = change * Decimal::ONE_HUNDRED;
    (change, percent.checked_div(ticker.open).unwrap_or_default().round_dp(3))
}

fn average(ticker: &DayTicker) -> Decimal {
    ticker.quote_volume.checked_div(ticker.volume).unwrap_or(ticker.last).round_dp(8)
}

fn day(name: &str, t: &DayTicker) -> Value {
    let (change, percent) = change(t);
    json!({
        "symbol": name,
        "priceChange": d8(change),
        "priceChangePercent": format!("{percent:.3}"),
        "weightedAvgPrice": d8(average(t)),
        "prevClosePrice": d8(t.open),
        "lastPrice": d8(t.last),
        "lastQty": d8(t.last_size),
        "bidPrice": d8(t.bid),
        "bidQty": d8(t.bid_size),
        "askPrice": d8(t.ask),
        "askQty": d8(t.ask_size),
        "openPrice": d8(t.open),
        "highPrice": d8(t.high),
        "lowPrice": d8(t.low),
        "volume": d8(t.volume),
        "quoteVolume": d8(t.quote_volume.round_dp(8)),
        "openTime": t.time_ms - 86_400_000,
        "closeTime": t.time_ms,
        "firstId": t.last_id.saturating_sub(t.trades),
        "lastId": t.last_id,
        "count": t.trades,
    })
}

fn price(name: &str, t: &DayTicker) -> Value {
    json!({"symbol": name, "price": d8(t.last)})
}

fn touch(name: &str, t: &DayTicker) -> Value {
    json!({
        "symbol": name,
        "bidPrice": d8(t.bid),
        "bidQty": d8(t.bid_size),
        "askPrice": d8(t.ask),
        "askQty": d8(t.ask_size),
    })
}

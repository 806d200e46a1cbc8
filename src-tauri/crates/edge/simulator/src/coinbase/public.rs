//! What anybody may ask.

use serde_json::{Value, json};

use super::{names, shape};
use crate::exchange::Range;
use crate::wire::{RestReply, RestRequest};
use crate::world::World;

/// The most candles of one answer.
const MOST_CANDLES: i64 = 350;

/// A path below `/market` or its twin with a key.
pub fn answer(world: &mut World, path: &str, request: &RestRequest) -> Option<RestReply> {
    let asked = Asked(request.query_pairs());
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["products"] => Some(products(world, &asked)),
        ["product_book"] => Some(book(world, &asked)),
        ["products", id] => Some(product(world, id)),
        ["products", id, "ticker"] => Some(trades(world, id, &asked)),
        ["products", id, "candles"] => Some(candles(world, id, &asked)),
        _ => None,
    }
}

/// The pairs of a query.
pub struct Asked(pub Vec<(String, String)>);

impl Asked {
    pub fn one(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All values of `name` and of its plural, as clients write either.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let plural = format!("{name}s");
        self.0.iter().filter(|(n, _)| n == name || *n == plural).map(|(_, value)| value.as_str()).collect()
    }

    pub fn limit(&self, usual: usize, most: usize) -> usize {
        self.one("limit")
            .and_then(|text| text.parse().ok())
            .filter(|limit| *limit > 0)
            .unwrap_or(usual)
            .min(most)
    }
}

pub fn time(world: &mut World) -> RestReply {
    let now_ms = world.told_ms();
    RestReply::json(&json!({
        "iso": shape::time(now_ms),
        "epochSeconds": (now_ms / 1_000).to_string(),
        "epochMillis": now_ms.to_string(),
    }))
}

pub fn no_product() -> RestReply {
    invalid(404, "NOT_FOUND", "valid product_id is required")
}

pub fn invalid(status: u16, error: &str, message: &str) -> RestReply {
    RestReply::status_json(
        status,
        &json!({"error": error, "error_details": message, "message": message, "details": []}),
    )
}

fn products(world: &World, asked: &Asked) -> RestReply {
    let wanted = asked.all("product_id");
    let spot = asked.one("product_type").is_none_or(|kind| kind == "SPOT");
    let listings = world.exchange.listings().iter().filter(|listing| {
        spot && (wanted.is_empty() || wanted.contains(&names::product(&listing.symbol).as_str()))
    });
    let rows: Vec<Value> = listings
        .filter_map(|listing| Some(shape::product(listing, &world.exchange.ticker(&listing.symbol)?)))
        .collect();
    RestReply::json(&json!({"num_products": rows.len(), "products": rows, "pagination": null}))
}

fn product(world: &World, id: &str) -> RestReply {
    let found = names::symbol(id)
        .and_then(|symbol| Some((world.exchange.listing(&symbol)?, world.exchange.ticker(&symbol)?)));
    found.map_or_else(no_product, |(listing, day)| RestReply::json(&shape::product(listing, &day)))
}

fn book(world: &World, asked: &Asked) -> RestReply {
    let symbol = asked.one("product_id").and_then(names::symbol);
    let book = symbol.as_ref().and_then(|symbol| world.exchange.book(symbol, asked.limit(250, 10_000)));
    let (Some(symbol), Some(book)) = (symbol, book) else { return no_product() };
    let side = |levels: &[crate::exchange::BookLevel]| -> Vec<Value> {
        let level = |one: &crate::exchange::BookLevel| json!({"price": shape::text(one.price), "size": shape::text(one.size)});
        levels.iter().map(level).collect()
    };
    let day = world.exchange.ticker(&symbol).unwrap_or_default();
    let middle = (day.bid + day.ask) / domain::Decimal::TWO;
    RestReply::json(&json!({
        "pricebook": {
            "product_id": names::product(&symbol),
            "bids": side(&book.bids), "asks": side(&book.asks),
            "time": shape::time(book.time_ms),
        },
        "last": shape::text(day.last),
        "mid_market": shape::text(middle),
        "spread_bps": "1", "spread_absolute": shape::text(day.ask - day.bid),
    }))
}

fn trades(world: &World, id: &str, asked: &Asked) -> RestReply {
    let Some(symbol) = names::symbol(id).filter(|symbol| world.exchange.listing(symbol).is_some()) else {
        return no_product();
    };
    let second =
        |name| asked.one(name).and_then(|text| text.parse::<i64>().ok()).map(|s| s.saturating_mul(1_000));
    let range = Range {
        from_ms: second("start").unwrap_or(i64::MIN),
        to_ms: second("end").unwrap_or(world.now_ms()),
        limit: asked.limit(100, 1_000),
        newest: true,
    };
    let trades = world.exchange.trades(&symbol, range);
    let rows: Vec<Value> = trades
        .iter()
        .rev()
        .map(|trade| {
            let mut row = shape::trade(trade);
            row["bid"] = "".into();
            row["ask"] = "".into();
            row["exchange"] = "coinbase".into();
            row
        })
        .collect();
    let day = world.exchange.ticker(&symbol).unwrap_or_default();
    RestReply::json(
        &json!({"trades": rows, "best_bid": shape::text(day.bid), "best_ask": shape::text(day.ask)}),
    )
}

fn candles(world: &World, id: &str, asked: &Asked) -> RestReply {
    let Some(symbol) = names::symbol(id).filter(|symbol| world.exchange.listing(symbol).is_some()) else {
        return no_product();
    };
    let second = |name| asked.one(name).and_then(|text| text.parse::<i64>().ok());
    let minutes = match asked.one("granularity") {
        Some("ONE_MINUTE") => 1,
        Some("FIVE_MINUTE") => 5,
        Some("FIFTEEN_MINUTE") => 15,
        Some("THIRTY_MINUTE") => 30,
        Some("ONE_HOUR") => 60,
        Some("TWO_HOUR") => 120,
        Some("SIX_HOUR") => 360,
        Some("ONE_DAY") => 1_440,
        _ => return invalid(400, "INVALID_ARGUMENT", "granularity is not one of the venue's"),
    };
    let (Some(start), Some(end)) = (second("start"), second("end")) else {
        return invalid(400, "INVALID_ARGUMENT", "start and end are required");
    };
    if end.saturating_sub(start) / (minutes * 60) > MOST_CANDLES {
        return invalid(400, "INVALID_ARGUMENT", "number of candles requested should be less than 350");
    }
    let range = Range {
        from_ms: start.saturating_mul(1_000),
        to_ms: end.saturating_mul(1_000),
        limit: asked.limit(MOST_CANDLES as usize, MOST_CANDLES as usize),
        newest: true,
    };
    let candles = world.exchange.candles_of(&symbol, minutes * 60_000, range);
    RestReply::json(&json!({"candles": candles.iter().rev().map(shape::candle).collect::<Vec<_>>()}))
}

/// The older interface, of which some clients ask for currencies and the time.
pub fn older(world: &mut World, path: &str) -> Option<RestReply> {
    let fiat = |currency: &str| matches!(currency, "USD" | "EUR" | "GBP");
    let mut currencies: Vec<String> = Vec::new();
    for listing in world.exchange.listings() {
        for currency in [listing.symbol.base(), listing.symbol.quote()] {
            if !currencies.iter().any(|known| known == currency) {
                currencies.push(currency.to_owned());
            }
        }
    }
    let rows = |wanted: &dyn Fn(&str) -> bool, row: &dyn Fn(&str) -> Value| -> Vec<Value> {
        currencies.iter().filter(|one| wanted(one)).map(|one| row(one)).collect()
    };
    match path {
        "/v2/time" => {
            let now_ms = world.told_ms();
            Some(RestReply::json(&json!({"data": {"iso": shape::time(now_ms), "epoch": now_ms / 1_000}})))
        }
        "/v2/currencies" => {
            let row = |one: &str| json!({"id": one, "name": one, "min_size": "0.01"});
            Some(RestReply::json(&json!({"data": rows(&fiat, &row)})))
        }
        "/v2/currencies/crypto" => {
            let row = |one: &str| json!({"asset_id": names::uuid(6, one.len() as u64), "code": one, "name": one, "exponent": 8, "type": "crypto"});
            Some(RestReply::json(&json!({"data": rows(&|one| !fiat(one), &row)})))
        }
        "/v2/exchange-rates" => {
            let rates: serde_json::Map<String, Value> =
                currencies.iter().map(|one| (one.clone(), Value::from("1"))).collect();
            Some(RestReply::json(&json!({"data": {"currency": "USD", "rates": rates}})))
        }
        _ => None,
    }
}

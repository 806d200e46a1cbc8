//! What anybody may ask.

use domain::{Side, Symbol};
use serde_json::{Value, json};

use super::names::{pair, symbol, wire};
use super::{Refused, shapes};
use crate::exchange::{BookLevel, Range};
use crate::wire::{RestReply, RestRequest, number};
use crate::world::World;

const MOST: usize = 10_000;

pub fn answer(world: &mut World, request: &RestRequest, route: &str) -> RestReply {
    let parts: Vec<&str> = route.split('/').collect();
    let query = request.query_pairs();
    let asked = Asked { query: &query };
    let answer = match parts.as_slice() {
        ["platform", "status"] => Ok(json!([1])),
        ["conf", keys] => Ok(keys.split(',').map(|key| conf(world, key)).collect()),
        ["tickers"] => tickers(world, &asked),
        ["ticker", wire] => known(world, wire).map(|s| ticker(world, &s).into()),
        ["book", wire, precision] => book(world, wire, precision, &asked),
        ["trades", wire, "hist"] => trades(world, wire, &asked),
        ["candles", key, section @ ("hist" | "last")] => candles(world, key, section, &asked),
        ["status", "deriv"] | ["stats1", ..] | ["liquidations", "hist"] => Ok(json!([])),
        _ => {
            let page = format!(
                "<!DOCTYPE html><html><body><pre>Cannot {} {}</pre></body></html>",
                request.method, request.path
            );
            return RestReply::text(404, "text/html", page);
        }
    };
    answer.map_or_else(Refused::reply, |value| RestReply::json(&value))
}

/// The parameters of a history.
struct Asked<'a> {
    query: &'a [(String, String)],
}

impl Asked<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    fn limit(&self, usual: usize) -> Result<usize, Refused> {
        match self.text("limit").map(str::parse::<usize>) {
            None => Ok(usual),
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(_) => Err(Refused::new(10020, "limit: invalid")),
        }
    }

    fn is_ascending(&self) -> bool {
        self.number("sort") == Some(1)
    }

    /// The oldest of the span where it ascends, the newest otherwise.
    fn range(&self, limit: usize) -> Range {
        let (from_ms, to_ms) =
            (self.number("start").unwrap_or(i64::MIN), self.number("end").unwrap_or(i64::MAX));
        Range { from_ms, to_ms, limit, newest: !self.is_ascending() }
    }

    fn sorted(&self, mut rows: Vec<Value>) -> Value {
        if !self.is_ascending() {
            rows.reverse();
        }
        rows.into()
    }
}

pub fn known(world: &World, wire: &str) -> Result<Symbol, Refused> {
    let found = symbol(wire).filter(|symbol| world.exchange.listing(symbol).is_some());
    found.ok_or_else(|| Refused::new(10020, "symbol: invalid"))
}

fn conf(world: &World, key: &str) -> Value {
    let listings = world.exchange.listings();
    let pairs = |margin: bool| -> Value {
        listings.iter().filter(|l| !margin || l.margin).map(|l| pair(&l.symbol)).collect::<Vec<_>>().into()
    };
    let mut currencies: Vec<&str> = listings
        .iter()
        .flat_map(|l| [super::names::code(l.symbol.base()), super::names::code(l.symbol.quote())])
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    match key {
        "pub:list:pair:exchange" => pairs(false),
        "pub:list:pair:margin" => pairs(true),
        "pub:list:currency" => json!(currencies),
        "pub:list:currency:paper" => json!(["TESTBTC", "TESTUSD"]),
        "pub:map:currency:sym" => json!([["UST", "USDt"], ["UDC", "USDC"]]),
        "pub:map:currency:label" => json!([["BTC", "Bitcoin"], ["ETH", "Ethereum"], ["UST", "Tether USDt"]]),
        "pub:info:pair" => listings
            .iter()
            .map(|l| {
                // sizes are texts on the venue
                let (least, most) =
                    (l.min_quantity.normalize().to_string(), l.max_quantity.normalize().to_string());
                json!([pair(&l.symbol), [null, null, null, least, most, null, null, null, 0.2, 0.1]])
            })
            .collect(),
        _ => json!([]),
    }
}

fn ticker(world: &World, symbol: &Symbol) -> Vec<Value> {
    world.exchange.ticker(symbol).map(|day| shapes::ticker(&day)).unwrap_or_default()
}

fn tickers(world: &World, asked: &Asked<'_>) -> Result<Value, Refused> {
    let wanted = asked.text("symbols").ok_or_else(|| Refused::new(10020, "symbols: invalid"))?;
    let symbols = world.exchange.listings().iter().map(|l| l.symbol.clone());
    let all = wanted == "ALL";
    let chosen = symbols.filter(|symbol| all || wanted.split(',').any(|one| one == wire(symbol)));
    let row = |symbol: Symbol| -> Value {
        std::iter::once(json!(wire(&symbol))).chain(ticker(world, &symbol)).collect()
    };
    Ok(chosen.map(row).collect())
}

fn book(world: &World, name: &str, precision: &str, asked: &Asked<'_>) -> Result<Value, Refused> {
    let symbol = known(world, name)?;
    if !["P0", "R0"].contains(&precision) {
        return Err(Refused::new(10020, "prec: invalid"));
    }
    let len = match asked.text("len").unwrap_or("25") {
        len @ ("1" | "25" | "100" | "250") => len.parse().unwrap_or(25),
        _ => return Err(Refused::new(10020, "len: invalid")),
    };
    Ok(levels(world, &symbol, len, precision == "R0").into())
}

/// Bids, then asks; a raw book tells one order a level.
pub fn levels(world: &World, symbol: &Symbol, len: usize, raw: bool) -> Vec<Value> {
    let view = world.exchange.book(symbol, len).unwrap_or_default();
    let row = |side: Side| {
        move |(i, level): (usize, &BookLevel)| {
            if !raw {
                return shapes::level(side, level.price, level.size, level.orders);
            }
            let size = if side == Side::Buy { level.size } else { -level.size };
            let id = 1_000 + 2 * i + usize::from(side == Side::Sell);
            json!([id, number(level.price), number(size)])
        }
    };
    let bids = view.bids.iter().enumerate().map(row(Side::Buy));
    bids.chain(view.asks.iter().enumerate().map(row(Side::Sell))).collect()
}

fn trades(world: &World, name: &str, asked: &Asked<'_>) -> Result<Value, Refused> {
    let symbol = known(world, name)?;
    let rows = world.exchange.trades(&symbol, asked.range(asked.limit(125)?));
    Ok(asked.sorted(rows.iter().map(shapes::trade).collect()))
}

fn candles(world: &World, key: &str, section: &str, asked: &Asked<'_>) -> Result<Value, Refused> {
    let (length_ms, symbol) = candle_key(world, key)?;
    let limit = if section == "last" { 1 } else { asked.limit(100)? };
    let rows = world.exchange.candles_of(&symbol, length_ms, asked.range(limit));
    // the venue has no candle where nothing was traded
    let rows: Vec<Value> = rows.iter().filter(|c| !c.volume.is_zero()).map(shapes::candle).collect();
    match section {
        "last" => Ok(rows.into_iter().next_back().unwrap_or(json!([]))),
        _ => Ok(asked.sorted(rows)),
    }
}

/// `trade:1m:tBTCUSD`.
pub fn candle_key(world: &World, key: &str) -> Result<(i64, Symbol), Refused> {
    let mut parts = key.splitn(3, ':');
    let ("trade", Some(length), Some(name)) = (parts.next().unwrap_or_default(), parts.next(), parts.next())
    else {
        return Err(Refused::new(10020, "key: invalid"));
    };
    let minutes = match length {
        "1m" => 1,
        "5m" => 5,
        "15m" => 15,
        "30m" => 30,
        "1h" => 60,
        "3h" => 180,
        "6h" => 360,
        "12h" => 720,
        "1D" => 1_440,
        "1W" => 10_080,
        "14D" => 20_160,
        _ => return Err(Refused::new(10020, "timeframe: invalid")),
    };
    Ok((minutes * 60_000, known(world, name)?))
}

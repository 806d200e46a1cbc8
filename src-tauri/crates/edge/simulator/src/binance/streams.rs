//! Market streams.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Side, Symbol};
use serde_json::{Value, json};

use super::names::{d8, find, name};
use super::public::{candles, change, interval_ms};
use crate::exchange::{BookChange, Event, ExactCandle, PublicTrade, Range};
use crate::faults::{FaultKind, Point};
use crate::wire::{Connection, Frame};
use crate::world::World;

const PING_EVERY_MS: i64 = 20_000;
const MOST_STREAMS: usize = 1_024;
/// Messages a second that a client may send.
const MOST_MESSAGES: usize = 5;

/// `/ws`, `/ws/STREAM` and `/stream?streams=A/B`; `None`: the path is another's.
pub fn connect(path: &str, query: &str) -> Option<Box<dyn Connection>> {
    let combined = path == "/stream";
    let given = match path.strip_prefix("/ws") {
        Some("") => String::new(),
        Some(rest) => rest.strip_prefix('/')?.to_owned(),
        None if combined => {
            let pairs = crate::wire::pairs(query);
            pairs.into_iter().find(|(name, _)| name == "streams").map(|(_, list)| list).unwrap_or_default()
        }
        None => return None,
    };
    let names = given.split('/').filter(|stream| !stream.is_empty()).map(str::to_owned);
    let market = Market { combined, given: names.collect(), ..Market::default() };
    Some(Box::new(market))
}

#[derive(Default)]
struct Market {
    combined: bool,
    /// In the address, subscribed to once the world is there.
    given: Vec<String>,
    streams: BTreeMap<String, Stream>,
    heard_ms: Vec<i64>,
    pinged_ms: i64,
}

#[derive(Debug)]
struct Stream {
    symbol: Symbol,
    what: What,
    told_ms: i64,
}

#[derive(Debug)]
enum What {
    Trades { aggregated: bool },
    Depth { every_ms: i64, pending: Pending },
    Top { levels: usize, every_ms: i64, sequence: u64 },
    Touch { told: Option<Value> },
    Day { mini: bool },
    Candles { interval: String, length_ms: i64, last: Option<ExactCandle> },
}

/// Changes of a book not told yet.
#[derive(Debug, Default)]
struct Pending {
    first: Option<u64>,
    last: u64,
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
}

impl Pending {
    fn add(&mut self, change: &BookChange) {
        self.first.get_or_insert(change.sequence);
        self.last = change.sequence;
        let side = if change.side == Side::Buy { &mut self.bids } else { &mut self.asks };
        side.insert(change.price, change.size);
    }

    fn take(&mut self, symbol: &Symbol, now_ms: i64) -> Option<Value> {
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

fn parse(world: &World, stream: &str) -> Option<Stream> {
    let (symbol, what) = stream.split_once('@')?;
    let symbol = find(&world.exchange, &symbol.to_uppercase())?;
    let (kind, speed) = what.split_once('@').map_or((what, None), |(kind, speed)| (kind, Some(speed)));
    let every_ms = if speed == Some("100ms") { 100 } else { 1_000 };
    let what = match kind {
        "trade" => What::Trades { aggregated: false },
        "aggTrade" => What::Trades { aggregated: true },
        "bookTicker" => What::Touch { told: None },
        "ticker" => What::Day { mini: false },
        "miniTicker" => What::Day { mini: true },
        "depth" => What::Depth { every_ms, pending: Pending::default() },
        "depth5" | "depth10" | "depth20" => {
            What::Top { levels: kind.strip_prefix("depth")?.parse().ok()?, every_ms, sequence: 0 }
        }
        _ => {
            let interval = kind.strip_prefix("kline_")?;
            What::Candles { interval: interval.to_owned(), length_ms: interval_ms(interval)?, last: None }
        }
    };
    Some(Stream { symbol, what, told_ms: world.now_ms() })
}

impl Market {
    fn frame(&self, stream: &str, data: &Value, channel: &str) -> Frame {
        // a text is JSON already, in an order of its own
        let data = data.as_str().map_or_else(|| data.to_string(), str::to_owned);
        let text = if self.combined { format!(r#"{{"stream":"{stream}","data":{data}}}"#) } else { data };
        Frame::text(text).on(channel)
    }

    fn subscribe(&mut self, world: &World, names: &[String]) {
        for stream in names {
            if let Some(found) = parse(world, stream) {
                self.streams.entry(stream.clone()).or_insert(found);
            }
        }
    }

    fn control(&mut self, world: &World, message: &Value) -> Value {
        let id = message.get("id").cloned().unwrap_or_default();
        let names: Vec<String> =
            serde_json::from_value(message.get("params").cloned().unwrap_or_default()).unwrap_or_default();
        let result = match message.get("method").and_then(Value::as_str) {
            Some("SUBSCRIBE") => {
                self.subscribe(world, &names);
                Value::Null
            }
            Some("UNSUBSCRIBE") => {
                let gone: BTreeSet<&String> = names.iter().collect();
                self.streams.retain(|stream, _| !gone.contains(stream));
                Value::Null
            }
            Some("LIST_SUBSCRIPTIONS") => self.streams.keys().cloned().collect(),
            Some("SET_PROPERTY") => {
                self.combined = message["params"][1].as_bool().unwrap_or(self.combined);
                Value::Null
            }
            Some("GET_PROPERTY") => self.combined.into(),
            _ => return json!({"code": 2, "msg": "Invalid request: unknown method", "id": id}),
        };
        json!({"result": result, "id": id})
    }

    fn due(stream: &mut Stream, world: &mut World, now_ms: i64) -> Option<(Vec<Value>, &'static str)> {
        let symbol = stream.symbol.clone();
        let due = |every_ms: i64| now_ms - stream.told_ms >= every_ms;
        let told = match &mut stream.what {
            What::Trades { .. } => return None,
            What::Depth { every_ms, pending } => {
                if !due(*every_ms) {
                    return None;
                }
                let update = pending.take(&symbol, now_ms)?;
                if world.fault(FaultKind::SequenceGap, Point::channel("book")) {
                    return None;
                }
                (vec![update], "book")
            }
            What::Top { levels, every_ms, sequence } => {
                let book = world.exchange.book(&symbol, *levels)?;
                if !due(*every_ms) || book.sequence == *sequence {
                    return None;
                }
                *sequence = book.sequence;
                let rows = |side: &[crate::exchange::BookLevel]| {
                    side.iter().map(|level| [d8(level.price), d8(level.size)]).collect::<Vec<_>>()
                };
                let top = json!({
                    "lastUpdateId": book.sequence, "bids": rows(&book.bids), "asks": rows(&book.asks),
                });
                (vec![top], "book")
            }
            What::Touch { told } => {
                let t = world.exchange.ticker(&symbol)?;
                let sequence = world.exchange.book(&symbol, 1)?.sequence;
                let touch = json!({
                    "s": name(&symbol), "b": d8(t.bid), "B": d8(t.bid_size), "a": d8(t.ask), "A": d8(t.ask_size),
                });
                if told.as_ref() == Some(&touch) {
                    return None;
                }
                *told = Some(touch.clone());
                let mut touch = touch;
                touch["u"] = sequence.into();
                (vec![touch], "ticker")
            }
            What::Day { mini } => {
                if !due(1_000) {
                    return None;
                }
                (vec![day(world, &symbol, *mini, now_ms)?], "ticker")
            }
            What::Candles { interval, length_ms, last } => {
                if !due(1_000) {
                    return None;
                }
                let rows = kline(world, &symbol, (interval, *length_ms), last, now_ms);
                (rows, "candles")
            }
        };
        stream.told_ms = now_ms;
        Some(told)
    }
}

fn day(world: &World, symbol: &Symbol, mini: bool, now_ms: i64) -> Option<Value> {
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
fn kline(
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

fn trade(trade: &PublicTrade, aggregated: bool) -> Value {
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

impl Connection for Market {
    fn opened(&mut self, world: &mut World) -> Vec<Frame> {
        self.pinged_ms = world.now_ms();
        let given = std::mem::take(&mut self.given);
        self.subscribe(world, &given);
        Vec::new()
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        let now_ms = world.now_ms();
        self.heard_ms.retain(|at| now_ms - at < 1_000);
        self.heard_ms.push(now_ms);
        if self.heard_ms.len() > MOST_MESSAGES {
            return vec![Frame::close(1008, "Too many requests")];
        }
        let Ok(message) = serde_json::from_str::<Value>(text) else {
            return vec![Frame::json(&json!({"code": 3, "msg": "Invalid JSON"})).on("reply")];
        };
        let reply = self.control(world, &message);
        if self.streams.len() > MOST_STREAMS {
            return vec![Frame::close(1008, "Too many streams")];
        }
        vec![Frame::json(&reply).on("reply")]
    }

    fn event(&mut self, _world: &mut World, event: &Event) -> Vec<Frame> {
        let mut frames = Vec::new();
        match event {
            Event::BookChanged(change) => {
                for stream in self.streams.values_mut().filter(|one| one.symbol == change.symbol) {
                    if let What::Depth { pending, .. } = &mut stream.what {
                        pending.add(change);
                    }
                }
            }
            Event::PublicTrade(one) => {
                for (stream, of) in self.streams.iter().filter(|(_, of)| of.symbol == one.symbol) {
                    if let What::Trades { aggregated } = of.what {
                        frames.push(self.frame(stream, &trade(one, aggregated), "trades"));
                    }
                }
            }
            _ => {}
        }
        frames
    }

    fn tick(&mut self, world: &mut World, now_ms: i64) -> Vec<Frame> {
        let mut told = Vec::new();
        for (name, stream) in &mut self.streams {
            if let Some((rows, channel)) = Self::due(stream, world, now_ms) {
                told.extend(rows.into_iter().map(|row| (name.clone(), row, channel)));
            }
        }
        let mut frames: Vec<Frame> =
            told.iter().map(|(name, row, channel)| self.frame(name, row, channel)).collect();
        if now_ms - self.pinged_ms >= PING_EVERY_MS {
            self.pinged_ms = now_ms;
            frames.push(Frame::ping(now_ms.to_string()));
        }
        frames
    }
}

//! Market streams.

use std::collections::{BTreeMap, BTreeSet};

use domain::Symbol;
use serde_json::{Value, json};

use super::names::{d8, find, name};
use super::public::interval_ms;
use super::stream_view::{Pending, day, kline, trade};
use crate::exchange::{Event, ExactCandle};
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

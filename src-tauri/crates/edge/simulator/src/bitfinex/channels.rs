//! Public channels: what one socket was told of each.

use std::collections::BTreeMap;

use domain::{Decimal, Side, Symbol};
use serde_json::{Value, json};

use super::conversation::{BULK_UPDATES, OB_CHECKSUM};
use super::public::{candle_key, known, levels};
use super::{Refused, shapes};
use crate::exchange::{Event, Range};
use crate::faults::{FaultKind, Point};
use crate::wire::number;
use crate::world::World;

const CHECKSUM_MS: i64 = 2_500;
const TICKER_MS: i64 = 1_000;
/// Levels a side that a checksum covers.
const CHECKED: usize = 25;
const TRADES: usize = 30;
const CANDLES: usize = 240;

/// Price to size and orders, of both sides, as the peer has them.
type Levels = BTreeMap<Decimal, (Decimal, u32)>;

pub struct Channel {
    symbol: Symbol,
    asked: Value,
    kind: Kind,
    changed: bool,
    told_ms: i64,
}

enum Kind {
    Ticker,
    Trades,
    Book { len: usize, bids: Levels, asks: Levels },
    Raw { len: usize },
    Candles { length_ms: i64 },
}

/// What makes two subscriptions one.
const KEYS: [&str; 6] = ["channel", "symbol", "key", "prec", "freq", "len"];

impl Channel {
    pub fn open(world: &World, message: &Value) -> Result<Self, Refused> {
        let text = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
        let of = |symbol, kind| {
            Ok(Self { symbol, asked: message.clone(), kind, changed: false, told_ms: world.now_ms() })
        };
        match text("channel") {
            "ticker" => of(known(world, text("symbol"))?, Kind::Ticker),
            "trades" => of(known(world, text("symbol"))?, Kind::Trades),
            "candles" => {
                let (length_ms, symbol) = candle_key(world, text("key"))?;
                of(symbol, Kind::Candles { length_ms })
            }
            "book" => {
                let len = match message.get("len") {
                    None => Some(25),
                    Some(Value::String(text)) => text.parse().ok(),
                    Some(other) => other.as_u64().and_then(|len| usize::try_from(len).ok()),
                };
                let len = len.filter(|len| [1, 25, 100, 250].contains(len));
                let len = len.ok_or_else(|| Refused::new(10300, "length: invalid"))?;
                let symbol = known(world, text("symbol"))?;
                match message.get("prec").and_then(Value::as_str).unwrap_or("P0") {
                    "P0" => of(symbol, Kind::Book { len, bids: Levels::new(), asks: Levels::new() }),
                    "R0" => of(symbol, Kind::Raw { len }),
                    _ => Err(Refused::new(10300, "precision: invalid")),
                }
            }
            _ => Err(Refused::new(10300, "channel: unknown")),
        }
    }

    pub fn is_asked_by(&self, message: &Value) -> bool {
        KEYS.iter().all(|key| self.asked.get(key) == message.get(key))
    }

    pub fn symbol(&self) -> &Symbol {
        &self.symbol
    }

    /// For fault plans.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Ticker => "ticker",
            Kind::Trades => "trades",
            Kind::Book { .. } | Kind::Raw { .. } => "book",
            Kind::Candles { .. } => "candles",
        }
    }

    pub fn snapshot(&mut self, world: &World) -> Option<Value> {
        let (exchange, now_ms) = (&world.exchange, world.now_ms());
        match &mut self.kind {
            Kind::Ticker => exchange.ticker(&self.symbol).map(|day| shapes::ticker(&day).into()),
            Kind::Trades => {
                let trades = exchange.trades(&self.symbol, Range::newest(now_ms, TRADES));
                Some(trades.iter().rev().map(shapes::trade).collect())
            }
            Kind::Candles { length_ms } => {
                let rows = exchange.candles_of(&self.symbol, *length_ms, Range::newest(now_ms, CANDLES));
                Some(rows.iter().rev().map(shapes::candle).collect())
            }
            Kind::Raw { len } => Some(levels(world, &self.symbol, *len, true).into()),
            Kind::Book { len, bids, asks } => {
                let view = exchange.book(&self.symbol, *len).unwrap_or_default();
                let side = |rows: &[crate::exchange::BookLevel]| {
                    rows.iter().map(|l| (l.price, (l.size, l.orders))).collect::<Levels>()
                };
                (*bids, *asks) = (side(&view.bids), side(&view.asks));
                Some(levels(world, &self.symbol, *len, false).into())
            }
        }
    }

    /// Messages an event causes at once, each without its channel number.
    pub fn event(&mut self, event: &Event) -> Vec<Vec<Value>> {
        match (&self.kind, event) {
            (Kind::Trades, Event::PublicTrade(trade)) => {
                let row = shapes::trade(trade);
                vec![vec![json!("te"), row.clone()], vec![json!("tu"), row]]
            }
            (Kind::Ticker | Kind::Candles { .. }, Event::PublicTrade(_))
            | (Kind::Book { .. } | Kind::Raw { .. }, Event::BookChanged(_)) => {
                self.changed = true;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub fn tick(&mut self, world: &mut World, flags: u64, now_ms: i64) -> Vec<Vec<Value>> {
        let due = |after: i64| now_ms - self.told_ms >= after;
        match &mut self.kind {
            Kind::Ticker if self.changed && due(TICKER_MS) => {
                (self.changed, self.told_ms) = (false, now_ms);
                let day = world.exchange.ticker(&self.symbol);
                day.map(|day| vec![shapes::ticker(&day).into()]).into_iter().collect()
            }
            Kind::Candles { length_ms } if self.changed => {
                self.changed = false;
                let rows = world.exchange.candles_of(&self.symbol, *length_ms, Range::newest(now_ms, 1));
                rows.iter().map(|row| vec![shapes::candle(row)]).collect()
            }
            Kind::Raw { len } if self.changed => {
                self.changed = false;
                vec![vec![levels(world, &self.symbol, *len, true).into()]]
            }
            Kind::Book { len, bids, asks } => {
                let view = world.exchange.book(&self.symbol, *len).unwrap_or_default();
                let mut rows = changes(Side::Buy, bids, &view.bids);
                rows.extend(changes(Side::Sell, asks, &view.asks));
                // what goes, goes first: the book does not cross on the way
                rows.sort_by_key(|row| row.get(1) != Some(&json!(0)));
                self.changed |= !rows.is_empty();
                let mut messages: Vec<Vec<Value>> = match flags & BULK_UPDATES {
                    0 => rows.into_iter().map(|row| vec![row]).collect(),
                    _ if rows.is_empty() => Vec::new(),
                    _ => vec![vec![rows.into()]],
                };
                if flags & OB_CHECKSUM != 0 && self.changed && due(CHECKSUM_MS) {
                    (self.changed, self.told_ms) = (false, now_ms);
                    let wrong = world.fault(FaultKind::WrongChecksum, Point::channel("book"));
                    let sum = checksum(bids, asks);
                    messages.push(vec![json!("cs"), json!(if wrong { sum ^ 1 } else { sum })]);
                }
                messages
            }
            _ => Vec::new(),
        }
    }
}

/// What turns what the peer has into what the book is, and takes it over.
fn changes(side: Side, held: &mut Levels, now: &[crate::exchange::BookLevel]) -> Vec<Value> {
    let new: Levels = now.iter().map(|l| (l.price, (l.size, l.orders))).collect();
    let gone = held.keys().filter(|price| !new.contains_key(price));
    let mut rows: Vec<Value> = gone.map(|price| shapes::level(side, *price, Decimal::ZERO, 0)).collect();
    let set = new.iter().filter(|(price, level)| held.get(price) != Some(level));
    rows.extend(set.map(|(price, (size, orders))| shapes::level(side, *price, *size, *orders)));
    *held = new;
    rows
}

/// Over the texts as they were sent.
fn checksum(bids: &Levels, asks: &Levels) -> i32 {
    let part = |price: &Decimal, amount: Decimal| [number(*price).to_string(), number(amount).to_string()];
    let mut parts = Vec::new();
    let (mut best_bids, mut best_asks) = (bids.iter().rev(), asks.iter());
    for _ in 0..CHECKED {
        parts.extend(best_bids.next().into_iter().flat_map(|(price, (size, _))| part(price, *size)));
        parts.extend(best_asks.next().into_iter().flat_map(|(price, (size, _))| part(price, -*size)));
    }
    i32::from_ne_bytes(crc32fast::hash(parts.join(":").as_bytes()).to_ne_bytes())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_venues() {
        let side = |text: &str| -> Levels {
            text.split(' ')
                .map(|level| level.split_once(':').unwrap())
                .map(|(price, size)| (price.parse().unwrap(), (size.parse().unwrap(), 1)))
                .collect()
        };
        assert_eq!(checksum(&side("6000:1 5900:2"), &side("6100:3 6200:4")), 1_756_193_398);
        assert_eq!(checksum(&side("6000.5:0.5 6000:1.25"), &side("6001:0.4 6002.5:2")), {
            i32::from_ne_bytes(crc32fast::hash(b"6000.5:0.5:6001:-0.4:6000:1.25:6002.5:-2").to_ne_bytes())
        });
    }

    #[test]
    fn changes_turn_one_book_into_the_other() {
        let level = |price: i64, size: i64| crate::exchange::BookLevel {
            price: price.into(),
            size: size.into(),
            orders: 2,
        };
        let mut held =
            Levels::from([(Decimal::from(5), (Decimal::ONE, 2)), (Decimal::from(6), (Decimal::ONE, 2))]);
        let rows = changes(Side::Sell, &mut held, &[level(6, 1), level(7, 3)]);
        assert_eq!(Value::from(rows).to_string(), "[[5,0,-1],[7,2,-3]]");
        assert_eq!(changes(Side::Sell, &mut held, &[level(6, 1), level(7, 3)]), Vec::<Value>::new());
    }
}

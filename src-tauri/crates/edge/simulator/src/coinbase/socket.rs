//! The stream: subscriptions, numbered messages, heartbeats.

mod batch;

use std::collections::{BTreeMap, BTreeSet};

use domain::Symbol;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{limits, names, shape, token};
use crate::exchange::{AccountId, Event, Order};
use crate::faults::{FaultKind, Point};
use crate::wire::{Connection, Frame};
use crate::world::World;
use batch::Batch;

/// Without a subscription the venue hangs up after so long.
const SUBSCRIBE_MS: i64 = 5_000;
/// Without anything to say it hangs up after so long.
const IDLE_MS: i64 = 90_000;
const HEARTBEAT_MS: i64 = 1_000;
/// Orders of one message of the snapshot.
const SNAPSHOT_ORDERS: usize = 50;

pub struct Socket {
    counts: bool,
    account: Option<AccountId>,
    subscribed: BTreeMap<String, BTreeSet<String>>,
    sequence: u64,
    opened_ms: i64,
    spoke_ms: i64,
    beat_ms: i64,
    beats: u64,
    batch: Batch,
}

#[derive(Deserialize)]
struct Wish {
    #[serde(rename = "type")]
    kind: String,
    channel: String,
    #[serde(default)]
    product_ids: Vec<String>,
    jwt: Option<String>,
}

impl Socket {
    pub fn new(counts: bool) -> Self {
        Self {
            counts,
            account: None,
            subscribed: BTreeMap::new(),
            sequence: 0,
            opened_ms: 0,
            spoke_ms: 0,
            beat_ms: 0,
            beats: 0,
            batch: Batch::default(),
        }
    }

    fn listens(&self, channel: &str, symbol: &Symbol) -> bool {
        self.subscribed.get(channel).is_some_and(|products| products.contains(&names::product(symbol)))
    }

    /// Puts a message in its envelope. `name`: of the channel for fault plans.
    fn say(&mut self, world: &mut World, channel: &str, events: Value) -> Frame {
        let name = match channel {
            "l2_data" => "book",
            "market_trades" => "trades",
            "user" => "orders",
            other => other,
        };
        let private = channel == "user";
        let point = Point { private, ..Point::channel(name) };
        if world.fault(FaultKind::SequenceGap, point) {
            self.sequence += 1;
        }
        let message = json!({
            "channel": channel, "client_id": "", "timestamp": shape::time(world.now_ms()),
            "sequence_num": self.sequence, "events": events,
        });
        self.sequence += 1;
        self.spoke_ms = world.now_ms();
        let frame = Frame::json(&message).on(name);
        if private { frame.private() } else { frame }
    }

    fn error(message: &str) -> Frame {
        Frame::json(&json!({"type": "error", "message": message})).on("error")
    }

    fn confirmed(&mut self, world: &mut World) -> Frame {
        let subscriptions: serde_json::Map<String, Value> =
            self.subscribed.iter().map(|(channel, products)| (channel.clone(), json!(products))).collect();
        self.say(world, "subscriptions", json!([{"subscriptions": subscriptions}]))
    }

    fn subscribe(&mut self, world: &mut World, wish: &Wish) -> Vec<Frame> {
        match wish.channel.as_str() {
            "heartbeats" => {
                self.subscribed.entry("heartbeats".to_owned()).or_default();
                vec![self.confirmed(world)]
            }
            "user" | "futures_balance_summary" => self.subscribe_account(world, wish),
            "level2" | "market_trades" | "ticker" | "ticker_batch" | "candles" | "status" => {
                let known = |product: &&String| {
                    names::symbol(product).is_some_and(|symbol| world.exchange.listing(&symbol).is_some())
                };
                if let Some(unknown) = wish.product_ids.iter().find(|product| !known(product)) {
                    return vec![Self::error(&format!("{unknown} is not a valid product"))];
                }
                let products = self.subscribed.entry(wish.channel.clone()).or_default();
                products.extend(wish.product_ids.iter().cloned());
                let mut frames = vec![self.confirmed(world)];
                for symbol in wish.product_ids.iter().filter_map(|product| names::symbol(product)) {
                    self.batch.forget(&wish.channel, &symbol);
                    if let Some((channel, event)) = batch::snapshot(world, &wish.channel, &symbol) {
                        frames.push(self.say(world, channel, json!([event])));
                    }
                }
                frames
            }
            other => vec![Self::error(&format!("channel {other} is unknown"))],
        }
    }

    fn subscribe_account(&mut self, world: &mut World, wish: &Wish) -> Vec<Frame> {
        let caller = wish.jwt.as_deref().ok_or(token::Refusal::Missing);
        let caller = caller.and_then(|jwt| token::caller(world, jwt, None));
        let Some(account) = caller.ok().filter(|one| one.permissions.read).map(|one| one.account) else {
            return vec![Self::error("authentication failure"), Frame::close(1008, "authentication failure")];
        };
        self.account = Some(account);
        let user = names::uuid(3, u64::from(account.0));
        self.subscribed.entry(wish.channel.clone()).or_default().insert(user);
        let mut frames = vec![self.confirmed(world)];
        if wish.channel == "user" {
            let open: Vec<Value> = world.exchange.open_orders(account).map(shape::user_order).collect();
            // a batch that is not full ends the snapshot
            let mut batches: Vec<&[Value]> = open.chunks(SNAPSHOT_ORDERS).collect();
            if open.len().is_multiple_of(SNAPSHOT_ORDERS) {
                batches.push(&[]);
            }
            for orders in batches {
                let events = json!([{"type": "snapshot", "orders": orders, "positions": {}}]);
                frames.push(self.say(world, "user", events));
            }
        }
        frames
    }

    fn unsubscribe(&mut self, world: &mut World, wish: &Wish) -> Vec<Frame> {
        if let Some(products) = self.subscribed.get_mut(&wish.channel) {
            products.retain(|product| !wish.product_ids.contains(product));
            if products.is_empty() {
                self.subscribed.remove(&wish.channel);
            }
        }
        vec![self.confirmed(world)]
    }

    fn order(&mut self, world: &mut World, order: &Order) -> Vec<Frame> {
        if self.account != Some(order.account) || !self.subscribed.contains_key("user") {
            return Vec::new();
        }
        let events = json!([{"type": "update", "orders": [shape::user_order(order)], "positions": {}}]);
        vec![self.say(world, "user", events)]
    }

    fn heartbeat(&mut self, world: &mut World, now_ms: i64) -> Option<Frame> {
        if !self.subscribed.contains_key("heartbeats") || now_ms - self.beat_ms < HEARTBEAT_MS {
            return None;
        }
        self.beat_ms = now_ms;
        self.beats += 1;
        let at = shape::time(now_ms).replace('T', " ").replace('Z', "000 +0000 UTC m=+1");
        let events = json!([{"current_time": at, "heartbeat_counter": self.beats}]);
        Some(self.say(world, "heartbeats", events))
    }
}

impl Connection for Socket {
    fn opened(&mut self, world: &mut World) -> Vec<Frame> {
        (self.opened_ms, self.spoke_ms) = (world.now_ms(), world.now_ms());
        Vec::new()
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        let Ok(wish) = serde_json::from_str::<Wish>(text) else {
            return vec![Self::error("failed to parse the message")];
        };
        if self.counts && wish.jwt.is_none() && !limits::message(world) {
            return vec![Self::error("rate limit exceeded")];
        }
        match wish.kind.as_str() {
            "subscribe" => self.subscribe(world, &wish),
            "unsubscribe" => self.unsubscribe(world, &wish),
            _ => vec![Self::error("type is neither subscribe nor unsubscribe")],
        }
    }

    fn event(&mut self, world: &mut World, event: &Event) -> Vec<Frame> {
        match event {
            Event::BookChanged(change) if self.listens("level2", &change.symbol) => {
                self.batch.level(change);
                Vec::new()
            }
            Event::PublicTrade(trade) => {
                if self.listens("market_trades", &trade.symbol) {
                    self.batch.trade(trade);
                }
                if self.listens("ticker", &trade.symbol) {
                    self.batch.ticker(&trade.symbol);
                }
                Vec::new()
            }
            Event::OrderAccepted { order }
            | Event::OrderTriggered { order }
            | Event::OrderFilled { order, .. }
            | Event::OrderAmended { order }
            | Event::OrderCanceled { order, .. } => self.order(world, order),
            _ => Vec::new(),
        }
    }

    fn tick(&mut self, world: &mut World, now_ms: i64) -> Vec<Frame> {
        if self.subscribed.is_empty() && now_ms - self.opened_ms > SUBSCRIBE_MS {
            return vec![Frame::close(1008, "no subscription")];
        }
        if now_ms - self.spoke_ms > IDLE_MS {
            return vec![Frame::close(1000, "idle")];
        }
        let mut frames: Vec<Frame> = self.heartbeat(world, now_ms).into_iter().collect();
        let listened = self.subscribed.get("candles").into_iter().flatten();
        let candles: Vec<Symbol> = listened.filter_map(|product| names::symbol(product)).collect();
        for (channel, event) in self.batch.due(world, now_ms, &candles) {
            frames.push(self.say(world, channel, json!([event])));
        }
        frames
    }
}

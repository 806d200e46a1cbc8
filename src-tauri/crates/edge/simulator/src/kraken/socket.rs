//! A connection of WebSocket v2, public and private alike.

mod book;
mod market;
mod private;
mod subscribe;

use std::collections::BTreeMap;

use domain::Symbol;
use rand::Rng as _;
use serde_json::{Value, json};

use self::book::BookFeed;
use super::time;
use crate::exchange::{AccountId, Event};
use crate::wire::{Connection, Frame};
use crate::world::World;

/// What a connection listens to.
#[derive(Default)]
pub struct Socket {
    tickers: Vec<Symbol>,
    trades: Vec<Symbol>,
    /// Pair and minutes.
    candles: Vec<(Symbol, i64)>,
    books: Vec<BookFeed>,
    instruments: bool,
    /// The account of each private channel, and how many messages it had.
    private: BTreeMap<&'static str, (AccountId, u64)>,
    last_sent_ms: i64,
}

impl Socket {
    fn is_idle(&self) -> bool {
        self.tickers.is_empty()
            && self.trades.is_empty()
            && self.candles.is_empty()
            && self.books.is_empty()
            && self.private.is_empty()
            && !self.instruments
    }

    fn sending(&mut self, world: &World, frames: Vec<Frame>) -> Vec<Frame> {
        if !frames.is_empty() {
            self.last_sent_ms = world.now_ms();
        }
        frames
    }
}

/// `{"channel":C,"type":T,"data":[...]}`
fn data(channel: &str, kind: &str, rows: Value) -> Frame {
    Frame::json(&json!({"channel": channel, "type": kind, "data": rows})).on(channel)
}

impl Connection for Socket {
    fn opened(&mut self, world: &mut World) -> Vec<Frame> {
        self.last_sent_ms = world.now_ms();
        // above what fits a signed number, as it may be
        let id = world.rng.random::<u64>() | (1 << 63);
        let row =
            json!([{"system": "online", "version": "2.0.10", "api_version": "v2", "connection_id": id}]);
        vec![data("status", "update", row)]
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        let frames = match serde_json::from_str::<Value>(text) {
            Ok(message) => self.answer(world, &message),
            Err(_) => vec![Frame::json(&json!({"error": "Malformed request", "success": false}))],
        };
        self.sending(world, frames)
    }

    fn event(&mut self, world: &mut World, event: &Event) -> Vec<Frame> {
        let frames = match event {
            Event::BookChanged(change) => {
                let of_symbol = self.books.iter_mut().filter(|book| book.symbol == change.symbol);
                of_symbol.filter_map(|book| book.update(world)).collect()
            }
            Event::PublicTrade(trade) => self.traded(world, trade),
            _ => self.account_event(world, event),
        };
        self.sending(world, frames)
    }

    fn tick(&mut self, world: &mut World, now_ms: i64) -> Vec<Frame> {
        if self.is_idle() || now_ms - self.last_sent_ms < 1_000 {
            return Vec::new();
        }
        let heartbeat = Frame::json(&json!({"channel": "heartbeat"})).on("heartbeat");
        self.sending(world, vec![heartbeat])
    }

    fn is_command(&self, _text: &str) -> bool {
        false
    }
}

/// A reply with the times every reply has.
fn reply(world: &World, message: &Value, mut body: Value) -> Frame {
    let now = time::rfc3339(world.now_ms());
    body["time_in"] = json!(now);
    body["time_out"] = json!(now);
    if let Some(req_id) = message.get("req_id") {
        body["req_id"] = req_id.clone();
    }
    Frame::json(&body).on("reply")
}

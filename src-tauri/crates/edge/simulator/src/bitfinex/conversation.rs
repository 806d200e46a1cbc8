//! One socket: events asked and answered, counters behind messages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::channels::Channel;
use super::{Lasting, Refused, auth, commands, private};
use crate::exchange::{CancelReason, Event};
use crate::faults::{FaultKind, Point};
use crate::keys::KeyRecord;
use crate::wire::{Connection, Frame};
use crate::world::World;

const TIMESTAMP: u64 = 32_768;
const SEQ_ALL: u64 = 65_536;
pub const OB_CHECKSUM: u64 = 131_072;
pub const BULK_UPDATES: u64 = 536_870_912;

/// Channels the venue takes on one socket.
const MOST_CHANNELS: usize = 36;
const HEARTBEAT_MS: i64 = 15_000;
/// A socket that is of no use is closed after so long.
const IDLE_MS: i64 = 60_000;

#[derive(Default)]
pub struct Conversation {
    pub flags: u64,
    channels: BTreeMap<u64, Channel>,
    pub signed_in: Option<KeyRecord>,
    dead_man: bool,
    /// Messages counted: all, and the account's.
    all: u64,
    own: u64,
    beat_ms: i64,
    used_ms: i64,
}

impl Conversation {
    /// A message of a public channel.
    fn tell(&mut self, world: &mut World, channel: &str, mut message: Vec<Value>) -> Frame {
        self.all += 1;
        if world.fault(FaultKind::SequenceGap, Point::channel(channel)) {
            self.all += 1;
        }
        if self.flags & SEQ_ALL != 0 {
            message.push(json!(self.all));
        }
        if self.flags & TIMESTAMP != 0 {
            message.push(json!(world.now_ms()));
        }
        Frame::json(&message.into()).on(channel)
    }

    /// A message of the account. Notifications do not move its counter.
    pub fn tell_own(&mut self, world: &mut World, kind: &str, payload: Value) -> Frame {
        let mut message = vec![json!(0), json!(kind), payload];
        let notification = kind == "n";
        self.all += u64::from(!notification);
        self.own += u64::from(!notification);
        if world.fault(FaultKind::SequenceGap, Point::private(kind)) {
            self.own += 1;
        }
        if self.flags & SEQ_ALL != 0 {
            if !notification {
                message.push(json!(self.all));
            }
            message.push(json!(self.own));
        }
        if self.flags & TIMESTAMP != 0 {
            message.push(json!(world.now_ms()));
        }
        Frame::json(&message.into()).on(kind).private()
    }

    fn asked(&mut self, world: &mut World, message: &Value) -> Vec<Frame> {
        let event = message.get("event").and_then(Value::as_str).unwrap_or_default();
        match event {
            "ping" => {
                vec![answer(&json!({"event": "pong", "ts": world.now_ms(), "cid": message.get("cid")}))]
            }
            "conf" => {
                self.flags = message.get("flags").and_then(Value::as_u64).unwrap_or(0);
                vec![answer(&json!({"event": "conf", "status": "OK", "flags": self.flags}))]
            }
            "subscribe" => self.subscribe(world, message),
            "unsubscribe" => {
                let chan = message.get("chanId").and_then(Value::as_u64);
                match chan.and_then(|chan| self.channels.remove(&chan)) {
                    Some(_) => {
                        vec![answer(&json!({"event": "unsubscribed", "status": "OK", "chanId": chan}))]
                    }
                    None => vec![failed(message, 10400, "unsubscribe: invalid")],
                }
            }
            "auth" => self.sign_in(world, message),
            other => vec![failed(message, 10000, &format!("event: invalid ({other})"))],
        }
    }

    fn subscribe(&mut self, world: &mut World, message: &Value) -> Vec<Frame> {
        if let Some((chan, _)) = self.channels.iter().find(|(_, channel)| channel.is_asked_by(message)) {
            let mut reply = failure(message, 10301, "subscribe: dup");
            reply["chanId"] = json!(chan);
            return vec![answer(&reply)];
        }
        if self.channels.len() >= MOST_CHANNELS {
            return vec![failed(message, 10305, "subscribe: limit")];
        }
        let mut channel = match Channel::open(world, message) {
            Ok(channel) => channel,
            Err(refused) => return vec![failed(message, 10300, &refused.text)],
        };
        let lasting = world.state.get::<Lasting>();
        lasting.channels += 1;
        let chan = 10_000 + lasting.channels;
        let mut reply = message.clone();
        reply["event"] = json!("subscribed");
        reply["chanId"] = json!(chan);
        if let Some(pair) = message.get("symbol").and_then(Value::as_str).and_then(|s| s.strip_prefix('t')) {
            reply["pair"] = json!(pair);
        }
        let mut frames = vec![answer(&reply)];
        if let Some(snapshot) = channel.snapshot(world) {
            let name = channel.name();
            frames.push(self.tell(world, name, vec![json!(chan), snapshot]));
        }
        self.channels.insert(chan, channel);
        frames
    }

    fn sign_in(&mut self, world: &mut World, message: &Value) -> Vec<Frame> {
        let text = |name: &str| match message.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let payload = text("authPayload");
        let checked = match self.signed_in {
            Some(_) => Err(Refused::new(10100, "auth: dup")),
            None => auth::verify(world, &text("apiKey"), &text("authNonce"), &payload, &text("authSig")),
        };
        let key = match checked {
            Ok(key) => key,
            Err(refused) => {
                let reply = json!({
                    "event": "auth", "status": "FAILED", "chanId": 0, "code": refused.code, "msg": refused.text,
                });
                return vec![answer(&reply)];
            }
        };
        self.dead_man = message.get("dms").and_then(Value::as_u64) == Some(4);
        let may = key.permissions;
        let reply = json!({
            "event": "auth", "status": "OK", "chanId": 0, "userId": key.account.0, "auth_id": "a", "dms": message.get("dms"),
            "caps": {"orders": {"read": i32::from(may.read), "write": i32::from(may.trade)}},
        });
        let mut frames = vec![answer(&reply)];
        frames.extend(private::snapshots(self, world, &key));
        self.signed_in = Some(key);
        frames
    }

    fn beat(&mut self, world: &mut World, frames: &mut Vec<Frame>) {
        let chans: Vec<(u64, &'static str)> =
            self.channels.iter().map(|(chan, c)| (*chan, c.name())).collect();
        for (chan, name) in chans {
            frames.push(self.tell(world, name, vec![json!(chan), json!("hb")]));
        }
        if self.signed_in.is_some() {
            let mut beat = vec![json!(0), json!("hb")];
            if self.flags & SEQ_ALL != 0 {
                beat.extend([json!(self.all), json!(self.own)]);
            }
            frames.push(Frame::json(&beat.into()).on("hb").private());
        }
    }
}

fn answer(reply: &Value) -> Frame {
    Frame::json(reply).on("event")
}

/// An error repeats what was asked.
fn failure(message: &Value, code: i64, text: &str) -> Value {
    let mut reply = message.clone();
    if !reply.is_object() {
        reply = json!({});
    }
    reply["event"] = json!("error");
    reply["msg"] = json!(text);
    reply["code"] = json!(code);
    reply
}

fn failed(message: &Value, code: i64, text: &str) -> Frame {
    answer(&failure(message, code, text))
}

impl Connection for Conversation {
    fn opened(&mut self, world: &mut World) -> Vec<Frame> {
        (self.beat_ms, self.used_ms) = (world.now_ms(), world.now_ms());
        let info = json!({"event": "info", "version": 2, "serverId": "double", "platform": {"status": 1}});
        vec![answer(&info)]
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        self.used_ms = world.now_ms();
        // what is no JSON is passed over
        let Ok(message) = serde_json::from_str::<Value>(text) else { return Vec::new() };
        if message.is_object() {
            return self.asked(world, &message);
        }
        private::input(self, world, &message)
    }

    fn event(&mut self, world: &mut World, event: &Event) -> Vec<Frame> {
        let mut frames = Vec::new();
        if let Some(symbol) = event.symbol() {
            let chans: Vec<u64> = self.channels.keys().copied().collect();
            for chan in chans {
                let Some(channel) = self.channels.get_mut(&chan) else { continue };
                if channel.symbol() != symbol {
                    continue;
                }
                let (name, messages) = (channel.name(), channel.event(event));
                for message in messages {
                    let whole = std::iter::once(json!(chan)).chain(message).collect();
                    frames.push(self.tell(world, name, whole));
                }
            }
        }
        let own = self.signed_in.as_ref().map(|key| key.account);
        if own.is_some() && event.account() == own {
            frames.extend(private::event(self, world, event));
        }
        frames
    }

    fn tick(&mut self, world: &mut World, now_ms: i64) -> Vec<Frame> {
        let mut frames = Vec::new();
        let (flags, chans) = (self.flags, self.channels.keys().copied().collect::<Vec<_>>());
        for chan in chans {
            let Some(channel) = self.channels.get_mut(&chan) else { continue };
            let (name, messages) = (channel.name(), channel.tick(world, flags, now_ms));
            for message in messages {
                let whole = std::iter::once(json!(chan)).chain(message).collect();
                frames.push(self.tell(world, name, whole));
            }
        }
        if now_ms - self.beat_ms >= HEARTBEAT_MS {
            self.beat_ms = now_ms;
            self.beat(world, &mut frames);
        }
        if self.channels.is_empty() && self.signed_in.is_none() && now_ms - self.used_ms >= IDLE_MS {
            frames.push(Frame::close(1000, "idle"));
        }
        frames
    }

    fn is_command(&self, text: &str) -> bool {
        text.starts_with("[0,\"o")
    }

    fn closed(&mut self, world: &mut World) {
        if let (true, Some(key)) = (self.dead_man, &self.signed_in) {
            world.exchange.cancel_all(key.account, None, CancelReason::DeadMan);
        }
    }
}

impl Conversation {
    /// Carries out an input of the account and tells how it went.
    pub fn command(&mut self, world: &mut World, operation: &str, fields: &Value) -> Vec<Frame> {
        let Some(key) = self.signed_in.clone() else { return Vec::new() };
        let time = json!(world.now_ms());
        if operation == "ox_multi" {
            let told = commands::batch(world, &key, fields, &time).unwrap_or_default();
            let rows = told.as_array().cloned().unwrap_or_default();
            return rows.into_iter().map(|row| self.tell_own(world, "n", row)).collect();
        }
        let outcome = commands::carry_out(world, &key, operation, fields);
        let told = commands::told(outcome, operation, fields, time);
        vec![self.tell_own(world, "n", told)]
    }
}

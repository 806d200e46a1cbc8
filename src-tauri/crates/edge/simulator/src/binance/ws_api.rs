//! The WebSocket API: requests over one socket, and the account's stream on it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::auth::{self, Caller};
use super::error::ApiError;
use super::limits::{Limits, weight};
use super::names::Params;
use super::{Kept, private, public, report};
use crate::exchange::{AccountId, Event};
use crate::wire::{Connection, Frame};
use crate::world::World;

const PING_EVERY_MS: i64 = 20_000;

/// `None`: the path is another's.
pub fn connect(path: &str, _query: &str, limits: Limits) -> Option<Box<dyn Connection>> {
    let api = Api { limits, logged_on: None, subscriptions: BTreeMap::new(), next: 0, pinged_ms: 0 };
    (path == "/ws-api/v3").then(|| Box::new(api) as Box<dyn Connection>)
}

struct Api {
    limits: Limits,
    logged_on: Option<Caller>,
    subscriptions: BTreeMap<u64, AccountId>,
    next: u64,
    pinged_ms: i64,
}

/// The request over HTTP that a method stands for.
fn route(method: &str) -> Option<(&'static str, &'static str)> {
    Some(match method {
        "ping" => ("GET", "/api/v3/ping"),
        "time" => ("GET", "/api/v3/time"),
        "exchangeInfo" => ("GET", "/api/v3/exchangeInfo"),
        "depth" => ("GET", "/api/v3/depth"),
        "klines" | "uiKlines" => ("GET", "/api/v3/klines"),
        "trades.recent" | "trades.historical" => ("GET", "/api/v3/trades"),
        "trades.aggregate" => ("GET", "/api/v3/aggTrades"),
        "avgPrice" => ("GET", "/api/v3/avgPrice"),
        "ticker.24hr" => ("GET", "/api/v3/ticker/24hr"),
        "ticker.price" => ("GET", "/api/v3/ticker/price"),
        "ticker.book" => ("GET", "/api/v3/ticker/bookTicker"),
        "order.place" => ("POST", "/api/v3/order"),
        "order.test" => ("POST", "/api/v3/order/test"),
        "order.status" => ("GET", "/api/v3/order"),
        "order.cancel" => ("DELETE", "/api/v3/order"),
        "order.amend.keepPriority" => ("PUT", "/api/v3/order/amend/keepPriority"),
        "openOrders.status" => ("GET", "/api/v3/openOrders"),
        "openOrders.cancelAll" => ("DELETE", "/api/v3/openOrders"),
        "allOrders" => ("GET", "/api/v3/allOrders"),
        "myTrades" => ("GET", "/api/v3/myTrades"),
        "account.status" => ("GET", "/api/v3/account"),
        "account.commission" => ("GET", "/api/v3/account/commission"),
        _ => return None,
    })
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Api {
    fn request(&mut self, world: &mut World, method: &str, params: &Params) -> Result<Value, ApiError> {
        match method {
            "session.logon" => {
                let caller = auth::socket(world, params)?;
                let key = params.need("apiKey")?;
                if !world.keys.find(key).is_some_and(|record| auth::is_pem(record.secret())) {
                    return Err(ApiError::bad(-4056, "HMAC_SHA256 API key is not supported."));
                }
                self.logged_on = Some(caller);
                Ok(json!({"apiKey": key, "authorizedSince": world.now_ms(), "serverTime": world.now_ms()}))
            }
            "session.status" => {
                Ok(json!({"apiKey": null, "connectedSince": 0, "serverTime": world.now_ms()}))
            }
            "session.logout" => {
                self.logged_on = None;
                Ok(json!({"apiKey": null, "serverTime": world.now_ms()}))
            }
            "session.subscriptions" => {
                Ok(self.subscriptions.keys().map(|id| json!({"subscriptionId": id})).collect())
            }
            "userDataStream.subscribe.signature" => {
                let caller = auth::socket(world, params)?;
                self.subscribe(caller)
            }
            "userDataStream.subscribe" => {
                let none = || ApiError::new(401, -2015, "Invalid API-key, IP, or permissions for action.");
                self.subscribe(self.logged_on.ok_or_else(none)?)
            }
            "userDataStream.unsubscribe" => {
                let id = params.integer("subscriptionId")?.and_then(|id| u64::try_from(id).ok());
                let gone = match id {
                    Some(id) => self.subscriptions.remove(&id).is_some(),
                    None => !std::mem::take(&mut self.subscriptions).is_empty(),
                };
                if gone { Ok(json!({})) } else { Err(ApiError::bad(-2036, "User stream is not active.")) }
            }
            other => self.like_rest(world, other, params),
        }
    }

    fn like_rest(&mut self, world: &mut World, method: &str, params: &Params) -> Result<Value, ApiError> {
        let unknown = || ApiError::bad(-1000, "Invalid request: unknown method");
        let (verb, path) = route(method).ok_or_else(unknown)?;
        let limit = params.limit(100, 5_000).unwrap_or(100);
        let cost = weight(verb, path, params.get("symbol").is_some(), limit);
        let mut bans = std::mem::take(&mut world.state.get::<Kept>().bans);
        let spent = self.limits.spend(world, &mut bans, cost);
        world.state.get::<Kept>().bans = bans;
        spent?;
        if !private::is_private(path) {
            return public::answer(world, self.limits, path, params).ok_or_else(unknown)?;
        }
        let caller = match (params.get("signature"), self.logged_on) {
            (None, Some(caller)) => {
                auth::check_time(world.told_ms(), params)?;
                caller
            }
            _ => auth::socket(world, params)?,
        };
        private::answer(world, self.limits, caller, (verb, path), params).ok_or_else(unknown)?
    }

    fn subscribe(&mut self, caller: Caller) -> Result<Value, ApiError> {
        if self.subscriptions.values().any(|account| *account == caller.account) {
            return Err(ApiError::bad(-2035, "User stream is already active."));
        }
        let id = self.next;
        self.next += 1;
        self.subscriptions.insert(id, caller.account);
        Ok(json!({"subscriptionId": id}))
    }
}

impl Connection for Api {
    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        let Ok(message) = serde_json::from_str::<Value>(text) else {
            let error = json!({"code": -1135, "msg": "Invalid JSON Request"});
            return vec![
                Frame::json(&json!({"id": null, "status": 400, "error": error})).on("reply").private(),
            ];
        };
        let id = message.get("id").cloned().unwrap_or_default();
        let method = message.get("method").and_then(Value::as_str).unwrap_or_default();
        let object = message.get("params").and_then(Value::as_object);
        let params =
            Params::new(object.into_iter().flatten().map(|(name, value)| (name.clone(), text_of(value))));
        let reply = match self.request(world, method, &params) {
            Ok(result) => json!({"id": id, "status": 200, "result": result}),
            Err(error) => {
                let mut body = error.body();
                if let Some(ms) = error.retry_after_ms {
                    let now_ms = world.now_ms();
                    body["data"] = json!({"serverTime": now_ms, "retryAfter": now_ms + ms});
                }
                json!({"id": id, "status": error.status, "error": body})
            }
        };
        vec![Frame::json(&reply).on("reply").private()]
    }

    fn event(&mut self, world: &mut World, event: &Event) -> Vec<Frame> {
        let Some(account) = event.account() else { return Vec::new() };
        let Some(id) = self.subscriptions.iter().find(|(_, of)| **of == account).map(|(id, _)| *id) else {
            return Vec::new();
        };
        let Some((channel, value)) = report::of_event(world, event) else { return Vec::new() };
        vec![Frame::json(&json!({"subscriptionId": id, "event": value})).on(channel).private()]
    }

    fn tick(&mut self, _world: &mut World, now_ms: i64) -> Vec<Frame> {
        if now_ms - self.pinged_ms < PING_EVERY_MS {
            return Vec::new();
        }
        self.pinged_ms = now_ms;
        vec![Frame::ping(now_ms.to_string())]
    }

    fn is_command(&self, text: &str) -> bool {
        let method =
            serde_json::from_str::<Value>(text).ok().and_then(|m| m["method"].as_str().map(str::to_owned));
        method.and_then(|method| route(&method)).is_some_and(|(verb, _)| verb != "GET")
    }
}

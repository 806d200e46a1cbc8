//! Subscribing and leaving: one reply for each symbol, then the snapshots.

use domain::Symbol;
use serde_json::{Value, json};

use super::book::BookFeed;
use super::{Socket, reply};
use crate::kraken::market::INTERVALS;
use crate::kraken::state::State;
use crate::wire::Frame;
use crate::world::World;

/// Depths a book can be subscribed with.
const DEPTHS: [u64; 5] = [10, 25, 100, 500, 1000];

impl Socket {
    pub(super) fn answer(&mut self, world: &mut World, message: &Value) -> Vec<Frame> {
        match message["method"].as_str().unwrap_or_default() {
            "ping" => vec![reply(world, message, json!({"method": "pong"}))],
            method @ ("subscribe" | "unsubscribe") => {
                let on = method == "subscribe";
                match message["params"]["channel"].as_str().unwrap_or_default() {
                    channel @ ("executions" | "balances") => self.private(world, message, channel, on),
                    "instrument" => self.instrument(world, message, on),
                    _ => self.public(world, message, on),
                }
            }
            method => vec![refusal(world, message, method, "Unsupported method", None)],
        }
    }

    fn public(&mut self, world: &mut World, message: &Value, on: bool) -> Vec<Frame> {
        let params = &message["params"];
        let channel = params["channel"].as_str().unwrap_or_default().to_owned();
        let method = if on { "subscribe" } else { "unsubscribe" };
        let names: Vec<String> = match &params["symbol"] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(name) => vec![name.clone()],
            _ => Vec::new(),
        };
        if names.is_empty() {
            return vec![refusal(world, message, method, "Symbol(s) not found", None)];
        }
        let (mut replies, mut snapshots) = (Vec::new(), Vec::new());
        for name in names {
            let listed =
                name.parse::<Symbol>().ok().filter(|symbol| world.exchange.listing(symbol).is_some());
            let done = match listed {
                None => Err(format!("Currency pair not supported {name}")),
                Some(symbol) if on => self.join(world, &channel, &symbol, params, &mut snapshots),
                Some(symbol) => self.leave(&channel, &symbol, params),
            };
            replies.push(match done {
                Err(error) => refusal(world, message, method, &error, Some(&name)),
                Ok(()) => {
                    let mut result = json!({"channel": channel, "symbol": name});
                    for field in ["depth", "interval", "snapshot"] {
                        if let Some(value) = params.get(field) {
                            result[field] = value.clone();
                        }
                    }
                    let body = json!({"method": method, "result": result, "success": true});
                    reply(world, message, body)
                }
            });
        }
        replies.extend(snapshots);
        replies
    }

    fn join(
        &mut self,
        world: &mut World,
        channel: &str,
        symbol: &Symbol,
        params: &Value,
        snapshots: &mut Vec<Frame>,
    ) -> Result<(), String> {
        let snapshot = params["snapshot"].as_bool();
        match channel {
            "ticker" => {
                once(&mut self.tickers, symbol.clone())?;
                if snapshot != Some(false) {
                    snapshots.push(super::market::ticker(world, symbol, "snapshot"));
                }
            }
            "trade" => {
                once(&mut self.trades, symbol.clone())?;
                if snapshot == Some(true) {
                    snapshots.push(super::market::past_trades(world, symbol));
                }
            }
            "ohlc" => {
                let minutes = interval(params)?;
                once(&mut self.candles, (symbol.clone(), minutes))?;
                if snapshot != Some(false) {
                    snapshots.push(super::market::candles(world, symbol, minutes, 720, "snapshot"));
                }
            }
            "book" => {
                let depth = depth(params)?;
                if self.books.iter().any(|book| book.symbol == *symbol) {
                    return Err("Already subscribed".to_owned());
                }
                let mut book = BookFeed::new(symbol.clone(), depth);
                snapshots.extend(book.snapshot(world));
                self.books.push(book);
            }
            _ => return Err("Subscription name invalid".to_owned()),
        }
        Ok(())
    }

    fn leave(&mut self, channel: &str, symbol: &Symbol, params: &Value) -> Result<(), String> {
        match channel {
            "ticker" => self.tickers.retain(|one| one != symbol),
            "trade" => self.trades.retain(|one| one != symbol),
            "ohlc" => {
                let left = (symbol.clone(), interval(params)?);
                self.candles.retain(|one| *one != left);
            }
            "book" => {
                let depth = depth(params)?;
                self.books.retain(|book| book.symbol != *symbol || book.depth != depth);
            }
            _ => return Err("Subscription name invalid".to_owned()),
        }
        Ok(())
    }

    fn instrument(&mut self, world: &World, message: &Value, on: bool) -> Vec<Frame> {
        self.instruments = on;
        let method = if on { "subscribe" } else { "unsubscribe" };
        let body = json!({"method": method, "result": {"channel": "instrument"}, "success": true});
        let mut frames = vec![reply(world, message, body)];
        if on {
            frames.push(super::market::instruments(world));
        }
        frames
    }

    fn private(&mut self, world: &mut World, message: &Value, channel: &str, on: bool) -> Vec<Frame> {
        let method = if on { "subscribe" } else { "unsubscribe" };
        let channel = if channel == "executions" { "executions" } else { "balances" };
        let params = &message["params"];
        let now_ms = world.now_ms();
        let token = params["token"].as_str().unwrap_or_default();
        let Some(account) = world.state.get::<State>().account_of(token, now_ms) else {
            return vec![refusal(world, message, method, "EAPI:Invalid token", None)];
        };
        let body = json!({"method": method, "result": {"channel": channel}, "success": true});
        let mut frames = vec![reply(world, message, body)];
        if !on {
            self.private.remove(channel);
            return frames;
        }
        self.private.insert(channel, (account, 0));
        let wanted = if channel == "executions" { "snap_orders" } else { "snapshot" };
        if params[wanted].as_bool() != Some(false) {
            frames.extend(self.account_snapshot(world, channel, account));
        }
        frames
    }
}

fn once<T: PartialEq>(list: &mut Vec<T>, one: T) -> Result<(), String> {
    if list.contains(&one) {
        return Err("Already subscribed".to_owned());
    }
    list.push(one);
    Ok(())
}

fn interval(params: &Value) -> Result<i64, String> {
    let minutes = params.get("interval").map_or(Some(1), Value::as_i64);
    minutes
        .filter(|m| INTERVALS.contains(m))
        .ok_or_else(|| "Subscription ohlc interval not supported".to_owned())
}

fn depth(params: &Value) -> Result<usize, String> {
    let depth = params.get("depth").map_or(Some(10), Value::as_u64);
    let depth = depth.filter(|depth| DEPTHS.contains(depth)).and_then(|depth| usize::try_from(depth).ok());
    depth.ok_or_else(|| "Subscription depth not supported".to_owned())
}

fn refusal(world: &World, message: &Value, method: &str, error: &str, symbol: Option<&str>) -> Frame {
    let mut body = json!({"method": method, "error": error, "success": false});
    if let Some(symbol) = symbol {
        body["symbol"] = json!(symbol);
    }
    reply(world, message, body)
}

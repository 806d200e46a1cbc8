//! Routes of our own under `/__control/`: the exchange's truth, faults, time, forced trades, keys.

use domain::{Decimal, Symbol};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::floor::Floor;
use crate::exchange::{AccountId, Exchange, Order, Wallet};
use crate::faults::FaultPlan;
use crate::keys::Permissions;
use crate::wire::{RestReply, RestRequest};
use secrecy::ExposeSecret as _;

#[derive(Deserialize)]
struct Advance {
    ms: i64,
}

#[derive(Deserialize)]
struct ForcedTrade {
    symbol: Symbol,
    price: Decimal,
    size: Decimal,
}

#[derive(Deserialize)]
struct Halt {
    symbol: Symbol,
    halted: bool,
}

#[derive(Deserialize)]
struct SetBalance {
    #[serde(default)]
    wallet: WalletName,
    currency: String,
    total: Decimal,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WalletName {
    #[default]
    Spot,
    Margin,
}

/// The account of the key the simulator was started with.
const FIRST: AccountId = AccountId(1);

pub fn answer(floor: &Floor, route: &str, request: &RestRequest) -> RestReply {
    match (request.method.as_str(), route) {
        ("GET", "account") => {
            let name = request.query_pairs().into_iter().find(|(name, _)| name == "key").map(|(_, key)| key);
            floor.act(|inner, _| {
                let account = match name {
                    Some(key) => inner.world.keys.find(&key).map(|record| record.account),
                    None => Some(FIRST),
                };
                account.map_or_else(
                    || refuse("no account has that key"),
                    |id| RestReply::json(&account_json(&inner.world.exchange, id)),
                )
            })
        }
        ("GET", "status") => floor.act(|inner, wire| {
            RestReply::json(&json!({
                "venue": wire.name(),
                "now_ms": inner.world.now_ms(),
                "sockets": inner.sockets(),
            }))
        }),
        ("GET", "faults") => floor.act(|inner, _| {
            let rows = inner.world.faults().counts();
            let rows = rows
                .map(|(rule, occasions, hits)| json!({"rule": rule, "occasions": occasions, "hits": hits}));
            RestReply::json(&Value::Array(rows.collect()))
        }),
        ("POST", "faults") => match FaultPlan::parse(request.text()) {
            Ok(plan) => {
                let seed = floor.seed;
                floor.act(|inner, _| inner.world.set_faults(plan, seed));
                done()
            }
            Err(error) => refuse(&error.to_string()),
        },
        ("POST", "advance") => {
            with(request, |asked: Advance| RestReply::json(&json!({"now_ms": floor.advance(asked.ms)})))
        }
        ("POST", "trade") => with(request, |asked: ForcedTrade| {
            let done = floor
                .act(|inner, _| inner.world.exchange.force_trade(&asked.symbol, asked.price, asked.size));
            answered(done.map_err(|reject| reject.to_string()))
        }),
        ("POST", "halt") => with(request, |asked: Halt| {
            let done = floor.act(|inner, _| inner.world.exchange.set_halted(&asked.symbol, asked.halted));
            answered(done.map_err(|reject| reject.to_string()))
        }),
        ("POST", "balance") => with(request, |asked: SetBalance| {
            let wallet = match asked.wallet {
                WalletName::Spot => Wallet::Spot,
                WalletName::Margin => Wallet::Margin,
            };
            floor.act(|inner, _| {
                inner.world.exchange.set_balance(FIRST, wallet, &asked.currency, asked.total)
            });
            done()
        }),
        ("POST", "keys") => with(request, |permissions: Permissions| {
            floor.act(|inner, wire| {
                let credentials = wire.new_credentials(&mut inner.world.rng);
                inner.world.add_key(FIRST, credentials.clone(), permissions);
                let passphrase = credentials.passphrase.as_ref().map(|one| one.expose_secret().to_owned());
                RestReply::json(&json!({
                    "key": credentials.key,
                    "secret": credentials.secret.expose_secret(),
                    "passphrase": passphrase,
                }))
            })
        }),
        ("POST", "disconnect") => RestReply::json(&json!({"sockets": floor.cut_all()})),
        _ => RestReply::status_json(404, &json!({"error": format!("no control route {route}")})),
    }
}

fn with<T: DeserializeOwned>(request: &RestRequest, act: impl FnOnce(T) -> RestReply) -> RestReply {
    match serde_json::from_slice(&request.body) {
        Ok(asked) => act(asked),
        Err(error) => refuse(&error.to_string()),
    }
}

fn answered(done_or_why: Result<(), String>) -> RestReply {
    done_or_why.map_or_else(|why| refuse(&why), |()| done())
}

fn done() -> RestReply {
    RestReply::json(&json!({"ok": true}))
}

fn refuse(why: &str) -> RestReply {
    RestReply::status_json(400, &json!({"error": why}))
}

/// Orders, fills, balances and positions as the exchange has them.
fn account_json(exchange: &Exchange, id: AccountId) -> Value {
    let order = |order: &Order| {
        let mut value = json!(order);
        value["average"] = json!(order.average());
        value
    };
    json!({
        "account": id,
        "now_ms": exchange.now_ms(),
        "orders": exchange.orders(id).map(order).collect::<Vec<_>>(),
        "fills": exchange.fills(id).collect::<Vec<_>>(),
        "balances": exchange.balances(id),
        "positions": exchange.positions(id).collect::<Vec<_>>(),
    })
}

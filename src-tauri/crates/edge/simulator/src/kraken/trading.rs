//! Placing, changing and cancelling.

use domain::{Decimal, OrderType, Side, TimeInForce};
use serde_json::{Value, json};

use super::auth::Asked;
use super::names::listing;
use super::orders::description;
use super::state::State;
use super::words::refusal;
use super::{Answered, ids, time};
use crate::exchange::{
    AccountId, Amendment, Amount, CancelReason, NewOrder, Order, OrderId, TriggerWhen, Wallet,
};
use crate::faults::{FaultKind, Point};
use crate::rate::Budget;
use crate::world::World;

/// The counter of an account in a pair, on the highest tier.
const ENGINE: Budget = Budget::Decaying { limit: 180.0, per_second: 3.75 };

pub fn answer(world: &mut World, call: &str, asked: &Asked) -> Answered {
    match call {
        "AddOrder" => add(world, asked),
        "AmendOrder" => amend(world, asked),
        "CancelOrder" => cancel(world, asked),
        "CancelOrderBatch" => cancel_batch(world, asked),
        "CancelAll" => {
            let canceled = world.exchange.cancel_all(asked.account, None, CancelReason::User);
            Ok(json!({"count": canceled.len()}))
        }
        "CancelAllOrdersAfter" => dead_man(world, asked),
        _ => Err("EGeneral:Unknown method".to_owned()),
    }
}

fn invalid(field: &str) -> String {
    format!("EGeneral:Invalid arguments:{field}")
}

fn number(asked: &Asked, name: &str) -> Result<Option<Decimal>, String> {
    asked.get(name).map(|text| text.parse().map_err(|_| invalid(name))).transpose()
}

fn add(world: &mut World, asked: &Asked) -> Answered {
    let order = new_order(world, asked)?;
    let symbol = order.symbol.clone();
    if asked.is("validate") {
        world.exchange.check(asked.account, &order).map_err(|reject| refusal(&reject))?;
        return Ok(json!({"descr": {"order": format!("{} {symbol}", order.side.as_str())}}));
    }
    charge(world, asked.account, &symbol, 1.0)?;
    let id = world.place(asked.account, order).map_err(|reject| refusal(&reject))?;
    if let Some(hit) = world.fault_hit(FaultKind::LateVisibility, Point::private("order")) {
        let until_ms = world.now_ms() + hit.ms;
        world.state.get::<State>().hide(id, until_ms);
    }
    let placed = world.exchange.order(asked.account, id).ok_or("EGeneral:Internal error")?;
    Ok(json!({"descr": {"order": description(placed)}, "txid": [ids::order_id(id)]}))
}

/// Spends of the pair's counter; over it nothing is done.
fn charge(world: &mut World, account: AccountId, symbol: &domain::Symbol, cost: f64) -> Result<(), String> {
    let now_ms = world.now_ms();
    let spent = world.rates.spend(&format!("engine {} {symbol}", account.0), ENGINE, cost, now_ms);
    spent.map(|_| ()).map_err(|_| "EOrder:Rate limit exceeded".to_owned())
}

pub fn new_order(world: &World, asked: &Asked) -> Result<NewOrder, String> {
    let pair = listing(world, asked.need("pair")?).ok_or("EQuery:Unknown asset pair")?;
    let side = match asked.need("type")? {
        "buy" => Side::Buy,
        "sell" => Side::Sell,
        _ => return Err(invalid("type")),
    };
    let word = asked.need("ordertype")?;
    let (order_type, takes_profit) = match word {
        "market" => (OrderType::Market, false),
        "limit" => (OrderType::Limit, false),
        "stop-loss" => (OrderType::Stop, false),
        "take-profit" => (OrderType::Stop, true),
        "stop-loss-limit" => (OrderType::StopLimit, false),
        "take-profit-limit" => (OrderType::StopLimit, true),
        "trailing-stop" => (OrderType::TrailingStop, false),
        _ => return Err(invalid("ordertype")),
    };
    let volume: Decimal = asked.need("volume")?.parse().map_err(|_| invalid("volume"))?;
    let flags: Vec<&str> = asked.get("oflags").unwrap_or_default().split(',').collect();
    let mut order = NewOrder::new(pair.symbol.clone(), side, order_type, volume);
    set_prices(&mut order, asked)?;
    if takes_profit {
        order.trigger = Some(if side == Side::Buy { TriggerWhen::Below } else { TriggerWhen::Above });
    }
    if flags.contains(&"viqc") {
        order.amount = Amount::Quote(volume);
    }
    if asked.has_prefix("close[") {
        return Err(invalid("close"));
    }
    order.post_only = flags.contains(&"post");
    order.time_in_force = match asked.get("timeinforce").unwrap_or("GTC") {
        "GTC" => TimeInForce::Gtc,
        "IOC" => TimeInForce::Ioc,
        "GTD" if asked.get("expiretm").is_some() => TimeInForce::Gtc,
        _ => return Err(invalid("timeinforce")),
    };
    order.expires_ms = expiry(world, asked)?;
    order.reduce_only = asked.is("reduce_only");
    if asked.get("leverage").is_some_and(|leverage| leverage != "none") {
        order.wallet = Wallet::Margin;
    } else if order.reduce_only {
        return Err("EOrder:Reduce only:Non-PC".to_owned());
    }
    order.client_id = client_id(asked)?;
    let userref: Option<Value> =
        asked.get("userref").and_then(|text| text.parse::<i32>().ok()).map(Value::from);
    order.tag = json!({"oflags": if flags.iter().all(|f| f.is_empty()) { "fciq".to_owned() } else { flags.join(",") }, "userref": userref});
    Ok(order)
}

fn set_prices(order: &mut NewOrder, asked: &Asked) -> Result<(), String> {
    let trail = |text: &str| text.strip_prefix('+').and_then(|off| off.parse().ok());
    match order.order_type {
        OrderType::Market => {}
        OrderType::Limit => order.price = number(asked, "price")?,
        OrderType::Stop => order.stop_price = number(asked, "price")?,
        OrderType::StopLimit => {
            order.stop_price = number(asked, "price")?;
            order.price = number(asked, "price2")?;
        }
        OrderType::TrailingStop => {
            order.trail = Some(trail(asked.need("price")?).ok_or("EOrder:Invalid price")?);
        }
    }
    Ok(())
}

fn expiry(world: &World, asked: &Asked) -> Result<Option<i64>, String> {
    let Some(text) = asked.get("expiretm").filter(|text| *text != "0") else { return Ok(None) };
    let now_ms = world.now_ms();
    let at = match text.strip_prefix('+') {
        Some(off) => off.parse::<i64>().ok().map(|seconds| now_ms + seconds * 1000),
        None => time::read_ns(text).and_then(|ns| i64::try_from(ns / 1_000_000).ok()),
    };
    at.filter(|at| *at > now_ms).map(Some).ok_or_else(|| invalid("expiretm"))
}

/// A UUID, 32 hexadecimal digits, or up to 18 characters of text; not together with a `userref`.
fn client_id(asked: &Asked) -> Result<Option<String>, String> {
    let Some(id) = asked.get("cl_ord_id") else { return Ok(None) };
    let hexadecimal = id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let fits = (id.len() <= 18 && id.is_ascii()) || (matches!(id.len(), 32 | 36) && hexadecimal);
    if !fits || asked.get("userref").is_some() {
        return Err(invalid("cl_ord_id"));
    }
    Ok(Some(id.to_owned()))
}

/// The working order that is meant, by the venue's id or the client's.
pub fn target(world: &World, asked: &Asked) -> Result<Order, String> {
    let working = |order: &&Order| order.is_working();
    let found = match (asked.get("txid"), asked.get("cl_ord_id")) {
        (Some(txid), _) => {
            let id = ids::read_order_id(txid).ok_or("EOrder:Invalid order")?;
            world.exchange.order(asked.account, id).filter(working)
        }
        (None, Some(client)) => {
            world.exchange.open_orders(asked.account).find(|order| order.client_id.as_deref() == Some(client))
        }
        (None, None) => return Err(invalid("txid")),
    };
    found.cloned().ok_or_else(|| "EOrder:Unknown order".to_owned())
}

fn amend(world: &mut World, asked: &Asked) -> Answered {
    let order = target(world, asked)?;
    let change = Amendment {
        quantity: number(asked, "order_qty")?,
        price: number(asked, "limit_price")?,
        stop_price: number(asked, "trigger_price")?,
        post_only: asked.get("post_only").map(|text| text == "true"),
        ..Amendment::default()
    };
    let age_ms = world.now_ms() - order.created_ms;
    let cost = match age_ms {
        ..5_000 => 4.0,
        5_000..10_000 => 3.0,
        10_000..15_000 => 2.0,
        _ => 1.0,
    };
    charge(world, asked.account, &order.symbol, cost)?;
    // less than what is filled: the rest is taken off
    if change.quantity.is_some_and(|quantity| quantity <= order.filled) {
        world.cancel(asked.account, order.id).map_err(|reject| refusal(&reject))?;
    } else {
        world.amend(asked.account, order.id, change).map_err(|reject| refusal(&reject))?;
    }
    Ok(json!({"amend_id": ids::order_id(OrderId(order.id.0)).replacen('O', "T", 1)}))
}

fn cancel(world: &mut World, asked: &Asked) -> Answered {
    let order = target(world, asked)?;
    cancel_one(world, &order)?;
    Ok(json!({"count": 1}))
}

fn cancel_one(world: &mut World, order: &Order) -> Result<(), String> {
    let now_ms = world.now_ms();
    let cost = match now_ms - order.created_ms {
        ..5_000 => 8.0,
        5_000..10_000 => 6.0,
        10_000..15_000 => 5.0,
        15_000..45_000 => 4.0,
        45_000..90_000 => 2.0,
        90_000..300_000 => 1.0,
        _ => 0.0,
    };
    world.rates.charge(&format!("engine {} {}", order.account.0, order.symbol), ENGINE, cost, now_ms);
    world.cancel(order.account, order.id).map_err(|reject| refusal(&reject))
}

fn cancel_batch(world: &mut World, asked: &Asked) -> Answered {
    let named = asked.get("orders").unwrap_or_default().split(',');
    let clients = asked.get("cl_ord_ids").unwrap_or_default().split(',');
    let open: Vec<Order> = world.exchange.open_orders(asked.account).cloned().collect();
    let wanted: Vec<&str> = named.chain(clients).filter(|id| !id.is_empty()).collect();
    let mut count = 0;
    for order in open {
        let id = ids::order_id(order.id);
        let is_meant = |one: &str| one == id || order.client_id.as_deref() == Some(one);
        if wanted.iter().any(|one| is_meant(one)) && cancel_one(world, &order).is_ok() {
            count += 1;
        }
    }
    Ok(json!({"count": count}))
}

fn dead_man(world: &mut World, asked: &Asked) -> Answered {
    let seconds: i64 = asked.need("timeout")?.parse().map_err(|_| invalid("timeout"))?;
    if !(0..86_400).contains(&seconds) {
        return Err(invalid("timeout"));
    }
    let now_ms = world.now_ms();
    let at = (seconds > 0).then_some(now_ms + seconds * 1000);
    world.state.get::<State>().arm(asked.account, at);
    let trigger = at.map_or_else(|| "0".to_owned(), time::rfc3339);
    Ok(json!({"currentTime": time::rfc3339(now_ms), "triggerTime": trigger}))
}

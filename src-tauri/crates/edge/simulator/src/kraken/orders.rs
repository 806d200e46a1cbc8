//! Orders and fills as REST writes them.

use domain::{Decimal, OrderType, Side};
use serde_json::{Value, json};

use super::account::pair_name;
use super::names::id;
use super::{ids, time, words};
use crate::exchange::{CancelReason, Order, OwnFill, State, TriggerWhen, Wallet};
use crate::world::World;

/// Kraken's name of the type: whether a trigger stops a loss or takes a profit lies in its direction.
pub fn type_word(order: &Order) -> &'static str {
    let takes_profit =
        order.trigger == Some(if order.side == Side::Buy { TriggerWhen::Below } else { TriggerWhen::Above });
    match (order.order_type, takes_profit) {
        (OrderType::Market, _) => "market",
        (OrderType::Limit, _) => "limit",
        (OrderType::Stop, false) => "stop-loss",
        (OrderType::Stop, true) => "take-profit",
        (OrderType::StopLimit, false) => "stop-loss-limit",
        (OrderType::StopLimit, true) => "take-profit-limit",
        (OrderType::TrailingStop, _) => "trailing-stop",
    }
}

pub fn status_word(order: &Order) -> &'static str {
    match (order.state, order.reason) {
        (State::Waiting | State::Open, _) => "open",
        (State::Filled, _) => "closed",
        (State::Canceled, Some(CancelReason::Expired)) => "expired",
        (State::Canceled, _) => "canceled",
    }
}

pub fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The first and the second price of a description.
fn prices(order: &Order) -> (String, String) {
    let or_zero = |price: Option<Decimal>| price.map_or_else(|| "0".to_owned(), text);
    match order.order_type {
        OrderType::Market => ("0".to_owned(), "0".to_owned()),
        OrderType::Limit => (or_zero(order.price), "0".to_owned()),
        OrderType::Stop => (or_zero(order.stop_price), "0".to_owned()),
        OrderType::StopLimit => (or_zero(order.stop_price), or_zero(order.price)),
        OrderType::TrailingStop => {
            (order.trail.map_or_else(|| "0".to_owned(), |trail| format!("+{}", text(trail))), "0".to_owned())
        }
    }
}

fn leverage(order: &Order) -> String {
    if order.wallet == Wallet::Margin { "5:1".to_owned() } else { "none".to_owned() }
}

/// `buy 0.01 XBTUSD @ limit 50000`
pub fn description(order: &Order) -> String {
    let (first, second) = prices(order);
    let kind = type_word(order).replace('-', " ");
    let prices = match order.order_type {
        OrderType::Market => String::new(),
        OrderType::StopLimit => format!(" {first} -> limit {second}"),
        _ => format!(" {first}"),
    };
    let kind = kind.trim_end_matches(" limit");
    let kind = if kind.is_empty() || order.order_type == OrderType::Limit { "limit" } else { kind };
    format!("{} {} {} @ {kind}{prices}", order.side.as_str(), text(order.quantity), pair_name(&order.symbol))
}

fn flags(order: &Order) -> String {
    let told = order.tag.get("oflags").and_then(Value::as_str).unwrap_or("fciq");
    told.to_owned()
}

/// An order; `trades`: with the ids of its fills.
pub fn order_row(world: &World, order: &Order, trades: bool) -> Value {
    let (first, second) = prices(order);
    let mut row = json!({
        "refid": null, "userref": order.tag.get("userref").cloned().unwrap_or(json!(0)),
        "cl_ord_id": order.client_id, "status": status_word(order),
        "reason": order.reason.map(words::reason),
        "opentm": time::seconds(order.created_ms), "starttm": 0,
        "expiretm": order.expires_ms.map_or(json!(0), time::seconds),
        "descr": {
            "pair": pair_name(&order.symbol), "aclass": "forex", "type": order.side.as_str(),
            "ordertype": type_word(order), "price": first, "price2": second, "leverage": leverage(order),
            "order": description(order), "close": "",
        },
        "vol": text(order.quantity), "vol_exec": text(order.filled), "cost": text(order.filled_value),
        "fee": text(order.fees), "price": text(order.average().unwrap_or_default().round_dp(10)),
        "stopprice": text(order.stop_price.unwrap_or_default()), "limitprice": "0",
        "misc": "", "oflags": flags(order), "reduce_only": order.reduce_only,
    });
    if !order.is_working() {
        row["closetm"] = time::seconds(order.updated_ms);
    }
    if trades {
        let own = world.exchange.fills(order.account).filter(|fill| fill.order == order.id);
        row["trades"] = own.map(|fill| ids::trade_id(world, fill)).collect();
    }
    row
}

/// An execution of one of the account's orders.
pub fn trade_row(world: &World, fill: &OwnFill) -> Value {
    let kind = world.exchange.order(fill.account, fill.order).map_or("limit", type_word);
    json!({
        "ordertxid": ids::order_id(fill.order), "postxid": "TKH2SE-M7IF5-CFI7LT",
        "pair": id(&fill.symbol), "aclass": "forex", "time": time::seconds(fill.time_ms),
        "type": fill.side.as_str(), "ordertype": kind, "price": text(fill.price),
        "cost": text(fill.price * fill.quantity), "fee": text(fill.fee), "vol": text(fill.quantity),
        "margin": "0", "leverage": "0", "misc": "", "trade_id": fill.trade_id, "maker": fill.maker,
    })
}

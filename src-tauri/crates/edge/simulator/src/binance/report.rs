//! What the account's stream tells: `executionReport`, `outboundAccountPosition`.

use domain::Decimal;
use serde_json::{Value, json};

use super::Kept;
use super::names::{d8, name, side};
use super::order_view::{client_id, expiry_reason, is_expiry, kind, list_of, status, time_in_force};
use crate::exchange::{Event, Order, OwnFill, State};
use crate::world::World;

/// The event with the channel it goes under; `None`: the venue tells nothing.
pub fn of_event(world: &mut World, event: &Event) -> Option<(&'static str, Value)> {
    let now_ms = world.now_ms();
    let report = match event {
        Event::OrderAccepted { order } | Event::OrderTriggered { order } => {
            execution(order, "NEW", None, now_ms)
        }
        Event::OrderFilled { order, fill } => execution(order, "TRADE", Some(fill), now_ms),
        Event::OrderAmended { order } => {
            let before = world.state.get::<Kept>().previous_ids.get(&order.id).cloned();
            with_original(execution(order, "REPLACED", None, now_ms), before.as_deref(), client_id(order))
        }
        Event::OrderCanceled { order, reason } if is_expiry(*reason) => {
            let mut report = execution(order, "EXPIRED", None, now_ms);
            if let Some(words) = expiry_reason(*reason) {
                report["eR"] = words.into();
            }
            report
        }
        Event::OrderCanceled { order, .. } => {
            let request = world.state.get::<Kept>().request_ids.get(&order.id).cloned();
            let report = execution(order, "CANCELED", None, now_ms);
            let request = request.unwrap_or_else(|| client_id(order).to_owned());
            with_original(report, Some(client_id(order)), &request)
        }
        Event::BalanceChanged { balance, .. } => {
            return Some((
                "balances",
                json!({
                    "e": "outboundAccountPosition",
                    "E": now_ms,
                    "u": now_ms,
                    "B": [{
                        "a": balance.currency,
                        "f": d8(balance.available),
                        "l": d8(balance.total - balance.available),
                    }],
                }),
            ));
        }
        _ => return None,
    };
    Some(("orders", report))
}

/// `c` names the request, `C` the order.
fn with_original(mut report: Value, original: Option<&str>, request: &str) -> Value {
    report["c"] = request.into();
    report["C"] = original.unwrap_or_default().into();
    report
}

fn execution(order: &Order, what: &str, fill: Option<&OwnFill>, now_ms: i64) -> Value {
    let zero = || d8(Decimal::ZERO);
    let price = |value: Option<Decimal>| d8(value.unwrap_or_default());
    json!({
        "e": "executionReport",
        "E": now_ms,
        "s": name(&order.symbol),
        "c": client_id(order),
        "S": side(order.side),
        "o": kind(order),
        "f": time_in_force(order),
        "q": d8(order.quantity),
        "p": price(order.price),
        "P": price(order.stop_price),
        "F": zero(),
        "g": list_of(order),
        "C": "",
        "x": what,
        "X": status(order),
        "r": "NONE",
        "i": order.id.0,
        "l": fill.map_or_else(zero, |fill| d8(fill.quantity)),
        "z": d8(order.filled),
        "L": fill.map_or_else(zero, |fill| d8(fill.price)),
        "n": fill.map_or_else(|| "0".to_owned(), |fill| d8(fill.fee)),
        "N": fill.map(|fill| fill.fee_currency.clone()),
        "T": fill.map_or(order.updated_ms, |fill| fill.time_ms),
        "t": fill.map_or(-1, |fill| i64::try_from(fill.trade_id).unwrap_or(-1)),
        "I": order.id.0,
        "w": order.state == State::Open,
        "m": fill.is_some_and(|fill| fill.maker),
        "M": false,
        "O": order.created_ms,
        "Z": d8(order.filled_value),
        "Y": fill.map_or_else(zero, |fill| d8(fill.price * fill.quantity)),
        "Q": price(order.quote_amount),
        "W": order.created_ms,
        "V": "EXPIRE_TAKER",
    })
}

//! Orders placed, changed and cancelled, whichever way the words came.

use serde_json::{Value, json};

use super::orders::{cancel, change, place, whole};
use super::{Refused, shapes};
use crate::exchange::{AccountId, CancelReason, Order, OrderId};
use crate::keys::KeyRecord;
use crate::world::World;

/// A command that was carried out: what its notification is called, holds and says.
pub struct Done {
    pub kind: &'static str,
    pub data: Value,
    pub text: String,
}

/// Operations one batch holds at most.
const MOST: usize = 75;

/// Carries out `on`, `ou`, `oc`, `oc_multi`. A new order comes flat; REST wraps it.
pub fn carry_out(
    world: &mut World,
    key: &KeyRecord,
    operation: &str,
    fields: &Value,
) -> Result<Done, Refused> {
    if !key.permissions.trade {
        return Err(Refused::new(10001, "api_key: permission invalid"));
    }
    let account = key.account;
    match operation {
        "on" => {
            let id = place(world, account, fields)?;
            Ok(Done {
                kind: "on-req",
                data: shown(world, account, id),
                text: "Submitting 1 orders.".to_owned(),
            })
        }
        "ou" => {
            let id = change(world, account, fields)?;
            let text = format!("Submitting update to order {}.", id.0);
            Ok(Done { kind: "ou-req", data: shown(world, account, id), text })
        }
        "oc" => {
            let order = cancel(world, account, fields)?;
            let text = format!("Submitted for cancellation; waiting for confirmation (ID: {}).", order.id.0);
            Ok(Done { kind: "oc-req", data: shapes::order(&order), text })
        }
        "oc_multi" => Ok(cancel_many(world, account, fields)),
        _ => Err(Refused::new(10020, format!("{operation}: invalid"))),
    }
}

fn shown(world: &World, account: AccountId, id: OrderId) -> Value {
    world.exchange.order(account, id).map(shapes::order).unwrap_or_default()
}

/// By numbers, by client numbers with their days, by groups, or all.
fn cancel_many(world: &mut World, account: AccountId, fields: &Value) -> Done {
    let list = |name: &str| fields.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let all = whole(fields.get("all")) == Some(1);
    let (ids, groups) = (list("id"), list("gid"));
    let cids: Vec<String> =
        list("cid").iter().filter_map(|pair| whole(pair.get(0))).map(|cid| cid.to_string()).collect();
    let meant = |order: &Order| {
        all || ids.iter().any(|id| whole(Some(id)) == Some(order.id.0))
            || groups.iter().any(|gid| order.tag.get("gid") == Some(gid))
            || order.client_id.as_ref().is_some_and(|cid| cids.contains(cid))
    };
    let orders: Vec<Order> =
        world.exchange.open_orders(account).filter(|order| meant(order)).cloned().collect();
    let mut rows = Vec::new();
    for order in &orders {
        if world.exchange.cancel_for(account, order.id, CancelReason::User).is_ok() {
            rows.push(shapes::order(order));
        }
    }
    let text = format!("Submitting {} order cancellations.", rows.len());
    Done { kind: "oc_multi-req", data: rows.into(), text }
}

/// Several at once: a notification each, all in one.
pub fn batch(world: &mut World, key: &KeyRecord, operations: &Value, time: &Value) -> Result<Value, Refused> {
    let operations = operations.as_array().filter(|list| list.len() <= MOST);
    let operations = operations.ok_or_else(|| Refused::new(10020, "ops: invalid"))?;
    let one = |operation: &Value| {
        let name = operation.get(0).and_then(Value::as_str).unwrap_or_default();
        let fields = operation.get(1).cloned().unwrap_or_default();
        told(carry_out(world, key, name, &fields), name, &fields, time.clone())
    };
    Ok(operations.iter().map(one).collect())
}

/// The notification of a command, refused ones in band.
pub fn told(outcome: Result<Done, Refused>, operation: &str, fields: &Value, time: Value) -> Value {
    match outcome {
        Ok(done) => shapes::notification(time, done.kind, done.data, None, "SUCCESS", &done.text),
        Err(refused) => {
            let kind = format!("{operation}-req");
            let data = json!([fields.get("id"), null, fields.get("cid"), fields.get("symbol")]);
            shapes::notification(time, &kind, data, Some(refused.code), "ERROR", &refused.text)
        }
    }
}

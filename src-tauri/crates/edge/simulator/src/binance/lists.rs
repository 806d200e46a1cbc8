//! Order lists: two orders that share one quantity.

use serde_json::{Value, json};

use super::Kept;
use super::error::ApiError;
use super::names::{Params, name};
use super::order_entry::{client_id, new_pair};
use super::order_view::{self, list_of, placed};
use super::private::{Answer, ended};
use crate::exchange::{AccountId, Order, OrderId};
use crate::world::World;

/// What a list is called beside its number.
#[derive(Debug, Clone)]
pub struct List {
    client_id: String,
    time_ms: i64,
}

/// Places an OCO list; it counts as two orders.
pub fn place(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let list = i64::try_from(world.state.get::<Kept>().lists.len()).unwrap_or(0) + 1;
    let pair = new_pair(world, params, list)?;
    let client_id = client_id(world, params.get("listClientOrderId"))?;
    let full = params.get("newOrderRespType").unwrap_or("FULL").to_owned();
    // the target may only make, so the order in which they meet the book does not matter
    world.place_pair(account, pair)?;
    let time_ms = world.now_ms();
    world.state.get::<Kept>().lists.insert(list, List { client_id, time_ms });
    let mut answer = shown(world, account, list);
    let reports = orders(world, account, list).map(|order| placed(order, &full, &[])).collect();
    answer["orderReports"] = Value::Array(reports);
    answer["transactionTime"] = time_ms.into();
    Ok(answer)
}

fn orders(world: &World, account: AccountId, list: i64) -> impl Iterator<Item = &Order> {
    world.exchange.orders(account).filter(move |order| list_of(order) == list)
}

fn shown(world: &mut World, account: AccountId, list: i64) -> Value {
    let kept = world.state.get::<Kept>().lists.get(&list).cloned();
    let Some(List { client_id, time_ms }) = kept else { return Value::Null };
    let row = |order: &Order| {
        json!({
            "symbol": name(&order.symbol), "orderId": order.id.0, "clientOrderId": order_view::client_id(order),
        })
    };
    let working = orders(world, account, list).any(Order::is_working);
    let symbol = orders(world, account, list).next().map(|order| name(&order.symbol));
    json!({
        "orderListId": list,
        "contingencyType": "OCO",
        "listStatusType": if working { "EXEC_STARTED" } else { "ALL_DONE" },
        "listOrderStatus": if working { "EXECUTING" } else { "ALL_DONE" },
        "listClientOrderId": client_id,
        "transactionTime": time_ms,
        "symbol": symbol,
        "orders": orders(world, account, list).map(row).collect::<Vec<_>>(),
    })
}

/// The list an `orderListId` or a client id names.
fn named(world: &mut World, params: &Params, unknown: fn() -> ApiError) -> Result<i64, ApiError> {
    let lists = &world.state.get::<Kept>().lists;
    let by_id = |wanted: &str| lists.iter().find(|(_, one)| one.client_id == wanted).map(|(id, _)| *id);
    let client_id = params.get("listClientOrderId").or(params.get("origClientOrderId"));
    match (params.integer("orderListId")?, client_id) {
        (Some(id), _) => lists.contains_key(&id).then_some(id).ok_or_else(unknown),
        (None, Some(wanted)) => by_id(wanted).ok_or_else(unknown),
        (None, None) => Err(ApiError::missing("orderListId")),
    }
}

pub fn one(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let list = named(world, params, ApiError::no_such_order)?;
    Ok(shown(world, account, list))
}

/// All lists, or those that work.
pub fn all(world: &mut World, account: AccountId, open: bool) -> Value {
    let ids: Vec<i64> = world.state.get::<Kept>().lists.keys().copied().collect();
    let shown = ids.into_iter().map(|list| shown(world, account, list));
    shown.filter(|list| !open || list["listOrderStatus"] == "EXECUTING").collect()
}

pub fn cancel(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let list = named(world, params, ApiError::unknown_order)?;
    let cancel_id = client_id(world, params.get("newClientOrderId"))?;
    let working: Vec<OrderId> =
        orders(world, account, list).filter(|order| order.is_working()).map(|order| order.id).collect();
    if working.is_empty() {
        return Err(ApiError::unknown_order());
    }
    let mut reports = Vec::new();
    for id in working {
        world.cancel(account, id)?;
        reports.push(ended(world, account, id, &cancel_id));
    }
    let mut answer = shown(world, account, list);
    answer["orderReports"] = Value::Array(reports);
    Ok(answer)
}

/// The others of a cancelled order's list go with it.
pub fn cancel_rest(world: &mut World, account: AccountId, id: OrderId, cancel_id: &str) {
    let Some(list) = world.exchange.order(account, id).map(list_of).filter(|list| *list >= 0) else { return };
    let others: Vec<OrderId> =
        orders(world, account, list).filter(|order| order.is_working()).map(|order| order.id).collect();
    for other in others {
        if world.cancel(account, other).is_ok() {
            ended(world, account, other, cancel_id);
        }
    }
}

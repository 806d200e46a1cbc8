//! Orders placed, changed and cancelled over REST.

use domain::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::intent::{Body, NoOrder};
use super::{names, public, refusal, shape};
use crate::exchange::{AccountId, Amendment, Order, OrderId};
use crate::wire::{RestReply, RestRequest};
use crate::world::World;

fn body<T: serde::de::DeserializeOwned>(request: &RestRequest) -> Result<T, RestReply> {
    serde_json::from_slice(&request.body)
        .map_err(|error| public::invalid(400, "INVALID_ARGUMENT", &error.to_string()))
}

/// The client's own part of the body, told back as it came.
fn configuration(request: &RestRequest) -> Value {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    body.get("order_configuration").cloned().unwrap_or_default()
}

/// An id that is known already is answered with its order.
pub fn place(world: &mut World, account: AccountId, request: &RestRequest) -> RestReply {
    let intent: Body = match body(request) {
        Ok(intent) => intent,
        Err(reply) => return reply,
    };
    let configuration = configuration(request);
    if !intent.client_order_id.is_empty()
        && let Some(order) = world.exchange.order_by_client_id(account, &intent.client_order_id)
    {
        return placed(order, &configuration);
    }
    let order = match intent.order() {
        Ok(order) => order,
        Err(NoOrder(code)) => return refusal::order(code, code, &configuration),
    };
    match world.place(account, order) {
        Ok(id) => match world.exchange.order(account, id) {
            Some(order) => placed(order, &configuration),
            None => refusal::order("UNKNOWN_FAILURE_REASON", "", &configuration),
        },
        Err(reject) => refusal::order(refusal::code(&reject), &reject.to_string(), &configuration),
    }
}

fn placed(order: &Order, configuration: &Value) -> RestReply {
    let order_id = names::order_id(order.id);
    RestReply::json(&json!({
        "success": true,
        "failure_reason": "UNKNOWN_FAILURE_REASON",
        "order_id": order_id,
        "success_response": {
            "order_id": order_id,
            "product_id": names::product(&order.symbol),
            "side": shape::side(order.side),
            "client_order_id": order.client_id.clone().unwrap_or_default(),
            "attached_order_id": "",
        },
        "order_configuration": configuration,
    }))
}

/// Would it be taken?
pub fn preview(world: &World, account: AccountId, request: &RestRequest) -> RestReply {
    let intent: Body = match body(request) {
        Ok(intent) => intent,
        Err(reply) => return reply,
    };
    let errors: Vec<&str> = match intent.order() {
        Err(NoOrder(code)) => vec![code],
        Ok(order) => match world.exchange.check(account, &order) {
            Ok(()) => Vec::new(),
            Err(reject) => vec![refusal::code(&reject)],
        },
    };
    let day = names::symbol(&intent.product_id).and_then(|symbol| world.exchange.ticker(&symbol));
    let day = day.unwrap_or_default();
    RestReply::json(&json!({
        "errs": errors, "warning": [], "preview_id": names::uuid(7, 1),
        "order_total": "0", "commission_total": "0",
        "best_bid": shape::text(day.bid), "best_ask": shape::text(day.ask),
    }))
}

#[derive(Deserialize)]
struct CancelBody {
    order_ids: Vec<String>,
}

pub fn cancel(world: &mut World, account: AccountId, request: &RestRequest) -> RestReply {
    let CancelBody { order_ids } = match body(request) {
        Ok(asked) => asked,
        Err(reply) => return reply,
    };
    let results: Vec<Value> = order_ids
        .iter()
        .map(|order_id| {
            let reason = cancel_one(world, account, order_id).err();
            let failure_reason = reason.unwrap_or("UNKNOWN_CANCEL_FAILURE_REASON");
            json!({"success": reason.is_none(), "failure_reason": failure_reason, "order_id": order_id})
        })
        .collect();
    RestReply::json(&json!({"results": results}))
}

fn cancel_one(world: &mut World, account: AccountId, order_id: &str) -> Result<(), &'static str> {
    let id = own(world, account, order_id).ok_or("UNKNOWN_CANCEL_ORDER")?;
    world.cancel(account, id).map_err(|_| "INVALID_CANCEL_REQUEST")
}

fn own(world: &World, account: AccountId, order_id: &str) -> Option<OrderId> {
    let id = names::order_number(order_id)?;
    world.exchange.order(account, id).map(|order| order.id)
}

#[derive(Deserialize)]
struct EditBody {
    order_id: String,
    price: Option<String>,
    /// Left out it is read as zero.
    size: Option<String>,
    stop_price: Option<String>,
}

pub fn edit(world: &mut World, account: AccountId, request: &RestRequest) -> RestReply {
    let asked: EditBody = match body(request) {
        Ok(asked) => asked,
        Err(reply) => return reply,
    };
    match edited(world, account, &asked) {
        Ok(()) => RestReply::json(&json!({"success": true, "errors": []})),
        Err(code) => RestReply::json(&json!({
            "success": false,
            "errors": [{"edit_failure_reason": code, "preview_failure_reason": "UNKNOWN_PREVIEW_FAILURE_REASON"}],
        })),
    }
}

fn edited(world: &mut World, account: AccountId, asked: &EditBody) -> Result<(), &'static str> {
    let id = own(world, account, &asked.order_id).ok_or("ORDER_NOT_FOUND")?;
    let number = |text: &Option<String>| text.as_deref().map(str::parse::<Decimal>).transpose();
    let size = number(&asked.size).ok().flatten().unwrap_or_default();
    let order = world.exchange.order(account, id).ok_or("ORDER_NOT_FOUND")?;
    if !order.is_working() {
        return Err("ONLY_OPEN_ORDERS_CAN_BE_EDITED");
    }
    if order.tag.get("kind").is_some() {
        return Err("UNSUPPORTED_ORDER_CONFIGURATION");
    }
    if size.is_zero() {
        return Err("INVALID_EDITED_SIZE");
    }
    if size <= order.filled {
        return Err("CANNOT_EDIT_TO_BELOW_FILLED_SIZE");
    }
    let price = number(&asked.price).map_err(|_| "INVALID_EDITED_PRICE")?.ok_or("INVALID_EDITED_PRICE")?;
    let stop_price = number(&asked.stop_price).map_err(|_| "INVALID_EDITED_PRICE")?;
    let change = Amendment { quantity: Some(size), price: Some(price), stop_price, ..Amendment::default() };
    match world.amend(account, id, change) {
        // the venue takes a change to what already is
        Ok(()) | Err(crate::exchange::Reject::NothingToAmend) => Ok(()),
        Err(reject) => Err(refusal::code(&reject)),
    }
}

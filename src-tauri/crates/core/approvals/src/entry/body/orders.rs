//! Bodies about orders on their way.

use domain::{Fill, OrderRequest, OrderRole};

use crate::canonical::{Value, object};
use crate::cover::Cover;
use crate::statement::mode_word;

/// An order written ahead, with what covers it. Its stop price stands beside its limit price where it has
/// one.
pub fn order_intended(request: &OrderRequest, cover: &Cover) -> Value {
    let order = object([
        ("mode", mode_word(request.mode).into()),
        ("account", request.account.as_str().into()),
        ("venue", request.instrument.venue.as_str().into()),
        ("instrument", request.instrument.symbol.to_string().into()),
        ("side", request.side.as_str().into()),
        ("order_type", request.order_type.as_str().into()),
        ("quantity", request.quantity.into()),
        ("price", request.price.into()),
    ]);
    let order = match request.stop_price {
        Some(price) => order.with("stop_price", price),
        None => order,
    };
    let (field, id) = match cover {
        Cover::Approval(id) => ("approval", id),
        Cover::Mandate(id) => ("mandate", id),
    };
    object([
        ("client_id", request.client_id.as_str().into()),
        (field, id.as_str().into()),
        ("role", role_word(request.role).into()),
        ("order", order),
    ])
}

pub(crate) const fn role_word(role: OrderRole) -> &'static str {
    match role {
        OrderRole::Entry => "entry",
        OrderRole::Stop => "stop",
        OrderRole::Target => "target",
        OrderRole::Exit => "exit",
    }
}

/// `attempt` counts from 1.
pub fn order_sent(client_id: &str, attempt: u32) -> Value {
    object([("client_id", client_id.into()), ("attempt", attempt.into())])
}

pub fn order_unconfirmed(client_id: &str, attempt: u32) -> Value {
    order_sent(client_id, attempt)
}

pub fn order_acknowledged(client_id: &str, venue_id: &str) -> Value {
    object([("client_id", client_id.into()), ("venue_id", venue_id.into())])
}

pub fn order_cancelled(client_id: &str, reason: &str) -> Value {
    object([("client_id", client_id.into()), ("reason", reason.into())])
}

pub fn order_refused(client_id: &str, reason: &str) -> Value {
    order_cancelled(client_id, reason)
}

pub fn order_filled(fill: &Fill) -> Value {
    object([
        ("client_id", fill.client_id.as_str().into()),
        ("trade_id", fill.trade_id.as_str().into()),
        ("quantity", fill.quantity.into()),
        ("price", fill.price.into()),
        ("fee", fill.fee.into()),
        ("fee_currency", fill.fee_currency.as_str().into()),
    ])
}

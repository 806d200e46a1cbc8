//! Orders, fills and balances as the venue shows them.

use domain::{Decimal, OrderType, TimeInForce};
use serde_json::{Value, json};

use super::names::{d8, name, side};
use crate::exchange::{CancelReason, Order, OwnFill, State, WalletBalance};

/// The venue's name of the type: what was asked for.
pub fn kind(order: &Order) -> &str {
    order.tag.get("type").and_then(Value::as_str).unwrap_or(match order.order_type {
        OrderType::Market => "MARKET",
        OrderType::Limit => "LIMIT",
        OrderType::Stop | OrderType::TrailingStop => "STOP_LOSS",
        OrderType::StopLimit => "STOP_LOSS_LIMIT",
    })
}

pub fn status(order: &Order) -> &'static str {
    match (order.state, order.reason) {
        (State::Filled, _) => "FILLED",
        (State::Canceled, Some(CancelReason::SelfTrade)) => "EXPIRED_IN_MATCH",
        (State::Canceled, reason) if reason.is_some_and(is_expiry) => "EXPIRED",
        (State::Canceled, _) => "CANCELED",
        _ if !order.filled.is_zero() => "PARTIALLY_FILLED",
        _ => "NEW",
    }
}

/// Ended by the engine, not by a request.
pub const fn is_expiry(reason: CancelReason) -> bool {
    !matches!(reason, CancelReason::User | CancelReason::DeadMan)
}

/// Why it expired, in the venue's words.
pub const fn expiry_reason(reason: CancelReason) -> Option<&'static str> {
    match reason {
        CancelReason::ImmediateOrCancel => Some("UNFILLED_IOC_QUANTITY_EXPIRED"),
        CancelReason::FillOrKill => Some("UNFILLED_FOK_ORDER_EXPIRED"),
        CancelReason::NoLiquidity => Some("INSUFFICIENT_LIQUIDITY"),
        CancelReason::Oco => Some("OCO_TRIGGER"),
        CancelReason::InsufficientFunds | CancelReason::Expired | CancelReason::ReduceOnly => {
            Some("REJECTED")
        }
        _ => None,
    }
}

pub const fn time_in_force(order: &Order) -> &'static str {
    match order.time_in_force {
        TimeInForce::Gtc => "GTC",
        TimeInForce::Ioc => "IOC",
        TimeInForce::Fok => "FOK",
    }
}

pub fn client_id(order: &Order) -> &str {
    order.client_id.as_deref().unwrap_or_default()
}

/// The list an order belongs to; -1: none.
pub fn list_of(order: &Order) -> i64 {
    order.tag.get("list").and_then(Value::as_i64).unwrap_or(-1)
}

/// What every answer about an order holds.
fn core(order: &Order) -> Value {
    let price = |value: Option<Decimal>| d8(value.unwrap_or_default());
    let mut row = json!({
        "symbol": name(&order.symbol),
        "orderId": order.id.0,
        "orderListId": list_of(order),
        "clientOrderId": client_id(order),
        "price": price(order.price),
        "origQty": d8(order.quantity),
        "executedQty": d8(order.filled),
        "origQuoteOrderQty": price(order.quote_amount),
        "cummulativeQuoteQty": d8(order.filled_value),
        "status": status(order),
        "timeInForce": time_in_force(order),
        "type": kind(order),
        "side": side(order.side),
        "workingTime": order.created_ms,
        "selfTradePreventionMode": "EXPIRE_TAKER",
    });
    if order.trail.is_some() {
        row["trailingDelta"] = order.tag["delta"].clone();
    } else if order.stop_price.is_some() {
        row["stopPrice"] = price(order.stop_price).into();
    }
    if let Some(reason) = order.reason.and_then(expiry_reason) {
        row["expiryReason"] = reason.into();
    }
    row
}

/// In answers to questions.
pub fn row(order: &Order) -> Value {
    let mut row = core(order);
    if order.trail.is_none() {
        row["stopPrice"] = d8(order.stop_price.unwrap_or_default()).into();
    }
    row["icebergQty"] = d8(Decimal::ZERO).into();
    row["time"] = order.created_ms.into();
    row["updateTime"] = order.updated_ms.into();
    row["isWorking"] = (order.state != State::Waiting).into();
    row
}

/// In the answer to a new order; `fills`: those at once, where they are asked for.
pub fn placed(order: &Order, response: &str, fills: &[&OwnFill]) -> Value {
    if response == "ACK" {
        return json!({
            "symbol": name(&order.symbol),
            "orderId": order.id.0,
            "orderListId": list_of(order),
            "clientOrderId": client_id(order),
            "transactTime": order.created_ms,
        });
    }
    let mut row = core(order);
    row["transactTime"] = order.created_ms.into();
    if response == "FULL" {
        row["fills"] = fills
            .iter()
            .map(|fill| {
                json!({
                    "price": d8(fill.price),
                    "qty": d8(fill.quantity),
                    "commission": d8(fill.fee),
                    "commissionAsset": fill.fee_currency,
                    "tradeId": fill.trade_id,
                })
            })
            .collect();
    }
    row
}

/// In the answer to a cancellation of that id.
pub fn canceled(order: &Order, cancel_id: &str, now_ms: i64) -> Value {
    let mut row = core(order);
    row["origClientOrderId"] = client_id(order).into();
    row["clientOrderId"] = cancel_id.into();
    row["transactTime"] = now_ms.into();
    row
}

/// In the answer to a change.
pub fn amended(order: &Order, before: &str) -> Value {
    json!({
        "symbol": name(&order.symbol),
        "orderId": order.id.0,
        "orderListId": list_of(order),
        "origClientOrderId": before,
        "clientOrderId": client_id(order),
        "price": d8(order.price.unwrap_or_default()),
        "qty": d8(order.quantity),
        "executedQty": d8(order.filled),
        "preventedQty": d8(Decimal::ZERO),
        "quoteOrderQty": d8(Decimal::ZERO),
        "cumulativeQuoteQty": d8(order.filled_value),
        "status": status(order),
        "timeInForce": time_in_force(order),
        "type": kind(order),
        "side": side(order.side),
        "workingTime": order.created_ms,
        "selfTradePreventionMode": "EXPIRE_TAKER",
    })
}

pub fn own_trade(fill: &OwnFill) -> Value {
    json!({
        "symbol": name(&fill.symbol),
        "id": fill.trade_id,
        "orderId": fill.order.0,
        "orderListId": -1,
        "price": d8(fill.price),
        "qty": d8(fill.quantity),
        "quoteQty": d8(fill.price * fill.quantity),
        "commission": d8(fill.fee),
        "commissionAsset": fill.fee_currency,
        "time": fill.time_ms,
        "isBuyer": fill.side == domain::Side::Buy,
        "isMaker": fill.maker,
        "isBestMatch": true,
    })
}

pub fn balance(one: &WalletBalance) -> Value {
    json!({
        "asset": one.currency,
        "free": d8(one.available),
        "locked": d8(one.total - one.available),
    })
}

//! Positional arrays as the venue writes them.

use domain::{Decimal, OrderType, Side};
use serde_json::{Value, json};

use super::names::{code, wire};
use crate::exchange::{
    CancelReason, DayTicker, ExactCandle, Order, OwnFill, Position, PublicTrade, State, Wallet, WalletBalance,
};
use crate::wire::number;

pub const HIDDEN: u64 = 64;
pub const REDUCE_ONLY: u64 = 1024;
pub const POST_ONLY: u64 = 4096;
pub const OCO: u64 = 16_384;

fn signed(side: Side, amount: Decimal) -> Value {
    number(if side == Side::Buy { amount } else { -amount })
}

fn or_zero(value: Option<Decimal>) -> Value {
    number(value.unwrap_or_default())
}

/// The 32 fields of an order, and one that was added since.
pub fn order(order: &Order) -> Value {
    let flags = |set: bool, flag: u64| if set { flag } else { 0 };
    let flags = flags(order.hidden, HIDDEN)
        + flags(order.reduce_only, REDUCE_ONLY)
        + flags(order.post_only, POST_ONLY)
        + flags(order.tag.get("oco").is_some(), OCO);
    let asked = order.tag.get("type").and_then(Value::as_str).unwrap_or("LIMIT");
    let limit = order.order_type == OrderType::StopLimit;
    let set_off = order.triggered && limit;
    let kind = if set_off { asked.replace("STOP LIMIT", "LIMIT") } else { asked.to_owned() };
    let before = if set_off { json!(asked) } else { Value::Null };
    let price = if limit { order.stop_price } else { order.price.or(order.stop_price) };
    let aux = order.price.filter(|_| limit);
    let cid: Value =
        order.client_id.as_ref().and_then(|cid| cid.parse::<u64>().ok()).map_or(Value::Null, Into::into);
    let gid = order.tag.get("gid").cloned().unwrap_or_default();
    let tif: Value = order.expires_ms.map_or(Value::Null, Into::into);
    let hidden = i32::from(order.hidden);
    let placed_by = order.tag.get("placed_by").cloned().unwrap_or(json!(0));
    json!([
        order.id.0, gid, cid, wire(&order.symbol), order.created_ms, order.updated_ms,
        signed(order.side, order.remaining()), signed(order.side, order.quantity),
        kind, before, tif, null, flags, status(order), null, null,
        or_zero(price), number(order.average().unwrap_or_default().round_dp(8)), or_zero(order.trail), or_zero(aux),
        null, null, null, 0, hidden, placed_by, null, null, "API>BFX", null, null,
        {"$F7": i32::from(order.post_only)}, "added later"
    ])
}

fn status(order: &Order) -> String {
    let part = || {
        let average = order.average().unwrap_or_default().round_dp(8).normalize();
        let filled = if order.side == Side::Buy { order.filled } else { -order.filled };
        format!("{average}({})", filled.normalize())
    };
    let was = || {
        if order.filled.is_zero() { String::new() } else { format!(" was: PARTIALLY FILLED @ {}", part()) }
    };
    match order.state {
        State::Filled => format!("EXECUTED @ {}", part()),
        State::Waiting | State::Open if order.filled.is_zero() => "ACTIVE".to_owned(),
        State::Waiting | State::Open => format!("PARTIALLY FILLED @ {}", part()),
        State::Canceled => {
            let why = match order.reason {
                Some(CancelReason::PostOnly) => "POSTONLY CANCELED",
                Some(CancelReason::FillOrKill) => "FILLORKILL CANCELED",
                Some(CancelReason::ImmediateOrCancel) => "IOC CANCELED",
                Some(CancelReason::InsufficientFunds) => "INSUFFICIENT BALANCE (U1)",
                Some(CancelReason::ReduceOnly) => "RSN_POS_REDUCE_FLIP",
                _ => "CANCELED",
            };
            format!("{why}{}", was())
        }
    }
}

/// A trade of the account; without its fee as it is told first.
pub fn own_trade(fill: &OwnFill, order: Option<&Order>, with_fee: bool) -> Value {
    let kind = order.and_then(|order| order.tag.get("type")).cloned().unwrap_or_default();
    let asked = or_zero(order.and_then(|order| order.price));
    let cid: Value =
        fill.client_id.as_ref().and_then(|cid| cid.parse::<u64>().ok()).map_or(Value::Null, Into::into);
    let fee = if with_fee { number(-fill.fee) } else { Value::Null };
    let currency = if with_fee { json!(code(&fill.fee_currency)) } else { Value::Null };
    let maker = if fill.maker { 1 } else { -1 };
    json!([
        fill.trade_id,
        wire(&fill.symbol),
        fill.time_ms,
        fill.order.0,
        signed(fill.side, fill.quantity),
        number(fill.price),
        kind,
        asked,
        maker,
        fee,
        currency,
        cid
    ])
}

/// `available` is left out where the venue has not worked it out yet.
pub fn wallet(balance: &WalletBalance, available: bool) -> Value {
    let name = match balance.wallet {
        Wallet::Spot => "exchange",
        Wallet::Margin => "margin",
    };
    let free = if available { number(balance.available) } else { Value::Null };
    json!([name, code(&balance.currency), number(balance.total), 0, free, null, null])
}

pub fn position(position: &Position, price: Option<Decimal>) -> Value {
    let status = if position.quantity.is_zero() { "CLOSED" } else { "ACTIVE" };
    let profit = price.map_or(Value::Null, |price| number(position.unrealized(price).round_dp(8)));
    json!([
        wire(&position.symbol),
        status,
        number(position.quantity),
        number(position.entry_price),
        0,
        0,
        profit,
        null,
        null,
        null,
        null,
        position.id,
        position.opened_ms,
        position.updated_ms,
        null,
        0,
        null,
        0,
        0,
        null
    ])
}

pub fn ticker(day: &DayTicker) -> Vec<Value> {
    let change = day.last - day.open;
    let relative = if day.open.is_zero() { Decimal::ZERO } else { (change / day.open).round_dp(8) };
    let figures = [
        day.bid,
        day.bid_size,
        day.ask,
        day.ask_size,
        change,
        relative,
        day.last,
        day.volume,
        day.high,
        day.low,
    ];
    figures.into_iter().map(number).chain([Value::Null]).collect()
}

pub fn candle(candle: &ExactCandle) -> Value {
    let figures = [candle.open, candle.close, candle.high, candle.low, candle.volume].map(number);
    std::iter::once(json!(candle.open_ms)).chain(figures).collect()
}

pub fn trade(trade: &PublicTrade) -> Value {
    json!([trade.id, trade.time_ms, signed(trade.side, trade.size), number(trade.price)])
}

/// Above zero for a bid. A level that is gone has no orders, and 1 or -1 says on which side.
pub fn level(side: Side, price: Decimal, size: Decimal, orders: u32) -> Value {
    let amount = if size.is_zero() { Decimal::ONE } else { size };
    let count = if size.is_zero() { 0 } else { orders.max(1) };
    json!([number(price), count, signed(side, amount)])
}

/// `[MTS, TYPE, MESSAGE_ID, null, DATA, CODE, STATUS, TEXT]`.
pub fn notification(
    time: Value,
    kind: &str,
    data: Value,
    code: Option<i64>,
    status: &str,
    text: &str,
) -> Value {
    json!([time, kind, null, null, data, code, status, text])
}

//! What the venue sends, in its shapes: every number is text.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{Decimal, OrderType, Side, TimeInForce};
use serde_json::{Value, json};

use super::names;
use crate::exchange::{
    CancelReason, DayTicker, ExactCandle, Listing, Order, OwnFill, PublicTrade, State, WalletBalance,
};

pub fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

pub fn time(time_ms: i64) -> String {
    let at = DateTime::<Utc>::from_timestamp_millis(time_ms).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "BUY",
        Side::Sell => "SELL",
    }
}

pub fn product(listing: &Listing, day: &DayTicker) -> Value {
    let (base, quote) = (listing.symbol.base(), listing.symbol.quote());
    let change = if day.open.is_zero() {
        Decimal::ZERO
    } else {
        (day.last - day.open) / day.open * Decimal::ONE_HUNDRED
    };
    json!({
        "product_id": names::product(&listing.symbol),
        "price": text(day.last),
        "price_percentage_change_24h": text(change.round_dp(14)),
        "volume_24h": text(day.volume),
        "volume_percentage_change_24h": "0",
        "base_increment": listing.lot.to_string(),
        "quote_increment": listing.tick.to_string(),
        "quote_min_size": text(listing.min_notional),
        "quote_max_size": "150000000",
        "base_min_size": text(listing.min_quantity),
        "base_max_size": text(listing.max_quantity),
        "base_name": base, "quote_name": quote,
        "watched": false, "is_disabled": false, "new": false, "status": "online",
        "cancel_only": false, "limit_only": false, "post_only": false, "trading_disabled": false,
        "auction_mode": false, "product_type": "SPOT",
        "quote_currency_id": quote, "base_currency_id": base,
        "fcm_trading_session_details": null, "mid_market_price": "", "alias": "", "alias_to": [],
        "base_display_symbol": base, "quote_display_symbol": quote, "view_only": false,
        "price_increment": listing.tick.to_string(),
        "display_name": names::product(&listing.symbol),
        "product_venue": "CBE",
        "approximate_quote_24h_volume": text(day.quote_volume.round_dp(2)),
        "best_bid_price": "", "best_ask_price": "",
    })
}

/// `side` is that of the order that rested, as the venue has it.
pub fn trade(trade: &PublicTrade) -> Value {
    json!({
        "trade_id": trade.id.to_string(),
        "product_id": names::product(&trade.symbol),
        "price": text(trade.price),
        "size": text(trade.size),
        "time": time(trade.time_ms),
        "side": side(trade.side.opposite()),
    })
}

pub fn candle(candle: &ExactCandle) -> Value {
    json!({
        "start": (candle.open_ms / 1_000).to_string(),
        "low": text(candle.low), "high": text(candle.high),
        "open": text(candle.open), "close": text(candle.close),
        "volume": text(candle.volume),
    })
}

pub fn account(index: usize, balance: &WalletBalance) -> Value {
    let amount = |value: Decimal| json!({"value": text(value), "currency": balance.currency});
    let fiat = matches!(balance.currency.as_str(), "USD" | "EUR" | "GBP");
    json!({
        "uuid": names::uuid(1, index as u64 + 1),
        "name": format!("{} Wallet", balance.currency),
        "currency": balance.currency,
        "available_balance": amount(balance.available),
        "default": index == 0, "active": true,
        "created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z", "deleted_at": null,
        "type": if fiat { "ACCOUNT_TYPE_FIAT" } else { "ACCOUNT_TYPE_CRYPTO" },
        "ready": true,
        "hold": amount(balance.total - balance.available),
        "retail_portfolio_id": names::uuid(2, 1),
        "platform": "ACCOUNT_PLATFORM_CONSUMER",
    })
}

pub const fn status(order: &Order) -> &'static str {
    match (order.state, order.reason) {
        (State::Waiting | State::Open, _) => "OPEN",
        (State::Filled, _) => "FILLED",
        (State::Canceled, Some(CancelReason::Expired)) => "EXPIRED",
        (State::Canceled, _) => "CANCELLED",
    }
}

pub const fn cancel_words(reason: Option<CancelReason>) -> &'static str {
    match reason {
        Some(CancelReason::User) => "User requested cancel",
        Some(CancelReason::Expired) => "Expired",
        Some(CancelReason::ImmediateOrCancel) => "Immediate or cancel",
        Some(CancelReason::FillOrKill) => "Could not be filled entirely",
        Some(CancelReason::NoLiquidity) => "Not enough liquidity",
        Some(_) => "Internal cancel",
        None => "",
    }
}

pub const fn time_in_force(order: &Order) -> &'static str {
    match (order.time_in_force, order.expires_ms) {
        (TimeInForce::Gtc, Some(_)) => "GOOD_UNTIL_DATE_TIME",
        (TimeInForce::Gtc, None) => "GOOD_UNTIL_CANCELLED",
        (TimeInForce::Ioc, _) => "IMMEDIATE_OR_CANCEL",
        (TimeInForce::Fok, _) => "FILL_OR_KILL",
    }
}

const fn trigger_status(order: &Order) -> &'static str {
    match (order.stop_price, order.triggered) {
        (None, _) => "INVALID_ORDER_TYPE",
        (Some(_), false) => "STOP_PENDING",
        (Some(_), true) => "STOP_TRIGGERED",
    }
}

/// A target and a stop in one order: what the venue calls it.
fn bracket(order: &Order) -> Option<&str> {
    order.tag.get("kind").and_then(Value::as_str)
}

/// What was ordered, with sizes and prices as they are now.
fn configuration(order: &Order) -> Value {
    if let Some(kind) = bracket(order) {
        return json!({kind: {
            "base_size": text(order.quantity),
            "limit_price": order.tag.get("limit_price"),
            "stop_trigger_price": order.stop_price.map(text),
        }});
    }
    let kind = order.tag.as_str().unwrap_or("limit_limit_gtc");
    let mut terms = serde_json::Map::new();
    match order.quote_amount {
        Some(amount) => terms.insert("quote_size".to_owned(), text(amount).into()),
        None => terms.insert("base_size".to_owned(), text(order.quantity).into()),
    };
    if let Some(price) = order.price {
        terms.insert("limit_price".to_owned(), text(price).into());
    }
    if let Some(price) = order.stop_price {
        terms.insert("stop_price".to_owned(), text(price).into());
        let up = order.trigger == Some(crate::exchange::TriggerWhen::Above);
        let direction = if up { "STOP_DIRECTION_STOP_UP" } else { "STOP_DIRECTION_STOP_DOWN" };
        terms.insert("stop_direction".to_owned(), direction.into());
    }
    if kind.starts_with("limit_limit_gt") {
        terms.insert("post_only".to_owned(), order.post_only.into());
    }
    if let Some(expires_ms) = order.expires_ms {
        terms.insert("end_time".to_owned(), time(expires_ms).into());
    }
    json!({kind: terms})
}

pub fn order(order: &Order, fills: usize) -> Value {
    let average = order.average().map_or_else(|| "0".to_owned(), |price| text(price.round_dp(16)));
    let done = if order.quantity.is_zero() { Decimal::ZERO } else { order.filled / order.quantity };
    json!({
        "order_id": names::order_id(order.id),
        "client_order_id": order.client_id.clone().unwrap_or_default(),
        "product_id": names::product(&order.symbol),
        "user_id": names::uuid(3, u64::from(order.account.0)),
        "order_configuration": configuration(order),
        "side": side(order.side),
        "status": status(order),
        "time_in_force": time_in_force(order),
        "created_time": time(order.created_ms),
        "completion_percentage": text((done * Decimal::ONE_HUNDRED).round_dp(2)),
        "filled_size": text(order.filled),
        "average_filled_price": average,
        "fee": "",
        "number_of_fills": fills.to_string(),
        "filled_value": text(order.filled_value),
        "pending_cancel": false,
        "size_in_quote": order.quote_amount.is_some(),
        "total_fees": text(order.fees),
        "size_inclusive_of_fees": false,
        "total_value_after_fees": text(order.filled_value + order.fees),
        "trigger_status": trigger_status(order),
        "order_type": if bracket(order).is_some() { "BRACKET" } else { order_type(order.order_type) },
        "reject_reason": "REJECT_REASON_UNSPECIFIED",
        "settled": !order.is_working(),
        "product_type": "SPOT",
        "reject_message": "",
        "cancel_message": cancel_words(order.reason),
        "order_placement_source": "RETAIL_ADVANCED",
        "outstanding_hold_amount": "0",
        "is_liquidation": false,
        "last_fill_time": if fills == 0 { Value::Null } else { time(order.updated_ms).into() },
        "edit_history": [], "leverage": "", "margin_type": "UNKNOWN_MARGIN_TYPE",
        "retail_portfolio_id": names::uuid(2, 1),
        "originating_order_id": "", "attached_order_id": "",
    })
}

const fn order_type(order_type: OrderType) -> &'static str {
    match order_type {
        OrderType::Market => "MARKET",
        OrderType::Limit => "LIMIT",
        OrderType::Stop | OrderType::StopLimit | OrderType::TrailingStop => "STOP_LIMIT",
    }
}

/// As its own stream tells it: types in title case, sums instead of fills.
pub fn user_order(order: &Order) -> Value {
    let average = order.average().map_or_else(|| "0".to_owned(), |price| text(price.round_dp(16)));
    let leaves = if order.is_working() { order.remaining() } else { Decimal::ZERO };
    json!({
        "order_id": names::order_id(order.id),
        "client_order_id": order.client_id.clone().unwrap_or_default(),
        "cumulative_quantity": text(order.filled),
        "leaves_quantity": text(leaves),
        "avg_price": average,
        "total_fees": text(order.fees),
        "status": status(order),
        "product_id": names::product(&order.symbol),
        "creation_time": time(order.created_ms),
        "order_side": side(order.side),
        "order_type": match order.order_type {
            _ if bracket(order).is_some() => "Bracket",
            OrderType::Market => "Market",
            OrderType::Limit => "Limit",
            OrderType::Stop | OrderType::StopLimit | OrderType::TrailingStop => "Stop Limit",
        },
        "cancel_reason": cancel_words(order.reason),
        "reject_Reason": "",
        "total_value_after_fees": text(order.filled_value + order.fees),
        "contract_expiry_type": "UNKNOWN_CONTRACT_EXPIRY_TYPE",
        "product_type": "SPOT",
        "risk_managed_by": "UNKNOWN_RISK_MANAGEMENT_TYPE",
        "time_in_force": time_in_force(order),
        "trigger_status": trigger_status(order),
        "limit_price": order.price.map(text).unwrap_or_default(),
        "stop_price": order.stop_price.map(text).unwrap_or_default(),
    })
}

pub fn fill(fill: &OwnFill) -> Value {
    json!({
        "entry_id": names::trade_id(&fill.symbol, fill.trade_id),
        "trade_id": names::trade_id(&fill.symbol, fill.trade_id),
        "order_id": names::order_id(fill.order),
        "trade_time": time(fill.time_ms),
        "trade_type": "FILL",
        "price": text(fill.price),
        "size": text(fill.quantity),
        "commission": text(fill.fee),
        "product_id": names::product(&fill.symbol),
        "sequence_timestamp": time(fill.time_ms),
        "liquidity_indicator": if fill.maker { "MAKER" } else { "TAKER" },
        "size_in_quote": false,
        "user_id": names::uuid(3, u64::from(fill.account.0)),
        "side": side(fill.side),
        "retail_portfolio_id": names::uuid(2, 1),
    })
}

//! What an account asks about itself.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde_json::{Value, json};

use super::public::Asked;
use super::token::Caller;
use super::{names, refusal, shape};
use crate::exchange::{AccountId, Order, OrderId, WalletBalance};
use crate::wire::RestReply;
use crate::world::World;

pub fn accounts(world: &World, account: AccountId, asked: &Asked) -> RestReply {
    let limit = asked.limit(49, 250);
    let from: usize = asked.one("cursor").and_then(|text| text.parse().ok()).unwrap_or(0);
    let balances = world.exchange.balances(account);
    let rows: Vec<Value> =
        balances.iter().enumerate().skip(from).take(limit).map(|(i, one)| shape::account(i, one)).collect();
    let next = from + rows.len();
    let has_next = next < balances.len();
    let cursor = if has_next { next.to_string() } else { String::new() };
    RestReply::json(&json!({"size": rows.len(), "accounts": rows, "has_next": has_next, "cursor": cursor}))
}

pub fn account(world: &World, account: AccountId, uuid: &str) -> RestReply {
    let balances = world.exchange.balances(account);
    let rows = balances.iter().enumerate().map(|(i, one)| shape::account(i, one));
    rows.into_iter().find(|row| row["uuid"] == uuid).map_or_else(
        || refusal::not_found("account not found"),
        |row| RestReply::json(&json!({"account": row})),
    )
}

/// As the older interface tells them: what is available alone.
pub fn older_accounts(world: &World, account: AccountId) -> RestReply {
    let balances = world.exchange.balances(account);
    let row = |(i, one): (usize, &WalletBalance)| {
        json!({
            "id": names::uuid(1, i as u64 + 1),
            "name": format!("{} Wallet", one.currency),
            "primary": i == 0,
            "type": if one.currency == "USD" { "fiat" } else { "wallet" },
            "currency": {"code": one.currency, "name": one.currency, "exponent": 8},
            "balance": {"amount": shape::text(one.available), "currency": one.currency},
        })
    };
    let rows: Vec<Value> = balances.iter().enumerate().map(row).collect();
    RestReply::json(&json!({"pagination": {"next_uri": null, "limit": 250}, "data": rows}))
}

fn instant(asked: &Asked, name: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(asked.one(name)?).ok().map(|at| at.timestamp_millis())
}

/// Fills of each order.
fn counts(world: &World, account: AccountId) -> BTreeMap<OrderId, usize> {
    let mut counts = BTreeMap::new();
    for fill in world.exchange.fills(account) {
        *counts.entry(fill.order).or_default() += 1;
    }
    counts
}

/// Newest first. The cursor is the last order told.
pub fn orders(world: &World, account: AccountId, asked: &Asked) -> RestReply {
    let (ids, products) = (asked.all("order_id"), asked.all("product_id"));
    let statuses: Vec<&str> =
        asked.0.iter().filter(|(n, _)| n == "order_status").map(|(_, v)| v.as_str()).collect();
    if statuses.len() > 1 && statuses.contains(&"OPEN") {
        return super::public::invalid(
            400,
            "INVALID_ARGUMENT",
            "OPEN cannot be combined with other statuses",
        );
    }
    let (start, end) = (instant(asked, "start_date"), instant(asked, "end_date"));
    let before = asked.one("cursor").and_then(names::order_number);
    let is_wanted = |order: &&Order| {
        (ids.is_empty() || ids.contains(&names::order_id(order.id).as_str()))
            && (products.is_empty() || products.contains(&names::product(&order.symbol).as_str()))
            && (statuses.is_empty() || statuses.contains(&shape::status(order)))
            && start.is_none_or(|start| order.created_ms >= start)
            && end.is_none_or(|end| order.created_ms <= end)
            && before.is_none_or(|before| order.id < before)
    };
    let limit = asked.limit(100, 1_000);
    let mut wanted = world.exchange.orders(account).rev().filter(is_wanted);
    let counts = counts(world, account);
    let page: Vec<&Order> = wanted.by_ref().take(limit).collect();
    let has_next = wanted.next().is_some();
    let cursor = page.last().filter(|_| has_next).map(|order| names::order_id(order.id)).unwrap_or_default();
    let row = |order: &&Order| shape::order(order, counts.get(&order.id).copied().unwrap_or_default());
    let rows: Vec<Value> = page.iter().map(row).collect();
    RestReply::json(&json!({"orders": rows, "sequence": "0", "has_next": has_next, "cursor": cursor}))
}

pub fn order(world: &World, account: AccountId, order_id: &str) -> RestReply {
    let found = names::order_number(order_id).and_then(|id| world.exchange.order(account, id));
    let Some(order) = found else { return refusal::not_found("order not found") };
    let fills = world.exchange.fills(account).filter(|fill| fill.order == order.id).count();
    RestReply::json(&json!({"order": shape::order(order, fills)}))
}

/// Newest first. The cursor counts from the oldest; the last page has none.
pub fn fills(world: &World, account: AccountId, asked: &Asked) -> RestReply {
    let (ids, products, trades) = (asked.all("order_id"), asked.all("product_id"), asked.all("trade_id"));
    let start = instant(asked, "start_sequence_timestamp");
    let end = instant(asked, "end_sequence_timestamp");
    let before: usize = asked.one("cursor").and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
    let all: Vec<_> = world.exchange.fills(account).enumerate().collect();
    let mut wanted = all.into_iter().rev().filter(|(i, fill)| {
        *i < before
            && (ids.is_empty() || ids.contains(&names::order_id(fill.order).as_str()))
            && (products.is_empty() || products.contains(&names::product(&fill.symbol).as_str()))
            && (trades.is_empty() || trades.contains(&names::trade_id(&fill.symbol, fill.trade_id).as_str()))
            && start.is_none_or(|start| fill.time_ms >= start)
            && end.is_none_or(|end| fill.time_ms <= end)
    });
    let page: Vec<_> = wanted.by_ref().take(asked.limit(100, 1_000)).collect();
    let more = wanted.next().is_some();
    let cursor = page.last().filter(|_| more).map(|(i, _)| i.to_string()).unwrap_or_default();
    let rows: Vec<Value> = page.iter().map(|(_, fill)| shape::fill(fill)).collect();
    RestReply::json(&json!({"fills": rows, "cursor": cursor}))
}

pub fn fees(world: &World) -> RestReply {
    let rules = world.exchange.rules();
    RestReply::json(&json!({
        "total_volume": 0, "total_fees": 0,
        "fee_tier": {
            "pricing_tier": "Advanced 1", "usd_from": "0", "usd_to": "1000",
            "taker_fee_rate": shape::text(rules.taker_fee), "maker_fee_rate": shape::text(rules.maker_fee),
            "aop_from": "", "aop_to": "",
        },
        "margin_rate": null, "goods_and_services_tax": null,
        "advanced_trade_only_volume": 0, "advanced_trade_only_fees": 0,
        "coinbase_pro_volume": 0, "coinbase_pro_fees": 0,
    }))
}

pub fn permissions(caller: &Caller) -> RestReply {
    RestReply::json(&json!({
        "can_view": caller.permissions.read,
        "can_trade": caller.permissions.trade,
        "can_transfer": caller.permissions.withdraw,
        "portfolio_uuid": names::uuid(2, 1),
        "portfolio_type": "DEFAULT",
    }))
}

pub fn best(world: &World, asked: &Asked) -> RestReply {
    let wanted = asked.all("product_id");
    let rows = world.exchange.listings().iter().filter_map(|listing| {
        let product = names::product(&listing.symbol);
        if !wanted.is_empty() && !wanted.contains(&product.as_str()) {
            return None;
        }
        let day = world.exchange.ticker(&listing.symbol)?;
        let level = |price, size| json!([{"price": shape::text(price), "size": shape::text(size)}]);
        Some(json!({"product_id": product, "bids": level(day.bid, day.bid_size),
            "asks": level(day.ask, day.ask_size), "time": shape::time(day.time_ms)}))
    });
    RestReply::json(&json!({"pricebooks": rows.collect::<Vec<_>>()}))
}

pub fn portfolios() -> RestReply {
    let one = json!({"name": "Default", "uuid": names::uuid(2, 1), "type": "DEFAULT", "deleted": false});
    RestReply::json(&json!({"portfolios": [one]}))
}

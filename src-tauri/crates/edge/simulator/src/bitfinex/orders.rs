//! Orders asked for in the venue's fields.

use std::str::FromStr as _;

use domain::{Decimal, OrderType, Side, TimeInForce};
use serde_json::{Value, json};

use super::Refused;
use super::names::pair;
use super::public::known;
use super::shapes::{HIDDEN, OCO, POST_ONLY, REDUCE_ONLY};
use crate::exchange::{AccountId, Amendment, NewOrder, Order, OrderId, Reject, Wallet};
use crate::world::World;

/// A number as text or as JSON number.
pub fn decimal(fields: &Value, name: &str) -> Option<Decimal> {
    match fields.get(name)? {
        Value::String(text) => Decimal::from_str(text).ok(),
        Value::Number(number) => {
            let text = number.to_string();
            Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
        }
        _ => None,
    }
}

/// An integer as JSON number or as text.
pub fn whole(value: Option<&Value>) -> Option<u64> {
    match value? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Reads an order; the second is the stop that an OCO order carries with it.
fn read(world: &World, fields: &Value) -> Result<(NewOrder, Option<NewOrder>), Refused> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let symbol = known(world, text("symbol"))?;
    let kind = text("type").to_ascii_uppercase();
    let (plain, wallet) = match kind.strip_prefix("EXCHANGE ") {
        Some(plain) => (plain, Wallet::Spot),
        None => (kind.as_str(), Wallet::Margin),
    };
    let (order_type, time_in_force) = match plain {
        "LIMIT" => (OrderType::Limit, TimeInForce::Gtc),
        "IOC" => (OrderType::Limit, TimeInForce::Ioc),
        "FOK" => (OrderType::Limit, TimeInForce::Fok),
        "MARKET" => (OrderType::Market, TimeInForce::Gtc),
        "STOP" => (OrderType::Stop, TimeInForce::Gtc),
        "STOP LIMIT" => (OrderType::StopLimit, TimeInForce::Gtc),
        "TRAILING STOP" => (OrderType::TrailingStop, TimeInForce::Gtc),
        _ => return Err(Refused::new(10020, "type: invalid")),
    };
    let amount = decimal(fields, "amount").filter(|a| !a.is_zero());
    let amount = amount.ok_or_else(|| Refused::new(10020, "amount: invalid"))?;
    let side = if amount > Decimal::ZERO { Side::Buy } else { Side::Sell };
    let flags = whole(fields.get("flags")).unwrap_or(0);
    let price = decimal(fields, "price");
    let mut order = NewOrder::new(symbol, side, order_type, amount.abs());
    match order_type {
        OrderType::Limit => order.price = price,
        OrderType::Stop => order.stop_price = price,
        OrderType::StopLimit => {
            (order.stop_price, order.price) = (price, decimal(fields, "price_aux_limit"));
        }
        OrderType::Market | OrderType::TrailingStop => {}
    }
    order.trail = decimal(fields, "price_trailing").filter(|_| order_type == OrderType::TrailingStop);
    order.time_in_force = time_in_force;
    order.post_only = flags & POST_ONLY != 0;
    order.reduce_only = flags & REDUCE_ONLY != 0;
    order.hidden = flags & HIDDEN != 0;
    order.client_id = whole(fields.get("cid")).map(|cid| cid.to_string());
    order.wallet = wallet;
    order.tag = json!({"type": kind, "gid": fields.get("gid")});
    let Some(stop) = decimal(fields, "price_oco_stop").filter(|_| flags & OCO != 0) else {
        return Ok((order, None));
    };
    let placed_by = world.exchange.next_id().0;
    order.oco_group = Some(format!("oco-{placed_by}"));
    order.tag["oco"] = json!(1);
    let mut other =
        NewOrder { order_type: OrderType::Stop, price: None, stop_price: Some(stop), ..order.clone() };
    other.client_id = whole(fields.get("cid_oco")).map(|cid| cid.to_string());
    other.tag["placed_by"] = json!(placed_by);
    other.post_only = false;
    other.tag["type"] = json!(if wallet == Wallet::Spot { "EXCHANGE STOP" } else { "STOP" });
    Ok((order, Some(other)))
}

/// Places an order.
pub fn place(world: &mut World, account: AccountId, fields: &Value) -> Result<OrderId, Refused> {
    let (order, stop) = read(world, fields)?;
    let named = order.clone();
    let placed = match stop {
        Some(stop) => world.place_pair(account, [order, stop]).map(|[id, _]| id),
        None => world.place(account, order),
    };
    placed.map_err(|reject| worded(&reject, &named))
}

/// Changes an order: `amount` is what shall be left, `delta` what is added.
pub fn change(world: &mut World, account: AccountId, fields: &Value) -> Result<OrderId, Refused> {
    let order = find(world, account, fields)?;
    let (id, side, limit) = (order.id, order.side, order.order_type == OrderType::StopLimit);
    let is_stop = matches!(order.order_type, OrderType::Stop | OrderType::StopLimit);
    let sign = |amount: Decimal| if side == Side::Buy { amount } else { -amount };
    let whole_quantity = match (decimal(fields, "amount"), decimal(fields, "delta")) {
        (Some(amount), _) => Some(order.filled + sign(amount)),
        (None, Some(delta)) => Some(order.quantity + sign(delta)),
        (None, None) => None,
    };
    let price = decimal(fields, "price");
    let flags = whole(fields.get("flags"));
    let amendment = Amendment {
        quantity: whole_quantity,
        price: if limit { decimal(fields, "price_aux_limit") } else { price.filter(|_| !is_stop) },
        stop_price: price.filter(|_| is_stop),
        trail: decimal(fields, "price_trailing"),
        post_only: flags.map(|flags| flags & POST_ONLY != 0),
        reduce_only: flags.map(|flags| flags & REDUCE_ONLY != 0),
        hidden: flags.map(|flags| flags & HIDDEN != 0),
        ..Amendment::default()
    };
    let named = NewOrder::new(order.symbol.clone(), side, order.order_type, order.quantity);
    world.amend(account, id, amendment).map(|()| id).map_err(|reject| worded(&reject, &named))
}

/// Cancels an order, and says which it was as it stood before.
pub fn cancel(world: &mut World, account: AccountId, fields: &Value) -> Result<Order, Refused> {
    let order = find(world, account, fields)?.clone();
    world.cancel(account, order.id).map_err(|_| not_found())?;
    Ok(order)
}

/// By `id`, or by `cid` with the day it was made.
fn find<'a>(world: &'a World, account: AccountId, fields: &Value) -> Result<&'a Order, Refused> {
    let found = match (whole(fields.get("id")), whole(fields.get("cid"))) {
        (Some(id), _) => world.exchange.order(account, OrderId(id)),
        (None, Some(cid)) => {
            let day = fields.get("cid_date").and_then(Value::as_str);
            let day = day.ok_or_else(|| Refused::new(10020, "cid_date: invalid"))?;
            let cid = cid.to_string();
            let mut orders = world.exchange.orders(account).rev();
            orders.find(|o| o.client_id.as_ref() == Some(&cid) && utc_day(o.created_ms) == day)
        }
        (None, None) => return Err(Refused::new(10020, "id: invalid")),
    };
    found.filter(|order| order.is_working()).ok_or_else(not_found)
}

fn not_found() -> Refused {
    Refused::new(10001, "Order not found.")
}

/// `YYYY-MM-DD`, by the rule that the days before March belong to the year before.
fn utc_day(ms: i64) -> String {
    let days = ms.div_euclid(86_400_000) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A refusal in the venue's words.
pub fn worded(reject: &Reject, order: &NewOrder) -> Refused {
    let name = pair(&order.symbol);
    let invalid = |text: String| Refused::new(10001, format!("Invalid order: {text}"));
    match reject {
        Reject::UnknownSymbol { .. } => Refused::new(10020, "symbol: invalid"),
        Reject::UnknownOrder { .. } | Reject::OrderEnded { .. } => not_found(),
        Reject::InsufficientFunds { needed, .. } => {
            let wallet = if order.wallet == Wallet::Spot { "exchange" } else { "tradable" };
            invalid(format!(
                "not enough {wallet} balance for {} {name}, {} needed",
                shown(order),
                needed.normalize()
            ))
        }
        Reject::QuantityTooSmall { minimum, .. } => {
            invalid(format!("minimum size for {name} is {}", minimum.normalize()))
        }
        Reject::QuantityTooLarge { maximum, .. } => {
            invalid(format!("maximum size for {name} is {}", maximum.normalize()))
        }
        Reject::PriceMissing { .. } | Reject::PriceNotPositive { .. } => {
            Refused::new(10020, "price: invalid")
        }
        Reject::NothingToReduce { .. } => invalid("reduce: no position to reduce".to_owned()),
        other => invalid(other.to_string()),
    }
}

fn shown(order: &NewOrder) -> String {
    match order.amount {
        crate::exchange::Amount::Base(quantity) | crate::exchange::Amount::Quote(quantity) => {
            quantity.normalize().to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(utc_day(0), "1970-01-01");
        assert_eq!(utc_day(1_709_164_800_000), "2024-02-29");
        assert_eq!(utc_day(1_717_587_431_027), "2024-06-05");
        assert_eq!(utc_day(1_767_225_599_999), "2025-12-31");
    }
}

//! A new order, from its parameters.

use domain::{Decimal, OrderType, Side, TimeInForce};
use serde_json::json;

use super::error::ApiError;
use super::names::Params;
use crate::exchange::{Amount, NewOrder, TriggerWhen};
use crate::world::World;

const LONGEST_ID: usize = 36;

pub fn new_order(world: &mut World, params: &Params) -> Result<NewOrder, ApiError> {
    let symbol = params.symbol(&world.exchange)?;
    let side = match params.need("side")? {
        "BUY" => Side::Buy,
        "SELL" => Side::Sell,
        _ => return Err(ApiError::bad(-1117, "Invalid side.")),
    };
    let kind = params.need("type")?;
    let (order_type, is_target) = match kind {
        "LIMIT" | "LIMIT_MAKER" => (OrderType::Limit, false),
        "MARKET" => (OrderType::Market, false),
        "STOP_LOSS" => (OrderType::Stop, false),
        "TAKE_PROFIT" => (OrderType::Stop, true),
        "STOP_LOSS_LIMIT" => (OrderType::StopLimit, false),
        "TAKE_PROFIT_LIMIT" => (OrderType::StopLimit, true),
        _ => return Err(ApiError::bad(-1116, "Invalid orderType.")),
    };
    let mut order = NewOrder::new(symbol, side, order_type, Decimal::ZERO);
    order.amount = amount(params, order_type)?;
    if matches!(order_type, OrderType::Limit | OrderType::StopLimit) {
        order.price = Some(params.decimal("price")?.ok_or_else(|| ApiError::missing("price"))?);
    }
    order.time_in_force = time_in_force(params, kind)?;
    order.post_only = kind == "LIMIT_MAKER";
    let delta = params.integer("trailingDelta")?;
    if matches!(order_type, OrderType::Stop | OrderType::StopLimit) {
        order.stop_price = params.decimal("stopPrice")?;
        order.trigger = Some(trigger(side, is_target));
        match (delta, order_type) {
            (Some(delta), OrderType::Stop) if order.stop_price.is_none() && !is_target => {
                let last = world.exchange.ticker(&order.symbol).unwrap_or_default().last;
                order.order_type = OrderType::TrailingStop;
                order.trail = Some(trail(last, delta)?);
            }
            (Some(_), _) => {
                return Err(ApiError::bad(-1106, "Parameter 'trailingDelta' sent when not required."));
            }
            (None, _) if order.stop_price.is_none() => return Err(ApiError::missing("stopPrice")),
            (None, _) => {}
        }
    }
    order.client_id = Some(client_id(world, params.get("newClientOrderId"))?);
    order.tag = json!({"type": kind, "delta": delta});
    Ok(order)
}

/// The two orders of an OCO list, what lies above the market first.
pub fn new_pair(world: &mut World, params: &Params, list: i64) -> Result<[NewOrder; 2], ApiError> {
    let selling = params.need("side")? == "SELL";
    let (target, stop) = if selling { ("above", "below") } else { ("below", "above") };
    let kind = |leg: &str| params.get(&format!("{leg}Type")).unwrap_or_default();
    let makes = ["LIMIT_MAKER", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT"].contains(&kind(target));
    if !makes || !["STOP_LOSS", "STOP_LOSS_LIMIT"].contains(&kind(stop)) {
        return Err(ApiError::bad(-1158, "The types of the two orders do not make an OCO."));
    }
    let mut legs = Vec::new();
    for leg in ["above", "below"] {
        let mut order = new_order(world, &params.leg(leg))?;
        order.oco_group = Some(format!("list-{list}"));
        order.tag["list"] = json!(list);
        legs.push(order);
    }
    let [above, below] = <[NewOrder; 2]>::try_from(legs).map_err(|_| ApiError::missing("belowType"))?;
    let last = world.exchange.ticker(&above.symbol).unwrap_or_default().last;
    let price = |order: &NewOrder| order.stop_price.or(order.price).unwrap_or(last);
    if price(&above) <= last || price(&below) >= last {
        let msg = "The relationship of the prices for the orders is not correct.";
        return Err(ApiError::bad(-2010, msg));
    }
    Ok([above, below])
}

fn trigger(side: Side, is_target: bool) -> TriggerWhen {
    match (side, is_target) {
        (Side::Buy, false) | (Side::Sell, true) => TriggerWhen::Above,
        _ => TriggerWhen::Below,
    }
}

fn trail(last: Decimal, delta: i64) -> Result<Decimal, ApiError> {
    if !(1..=2_000).contains(&delta) {
        return Err(ApiError::bad(-1013, "Filter failure: TRAILING_DELTA"));
    }
    Ok(last * Decimal::from(delta) / Decimal::from(10_000))
}

fn amount(params: &Params, order_type: OrderType) -> Result<Amount, ApiError> {
    let quote = params.decimal("quoteOrderQty")?;
    match (params.decimal("quantity")?, quote) {
        (Some(quantity), None) => Ok(Amount::Base(quantity)),
        (None, Some(quote)) if order_type == OrderType::Market => Ok(Amount::Quote(quote)),
        (Some(_), Some(_)) => Err(ApiError::bad(-1128, "Combination of optional parameters invalid.")),
        _ => Err(ApiError::missing("quantity")),
    }
}

fn time_in_force(params: &Params, kind: &str) -> Result<TimeInForce, ApiError> {
    let is_timed = matches!(kind, "LIMIT" | "STOP_LOSS_LIMIT" | "TAKE_PROFIT_LIMIT");
    match params.get("timeInForce") {
        Some(_) if !is_timed => Err(ApiError::bad(-1106, "Parameter 'timeInForce' sent when not required.")),
        None if is_timed => Err(ApiError::missing("timeInForce")),
        None | Some("GTC") => Ok(TimeInForce::Gtc),
        Some("IOC") => Ok(TimeInForce::Ioc),
        Some("FOK") => Ok(TimeInForce::Fok),
        Some(_) => Err(ApiError::bad(-1115, "Invalid timeInForce.")),
    }
}

/// The id given, if it is one, or a new one.
pub fn client_id(world: &mut World, given: Option<&str>) -> Result<String, ApiError> {
    let Some(given) = given else { return Ok(letters(world, 22)) };
    let legal = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if given.len() > LONGEST_ID || !given.bytes().all(legal) {
        let msg = "Illegal characters found in parameter 'newClientOrderId'; legal range is \
            '^[a-zA-Z0-9-_]{1,36}$'.";
        return Err(ApiError::bad(-1100, msg));
    }
    Ok(given.to_owned())
}

fn letters(world: &mut World, count: usize) -> String {
    super::letters(&mut world.rng, count)
}

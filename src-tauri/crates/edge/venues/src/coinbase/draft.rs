//! The body of an order as it is sent, and what Coinbase cannot do.

use domain::{Decimal, OrderRequest, OrderType, Side, TimeInForce};
use serde::Serialize;

use super::{id, pairs, symbols};
use crate::{VenueError, VenueRule};

#[derive(Serialize)]
struct Body<'a> {
    client_order_id: &'a str,
    product_id: String,
    side: &'static str,
    order_configuration: Configuration,
}

/// Exactly one; its name says how the order is worked.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Configuration {
    MarketMarketIoc {
        base_size: String,
    },
    SorLimitIoc {
        base_size: String,
        limit_price: String,
    },
    LimitLimitGtc {
        base_size: String,
        limit_price: String,
        post_only: bool,
    },
    LimitLimitFok {
        base_size: String,
        limit_price: String,
    },
    TriggerBracketGtc {
        base_size: String,
        limit_price: String,
        stop_trigger_price: String,
    },
    StopLimitStopLimitGtc {
        base_size: String,
        limit_price: String,
        stop_price: String,
        stop_direction: &'static str,
    },
}

/// JSON of the order, or the rule of the venue that it breaks.
pub fn body(order: &OrderRequest) -> Result<String, VenueError> {
    let body = Body {
        client_order_id: &order.client_id,
        product_id: symbols::product(&order.instrument.symbol),
        side: side(order.side),
        order_configuration: configuration(order)?,
    };
    serde_json::to_string(&body)
        .map_err(|error| VenueError::Unsigned { venue: id(), cause: error.to_string() })
}

/// JSON of a stop and a target as one order.
pub fn pair_body(stop: &OrderRequest, target: &OrderRequest) -> Result<String, VenueError> {
    let (limit, trigger) = pairs::check(stop, target)?;
    let client_order_id = pairs::joint(stop, target);
    let body = Body {
        client_order_id: &client_order_id,
        product_id: symbols::product(&target.instrument.symbol),
        side: side(target.side),
        order_configuration: Configuration::TriggerBracketGtc {
            base_size: number(target.quantity),
            limit_price: number(limit),
            stop_trigger_price: number(trigger),
        },
    };
    serde_json::to_string(&body)
        .map_err(|error| VenueError::Unsigned { venue: id(), cause: error.to_string() })
}

pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "BUY",
        Side::Sell => "SELL",
    }
}

/// Plain digits: no exponent, no trailing zeros.
pub fn number(value: Decimal) -> String {
    value.normalize().to_string()
}

fn configuration(order: &OrderRequest) -> Result<Configuration, VenueError> {
    refuse_what_is_not_held(order)?;
    let base_size = number(order.quantity);
    let limit_price = || order.price.map(number).ok_or_else(|| missing("limit price"));
    Ok(match (order.order_type, order.time_in_force) {
        (OrderType::Market, TimeInForce::Gtc | TimeInForce::Ioc) => {
            Configuration::MarketMarketIoc { base_size }
        }
        (OrderType::Limit, TimeInForce::Gtc) => Configuration::LimitLimitGtc {
            base_size,
            limit_price: limit_price()?,
            post_only: order.post_only,
        },
        (OrderType::Limit, TimeInForce::Ioc) => {
            Configuration::SorLimitIoc { base_size, limit_price: limit_price()? }
        }
        (OrderType::Limit, TimeInForce::Fok) => {
            Configuration::LimitLimitFok { base_size, limit_price: limit_price()? }
        }
        (OrderType::StopLimit, TimeInForce::Gtc) => Configuration::StopLimitStopLimitGtc {
            base_size,
            limit_price: limit_price()?,
            stop_price: order.stop_price.map(number).ok_or_else(|| missing("stop price"))?,
            stop_direction: match order.side {
                Side::Buy => "STOP_DIRECTION_STOP_UP",
                Side::Sell => "STOP_DIRECTION_STOP_DOWN",
            },
        },
        (kind, time_in_force) => {
            let value = format!("{} {time_in_force:?}", kind.as_str()).to_lowercase();
            return Err(refused(
                VenueRule::OrderType,
                value,
                "market, limit gtc, ioc or fok, stop_limit gtc",
            ));
        }
    })
}

fn refuse_what_is_not_held(order: &OrderRequest) -> Result<(), VenueError> {
    if order.hidden {
        return Err(refused(VenueRule::OrderType, "hidden", "visible"));
    }
    if order.reduce_only {
        return Err(refused(VenueRule::ReduceOnly, "on", "off: spot holds no positions"));
    }
    if order.oco_group.is_some() {
        return Err(refused(VenueRule::OrderType, "linked to others", "an order of its own"));
    }
    let rests = order.order_type == OrderType::Limit && order.time_in_force == TimeInForce::Gtc;
    if order.post_only && !rests {
        return Err(refused(VenueRule::PostOnly, "on", "off unless it is a limit order that rests"));
    }
    Ok(())
}

fn missing(what: &'static str) -> VenueError {
    refused(VenueRule::Prices, format!("without a {what}"), "given")
}

fn refused(rule: VenueRule, value: impl Into<String>, limit: &str) -> VenueError {
    VenueError::Refused { venue: id(), rule, value: value.into(), limit: limit.to_owned() }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

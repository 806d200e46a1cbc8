//! Orders and changes as Bitfinex takes them.

use domain::{Decimal, OrderRequest, OrderType, Side, TimeInForce, VenueId};
use serde::Serialize;

use super::names::cid;
use super::orders::{HIDDEN, POST_ONLY, REDUCE_ONLY, Wallet};
use super::parse::{DECIMALS, is_exact_price, tick_at};
use super::symbols::{Symbols, is_derivative};
use crate::{VenueError, VenueRule};

/// The body of a submission; amounts and prices are texts, a sale's amount is below zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub symbol: String,
    pub amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_trailing: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_aux_limit: Option<String>,
    /// Of the stop that the venue places beside a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_oco_stop: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    pub flags: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cid: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cid_oco: Option<u64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
const fn is_zero(flags: &u32) -> bool {
    *flags == 0
}

/// The body of a change. Sizes are told as what to add, so that a fill on the way does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_aux_limit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_trailing: Option<String>,
}

/// An order as it leaves, or the rule it breaks. Nothing is rounded: the venue would cut what it does not take.
pub fn submission(
    venue: &VenueId,
    order: &OrderRequest,
    symbols: &Symbols,
    wallet: Wallet,
) -> Result<Submission, VenueError> {
    let refuse = |rule, value: String, limit: &str| {
        Err(VenueError::Refused { venue: venue.clone(), rule, value, limit: limit.to_owned() })
    };
    if order.quantity <= Decimal::ZERO {
        return refuse(VenueRule::MinQuantity, order.quantity.to_string(), "above 0");
    }
    if order.quantity.normalize().scale() > DECIMALS {
        return refuse(VenueRule::Lot, order.quantity.to_string(), "a multiple of 0.00000001");
    }
    if let Some(missing) = wrong_prices(order) {
        return refuse(VenueRule::Prices, missing, "the prices its type needs, above 0, and no others");
    }
    for price in order.price.into_iter().chain(order.stop_price).chain(order.trail) {
        if !is_exact_price(price) {
            let limit = format!("a multiple of {} (five significant digits)", tick_at(price));
            return refuse(VenueRule::Tick, price.to_string(), &limit);
        }
    }
    let immediate = order.time_in_force != TimeInForce::Gtc;
    if order.post_only && (order.order_type != OrderType::Limit || immediate) {
        return refuse(
            VenueRule::PostOnly,
            order.order_type.as_str().to_owned(),
            "a limit order that may rest",
        );
    }
    if immediate && !matches!(order.order_type, OrderType::Limit | OrderType::Market) {
        return refuse(VenueRule::OrderType, order.order_type.as_str().to_owned(), "gtc");
    }
    let positions = wallet == Wallet::Margin || is_derivative(&order.instrument.symbol);
    if order.reduce_only && !positions && order.side == Side::Buy {
        return refuse(
            VenueRule::ReduceOnly,
            "buy".to_owned(),
            "sell, as nothing is sold short on the spot market",
        );
    }
    let (price, price_aux_limit) = match order.order_type {
        OrderType::Limit => (order.price, None),
        OrderType::Stop => (order.stop_price, None),
        OrderType::StopLimit => (order.stop_price, order.price),
        OrderType::Market | OrderType::TrailingStop => (None, None),
    };
    Ok(Submission {
        kind: kind(order, positions),
        symbol: symbols.wire(&order.instrument.symbol),
        amount: plain(signed(order.side, order.quantity)),
        price: price.map(plain),
        price_trailing: order.trail.map(plain),
        price_aux_limit: price_aux_limit.map(plain),
        price_oco_stop: None,
        flags: flags(order, positions),
        cid: Some(cid(&order.client_id)),
        cid_oco: None,
    })
}

fn flags(order: &OrderRequest, positions: bool) -> u32 {
    let flag = |set: bool, value: u32| if set { value } else { 0 };
    // on the spot market a sale reduces by nature, and the flag is for positions
    flag(order.hidden, HIDDEN)
        + flag(order.reduce_only && positions, REDUCE_ONLY)
        + flag(order.post_only, POST_ONLY)
}

fn kind(order: &OrderRequest, positions: bool) -> &'static str {
    let (exchange, margin) = match (order.order_type, order.time_in_force) {
        (OrderType::Market, _) => ("EXCHANGE MARKET", "MARKET"),
        (OrderType::Limit, TimeInForce::Gtc) => ("EXCHANGE LIMIT", "LIMIT"),
        (OrderType::Limit, TimeInForce::Ioc) => ("EXCHANGE IOC", "IOC"),
        (OrderType::Limit, TimeInForce::Fok) => ("EXCHANGE FOK", "FOK"),
        (OrderType::Stop, _) => ("EXCHANGE STOP", "STOP"),
        (OrderType::StopLimit, _) => ("EXCHANGE STOP LIMIT", "STOP LIMIT"),
        (OrderType::TrailingStop, _) => ("EXCHANGE TRAILING STOP", "TRAILING STOP"),
    };
    if positions { margin } else { exchange }
}

/// What is wrong with the set of prices, if anything.
fn wrong_prices(order: &OrderRequest) -> Option<String> {
    let (price, stop, trail) = match order.order_type {
        OrderType::Market => (false, false, false),
        OrderType::Limit => (true, false, false),
        OrderType::Stop => (false, true, false),
        OrderType::StopLimit => (true, true, false),
        OrderType::TrailingStop => (false, false, true),
    };
    let kind = order.order_type.as_str();
    for (name, given, wanted) in
        [("price", order.price, price), ("stop price", order.stop_price, stop), ("trail", order.trail, trail)]
    {
        match given {
            Some(value) if !wanted || value <= Decimal::ZERO => {
                return Some(format!("{kind} with {name} {value}"));
            }
            None if wanted => return Some(format!("{kind} without {name}")),
            _ => {}
        }
    }
    None
}

/// Above zero to buy, below to sell.
pub fn signed(side: Side, quantity: Decimal) -> Decimal {
    if side == Side::Buy { quantity } else { -quantity }
}

/// Plain digits without trailing zeros.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

//! Orders as REST tells them, and the answers to placing, cancelling and changing them.

use std::collections::BTreeMap;

use domain::{Decimal, Fill, InstrumentId, OrderStatus, OrderType, Side};
use serde::Deserialize;

use super::market::side;
use super::{Figure, Flag, Rows, Text, instant_ms, unreadable};
use crate::coinbase::pairs::{self, Leg};
use crate::coinbase::{id, symbols};
use crate::{VenueError, VenueOrder};

/// Why a leg of a bracket ended with less than its quantity.
pub const OTHER_LEG: &str = "the other leg of the bracket was filled";

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Orders {
    pub orders: Rows<OrderRow>,
    pub has_next: Flag,
    pub cursor: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct OneOrder {
    pub order: OrderRow,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct OrderRow {
    pub order_id: Text,
    pub client_order_id: Text,
    pub product_id: Text,
    side: Text,
    pub status: Text,
    order_configuration: Option<BTreeMap<String, Option<Configuration>>>,
    order_type: Text,
    created_time: Text,
    pub filled_size: Figure,
    pub average_filled_price: Figure,
    cancel_message: Text,
    reject_reason: Text,
    reject_message: Text,
}

/// What was ordered; its key says how.
#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
struct Configuration {
    base_size: Figure,
    limit_price: Figure,
    stop_price: Figure,
    stop_trigger_price: Figure,
    post_only: Flag,
}

impl OrderRow {
    fn configuration(&self) -> Option<(&str, Configuration)> {
        let (kind, configuration) = self.order_configuration.as_ref()?.iter().next()?;
        Some((kind, configuration.unwrap_or_default()))
    }

    /// `None`: a kind of order we have no word for.
    fn order_type(&self) -> Option<OrderType> {
        let kind = self.configuration().map_or(&*self.order_type, |(kind, _)| kind);
        match kind {
            k if k.starts_with("market_market") || k == "MARKET" => Some(OrderType::Market),
            k if k.starts_with("stop_limit") || k == "STOP_LIMIT" => Some(OrderType::StopLimit),
            // a target that rests with a stop beside it
            k if k.starts_with("trigger_bracket") || k == "BRACKET" => Some(OrderType::Limit),
            k if k.contains("limit") || k == "LIMIT" => Some(OrderType::Limit),
            _ => None,
        }
    }

    pub fn status(&self) -> Result<OrderStatus, VenueError> {
        status_of(&self.status).ok_or_else(|| {
            unreadable("an order", format!("status {:?} of order {}", &*self.status, &*self.order_id))
        })
    }

    pub fn created_ms(&self) -> Option<i64> {
        instant_ms(&self.created_time)
    }

    /// The sizes and prices that a change must repeat.
    pub fn terms(&self) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>) {
        let terms = self.configuration().map(|(_, c)| c).unwrap_or_default();
        (terms.base_size.0, terms.limit_price.above_zero(), terms.stop_price.above_zero())
    }

    /// Side and target price of a bracket.
    pub fn bracket(&self) -> Option<(Side, Decimal)> {
        let (kind, terms) = self.configuration()?;
        let target = terms.limit_price.above_zero().filter(|_| kind.starts_with("trigger_bracket"))?;
        Some((side(&self.side)?, target))
    }

    /// The orders of ours in it: one, or the two legs of a bracket.
    pub fn orders(&self, fills: Vec<Fill>) -> Result<Vec<VenueOrder>, VenueError> {
        let whole = self.order(fills)?;
        let (Some((target, stop)), Some((side, price))) =
            (pairs::legs(&self.client_order_id), self.bracket())
        else {
            return Ok(vec![whole]);
        };
        let leg = |client_id: &str, leg: Leg| {
            let mut order = VenueOrder { client_id: client_id.to_owned(), ..whole.clone() };
            order.fills.retain(|fill| pairs::leg_of(side, price, fill.price) == leg);
            order.fills.iter_mut().for_each(|fill| fill.client_id = client_id.to_owned());
            let total = |of: fn(&Fill) -> Decimal| {
                order.fills.iter().map(of).fold(Decimal::ZERO, Decimal::saturating_add)
            };
            let value = total(|fill| fill.quantity.saturating_mul(fill.price));
            order.filled = total(|fill| fill.quantity);
            order.average = value.checked_div(order.filled);
            match leg {
                Leg::Target => order.stop_price = None,
                Leg::Stop => (order.order_type, order.price) = (OrderType::Stop, None),
            }
            if order.status == OrderStatus::Filled && order.filled < order.quantity {
                order.status = OrderStatus::Canceled;
                order.reason = Some(OTHER_LEG.to_owned());
            }
            order
        };
        Ok(vec![leg(target, Leg::Target), leg(stop, Leg::Stop)])
    }

    /// `fills`: its own, in any order.
    pub fn order(&self, mut fills: Vec<Fill>) -> Result<VenueOrder, VenueError> {
        let wrong = |what: &str, value: &str| {
            unreadable("an order", format!("{what} {value:?} of order {}", &*self.order_id))
        };
        fills.sort_by_key(|fill| fill.time_ms);
        let terms = self.configuration().map(|(_, c)| c).unwrap_or_default();
        let symbol = symbols::symbol(&self.product_id).ok_or_else(|| wrong("product", &self.product_id))?;
        Ok(VenueOrder {
            client_id: self.client_order_id.0.clone(),
            venue_id: self.order_id.0.clone(),
            instrument: InstrumentId::new(id(), symbol),
            side: side(&self.side).ok_or_else(|| wrong("side", &self.side))?,
            order_type: self.order_type().ok_or_else(|| wrong("type", &self.order_type))?,
            // one for an amount of quote currency has no other quantity than what it bought
            quantity: terms.base_size.0.unwrap_or(self.filled_size.or_zero()),
            price: terms.limit_price.above_zero(),
            stop_price: terms.stop_price.above_zero().or(terms.stop_trigger_price.above_zero()),
            status: self.status()?,
            filled: self.filled_size.or_zero(),
            average: self.average_filled_price.above_zero(),
            post_only: terms.post_only.0,
            reduce_only: false,
            fills,
            reason: self.reason(),
            time_ms: self.created_ms().unwrap_or_default(),
        })
    }

    /// The venue's words for an end before it was filled.
    pub fn reason(&self) -> Option<String> {
        let told = |text: &&Text| !text.is_empty() && &***text != "REJECT_REASON_UNSPECIFIED";
        let words = [&self.cancel_message, &self.reject_message, &self.reject_reason].into_iter().find(told);
        let ended = matches!(&*self.status, "CANCELLED" | "EXPIRED" | "FAILED");
        ended.then(|| words.map_or_else(|| self.status.0.to_lowercase(), |words| words.0.clone()))
    }
}

/// Our word for a status; `None`: the venue has a new one.
pub fn status_of(status: &str) -> Option<OrderStatus> {
    match status {
        "PENDING" | "OPEN" | "QUEUED" | "CANCEL_QUEUED" | "EDIT_QUEUED" => Some(OrderStatus::Open),
        "FILLED" => Some(OrderStatus::Filled),
        "CANCELLED" => Some(OrderStatus::Canceled),
        "EXPIRED" => Some(OrderStatus::Expired),
        "FAILED" => Some(OrderStatus::Rejected),
        _ => None,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Placed {
    pub success: Option<Flag>,
    success_response: Option<PlacedOrder>,
    order_id: Text,
    failure_reason: Text,
    error_response: Option<PlacedFailure>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PlacedOrder {
    order_id: Text,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct PlacedFailure {
    error: Text,
    message: Text,
    error_details: Text,
    preview_failure_reason: Text,
    new_order_failure_reason: Text,
}

impl Placed {
    pub fn order_id(&self) -> Option<&str> {
        let inner = self.success_response.as_ref().map(|order| &*order.order_id);
        inner.into_iter().chain([&*self.order_id]).find(|id| !id.is_empty())
    }

    /// The venue's code and words for a refusal.
    pub fn refusal(&self) -> (String, String) {
        let failure = self.error_response.clone().unwrap_or_default();
        let says_something = |text: &&str| {
            !text.is_empty() && !text.starts_with("UNKNOWN_") && !text.ends_with("_UNSPECIFIED")
        };
        let codes: [&str; 4] = [
            &failure.new_order_failure_reason,
            &failure.preview_failure_reason,
            &failure.error,
            &self.failure_reason,
        ];
        let code = codes.into_iter().find(says_something).unwrap_or("UNKNOWN_FAILURE_REASON").to_owned();
        let words: [&str; 2] = [&failure.message, &failure.error_details];
        let words = words.into_iter().find(|text| !text.is_empty()).unwrap_or(&code).to_owned();
        (code, words)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Cancelled {
    pub results: Rows<CancelResult>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct CancelResult {
    pub success: Flag,
    pub failure_reason: Text,
    pub order_id: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Edited {
    pub success: Option<Flag>,
    errors: Rows<EditError>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EditError {
    edit_failure_reason: Text,
    preview_failure_reason: Text,
}

impl Edited {
    pub fn refusal(&self) -> String {
        let error = self.errors.first();
        let codes = error.map(|error| [&error.edit_failure_reason, &error.preview_failure_reason]);
        let code = codes.into_iter().flatten().find(|code| !code.is_empty());
        code.map_or_else(|| "UNKNOWN_EDIT_ORDER_FAILURE_REASON".to_owned(), |code| code.0.clone())
    }
}

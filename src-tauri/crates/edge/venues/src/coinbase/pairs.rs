//! A stop and a target in one order of the venue's: a bracket, which has one id for both.
//!
//! The order's client id is made of both of ours, so that a program that starts anew finds either leg in it. A fill at
//! the target's price or better is the target's; every other is the stop's, which takes through the market.

use domain::{Decimal, OrderRequest, OrderType, Side};

use super::id;
use crate::{VenueError, VenueRule, pair};

/// Between the ids of target and stop; no id of ours in a pair has it.
const JOINT: char = '+';

/// Which half of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leg {
    Target,
    Stop,
}

/// The client id of both.
pub fn joint(stop: &OrderRequest, target: &OrderRequest) -> String {
    format!("{}{JOINT}{}", target.client_id, stop.client_id)
}

/// Our ids of target and stop in a client id of the venue's; `None`: it is one order's.
pub fn legs(client_id: &str) -> Option<(&str, &str)> {
    client_id.split_once(JOINT).filter(|(target, stop)| !target.is_empty() && !stop.is_empty())
}

/// Whether an order of the venue's is the one we call so, or holds it.
pub fn answers_to(client_id: &str, ours: &str) -> bool {
    client_id == ours || legs(client_id).is_some_and(|(target, stop)| target == ours || stop == ours)
}

/// Whose fill it is, by its price beside that of the target.
pub fn leg_of(side: Side, target: Decimal, price: Decimal) -> Leg {
    let reached = if side == Side::Sell { price >= target } else { price <= target };
    if reached { Leg::Target } else { Leg::Stop }
}

/// The rule of the venue that a pair breaks.
pub fn check(stop: &OrderRequest, target: &OrderRequest) -> Result<(Decimal, Decimal), VenueError> {
    pair::check(&id(), stop, target)?;
    let refused = |rule, value: &str, limit: &str| VenueError::Refused {
        venue: id(),
        rule,
        value: value.to_owned(),
        limit: limit.to_owned(),
    };
    if stop.order_type != OrderType::Stop {
        let limit = "a plain stop: the venue sets how far it takes";
        return Err(refused(VenueRule::OrderType, stop.order_type.as_str(), limit));
    }
    if stop.hidden || target.hidden || target.post_only {
        return Err(refused(VenueRule::OrderType, "hidden or post-only", "neither in a bracket"));
    }
    if target.side == Side::Buy && (stop.reduce_only || target.reduce_only) {
        return Err(refused(VenueRule::ReduceOnly, "a buy", "a sell: spot holds no short positions"));
    }
    for order in [stop, target] {
        if order.client_id.contains(JOINT) {
            return Err(refused(VenueRule::ClientId, &order.client_id, "without a plus in it"));
        }
    }
    let (Some(limit), Some(trigger)) = (target.price, stop.stop_price) else {
        return Err(refused(VenueRule::Prices, "one price", "a limit price and a stop price"));
    };
    Ok((limit, trigger))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_fill_belongs_to_the_leg_whose_price_it_has() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        for (side, price, leg) in [
            (Side::Sell, "110", Leg::Target),
            (Side::Sell, "110.01", Leg::Target),
            (Side::Sell, "89.5", Leg::Stop),
            (Side::Buy, "110", Leg::Target),
            (Side::Buy, "120", Leg::Stop),
        ] {
            assert_eq!(leg_of(side, d("110"), d(price)), leg, "{side:?} {price}");
        }
    }

    proptest! {
        #[test]
        fn both_ids_are_found_in_the_one_made_of_them(target in "[A-Za-z0-9-]{1,20}", stop in "[A-Za-z0-9-]{1,20}") {
            let one = format!("{target}{JOINT}{stop}");
            prop_assert_eq!(legs(&one), Some((target.as_str(), stop.as_str())));
            prop_assert!(answers_to(&one, &target) && answers_to(&one, &stop) && answers_to(&one, &one));
            prop_assert_eq!(legs(&target), None);
        }
    }
}

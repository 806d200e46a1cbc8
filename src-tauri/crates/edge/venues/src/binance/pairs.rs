//! A stop and a target in one order list: the venue's OCO.

use domain::{Decimal, OrderRequest, OrderType, Side, VenueId};

use super::client_id::venue_client_id;
use super::limits::orders;
use super::order_params::{plain, side};
use super::order_shape;
use super::params::Params;
use super::refusal::Asked;
use super::sent::{Before, Flight};
use super::symbols::Listed;
use super::trading::Trading;
use crate::http::Method;
use crate::{Ack, OrderRef, VenueError, VenueRule, pair};

const LIST: &str = "/api/v3/orderList/oco";

impl Trading {
    pub async fn submit_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        let listed = self.rest.listed(&target.instrument.symbol).await?;
        let params = pair_params(self.venue(), stop, target, &listed)?;
        for leg in [stop, target] {
            self.outlet.tracker().name(&venue_client_id(&leg.client_id), &leg.client_id);
        }
        if let Some(acks) = self.pair_before(stop, target).await? {
            return Ok(acks);
        }
        let flights = [stop, target].map(|leg| Flight::of(&self.sent, &leg.client_id, || self.latest_ms()));
        let asked = Asked::Order(target, &listed.instrument);
        let answer = self.rest.command(Method::Post, LIST, &params, &orders(2.0), asked).await;
        let acks = match answer {
            Ok(body) => self.pair_taken([stop, target], &body),
            Err(error @ VenueError::Refused { rule: VenueRule::ClientId, .. }) => {
                // of a process before this one; both or none
                let (one, two) = (self.row_of(&listed, stop).await?, self.row_of(&listed, target).await?);
                one.zip(two).ok_or(error)
            }
            Err(error) => Err(error),
        };
        let clear = acks.as_ref().err().is_some_and(|error| !error.outcome_unknown());
        for (flight, leg) in flights.into_iter().zip([0, 1]) {
            match &acks {
                Ok((stop, target)) => flight.acknowledged([stop, target][leg]),
                Err(_) if clear => flight.refused(),
                // dropped: unclear until it can no longer be taken
                Err(_) => drop(flight),
            }
        }
        acks
    }

    /// What became of the pair before; `None`: nothing, and this call alone sends it.
    async fn pair_before(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<Option<(Ack, Ack)>, VenueError> {
        loop {
            let before = self.sent.claim_both(self.venue(), [stop, target])?;
            match &before {
                [Before::Never, Before::Never] => return Ok(None),
                [Before::Acknowledged(one), Before::Acknowledged(two)] => {
                    return Ok(Some((one.clone(), two.clone())));
                }
                _ => {}
            }
            let legs = || before.iter().zip([stop, target]);
            if let Some((_, leg)) = legs().find(|(before, _)| **before == Before::InFlight) {
                self.sent.landed(&leg.client_id).await;
            } else if let Some((_, leg)) = legs().find(|(before, _)| **before == Before::Unclear) {
                // either it is found, or it is known for one that was never taken
                let asked = self.lookup(&OrderRef::of(leg)).await;
                asked.map_err(|error| error.about_sent(&leg.client_id))?;
            } else {
                return Err(VenueError::Refused {
                    venue: self.venue().clone(),
                    rule: VenueRule::ClientId,
                    value: format!("{} and {}", stop.client_id, target.client_id),
                    limit: "both placed before or neither".to_owned(),
                });
            }
        }
    }

    async fn row_of(&self, listed: &Listed, leg: &OrderRequest) -> Result<Option<Ack>, VenueError> {
        let asked = self.find(listed, &venue_client_id(&leg.client_id)).await;
        let row = asked.map_err(|error| error.about_sent(&leg.client_id))?;
        Ok(row.map(|row| Ack { client_id: leg.client_id.clone(), venue_id: row.order_id.to_string() }))
    }

    fn pair_taken(&self, legs: [&OrderRequest; 2], body: &[u8]) -> Result<(Ack, Ack), VenueError> {
        let what = "the answer to a pair of orders";
        let list = order_shape::list(body).map_err(|error| self.rest.unreadable(what, &error))?;
        for row in &list.reports {
            self.begun(row);
            // a state we do not know is told by the stream; the orders were taken all the same
            let _ = self.outlet.row(row);
        }
        let ack = |leg: &OrderRequest| -> Result<Ack, VenueError> {
            let wanted = venue_client_id(&leg.client_id);
            let one = list.orders.iter().find(|one| one.client_order_id == wanted);
            let lacks = || self.rest.unreadable(what, &format!("there is no order {wanted} in it"));
            let one = one.ok_or_else(lacks)?;
            Ok(Ack { client_id: leg.client_id.clone(), venue_id: one.order_id.to_string() })
        };
        Ok((ack(legs[0])?, ack(legs[1])?))
    }
}

/// Parameters of `POST orderList/oco`. What lies above the market comes as `above…`: the target of a sale, the stop of
/// a purchase. The target may only make: one that would take at once has no use for a stop.
pub fn pair_params(
    venue: &VenueId,
    stop: &OrderRequest,
    target: &OrderRequest,
    listed: &Listed,
) -> Result<Params, VenueError> {
    pair::check(venue, stop, target)?;
    let refused = |rule, value: &str, limit: &str| VenueError::Refused {
        venue: venue.clone(),
        rule,
        value: value.to_owned(),
        limit: limit.to_owned(),
    };
    if stop.hidden || target.hidden {
        return Err(refused(VenueRule::OrderType, "hidden", "visible: this venue hides no whole orders"));
    }
    if target.side == Side::Buy && (stop.reduce_only || target.reduce_only) {
        return Err(refused(VenueRule::ReduceOnly, "a buy", "a sell: spot has no short positions"));
    }
    if stop.post_only {
        return Err(refused(VenueRule::PostOnly, stop.order_type.as_str(), "a plain limit order"));
    }
    let need = |price: Option<Decimal>, what| {
        price.map(plain).ok_or_else(|| refused(VenueRule::Prices, "none", what))
    };
    let limited = stop.order_type == OrderType::StopLimit;
    let stop_leg = Leg {
        kind: if limited { "STOP_LOSS_LIMIT" } else { "STOP_LOSS" },
        client_id: venue_client_id(&stop.client_id),
        price: limited.then(|| need(stop.price, "a limit price")).transpose()?,
        stop_price: Some(need(stop.stop_price, "a stop price")?),
        time_in_force: limited.then_some("GTC"),
    };
    let target_leg = Leg {
        kind: "LIMIT_MAKER",
        client_id: venue_client_id(&target.client_id),
        price: Some(need(target.price, "a limit price")?),
        stop_price: None,
        time_in_force: None,
    };
    let (above, below) =
        if target.side == Side::Sell { (target_leg, stop_leg) } else { (stop_leg, target_leg) };
    let params = Params::new()
        .with("symbol", &listed.name)
        .with("side", side(target.side))
        .with("quantity", plain(target.quantity));
    let params = above.written(params, ABOVE);
    Ok(below.written(params, BELOW).with("newOrderRespType", "FULL"))
}

struct Leg {
    kind: &'static str,
    client_id: String,
    price: Option<String>,
    stop_price: Option<String>,
    time_in_force: Option<&'static str>,
}

/// Names of type, client id, price, stop price, time in force.
type Names = [&'static str; 5];
const ABOVE: Names = ["aboveType", "aboveClientOrderId", "abovePrice", "aboveStopPrice", "aboveTimeInForce"];
const BELOW: Names = ["belowType", "belowClientOrderId", "belowPrice", "belowStopPrice", "belowTimeInForce"];

impl Leg {
    fn written(self, params: Params, names: Names) -> Params {
        let [kind, client_id, price, stop_price, time_in_force] = names;
        params
            .with(kind, self.kind)
            .with(client_id, self.client_id)
            .with_some(price, self.price)
            .with_some(stop_price, self.stop_price)
            .with_some(time_in_force, self.time_in_force)
    }
}

#[cfg(test)]
#[path = "pairs_tests.rs"]
mod tests;

//! A stop and a target that share one quantity.

use domain::{OrderRequest, OrderType, TimeInForce, VenueId};

use crate::{VenueError, VenueRule};

/// What every venue asks of a pair: a stop and a limit order of one instrument, one side, one quantity, both until
/// cancelled, under two names.
pub fn check(venue: &VenueId, stop: &OrderRequest, target: &OrderRequest) -> Result<(), VenueError> {
    let refused = |rule, value: String, limit: &str| {
        Err(VenueError::Refused { venue: venue.clone(), rule, value, limit: limit.to_owned() })
    };
    if stop.client_id == target.client_id {
        return refused(VenueRule::ClientId, stop.client_id.clone(), "another for each of the two");
    }
    if !matches!(stop.order_type, OrderType::Stop | OrderType::StopLimit)
        || target.order_type != OrderType::Limit
    {
        let value = format!("{} with {}", stop.order_type.as_str(), target.order_type.as_str());
        return refused(VenueRule::OrderType, value, "a stop or stop_limit with a limit order");
    }
    if (&stop.instrument, stop.side, &stop.account) != (&target.instrument, target.side, &target.account) {
        let value = format!("{} {}", stop.side.as_str(), stop.instrument.symbol);
        return refused(VenueRule::OrderType, value, "the target's side, instrument and account");
    }
    if stop.quantity != target.quantity {
        let limit = format!("the target's, {}", target.quantity);
        return refused(VenueRule::Lot, stop.quantity.to_string(), &limit);
    }
    if [stop, target].into_iter().any(|leg| leg.time_in_force != TimeInForce::Gtc) {
        return refused(VenueRule::OrderType, "ioc or fok".to_owned(), "gtc");
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use domain::{InstrumentId, Mode, OrderRole, Side};

    use super::*;

    fn legs() -> (OrderRequest, OrderRequest) {
        let venue = VenueId::new("binance");
        let target = OrderRequest {
            client_id: "CS-1-t1".to_owned(),
            mode: Mode::Live,
            account: "main".to_owned(),
            instrument: InstrumentId::new(venue, "BTC/USDT".parse().unwrap()),
            side: Side::Sell,
            order_type: OrderType::Limit,
            role: OrderRole::Target,
            quantity: "0.01".parse().unwrap(),
            price: Some("70000".parse().unwrap()),
            stop_price: None,
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            reduce_only: true,
            oco_group: None,
            hidden: false,
            trail: None,
        };
        let stop = OrderRequest {
            client_id: "CS-1-s1".to_owned(),
            order_type: OrderType::Stop,
            role: OrderRole::Stop,
            price: None,
            stop_price: Some("50000".parse().unwrap()),
            ..target.clone()
        };
        (stop, target)
    }

    #[test]
    fn only_two_halves_of_one_quantity_are_a_pair() {
        let venue = VenueId::new("binance");
        let (stop, target) = legs();
        assert!(check(&venue, &stop, &target).is_ok());
        for (wrong, rule) in [
            (OrderRequest { client_id: target.client_id.clone(), ..stop.clone() }, VenueRule::ClientId),
            (OrderRequest { order_type: OrderType::TrailingStop, ..stop.clone() }, VenueRule::OrderType),
            (OrderRequest { side: Side::Buy, ..stop.clone() }, VenueRule::OrderType),
            (OrderRequest { quantity: "0.02".parse().unwrap(), ..stop.clone() }, VenueRule::Lot),
            (OrderRequest { time_in_force: TimeInForce::Ioc, ..stop.clone() }, VenueRule::OrderType),
        ] {
            let refused = check(&venue, &wrong, &target);
            assert!(matches!(refused, Err(VenueError::Refused { rule: r, .. }) if r == rule), "{refused:?}");
        }
        assert!(check(&venue, &target, &stop).is_err(), "the stop comes first");
    }
}

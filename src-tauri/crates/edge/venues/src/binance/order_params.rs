//! An order of ours in the venue's parameters.

use domain::{Decimal, OrderRequest, OrderType, Side, TimeInForce, VenueId};
use rust_decimal::prelude::ToPrimitive as _;

use super::client_id::venue_client_id;
use super::params::Params;
use super::symbols::Listed;
use crate::{VenueError, VenueRule};

/// Parameters of `POST order`. `last`: the price by which a trailing distance becomes a fraction; needed for trailing
/// stops alone.
pub fn order_params(
    venue: &VenueId,
    order: &OrderRequest,
    listed: &Listed,
    last: Option<Decimal>,
) -> Result<Params, VenueError> {
    let refused = |rule, value: &str, limit: &str| VenueError::Refused {
        venue: venue.clone(),
        rule,
        value: value.to_owned(),
        limit: limit.to_owned(),
    };
    if order.hidden {
        return Err(refused(VenueRule::OrderType, "hidden", "visible: this venue hides no whole orders"));
    }
    if order.reduce_only && order.side == Side::Buy {
        return Err(refused(VenueRule::ReduceOnly, "a buy", "a sell: spot has no short positions"));
    }
    let missing = |what: &str| refused(VenueRule::Prices, "none", what);
    let price = || order.price.ok_or_else(|| missing("a limit price"));
    let stop = || order.stop_price.ok_or_else(|| missing("a stop price"));
    let params = Params::new().with("symbol", &listed.name).with("side", side(order.side));
    let params = match order.order_type {
        OrderType::Market => params.with("type", "MARKET").with("quantity", plain(order.quantity)),
        OrderType::Limit if order.post_only => {
            if order.time_in_force != TimeInForce::Gtc {
                return Err(refused(VenueRule::PostOnly, "ioc or fok", "gtc: it may not take"));
            }
            let params = params.with("type", "LIMIT_MAKER").with("quantity", plain(order.quantity));
            params.with("price", plain(price()?))
        }
        OrderType::Limit => timed(params.with("type", "LIMIT"), order, price()?),
        OrderType::Stop => {
            let params = params.with("type", "STOP_LOSS").with("quantity", plain(order.quantity));
            params.with("stopPrice", plain(stop()?))
        }
        OrderType::StopLimit if order.post_only => {
            return Err(refused(VenueRule::PostOnly, "stop_limit", "a plain limit order"));
        }
        OrderType::StopLimit => {
            timed(params.with("type", "STOP_LOSS_LIMIT"), order, price()?).with("stopPrice", plain(stop()?))
        }
        OrderType::TrailingStop => {
            let trail = order.trail.ok_or_else(|| missing("a trailing distance"))?;
            let delta = last.and_then(|last| trailing_delta(trail, last));
            let delta = delta.ok_or_else(|| {
                refused(VenueRule::Prices, &trail.to_string(), "between 0.01 % and 20 % of the price")
            })?;
            let params = params.with("type", "STOP_LOSS").with("quantity", plain(order.quantity));
            params.with("trailingDelta", delta)
        }
    };
    Ok(params.with("newClientOrderId", venue_client_id(&order.client_id)).with("newOrderRespType", "FULL"))
}

fn timed(params: Params, order: &OrderRequest, price: Decimal) -> Params {
    let time_in_force = match order.time_in_force {
        TimeInForce::Gtc => "GTC",
        TimeInForce::Ioc => "IOC",
        TimeInForce::Fok => "FOK",
    };
    params
        .with("timeInForce", time_in_force)
        .with("quantity", plain(order.quantity))
        .with("price", plain(price))
}

/// A distance as hundredths of a percent of the price, as the venue trails; `None`: outside what it takes.
fn trailing_delta(trail: Decimal, last: Decimal) -> Option<u32> {
    let delta = trail.checked_mul(Decimal::from(10_000))?.checked_div(last)?.round();
    delta.to_u32().filter(|delta| (1..=2_000).contains(delta))
}

/// Without trailing zeros and never with an exponent.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "BUY",
        Side::Sell => "SELL",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use domain::{Instrument, InstrumentId, Mode, OrderRole};

    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn listed() -> Listed {
        let id = InstrumentId::new(VenueId::new("binance"), "BTC/USDT".parse().unwrap());
        let step = d("0.01");
        let instrument = Instrument {
            id,
            tick: step,
            lot: step,
            min_quantity: step,
            min_notional: step,
            maker_fee: step,
            taker_fee: step,
        };
        Listed { name: "BTCUSDT".to_owned(), instrument, amendable: true, trading: true }
    }

    fn order(order_type: OrderType) -> OrderRequest {
        OrderRequest {
            client_id: "cid-0001".to_owned(),
            mode: Mode::Live,
            account: "a".to_owned(),
            instrument: listed().instrument.id,
            side: Side::Sell,
            order_type,
            role: OrderRole::Entry,
            quantity: d("0.00100"),
            price: Some(d("25000.00")),
            stop_price: Some(d("26000")),
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            reduce_only: false,
            oco_group: None,
            hidden: false,
            trail: Some(d("250")),
        }
    }

    fn built(order: &OrderRequest) -> Result<String, VenueError> {
        order_params(&VenueId::new("binance"), order, &listed(), Some(d("25000"))).map(|p| p.encoded())
    }

    #[test]
    fn each_type_has_its_parameters() {
        let tail = "newClientOrderId=cid-0001&newOrderRespType=FULL";
        for (order_type, middle) in [
            (OrderType::Market, "type=MARKET&quantity=0.001"),
            (OrderType::Limit, "type=LIMIT&timeInForce=GTC&quantity=0.001&price=25000"),
            (OrderType::Stop, "type=STOP_LOSS&quantity=0.001&stopPrice=26000"),
            (
                OrderType::StopLimit,
                "type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.001&price=25000&stopPrice=26000",
            ),
            (OrderType::TrailingStop, "type=STOP_LOSS&quantity=0.001&trailingDelta=100"),
        ] {
            let wanted = format!("symbol=BTCUSDT&side=SELL&{middle}&{tail}");
            assert_eq!(built(&order(order_type)).unwrap(), wanted);
        }
        let maker = OrderRequest { post_only: true, ..order(OrderType::Limit) };
        let wanted = format!("symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER&quantity=0.001&price=25000&{tail}");
        assert_eq!(built(&maker).unwrap(), wanted);
    }

    #[test]
    fn what_the_venue_cannot_do_is_refused_before_it_is_sent() {
        let limit = order(OrderType::Limit);
        for (order, rule) in [
            (OrderRequest { hidden: true, ..limit.clone() }, VenueRule::OrderType),
            (OrderRequest { reduce_only: true, side: Side::Buy, ..limit.clone() }, VenueRule::ReduceOnly),
            (OrderRequest { price: None, ..limit.clone() }, VenueRule::Prices),
            (
                OrderRequest { post_only: true, time_in_force: TimeInForce::Ioc, ..limit.clone() },
                VenueRule::PostOnly,
            ),
            (OrderRequest { trail: Some(d("20000")), ..order(OrderType::TrailingStop) }, VenueRule::Prices),
        ] {
            let refused = built(&order);
            assert!(matches!(refused, Err(VenueError::Refused { rule: r, .. }) if r == rule), "{refused:?}");
        }
    }
}

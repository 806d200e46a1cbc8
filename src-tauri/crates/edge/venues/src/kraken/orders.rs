//! Orders as Kraken takes them.

use domain::{Decimal, OrderRequest, OrderType, Side, TimeInForce, VenueId};

use super::ids::venue_client_id;
use super::sign::Form;
use super::symbols::Pair;
use crate::{Amendment, VenueError, VenueRule};

/// The types there are a word for.
pub const ORDER_TYPES: [OrderType; 5] =
    [OrderType::Market, OrderType::Limit, OrderType::Stop, OrderType::StopLimit, OrderType::TrailingStop];

/// The body of `AddOrder`. Fees are asked for in quote currency, so that every fill tells them in one.
pub fn add_order(venue: &VenueId, order: &OrderRequest, pair: &Pair) -> Result<Form, VenueError> {
    check(venue, order)?;
    let (kind, price, price2) = prices(venue, order)?;
    let flags = if order.post_only && order.order_type == OrderType::Limit { "fciq,post" } else { "fciq" };
    let tif = match order.time_in_force {
        TimeInForce::Ioc => Some("IOC"),
        TimeInForce::Gtc | TimeInForce::Fok => None,
    };
    Ok(Form::default()
        .with("pair", &pair.altname)
        .with("type", order.side.as_str())
        .with("ordertype", kind)
        .with("volume", &plain(order.quantity))
        .maybe("price", price.as_deref())
        .maybe("price2", price2.as_deref())
        .with("oflags", flags)
        .maybe("timeinforce", tif)
        .with("cl_ord_id", &venue_client_id(&order.client_id)))
}

/// The body of `AmendOrder` after the order's name.
pub fn amend_order(venue: &VenueId, named: Form, change: &Amendment) -> Result<Form, VenueError> {
    if change.trail.is_some() {
        let what = "change the distance of a trailing stop";
        return Err(VenueError::NotOffered { venue: venue.clone(), what });
    }
    let number = |value: Option<Decimal>| value.map(plain);
    Ok(named
        .maybe("order_qty", number(change.quantity).as_deref())
        .maybe("limit_price", number(change.price).as_deref())
        .maybe("trigger_price", number(change.stop_price).as_deref()))
}

/// Type, and the two prices in Kraken's order: of a stop the trigger comes first.
fn prices(
    venue: &VenueId,
    order: &OrderRequest,
) -> Result<(&'static str, Option<String>, Option<String>), VenueError> {
    let need = |price: Option<Decimal>, what: &str| {
        price.map(plain).ok_or_else(|| refused(venue, VenueRule::Prices, "missing", what))
    };
    let limit = || need(order.price, "a limit price");
    let trigger = || need(order.stop_price, "a stop price");
    Ok(match order.order_type {
        OrderType::Market => ("market", None, None),
        OrderType::Limit => ("limit", Some(limit()?), None),
        OrderType::Stop => ("stop-loss", Some(trigger()?), None),
        OrderType::StopLimit => ("stop-loss-limit", Some(trigger()?), Some(limit()?)),
        OrderType::TrailingStop => {
            let trail = need(order.trail, "the distance of the trailing stop")?;
            ("trailing-stop", Some(format!("+{trail}")), None)
        }
    })
}

fn check(venue: &VenueId, order: &OrderRequest) -> Result<(), VenueError> {
    let no = |rule, value: &str, limit: &str| Err(refused(venue, rule, value, limit));
    if order.hidden {
        return no(VenueRule::OrderType, "hidden", "an order that the book shows");
    }
    if order.time_in_force == TimeInForce::Fok {
        return no(VenueRule::OrderType, "fill or kill", "good till cancelled or immediate or cancel");
    }
    if order.time_in_force == TimeInForce::Ioc && order.order_type != OrderType::Limit {
        return no(VenueRule::OrderType, "immediate or cancel", "a limit order's");
    }
    // without leverage nothing can be sold that is not held: a sale only ever reduces, a purchase never does
    if order.reduce_only && order.side == Side::Buy {
        return no(VenueRule::ReduceOnly, "a purchase", "a sale: the account holds no short positions");
    }
    Ok(())
}

fn refused(venue: &VenueId, rule: VenueRule, value: &str, limit: &str) -> VenueError {
    VenueError::Refused { venue: venue.clone(), rule, value: value.to_owned(), limit: limit.to_owned() }
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use domain::{InstrumentId, Mode, OrderRole};

    use super::*;
    use crate::kraken::parse::market::PairRow;

    fn venue() -> VenueId {
        VenueId::new("kraken")
    }

    fn pair() -> Pair {
        let id = InstrumentId::new(venue(), "BTC/USD".parse().unwrap());
        let row = PairRow { pair_decimals: Some(1), ..PairRow::default() };
        Pair {
            id: "XXBTZUSD".to_owned(),
            altname: "XBTUSD".to_owned(),
            price_decimals: 1,
            lot_decimals: 8,
            instrument: row.instrument(id),
        }
    }

    fn order(order_type: OrderType) -> OrderRequest {
        OrderRequest {
            client_id: "CS-17-1".to_owned(),
            mode: Mode::Live,
            account: "main".to_owned(),
            instrument: InstrumentId::new(venue(), "BTC/USD".parse().unwrap()),
            side: Side::Sell,
            order_type,
            role: OrderRole::Exit,
            quantity: "0.010".parse().unwrap(),
            price: Some("24000.10".parse().unwrap()),
            stop_price: Some("25000".parse().unwrap()),
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            reduce_only: true,
            oco_group: None,
            hidden: false,
            trail: Some("150.5".parse().unwrap()),
        }
    }

    #[test]
    fn each_type_has_its_prices_in_krakens_order() {
        let text = |order: &OrderRequest| add_order(&venue(), order, &pair()).unwrap().as_str().to_owned();
        let head = "pair=XBTUSD&type=sell&ordertype=";
        let tail = "oflags=fciq&cl_ord_id=CS-17-1";
        for (order_type, middle) in [
            (OrderType::Market, "market&volume=0.01"),
            (OrderType::Limit, "limit&volume=0.01&price=24000.1"),
            (OrderType::Stop, "stop-loss&volume=0.01&price=25000"),
            (OrderType::StopLimit, "stop-loss-limit&volume=0.01&price=25000&price2=24000.1"),
            (OrderType::TrailingStop, "trailing-stop&volume=0.01&price=%2B150.5"),
        ] {
            assert_eq!(text(&order(order_type)), format!("{head}{middle}&{tail}"));
        }
        let post =
            OrderRequest { post_only: true, time_in_force: TimeInForce::Ioc, ..order(OrderType::Limit) };
        assert!(text(&post).ends_with("oflags=fciq%2Cpost&timeinforce=IOC&cl_ord_id=CS-17-1"));
    }

    #[test]
    fn what_kraken_has_no_word_for_is_refused_before_it_leaves() {
        let rule = |order: OrderRequest| match add_order(&venue(), &order, &pair()) {
            Err(VenueError::Refused { rule, .. }) => rule,
            other => unreachable!("{other:?}"),
        };
        let limit = || order(OrderType::Limit);
        assert_eq!(rule(OrderRequest { hidden: true, ..limit() }), VenueRule::OrderType);
        assert_eq!(rule(OrderRequest { time_in_force: TimeInForce::Fok, ..limit() }), VenueRule::OrderType);
        assert_eq!(rule(OrderRequest { side: Side::Buy, ..limit() }), VenueRule::ReduceOnly);
        assert_eq!(rule(OrderRequest { price: None, ..limit() }), VenueRule::Prices);
        let trail = Amendment { trail: Some(Decimal::ONE), ..Amendment::default() };
        let form = Form::default().with("txid", "O");
        assert!(matches!(amend_order(&venue(), form, &trail), Err(VenueError::NotOffered { .. })));
    }
}

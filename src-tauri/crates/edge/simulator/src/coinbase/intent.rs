//! The body of an order as clients send it.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::{Decimal, OrderType, Side, TimeInForce};
use serde::Deserialize;
use serde_json::Value;

use super::names;
use crate::exchange::{Amount, NewOrder, TriggerWhen};

#[derive(Deserialize)]
pub struct Body {
    #[serde(default)]
    pub client_order_id: String,
    pub product_id: String,
    pub side: String,
    pub order_configuration: BTreeMap<String, Terms>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Terms {
    base_size: Option<String>,
    quote_size: Option<String>,
    limit_price: Option<String>,
    stop_price: Option<String>,
    stop_trigger_price: Option<String>,
    stop_direction: Option<String>,
    end_time: Option<String>,
    post_only: Option<bool>,
}

/// Why a body is no order, in the venue's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoOrder(pub &'static str);

impl Body {
    /// What the exchange is asked for.
    pub fn order(&self) -> Result<NewOrder, NoOrder> {
        let mut configurations = self.order_configuration.iter();
        let (Some((kind, terms)), None) = (configurations.next(), configurations.next()) else {
            return Err(NoOrder("UNSUPPORTED_ORDER_CONFIGURATION"));
        };
        let symbol = names::symbol(&self.product_id).ok_or(NoOrder("INVALID_PRODUCT_ID"))?;
        let side = match self.side.as_str() {
            "BUY" => Side::Buy,
            "SELL" => Side::Sell,
            _ => return Err(NoOrder("INVALID_SIDE")),
        };
        let (order_type, time_in_force) = kind_of(kind)?;
        let order = NewOrder {
            amount: terms.amount(order_type, side)?,
            price: number(terms.limit_price.as_deref())?,
            time_in_force,
            expires_ms: terms.expires_ms()?,
            post_only: terms.post_only.unwrap_or(false),
            client_id: Some(self.client_order_id.clone()).filter(|id| !id.is_empty()),
            tag: Value::from(kind.as_str()),
            ..NewOrder::new(symbol, side, order_type, Decimal::ZERO)
        };
        match order_type {
            OrderType::StopLimit => terms.with_stop(order),
            _ if kind.starts_with("trigger_bracket") => terms.with_bracket(order, kind),
            _ => Ok(order),
        }
    }
}

/// Everything the venue lists for spot.
fn kind_of(kind: &str) -> Result<(OrderType, TimeInForce), NoOrder> {
    Ok(match kind {
        "market_market_ioc" => (OrderType::Market, TimeInForce::Ioc),
        "sor_limit_ioc" => (OrderType::Limit, TimeInForce::Ioc),
        "limit_limit_gtc" | "limit_limit_gtd" => (OrderType::Limit, TimeInForce::Gtc),
        "limit_limit_fok" => (OrderType::Limit, TimeInForce::Fok),
        "trigger_bracket_gtc" | "trigger_bracket_gtd" => (OrderType::Limit, TimeInForce::Gtc),
        "stop_limit_stop_limit_gtc" | "stop_limit_stop_limit_gtd" => (OrderType::StopLimit, TimeInForce::Gtc),
        _ => return Err(NoOrder("UNSUPPORTED_ORDER_CONFIGURATION")),
    })
}

impl Terms {
    fn amount(&self, order_type: OrderType, side: Side) -> Result<Amount, NoOrder> {
        let wrong = NoOrder("PREVIEW_INVALID_ORDER_CONFIG");
        match (number(self.base_size.as_deref())?, number(self.quote_size.as_deref())?) {
            (Some(base), None) => Ok(Amount::Base(base)),
            (None, Some(quote)) if order_type == OrderType::Market && side == Side::Buy => {
                Ok(Amount::Quote(quote))
            }
            _ => Err(wrong),
        }
    }

    fn with_stop(&self, order: NewOrder) -> Result<NewOrder, NoOrder> {
        let trigger = match self.stop_direction.as_deref() {
            Some("STOP_DIRECTION_STOP_UP") => TriggerWhen::Above,
            Some("STOP_DIRECTION_STOP_DOWN") => TriggerWhen::Below,
            _ => return Err(NoOrder("PREVIEW_INVALID_STOP_DIRECTION")),
        };
        let stop_price = number(self.stop_price.as_deref())?;
        Ok(NewOrder { stop_price, trigger: Some(trigger), ..order })
    }

    /// The target rests; the price of the stop is told beside it for as long as the order is.
    fn with_bracket(&self, order: NewOrder, kind: &str) -> Result<NewOrder, NoOrder> {
        let wrong = NoOrder("PREVIEW_INVALID_ORDER_CONFIG");
        let stop = number(self.stop_trigger_price.as_deref())?.ok_or(wrong)?;
        let limit = order.price.ok_or(wrong)?;
        let apart = if order.side == Side::Sell { limit > stop } else { limit < stop };
        if !apart {
            return Err(wrong);
        }
        let tag = serde_json::json!({"kind": kind, "limit_price": limit.normalize().to_string()});
        Ok(NewOrder { bracket_stop: Some(stop), tag, ..order })
    }

    fn expires_ms(&self) -> Result<Option<i64>, NoOrder> {
        let Some(text) = self.end_time.as_deref() else { return Ok(None) };
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| NoOrder("INVALID_END_TIME"))?;
        Ok(Some(at.timestamp_millis()))
    }
}

fn number(text: Option<&str>) -> Result<Option<Decimal>, NoOrder> {
    text.filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(|_| NoOrder("INVALID_NUMBER")))
        .transpose()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn order(configuration: Value) -> Result<NewOrder, NoOrder> {
        let body = json!({"client_order_id": "a", "product_id": "BTC-USD", "side": "BUY",
            "order_configuration": configuration});
        serde_json::from_value::<Body>(body).unwrap().order()
    }

    #[test]
    fn exactly_one_known_configuration_makes_an_order() {
        let limit =
            order(json!({"limit_limit_gtc": {"base_size": "0.5", "limit_price": "9", "post_only": true}}))
                .unwrap();
        assert_eq!(
            (limit.amount, limit.price, limit.post_only),
            (Amount::Base(Decimal::new(5, 1)), Some(9.into()), true)
        );
        let stop = order(
            json!({"stop_limit_stop_limit_gtc": {"base_size": "1", "limit_price": "9", "stop_price": "8",
            "stop_direction": "STOP_DIRECTION_STOP_DOWN"}}),
        )
        .unwrap();
        assert_eq!((stop.stop_price, stop.trigger), (Some(8.into()), Some(TriggerWhen::Below)));
        let quote = order(json!({"market_market_ioc": {"quote_size": "100"}})).unwrap();
        assert_eq!(quote.amount, Amount::Quote(100.into()));
        let refused = |configuration| order(configuration).unwrap_err().0;
        assert_eq!(refused(json!({"twap_limit_gtd": {}})), "UNSUPPORTED_ORDER_CONFIGURATION");
        assert_eq!(refused(json!({})), "UNSUPPORTED_ORDER_CONFIGURATION");
        assert_eq!(
            refused(json!({"limit_limit_gtc": {"quote_size": "1", "limit_price": "9"}})),
            "PREVIEW_INVALID_ORDER_CONFIG"
        );
        assert_eq!(refused(json!({"limit_limit_gtc": {"base_size": "x"}})), "INVALID_NUMBER");
    }
}

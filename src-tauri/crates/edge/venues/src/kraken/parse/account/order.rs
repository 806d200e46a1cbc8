//! Orders and own trades as REST tells them.

use domain::{Decimal, OrderStatus, OrderType, Side};
use serde::{Deserialize, Serialize};

use crate::kraken::parse::time;
use crate::wire::Num;

#[derive(Deserialize)]
pub(super) struct OrderRow {
    #[serde(default)]
    cl_ord_id: Option<String>,
    status: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default, deserialize_with = "Num::lenient")]
    opentm: Option<Decimal>,
    descr: Description,
    vol: Num,
    #[serde(default, deserialize_with = "Num::lenient")]
    vol_exec: Option<Decimal>,
    /// The average of what is filled.
    #[serde(default, deserialize_with = "Num::lenient")]
    price: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    stopprice: Option<Decimal>,
    #[serde(default)]
    reduce_only: Option<bool>,
    #[serde(default)]
    oflags: Option<String>,
    #[serde(default)]
    trades: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Description {
    pair: String,
    r#type: Side,
    ordertype: String,
    #[serde(default)]
    price: Option<String>,
    #[serde(default)]
    price2: Option<String>,
}

/// An order as the venue has it, in our words where there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderFact {
    pub venue_id: String,
    /// The client id as the venue has it.
    pub client_id: Option<String>,
    /// Any of the pair's names.
    pub pair: String,
    pub side: Side,
    pub order_type: Option<OrderType>,
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    /// `None`: a word we have no word for; it is in `status_word`.
    pub status: Option<OrderStatus>,
    pub status_word: String,
    pub type_word: String,
    pub filled: Decimal,
    pub average: Option<Decimal>,
    pub post_only: bool,
    pub reduce_only: bool,
    pub reason: Option<String>,
    pub time_ms: i64,
    /// Ids of its trades, where they were asked for.
    pub trades: Vec<String>,
    /// Fees are taken in the base currency, otherwise in the quote currency.
    pub fee_in_base: bool,
}

/// `None`: not one of the venue's documented states.
fn order_status(word: &str) -> Option<OrderStatus> {
    match word {
        "pending" | "open" => Some(OrderStatus::Open),
        "closed" => Some(OrderStatus::Filled),
        "canceled" => Some(OrderStatus::Canceled),
        "expired" => Some(OrderStatus::Expired),
        _ => None,
    }
}

/// `None`: not one of the venue's documented types.
fn order_type(word: &str) -> Option<OrderType> {
    match word {
        "market" | "settle-position" => Some(OrderType::Market),
        "limit" | "iceberg" => Some(OrderType::Limit),
        "stop-loss" | "take-profit" => Some(OrderType::Stop),
        "stop-loss-limit" | "take-profit-limit" => Some(OrderType::StopLimit),
        "trailing-stop" | "trailing-stop-limit" => Some(OrderType::TrailingStop),
        _ => None,
    }
}

/// An absolute price above zero; offsets (`+5%`, `#10`) are none.
fn absolute(text: Option<&str>) -> Option<Decimal> {
    let text = text?.trim();
    if text.starts_with(['+', '-', '#']) {
        return None;
    }
    text.parse().ok().filter(|price| *price > Decimal::ZERO)
}

impl OrderRow {
    pub(super) fn fact(self, venue_id: String) -> OrderFact {
        let kind = order_type(&self.descr.ordertype);
        let first = absolute(self.descr.price.as_deref());
        let second = absolute(self.descr.price2.as_deref());
        let trigger = self.stopprice.filter(|price| *price > Decimal::ZERO);
        let (price, stop_price) = match kind {
            Some(OrderType::Limit) => (first, None),
            Some(OrderType::Stop) => (None, first.or(trigger).or(second)),
            Some(OrderType::StopLimit) => (second, first.or(trigger)),
            Some(OrderType::TrailingStop) => (None, trigger),
            Some(OrderType::Market) | None => (None, None),
        };
        let flag = |wanted: &str| self.oflags.iter().any(|flags| flags.split(',').any(|f| f == wanted));
        OrderFact {
            venue_id,
            client_id: self.cl_ord_id.filter(|id| !id.is_empty()),
            pair: self.descr.pair,
            side: self.descr.r#type,
            order_type: kind,
            quantity: self.vol.0.normalize(),
            price: price.map(|p| p.normalize()),
            stop_price: stop_price.map(|p| p.normalize()),
            status: order_status(&self.status),
            status_word: self.status,
            type_word: self.descr.ordertype,
            filled: self.vol_exec.unwrap_or_default().normalize(),
            average: self.price.filter(|price| *price > Decimal::ZERO).map(|price| price.normalize()),
            post_only: flag("post"),
            reduce_only: self.reduce_only.unwrap_or(false),
            reason: self.reason.filter(|reason| !reason.is_empty()),
            time_ms: self.opentm.and_then(time::seconds).unwrap_or_default(),
            trades: self.trades.unwrap_or_default(),
            fee_in_base: flag("fcib"),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct TradeRow {
    ordertxid: String,
    pair: String,
    time: Num,
    r#type: Side,
    price: Num,
    #[serde(default, deserialize_with = "Num::lenient")]
    fee: Option<Decimal>,
    vol: Num,
    #[serde(default)]
    maker: Option<bool>,
}

/// An execution of an order of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TradeFact {
    pub trade_id: String,
    pub order_id: String,
    /// Any of the pair's names.
    pub pair: String,
    pub side: Side,
    pub price: Decimal,
    pub quantity: Decimal,
    pub fee: Decimal,
    pub maker: bool,
    pub time_ms: i64,
}

impl TradeRow {
    pub(super) fn fact(self, trade_id: String) -> Option<TradeFact> {
        Some(TradeFact {
            trade_id,
            order_id: self.ordertxid,
            pair: self.pair,
            side: self.r#type,
            price: self.price.0.normalize(),
            quantity: self.vol.0.normalize(),
            fee: self.fee.unwrap_or_default().normalize(),
            maker: self.maker.unwrap_or(false),
            time_ms: time::seconds(self.time.0)?,
        })
    }
}

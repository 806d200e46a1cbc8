//! Orders, own trades and balances as the venue writes them.

use domain::{Balance, Decimal, Fill, OrderStatus, OrderType, Side};
use serde::Deserialize;

use super::lenient::{above_zero, millis, whole, whole_or_none};
use super::symbols::Listed;
use crate::VenueOrder;
use crate::wire::Num;

type Read<T> = Result<T, serde_json::Error>;

/// A word of the venue's that we have no word for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {word:?} is not known")]
pub struct UnknownWord {
    pub what: &'static str,
    pub word: String,
}

/// An order as answers hold it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    pub symbol: String,
    #[serde(deserialize_with = "whole")]
    pub order_id: i64,
    #[serde(default)]
    client_order_id: String,
    /// In answers to a cancellation: the order's id, where `clientOrderId` is the cancellation's.
    #[serde(default)]
    orig_client_order_id: String,
    #[serde(default, deserialize_with = "Num::lenient")]
    price: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    stop_price: Option<Decimal>,
    #[serde(default, deserialize_with = "whole_or_none")]
    trailing_delta: Option<i64>,
    #[serde(rename = "origQty", alias = "qty")]
    pub quantity: Num,
    #[serde(rename = "executedQty")]
    pub executed: Num,
    /// Value of what is filled; below zero where the venue does not know it any more.
    #[serde(
        rename = "cummulativeQuoteQty",
        alias = "cumulativeQuoteQty",
        default,
        deserialize_with = "Num::lenient"
    )]
    value: Option<Decimal>,
    pub status: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub side: String,
    #[serde(default, deserialize_with = "whole_or_none")]
    time: Option<i64>,
    #[serde(default, deserialize_with = "whole_or_none")]
    transact_time: Option<i64>,
    #[serde(default)]
    pub expiry_reason: Option<String>,
}

impl OrderRow {
    /// The order's own id, whatever the answer is to.
    pub fn client_id(&self) -> &str {
        if self.orig_client_order_id.is_empty() { &self.client_order_id } else { &self.orig_client_order_id }
    }

    pub fn time_ms(&self) -> i64 {
        self.time.or(self.transact_time).map_or(0, millis)
    }

    /// `client_id`: ours. Fills are not in here.
    pub fn order(&self, listed: &Listed, client_id: String) -> Result<VenueOrder, UnknownWord> {
        let status = status(&self.status)?;
        let reason = self.expiry_reason.clone();
        Ok(VenueOrder {
            client_id,
            venue_id: self.order_id.to_string(),
            instrument: listed.instrument.id.clone(),
            side: side(&self.side)?,
            order_type: order_type(&self.kind, self.trailing_delta.is_some_and(|delta| delta > 0))?,
            quantity: self.quantity.0.normalize(),
            price: above_zero(self.price),
            stop_price: above_zero(self.stop_price),
            status,
            filled: self.executed.0.normalize(),
            average: above_zero(self.value).and_then(|value| value.checked_div(self.executed.0)),
            post_only: self.kind == "LIMIT_MAKER",
            reduce_only: false,
            fills: Vec::new(),
            reason: reason.or_else(|| ended_as(status).map(str::to_owned)),
            time_ms: self.time_ms(),
        })
    }
}

/// The answer to a new order.
#[derive(Debug, Clone)]
pub struct Placed {
    pub order: OrderRow,
    pub fills: Vec<PlacedFill>,
}

/// A fill in the answer to a new order; the time is the order's.
#[derive(Debug, Clone, Deserialize)]
pub struct PlacedFill {
    #[serde(rename = "tradeId", deserialize_with = "whole")]
    pub trade_id: i64,
    price: Num,
    qty: Num,
    #[serde(rename = "commission", deserialize_with = "decimal")]
    pub fee: Decimal,
    #[serde(rename = "commissionAsset", default)]
    fee_currency: Option<String>,
}

impl PlacedFill {
    /// What fills at once takes.
    pub fn fill(&self, listed: &Listed, side: Side, client_id: &str, time_ms: i64) -> Fill {
        Fill {
            client_id: client_id.to_owned(),
            trade_id: self.trade_id.to_string(),
            instrument: listed.instrument.id.clone(),
            side,
            quantity: self.qty.0.normalize(),
            price: self.price.0.normalize(),
            fee: self.fee.normalize(),
            fee_currency: self.fee_currency.clone().unwrap_or_default(),
            maker: false,
            time_ms,
        }
    }
}

fn decimal<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Num::deserialize(deserializer).map(|number| number.0)
}

/// A row of `myTrades`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnTrade {
    #[serde(deserialize_with = "whole")]
    pub id: i64,
    #[serde(deserialize_with = "whole")]
    pub order_id: i64,
    price: Num,
    qty: Num,
    commission: Num,
    #[serde(default)]
    commission_asset: Option<String>,
    #[serde(deserialize_with = "whole")]
    time: i64,
    is_buyer: bool,
    #[serde(rename = "isMaker")]
    pub maker: bool,
}

impl OwnTrade {
    pub fn time_ms(&self) -> i64 {
        millis(self.time)
    }

    pub fn fill(&self, listed: &Listed, client_id: String) -> Fill {
        Fill {
            client_id,
            trade_id: self.id.to_string(),
            instrument: listed.instrument.id.clone(),
            side: if self.is_buyer { Side::Buy } else { Side::Sell },
            quantity: self.qty.0.normalize(),
            price: self.price.0.normalize(),
            fee: self.commission.0.normalize(),
            fee_currency: self.commission_asset.clone().unwrap_or_default(),
            maker: self.maker,
            time_ms: self.time_ms(),
        }
    }
}

/// `account`, as far as it is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    #[serde(default)]
    pub commission_rates: Option<CommissionRates>,
    #[serde(default)]
    pub can_trade: Option<bool>,
    #[serde(default)]
    pub permissions: Vec<String>,
    balances: Vec<BalanceRow>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct CommissionRates {
    pub maker: Num,
    pub taker: Num,
}

/// A currency, in `account` (long names) or `outboundAccountPosition` (short ones).
#[derive(Debug, Clone, Deserialize)]
pub struct BalanceRow {
    #[serde(alias = "a")]
    asset: String,
    #[serde(alias = "f")]
    free: Num,
    #[serde(alias = "l")]
    locked: Num,
}

impl BalanceRow {
    pub fn balance(&self) -> Balance {
        Balance {
            currency: self.asset.clone(),
            total: self.free.0.saturating_add(self.locked.0).normalize(),
            available: self.free.0.normalize(),
        }
    }
}

impl Account {
    pub fn balances(&self) -> Vec<Balance> {
        self.balances.iter().map(BalanceRow::balance).collect()
    }
}

pub fn order(body: &[u8]) -> Read<OrderRow> {
    serde_json::from_slice(body)
}

pub fn orders(body: &[u8]) -> Read<Vec<OrderRow>> {
    serde_json::from_slice(body)
}

pub fn placed(body: &[u8]) -> Read<Placed> {
    #[derive(Deserialize)]
    struct Fills {
        #[serde(default)]
        fills: Vec<PlacedFill>,
    }
    let fills = serde_json::from_slice::<Fills>(body)?.fills;
    Ok(Placed { order: order(body)?, fills })
}

/// The order inside the answer to a change.
pub fn amended(body: &[u8]) -> Read<OrderRow> {
    #[derive(Deserialize)]
    struct Amended {
        #[serde(rename = "amendedOrder")]
        order: OrderRow,
    }
    Ok(serde_json::from_slice::<Amended>(body)?.order)
}

pub fn own_trades(body: &[u8]) -> Read<Vec<OwnTrade>> {
    serde_json::from_slice(body)
}

pub fn account(body: &[u8]) -> Read<Account> {
    serde_json::from_slice(body)
}

pub use super::report_shape::execution_report;

/// An unknown state is never guessed.
pub fn status(word: &str) -> Result<OrderStatus, UnknownWord> {
    Ok(match word {
        "NEW" | "PENDING_NEW" | "PARTIALLY_FILLED" | "PENDING_CANCEL" => OrderStatus::Open,
        "FILLED" => OrderStatus::Filled,
        "CANCELED" => OrderStatus::Canceled,
        "REJECTED" => OrderStatus::Rejected,
        "EXPIRED" | "EXPIRED_IN_MATCH" => OrderStatus::Expired,
        _ => return Err(UnknownWord { what: "order status", word: word.to_owned() }),
    })
}

/// How an order ended where the venue gives no other reason.
pub const fn ended_as(status: OrderStatus) -> Option<&'static str> {
    match status {
        OrderStatus::Canceled => Some("canceled"),
        OrderStatus::Expired => Some("expired"),
        OrderStatus::Rejected => Some("rejected"),
        _ => None,
    }
}

pub fn side(word: &str) -> Result<Side, UnknownWord> {
    match word {
        "BUY" => Ok(Side::Buy),
        "SELL" => Ok(Side::Sell),
        _ => Err(UnknownWord { what: "side", word: word.to_owned() }),
    }
}

pub fn order_type(word: &str, trails: bool) -> Result<OrderType, UnknownWord> {
    Ok(match word {
        "LIMIT" | "LIMIT_MAKER" => OrderType::Limit,
        "MARKET" => OrderType::Market,
        _ if trails => OrderType::TrailingStop,
        "STOP_LOSS" | "TAKE_PROFIT" => OrderType::Stop,
        "STOP_LOSS_LIMIT" | "TAKE_PROFIT_LIMIT" => OrderType::StopLimit,
        _ => return Err(UnknownWord { what: "order type", word: word.to_owned() }),
    })
}

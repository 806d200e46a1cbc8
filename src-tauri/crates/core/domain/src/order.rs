//! Orders and fills, in the words every venue's own words are mapped to.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{InstrumentId, Mode};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Buy,
    Sell,
}

impl Side {
    pub const fn opposite(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Sell => "sell",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderType {
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

impl OrderType {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Limit => "limit",
            Self::Stop => "stop",
            Self::StopLimit => "stop_limit",
            Self::TrailingStop => "trailing_stop",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum TimeInForce {
    #[default]
    Gtc,
    Ioc,
    Fok,
}

/// What an order is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum OrderRole {
    Entry,
    Stop,
    Target,
    Exit,
}

/// Where an order stands. `Unconfirmed`: sent, and the venue has not said what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum OrderStatus {
    /// Written ahead; not one byte has left yet.
    Intended,
    Sent,
    Unconfirmed,
    Open,
    Filled,
    Canceled,
    Rejected,
    Expired,
}

impl OrderStatus {
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Filled | Self::Canceled | Self::Rejected | Self::Expired)
    }
}

/// An order as it leaves for a venue (paper or real): everything a venue needs, nothing it must not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRequest {
    /// Ours, unique for ever: the name under which a venue is asked about it.
    pub client_id: String,
    pub mode: Mode,
    pub account: String,
    pub instrument: InstrumentId,
    pub side: Side,
    pub order_type: OrderType,
    pub role: OrderRole,
    pub quantity: Decimal,
    /// Limit price; `None` for market and stop orders.
    pub price: Option<Decimal>,
    /// Trigger price of stop orders.
    pub stop_price: Option<Decimal>,
    pub time_in_force: TimeInForce,
    pub post_only: bool,
    pub reduce_only: bool,
    /// Orders of one group cancel each other once one of them fills.
    pub oco_group: Option<String>,
    /// Not shown in the book, where the venue can hide an order.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Distance a trailing stop keeps from the best price so far, in quote currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trail: Option<Decimal>,
}

/// A (partial) execution as the venue stated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Fill {
    pub client_id: String,
    /// The venue's, unique per venue: the same fill told twice counts once.
    pub trade_id: String,
    pub instrument: InstrumentId,
    pub side: Side,
    pub quantity: Decimal,
    pub price: Decimal,
    pub fee: Decimal,
    pub fee_currency: String,
    pub maker: bool,
    pub time_ms: i64,
}

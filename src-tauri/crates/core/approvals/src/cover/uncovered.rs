//! Why an order is not covered.

use domain::{Decimal, OrderRole, OrderType, Side};

use crate::keyring::SignatureFault;

/// The first reason found, with what was asked and what was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Uncovered {
    #[error("{cover} covers {field} {signed}, the order has {asked}")]
    Differs { cover: String, field: &'static str, signed: String, asked: String },
    #[error("{cover} covers the {role:?} order with side {signed:?}, not {asked:?}")]
    Side { cover: String, role: OrderRole, signed: Vec<Side>, asked: Side },
    #[error("{cover} covers {signed:?} orders, not {asked:?}")]
    OrderType { cover: String, signed: OrderType, asked: OrderType },
    #[error("{cover} is for reduce-only orders, this one may open a position")]
    NotReduceOnly { cover: String },
    #[error("{cover} is for post-only orders, this one may take")]
    NotPostOnly { cover: String },
    #[error("{cover} expired at {expires_ms}, it is {now_ms}: ask for a new one")]
    Expired { cover: String, expires_ms: i64, now_ms: i64 },
    #[error("{cover} starts at {starts_ms}, it is {now_ms}")]
    NotStarted { cover: String, starts_ms: i64, now_ms: i64 },
    #[error("quantity {asked} is not above zero")]
    NoQuantity { asked: Decimal },
    #[error("quantity {asked} is over {limit}, the cap of {cover}")]
    OverCap { cover: String, asked: Decimal, limit: Decimal },
    #[error("price {price} lies outside {low} to {high}, the band of {cover}")]
    OutOfBand { cover: String, price: Decimal, low: Decimal, high: Decimal },
    #[error("a {order_type:?} order without a limit price cannot be held to the band of {cover}")]
    Unpriced { cover: String, order_type: OrderType },
    #[error("{cover} covers a {role:?} at {signed:?}, not at {asked:?}")]
    ExitPrice { cover: String, role: OrderRole, signed: Option<Decimal>, asked: Option<Decimal> },
    #[error("{cover} bounds the notional, and the order has no price to value it by")]
    NoPrice { cover: String },
    #[error("notional {asked} is over {limit}, the most of one order under {cover}")]
    OverOrderNotional { cover: String, asked: Decimal, limit: Decimal },
    #[error("notional {asked} after {used} today is over {limit}, the most of a day under {cover}")]
    OverDayNotional { cover: String, asked: Decimal, used: Decimal, limit: Decimal },
    #[error("{used} orders today is the most under {cover} ({limit})")]
    OverDayOrders { cover: String, used: u32, limit: u32 },
    #[error("loss {loss} has reached {limit}, the most under {cover}: only exits are covered")]
    OverLoss { cover: String, loss: Decimal, limit: Decimal },
    #[error("{cover} is for bot {signed}, not for {asked:?}")]
    WrongBot { cover: String, signed: String, asked: Option<String> },
    #[error("{cover} needs signatures of {required} different admins, it has {found}")]
    TooFewSignatures { cover: String, required: usize, found: usize },
    #[error("{cover}: {fault}")]
    Signature { cover: String, fault: SignatureFault },
}

impl Uncovered {
    /// A stable name of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Differs { .. } | Self::Side { .. } | Self::OrderType { .. } => "uncovered_order",
            Self::NotReduceOnly { .. } | Self::NotPostOnly { .. } | Self::WrongBot { .. } => {
                "uncovered_order"
            }
            Self::NotStarted { .. } | Self::TooFewSignatures { .. } | Self::NoPrice { .. } => {
                "uncovered_order"
            }
            Self::Expired { .. } => "expired_approval",
            Self::OutOfBand { .. } | Self::Unpriced { .. } | Self::ExitPrice { .. } => "out_of_band",
            Self::NoQuantity { .. } | Self::OverCap { .. } | Self::OverOrderNotional { .. } => "over_cap",
            Self::OverDayNotional { .. } | Self::OverDayOrders { .. } | Self::OverLoss { .. } => "over_cap",
            Self::Signature { fault, .. } => fault.code(),
        }
    }
}

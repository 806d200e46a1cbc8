//! The venue's refusals.

use serde_json::{Value, json};

use crate::exchange::Reject;
use crate::wire::RestReply;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub status: u16,
    pub code: i64,
    pub msg: String,
    /// Milliseconds to stay away.
    pub retry_after_ms: Option<i64>,
}

impl ApiError {
    pub fn new(status: u16, code: i64, msg: impl Into<String>) -> Self {
        Self { status, code, msg: msg.into(), retry_after_ms: None }
    }

    pub fn bad(code: i64, msg: impl Into<String>) -> Self {
        Self::new(400, code, msg)
    }

    pub fn missing(name: &str) -> Self {
        let msg = format!("Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");
        Self::bad(-1102, msg)
    }

    pub fn invalid(name: &str) -> Self {
        Self::bad(-1100, format!("Illegal characters found in parameter '{name}'."))
    }

    pub fn symbol() -> Self {
        Self::bad(-1121, "Invalid symbol.")
    }

    pub fn no_such_order() -> Self {
        Self::bad(-2013, "Order does not exist.")
    }

    pub fn unknown_order() -> Self {
        Self::bad(-2011, "Unknown order sent.")
    }

    pub fn body(&self) -> Value {
        json!({"code": self.code, "msg": self.msg})
    }

    pub fn reply(&self) -> RestReply {
        let reply = RestReply::status_json(self.status, &self.body());
        match self.retry_after_ms {
            Some(ms) => reply.header("retry-after", ((ms.max(0) + 999) / 1_000).to_string()),
            None => reply,
        }
    }
}

/// The venue's words for what the exchange refuses.
impl From<Reject> for ApiError {
    fn from(reject: Reject) -> Self {
        let filter = |name: &str| Self::bad(-1013, format!("Filter failure: {name}"));
        let engine = |msg: &str| Self::bad(-2010, msg);
        match reject {
            Reject::UnknownSymbol { .. } => Self::symbol(),
            Reject::UnknownOrder { .. } | Reject::UnknownAccount | Reject::OrderEnded { .. } => {
                Self::unknown_order()
            }
            Reject::DuplicateClientId { .. } => engine("Duplicate order sent."),
            Reject::QuantityNotPositive { .. } => Self::bad(-1013, "Invalid quantity."),
            Reject::QuantityTooSmall { .. }
            | Reject::QuantityTooLarge { .. }
            | Reject::QuantityStep { .. } => filter("LOT_SIZE"),
            Reject::NotionalTooSmall { .. } => filter("NOTIONAL"),
            Reject::PriceMissing { .. } => Self::missing("price"),
            Reject::PriceNotPositive { .. } | Reject::PriceStep { .. } => filter("PRICE_FILTER"),
            Reject::InsufficientFunds { .. } => {
                engine("Account has insufficient balance for requested action.")
            }
            Reject::PostOnlyWouldTake { .. } => engine("Order would immediately match and take."),
            Reject::StopWouldTrigger { .. } => engine("Order would trigger immediately."),
            Reject::FillOrKill { .. } => engine("Fill or kill order was not filled."),
            Reject::NothingToReduce { .. } | Reject::NoMargin { .. } => {
                engine("This action is disabled on this account.")
            }
            Reject::NothingToAmend => Self::bad(-2038, "The requested action would not change the order."),
            Reject::NoLiquidity { .. } => engine("The price of a market order would be outside of the book."),
            Reject::Halted { .. } => engine("Market is closed."),
            Reject::Injected => engine("This symbol is restricted for this account."),
        }
    }
}

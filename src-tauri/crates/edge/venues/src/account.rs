//! What an account at a venue holds, owes and may do.

use domain::{Balance, Decimal, Fill, Symbol};
use serde::Serialize;

use crate::ExecutionReport;

/// An open margin or derivative position. `quantity` is above zero for long, below for short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    pub symbol: Symbol,
    pub quantity: Decimal,
    pub entry_price: Decimal,
    pub unrealised: Option<Decimal>,
    pub liquidation_price: Option<Decimal>,
    pub leverage: Option<Decimal>,
}

/// What the venue takes of a trade's value now: 0.001 is 0.1 %. Below zero it pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FeeRates {
    pub maker: Decimal,
    pub taker: Decimal,
}

/// What a key may do at its venue. `None`: the venue does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct KeyPermissions {
    pub read: Option<bool>,
    pub trade: Option<bool>,
    pub withdraw: Option<bool>,
    /// The venue's own words for what is allowed, in its order.
    pub granted: Vec<String>,
}

impl KeyPermissions {
    /// Why the key must not be kept; `None`: it may.
    pub fn refusal(&self) -> Option<&'static str> {
        (self.withdraw == Some(true)).then_some("withdraw")
    }
}

/// What to change of a resting order; `None` leaves it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amendment {
    /// The whole quantity of the order, what is filled included.
    pub quantity: Option<Decimal>,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    pub trail: Option<Decimal>,
}

/// One thing that happened on the account, as its private stream told it.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountEvent {
    Order(ExecutionReport),
    Balance(Balance),
    Position(Position),
    /// A fill of an order this program did not place.
    Foreign(Fill),
    /// The stream was away and is back: whoever keeps orders asks for each that is not final.
    Resynced,
    /// The venue said something we have no word for; kept as it came.
    Unlisted {
        what: &'static str,
        raw: String,
    },
}

//! Orders, positions, fills and balances.

use domain::{
    Balance, Decimal, Fill, InstrumentId, Mode, OrderRole, OrderStatus, OrderType, Side, TimeInForce,
};
use serde::{Deserialize, Serialize};

/// A manual order as the ticket holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Ticket {
    pub instrument: InstrumentId,
    pub side: Side,
    pub order_type: OrderType,
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    /// Bracket: protective stop and target that follow the fill.
    pub stop_loss: Option<Decimal>,
    pub take_profit: Option<Decimal>,
    pub post_only: bool,
    pub reduce_only: bool,
    pub time_in_force: TimeInForce,
}

/// What an order would come to, after rounding to tick and lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketPreview {
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    pub value: Decimal,
    pub fee: Decimal,
    /// Price paid worse than the best one, in quote currency, by the book as it is.
    pub slippage: Decimal,
    pub stop_loses: Option<Decimal>,
    pub target_gains: Option<Decimal>,
    pub currency: String,
    pub problems: Vec<TicketProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketProblem {
    /// The field it stands at: `quantity`, `price`, `stop_loss` ... or empty for the whole ticket.
    pub field: String,
    pub code: String,
    pub message: String,
    pub value: String,
    pub limit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OrderView {
    pub client_id: String,
    pub venue_id: Option<String>,
    pub mode: Mode,
    pub account: String,
    pub instrument: InstrumentId,
    pub side: Side,
    pub order_type: OrderType,
    pub role: OrderRole,
    pub quantity: Decimal,
    pub filled: Decimal,
    pub average: Option<Decimal>,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    pub status: OrderStatus,
    pub post_only: bool,
    pub reduce_only: bool,
    /// What covers it.
    pub approval: Option<String>,
    pub mandate: Option<String>,
    /// Why it was refused or cancelled.
    pub reason: Option<String>,
    pub created_ms: i64,
    pub updated_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// A resting exit of the full size is at the venue.
    Full,
    Partial,
    None,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PositionView {
    pub instrument: InstrumentId,
    pub side: Side,
    pub quantity: Decimal,
    pub entry: Decimal,
    pub mark: Option<Decimal>,
    pub pnl: Option<Decimal>,
    pub pnl_fraction: Option<f64>,
    pub realised: Decimal,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    pub protection: Protection,
    pub protected_quantity: Decimal,
    /// The strategy it came from, or `manual`.
    pub source: String,
    pub opened_ms: i64,
}

/// Everything that is held and working, at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Holdings {
    pub positions: Vec<PositionView>,
    pub orders: Vec<OrderView>,
    /// Newest first, at most 500.
    pub fills: Vec<Fill>,
    pub balances: Vec<Balance>,
}

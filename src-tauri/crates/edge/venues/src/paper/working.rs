//! An order the paper venue has taken.

use domain::{Decimal, Fill, Instrument, OrderRequest, OrderStatus, OrderType, Side};

use super::ledger::CancelReason;
use crate::VenueOrder;

/// A taken order and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    pub sequence: u64,
    pub order: OrderRequest,
    pub instrument: Instrument,
    pub reserve_price: Decimal,
    /// From when on it takes part in the market.
    pub active_ms: i64,
    pub time_ms: i64,
    pub rested: bool,
    pub triggered: bool,
    pub filled: Decimal,
    pub fills: Vec<Fill>,
    /// What its group had filled, and how many of its orders were complete, when this one joined.
    pub group_before: Group,
}

/// Orders that share one quantity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Group {
    pub filled: Decimal,
    pub complete: u32,
}

impl Working {
    pub fn unfilled(&self) -> Decimal {
        self.order.quantity - self.filled
    }

    /// A stop whose price was not reached yet.
    pub const fn is_waiting(&self) -> bool {
        !self.triggered && matches!(self.order.order_type, OrderType::Stop | OrderType::StopLimit)
    }

    /// The worst price it may execute at; `None`: any.
    pub fn limit(&self) -> Option<Decimal> {
        match self.order.order_type {
            OrderType::Limit | OrderType::StopLimit => self.order.price,
            OrderType::Market | OrderType::Stop | OrderType::TrailingStop => None,
        }
    }

    /// Whether `price` is one the order accepts.
    pub fn accepts(&self, price: Decimal) -> bool {
        self.limit().is_none_or(|limit| match self.order.side {
            Side::Buy => price <= limit,
            Side::Sell => price >= limit,
        })
    }

    pub fn fee_rate(&self, maker: bool) -> Decimal {
        if maker { self.instrument.maker_fee } else { self.instrument.taker_fee }
    }

    pub fn venue_id(&self) -> String {
        self.sequence.to_string()
    }

    fn average(&self) -> Option<Decimal> {
        let value: Decimal = self.fills.iter().map(|fill| fill.price * fill.quantity).sum();
        (!self.filled.is_zero()).then(|| (value / self.filled).normalize())
    }

    pub fn venue_order(&self, status: OrderStatus, reason: Option<CancelReason>) -> VenueOrder {
        VenueOrder {
            client_id: self.order.client_id.clone(),
            venue_id: self.venue_id(),
            instrument: self.order.instrument.clone(),
            side: self.order.side,
            order_type: self.order.order_type,
            quantity: self.order.quantity,
            price: self.order.price,
            stop_price: self.order.stop_price,
            status,
            filled: self.filled,
            average: self.average(),
            post_only: self.order.post_only,
            reduce_only: self.order.reduce_only,
            fills: self.fills.clone(),
            reason: reason.map(|r| r.as_str().to_owned()),
            time_ms: self.time_ms,
        }
    }
}

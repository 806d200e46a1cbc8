//! One order and its life: intended, sent, (unconfirmed,) open, filled, canceled or rejected.

use std::collections::BTreeSet;

use approvals::Cover;
use domain::{Decimal, Fill, OrderRequest, OrderRole, OrderStatus, Side};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    pub request: OrderRequest,
    pub cover: Cover,
    pub status: OrderStatus,
    pub filled: Decimal,
    /// Sum of quantity times price of its fills.
    pub filled_value: Decimal,
    pub venue_id: Option<String>,
    /// Sendings so far; 0 while not one byte has left.
    pub attempts: u32,
    pub cancel_requested: bool,
    /// Why it was cancelled or refused, in the venue's or a person's words.
    pub reason: Option<String>,
    pub trade_ids: BTreeSet<String>,
    /// What one unit was valued at when it was written ahead.
    pub value_price: Decimal,
    /// The entry whose position this stop or target protects.
    pub protects: Option<String>,
    pub created_ms: i64,
    pub updated_ms: i64,
}

impl Order {
    pub fn new(request: OrderRequest, cover: Cover, value_price: Decimal, now_ms: i64) -> Self {
        Self {
            request,
            cover,
            status: OrderStatus::Intended,
            filled: Decimal::ZERO,
            filled_value: Decimal::ZERO,
            venue_id: None,
            attempts: 0,
            cancel_requested: false,
            reason: None,
            trade_ids: BTreeSet::new(),
            value_price,
            protects: None,
            created_ms: now_ms,
            updated_ms: now_ms,
        }
    }

    pub fn is_working(&self) -> bool {
        !self.status.is_final()
    }

    /// What may still fill; zero once the order is final.
    pub fn remaining(&self) -> Decimal {
        if self.is_working() { self.unfilled() } else { Decimal::ZERO }
    }

    pub fn unfilled(&self) -> Decimal {
        self.request.quantity - self.filled
    }

    /// Mean price of its fills.
    pub fn average_price(&self) -> Option<Decimal> {
        self.filled_value.checked_div(self.filled)
    }

    pub fn is_protection(&self) -> bool {
        matches!(self.request.role, OrderRole::Stop | OrderRole::Target)
    }

    /// A working sell that is no protection: it has a claim on what is held.
    pub(crate) fn claims(&self) -> bool {
        self.is_working() && self.request.side == Side::Sell && !self.is_protection()
    }

    /// Counts a fill. A fill that comes after a cancel is money moved all the same.
    pub(crate) fn fill(&mut self, fill: &Fill, now_ms: i64) {
        self.filled += fill.quantity;
        self.filled_value += fill.quantity * fill.price;
        self.trade_ids.insert(fill.trade_id.clone());
        self.updated_ms = now_ms;
        if self.filled >= self.request.quantity {
            self.status = OrderStatus::Filled;
        } else if self.is_working() {
            self.status = OrderStatus::Open;
        }
    }

    pub(crate) fn end(&mut self, status: OrderStatus, reason: &str, now_ms: i64) {
        self.status = status;
        self.reason = Some(reason.to_owned());
        self.updated_ms = now_ms;
    }
}

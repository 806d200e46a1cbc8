//! Everything the paper venue knows: the fold of its ledger.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Balance, OrderRequest, OrderStatus};

use super::ledger::{CancelReason, LedgerRecord};
use super::live::{Except, LedgerFault, Live};
use super::working::Working;
use crate::{Ack, VenueOrder};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Finished {
    working: Working,
    /// `None`: filled.
    reason: Option<CancelReason>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    pub live: Live,
    /// Sequence of each order ever taken, by client id.
    ids: BTreeMap<String, u64>,
    finished: BTreeMap<u64, Finished>,
    deposits: BTreeSet<String>,
}

impl State {
    /// The state after these records.
    pub fn replay(records: &[LedgerRecord]) -> Result<Self, LedgerFault> {
        let mut state = Self::default();
        for record in records {
            state.apply(record)?;
        }
        Ok(state)
    }

    pub fn apply(&mut self, record: &LedgerRecord) -> Result<(), LedgerFault> {
        let finished = self.live.apply(record)?;
        match record {
            LedgerRecord::Deposited { id, .. } => {
                self.deposits.insert(id.clone());
            }
            LedgerRecord::Accepted { sequence, order, .. } => {
                self.ids.insert(order.client_id.clone(), *sequence);
            }
            _ => {}
        }
        if let Some(working) = finished {
            let reason = match record {
                LedgerRecord::Cancelled { reason, .. } => Some(*reason),
                _ => None,
            };
            self.finished.insert(working.sequence, Finished { working, reason });
        }
        Ok(())
    }

    pub fn has_deposit(&self, id: &str) -> bool {
        self.deposits.contains(id)
    }

    /// An order ever taken: what was asked and the acknowledgement given.
    pub fn taken(&self, client_id: &str) -> Option<(&OrderRequest, Ack)> {
        let sequence = self.ids.get(client_id)?;
        let live = self.live.orders.get(sequence);
        let working = live.or_else(|| self.finished.get(sequence).map(|f| &f.working))?;
        Some((&working.order, Ack { client_id: client_id.to_owned(), venue_id: working.venue_id() }))
    }

    /// The sequence of a working order.
    pub fn working(&self, client_id: &str) -> Option<u64> {
        self.ids.get(client_id).copied().filter(|s| self.live.orders.contains_key(s))
    }

    pub fn lookup(&self, client_id: &str) -> Option<VenueOrder> {
        let sequence = self.ids.get(client_id)?;
        if let Some(working) = self.live.orders.get(sequence) {
            return Some(working.venue_order(OrderStatus::Open, None));
        }
        let finished = self.finished.get(sequence)?;
        let status = if finished.reason.is_none() { OrderStatus::Filled } else { OrderStatus::Canceled };
        Some(finished.working.venue_order(status, finished.reason))
    }

    pub fn open_orders(&self) -> Vec<VenueOrder> {
        self.live.orders.values().map(|w| w.venue_order(OrderStatus::Open, None)).collect()
    }

    pub fn balances(&self) -> Vec<Balance> {
        let balance = |(currency, total): (&String, &domain::Decimal)| Balance {
            currency: currency.clone(),
            total: *total,
            available: self.live.available(currency, Except::default()).normalize(),
        };
        self.live.totals.iter().map(balance).collect()
    }
}

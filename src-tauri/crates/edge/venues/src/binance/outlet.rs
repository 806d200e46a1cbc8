//! Where the account's news leave: one place, so that they leave in one order.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Fill;
use tokio::sync::broadcast;

use super::order_shape::{OrderRow, UnknownWord, status};
use super::tracker::{Fact, Key, Tracker};
use crate::{AccountEvent, ExecutionReport};

/// News a slow reader may lie behind before it must look its orders up.
const KEPT: usize = 4_096;

pub struct Outlet {
    tracker: Mutex<Tracker>,
    pub reports: broadcast::Sender<ExecutionReport>,
    pub events: broadcast::Sender<AccountEvent>,
}

impl Outlet {
    pub fn new() -> Self {
        Self {
            tracker: Mutex::default(),
            reports: broadcast::Sender::new(KEPT),
            events: broadcast::Sender::new(KEPT),
        }
    }

    /// `true`: fills of the order are missing.
    pub fn fact(&self, fact: &Fact) -> bool {
        let mut tracker = self.tracker();
        let (events, missing) = tracker.fact(fact);
        self.send(events);
        missing
    }

    /// The same from an order in an answer.
    pub fn row(&self, row: &OrderRow) -> Result<bool, UnknownWord> {
        Ok(self.fact(&Fact {
            key: (row.symbol.clone(), row.order_id),
            client_id: row.client_id().to_owned(),
            status: status(&row.status)?,
            executed: row.executed.0,
            reason: row.expiry_reason.clone(),
        }))
    }

    pub fn fill(&self, key: &Key, fill: Fill) {
        let mut tracker = self.tracker();
        let events = tracker.fill(key, fill);
        self.send(events);
    }

    pub fn tell(&self, event: AccountEvent) {
        let _order = self.tracker();
        self.send(vec![event]);
    }

    /// While this is held nothing leaves.
    pub fn tracker(&self) -> MutexGuard<'_, Tracker> {
        self.tracker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, events: Vec<AccountEvent>) {
        for event in events {
            if let AccountEvent::Order(report) = &event {
                // Err: nobody listens
                let _ = self.reports.send(report.clone());
            }
            let _ = self.events.send(event);
        }
    }
}

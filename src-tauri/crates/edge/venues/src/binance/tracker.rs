//! What has been told of the account's orders. Facts may come twice, late, out of order, by stream and by answer:
//! each is told once, and the end of an order only after all of its fills.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::{Decimal, Fill, OrderStatus};

use super::client_id::looks_ours;
use super::order_shape::ended_as;
use crate::{AccountEvent, ExecutionReport};

/// Orders that ended and are remembered, so that a late repetition is known for one.
const ENDED_KEPT: usize = 20_000;

/// The venue's name of the instrument and number of the order.
pub type Key = (String, i64);

/// How an order stands, as some message or answer has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub key: Key,
    /// As the venue has it.
    pub client_id: String,
    pub status: OrderStatus,
    /// Filled so far.
    pub executed: Decimal,
    pub reason: Option<String>,
}

#[derive(Debug, Default)]
struct Known {
    /// Ours; `None`: the order is not.
    client_id: Option<String>,
    acknowledged: bool,
    trades: BTreeSet<String>,
    told: Decimal,
    executed: Decimal,
    end: Option<(OrderStatus, Option<String>)>,
    ended: bool,
}

/// All orders heard of since the start.
#[derive(Debug, Default)]
pub struct Tracker {
    /// Our ids by the venue's, where they differ or where only we know that they are ours.
    ours: BTreeMap<String, String>,
    named: VecDeque<String>,
    orders: BTreeMap<Key, Known>,
    ended: VecDeque<Key>,
}

impl Tracker {
    /// From now on this id of the venue's is known for ours.
    pub fn name(&mut self, theirs: &str, ours: &str) {
        if self.ours.insert(theirs.to_owned(), ours.to_owned()).is_none() {
            self.named.push_back(theirs.to_owned());
            if self.named.len() > 2 * ENDED_KEPT
                && let Some(oldest) = self.named.pop_front()
            {
                self.ours.remove(&oldest);
            }
        }
    }

    /// Our id; `None`: the order is not ours.
    pub fn ours(&self, theirs: &str) -> Option<String> {
        self.ours.get(theirs).cloned().or_else(|| looks_ours(theirs).then(|| theirs.to_owned()))
    }

    /// Our id, or the venue's where the order is not ours.
    pub fn shown(&self, theirs: &str) -> String {
        self.ours.get(theirs).cloned().unwrap_or_else(|| theirs.to_owned())
    }

    pub fn knows(&self, key: &Key) -> bool {
        self.orders.contains_key(key)
    }

    /// Our id of a known order.
    pub fn client_id(&self, key: &Key) -> Option<String> {
        self.orders.get(key).and_then(|known| known.client_id.clone())
    }

    /// Instruments of the orders heard of, by the venue's names.
    pub fn names(&self) -> BTreeSet<String> {
        self.orders.keys().map(|(name, _)| name.clone()).collect()
    }

    /// Orders not known to have ended.
    pub fn open(&self) -> Vec<Key> {
        self.orders.iter().filter(|(_, known)| !known.ended).map(|(key, _)| key.clone()).collect()
    }

    /// Orders more of which was filled than fills were told.
    pub fn lacking(&self) -> Vec<Key> {
        self.orders
            .iter()
            .filter(|(_, known)| known.told < known.executed)
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// Takes a fact in; what is to be told of it, and whether fills are missing before more can be told.
    pub fn fact(&mut self, fact: &Fact) -> (Vec<AccountEvent>, bool) {
        let client_id = self.ours(&fact.client_id);
        let known = self.orders.entry(fact.key.clone()).or_default();
        if known.client_id.is_none() {
            known.client_id = client_id;
        }
        let mut events = Vec::new();
        known.executed = known.executed.max(fact.executed);
        if fact.status != OrderStatus::Rejected {
            known.acknowledge(&fact.key, &mut events);
        }
        if fact.status.is_final() && known.end.is_none() {
            known.end = Some((fact.status, fact.reason.clone()));
        }
        known.settle(&mut events);
        let missing = known.told < known.executed;
        self.note_end(&fact.key);
        (events, missing)
    }

    /// Takes an execution in. The order must be known by a fact.
    pub fn fill(&mut self, key: &Key, fill: Fill) -> Vec<AccountEvent> {
        let mut events = Vec::new();
        let known = self.orders.entry(key.clone()).or_default();
        if !known.trades.insert(fill.trade_id.clone()) {
            return events;
        }
        known.acknowledge(key, &mut events);
        known.told += fill.quantity;
        events.push(match &known.client_id {
            Some(ours) => {
                AccountEvent::Order(ExecutionReport::Filled(Fill { client_id: ours.clone(), ..fill }))
            }
            None => AccountEvent::Foreign(Fill { client_id: String::new(), ..fill }),
        });
        known.settle(&mut events);
        self.note_end(key);
        events
    }

    fn note_end(&mut self, key: &Key) {
        let Some(known) = self.orders.get_mut(key).filter(|known| known.end.is_some() && !known.ended) else {
            return;
        };
        if known.told < known.executed {
            return;
        }
        known.ended = true;
        self.ended.push_back(key.clone());
        if self.ended.len() > ENDED_KEPT
            && let Some(oldest) = self.ended.pop_front()
        {
            self.orders.remove(&oldest);
        }
    }
}

impl Known {
    fn acknowledge(&mut self, key: &Key, events: &mut Vec<AccountEvent>) {
        if self.acknowledged {
            return;
        }
        self.acknowledged = true;
        if let Some(client_id) = self.client_id.clone() {
            let venue_id = key.1.to_string();
            events.push(AccountEvent::Order(ExecutionReport::Acknowledged { client_id, venue_id }));
        }
    }

    /// Tells the end once all fills were told.
    fn settle(&self, events: &mut Vec<AccountEvent>) {
        let Some((status, reason)) = self.end.as_ref().filter(|_| !self.ended && self.told >= self.executed)
        else {
            return;
        };
        let Some(client_id) = self.client_id.clone() else { return };
        let reason = reason.clone().or_else(|| ended_as(*status).map(str::to_owned)).unwrap_or_default();
        match status {
            OrderStatus::Canceled | OrderStatus::Expired => {
                events.push(AccountEvent::Order(ExecutionReport::Cancelled { client_id, reason }));
            }
            OrderStatus::Rejected => {
                events.push(AccountEvent::Order(ExecutionReport::Rejected { client_id, reason }));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "tracker_tests.rs"]
mod tests;

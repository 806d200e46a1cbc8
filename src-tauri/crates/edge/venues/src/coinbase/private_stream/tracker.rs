//! From sums to reports: each fill told once, the end of an order only after all its fills.

use std::collections::BTreeMap;

use domain::{Decimal, Fill, OrderStatus};
use serde::{Deserialize, Serialize};

use crate::coinbase::pairs;
use crate::coinbase::parse::{OTHER_LEG, OrderRow, UserOrder, status_of};
use crate::coinbase::recent::Recent;
use crate::session::Steps;
use crate::{AccountEvent, ExecutionReport};

/// Fills remembered so that none is told twice.
const FILLS_REMEMBERED: usize = 20_000;

/// Ended orders remembered so that a late message does not revive one.
const ENDED_REMEMBERED: usize = 5_000;

/// What the venue says of an order at one moment. Sums only rise and an end is an end, in whatever order this comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    pub venue_id: String,
    pub client_id: String,
    /// In the venue's own words.
    pub status: String,
    pub filled: Decimal,
    pub reason: String,
}

impl OrderFacts {
    pub fn streamed(order: &UserOrder) -> Self {
        Self {
            venue_id: order.order_id.0.clone(),
            client_id: order.client_order_id.0.clone(),
            status: order.status.0.clone(),
            filled: order.cumulative_quantity.or_zero(),
            reason: order.reason(),
        }
    }

    pub fn listed(row: &OrderRow) -> Self {
        Self {
            venue_id: row.order_id.0.clone(),
            client_id: row.client_order_id.0.clone(),
            status: row.status.0.clone(),
            filled: row.filled_size.or_zero(),
            reason: row.reason().unwrap_or_default(),
        }
    }
}

#[derive(Debug)]
pub struct Tracker {
    orders: BTreeMap<String, Tracked>,
    fills: Recent,
    ended: Recent,
}

impl Default for Tracker {
    fn default() -> Self {
        Self {
            orders: BTreeMap::new(),
            fills: Recent::new(FILLS_REMEMBERED),
            ended: Recent::new(ENDED_REMEMBERED),
        }
    }
}

#[derive(Debug, Default)]
struct Tracked {
    client_id: String,
    acknowledged: bool,
    /// As the venue sums it up.
    filled: Decimal,
    /// As far as fills were told, of which for the target of a bracket.
    told: Decimal,
    told_target: Decimal,
    /// How it ended, kept back until all its fills are told.
    end: Option<(OrderStatus, String)>,
}

impl Tracker {
    pub fn order(&mut self, facts: &OrderFacts, steps: &mut Steps) {
        if facts.venue_id.is_empty() || self.ended.knows(&facts.venue_id) {
            return;
        }
        let tracked = self.orders.entry(facts.venue_id.clone()).or_default();
        if tracked.client_id.is_empty() {
            tracked.client_id.clone_from(&facts.client_id);
        }
        tracked.filled = tracked.filled.max(facts.filled);
        match status_of(&facts.status) {
            None => {
                let raw = format!("{} of order {}", facts.status, facts.venue_id);
                steps.account(AccountEvent::Unlisted { what: "order status", raw });
            }
            Some(status) if status.is_final() && tracked.end.is_none() => {
                tracked.end = Some((status, facts.reason.clone()));
            }
            Some(_) => {}
        }
        let refused = matches!(tracked.end, Some((OrderStatus::Rejected, _)));
        if !tracked.acknowledged && !refused {
            tracked.acknowledged = true;
            for client_id in tracked.ours() {
                report(ExecutionReport::Acknowledged { client_id, venue_id: facts.venue_id.clone() }, steps);
            }
        }
        self.settle(&facts.venue_id, steps);
    }

    /// `false`: it was told before.
    pub fn fill(&mut self, venue_id: &str, order_id: &str, mut fill: Fill, steps: &mut Steps) -> bool {
        if !self.fills.is_new(&format!("{venue_id} {}", fill.trade_id)) {
            return false;
        }
        if !self.ended.knows(venue_id) {
            let tracked = self.orders.entry(venue_id.to_owned()).or_default();
            if tracked.client_id.is_empty() {
                order_id.clone_into(&mut tracked.client_id);
            }
            if fill.client_id.is_empty() {
                fill.client_id.clone_from(&tracked.client_id);
            }
            tracked.told += fill.quantity;
            if pairs::legs(&tracked.client_id).is_some_and(|(target, _)| target == fill.client_id) {
                tracked.told_target += fill.quantity;
            }
        }
        if fill.client_id.is_empty() {
            steps.account(AccountEvent::Foreign(fill));
        } else {
            report(ExecutionReport::Filled(fill), steps);
        }
        self.settle(venue_id, steps);
        true
    }

    /// Tells the end once every fill before it was told.
    fn settle(&mut self, venue_id: &str, steps: &mut Steps) {
        let is_settled = |order: &&Tracked| order.end.is_some() && order.told >= order.filled;
        if self.orders.get(venue_id).filter(is_settled).is_none() {
            return;
        }
        let Some(order) = self.orders.remove(venue_id) else { return };
        self.ended.is_new(venue_id);
        let Some((status, reason)) = order.end.clone() else { return };
        for (client_id, told) in order.ours().into_iter().zip(order.parts()) {
            let reason = reason.clone();
            match status {
                OrderStatus::Rejected if order.filled.is_zero() => {
                    report(ExecutionReport::Rejected { client_id, reason }, steps);
                }
                OrderStatus::Canceled | OrderStatus::Expired | OrderStatus::Rejected => {
                    report(ExecutionReport::Cancelled { client_id, reason }, steps);
                }
                // the rest of a leg goes with what the other filled
                _ if told < order.filled => {
                    let reason = OTHER_LEG.to_owned();
                    report(ExecutionReport::Cancelled { client_id, reason }, steps);
                }
                _ => {}
            }
        }
    }

    /// Orders whose fills do not add up yet to what the venue says is filled.
    pub fn lacking_fills(&self) -> Vec<String> {
        self.orders.iter().filter(|(_, o)| o.told < o.filled).map(|(id, _)| id.clone()).collect()
    }

    /// Orders not known to have ended.
    pub fn working(&self) -> Vec<String> {
        self.orders.keys().cloned().collect()
    }
}

impl Tracked {
    /// Our ids of it: none, one, or those of target and stop.
    fn ours(&self) -> Vec<String> {
        match pairs::legs(&self.client_id) {
            Some((target, stop)) => vec![target.to_owned(), stop.to_owned()],
            None if self.client_id.is_empty() => Vec::new(),
            None => vec![self.client_id.clone()],
        }
    }

    /// What was told of each of them, in that order.
    fn parts(&self) -> Vec<Decimal> {
        match pairs::legs(&self.client_id) {
            Some(_) => vec![self.told_target, self.told - self.told_target],
            None => vec![self.told],
        }
    }
}

fn report(report: ExecutionReport, steps: &mut Steps) {
    steps.account(AccountEvent::Order(report));
}

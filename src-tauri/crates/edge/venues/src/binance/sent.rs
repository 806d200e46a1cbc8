//! Orders this process has sent: so that a repetition sends nothing, and an unclear outcome is asked about until the
//! venue can no longer take the order.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{OrderRequest, VenueId};

use crate::{Ack, VenueError, VenueRule};

const KEPT: usize = 20_000;

#[derive(Debug, Clone)]
struct Sent {
    order: OrderRequest,
    ack: Option<Ack>,
    /// Until then, by the venue's clock, an order whose outcome is unclear may still be taken.
    open_until_ms: Option<i64>,
}

/// By client id.
#[derive(Debug, Default)]
pub struct SentOrders(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    by_id: BTreeMap<String, Sent>,
    oldest_first: VecDeque<String>,
}

/// What is known of a client id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    Never,
    Acknowledged(Ack),
    /// Sent, and what became of it is not known.
    Unclear,
}

impl SentOrders {
    pub fn before(&self, venue: &VenueId, order: &OrderRequest) -> Result<Before, VenueError> {
        self.lock().before(venue, order)
    }

    /// As [`Self::before`]; an id never used is taken by this order, so that of two at once one alone is sent.
    pub fn claim(
        &self,
        venue: &VenueId,
        order: &OrderRequest,
        open_until_ms: i64,
    ) -> Result<Before, VenueError> {
        let mut kept = self.lock();
        let before = kept.before(venue, order)?;
        if before == Before::Never {
            kept.put(order, open_until_ms);
        }
        Ok(before)
    }

    /// Sent, and what became of it is not known: until then it may still be taken.
    pub fn unclear(&self, order: &OrderRequest, open_until_ms: i64) {
        self.lock().put(order, open_until_ms);
    }

    pub fn acknowledged(&self, ack: &Ack) {
        if let Some(sent) = self.lock().by_id.get_mut(&ack.client_id) {
            (sent.ack, sent.open_until_ms) = (Some(ack.clone()), None);
        }
    }

    /// The venue said that it did not take it, or was asked after it could.
    pub fn not_taken(&self, client_id: &str) {
        let mut kept = self.lock();
        if kept.by_id.get(client_id).is_some_and(|sent| sent.ack.is_none()) {
            kept.by_id.remove(client_id);
            kept.oldest_first.retain(|id| id != client_id);
        }
    }

    pub fn open_until_ms(&self, client_id: &str) -> Option<i64> {
        self.lock().by_id.get(client_id).and_then(|sent| sent.open_until_ms)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn before(&self, venue: &VenueId, order: &OrderRequest) -> Result<Before, VenueError> {
        let Some(sent) = self.by_id.get(&order.client_id) else { return Ok(Before::Never) };
        if sent.order != *order {
            return Err(VenueError::Refused {
                venue: venue.clone(),
                rule: VenueRule::ClientId,
                value: order.client_id.clone(),
                limit: "an id no other order has used".to_owned(),
            });
        }
        Ok(match (&sent.ack, sent.open_until_ms) {
            (Some(ack), _) => Before::Acknowledged(ack.clone()),
            (None, Some(_)) => Before::Unclear,
            (None, None) => Before::Never,
        })
    }

    fn put(&mut self, order: &OrderRequest, open_until_ms: i64) {
        let id = order.client_id.clone();
        let sent = Sent { order: order.clone(), ack: None, open_until_ms: Some(open_until_ms) };
        if self.by_id.insert(id.clone(), sent).is_none() {
            self.oldest_first.push_back(id);
        }
        if self.oldest_first.len() > KEPT
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.by_id.remove(&oldest);
        }
    }
}

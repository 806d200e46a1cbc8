//! Orders this process has sent: so that a repetition sends nothing, and an unclear outcome is asked about until the
//! venue can no longer take the order.
//!
//! Invariant: while a call holds the [`Flight`] of an id no other call sends that id, and no answer of the venue's
//! frees it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{OrderRequest, VenueId};
use tokio::sync::Notify;

use crate::{Ack, VenueError, VenueRule};

const KEPT: usize = 20_000;

#[derive(Debug, Clone)]
struct Sent {
    order: OrderRequest,
    ack: Option<Ack>,
    /// A call is about to send it, or waits for what the venue says.
    in_flight: bool,
    /// Until then, by the venue's clock, an order whose outcome is unclear may still be taken.
    open_until_ms: Option<i64>,
}

/// By client id.
#[derive(Debug, Default)]
pub struct SentOrders {
    kept: Mutex<Kept>,
    landed: Notify,
}

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
    /// Another call is sending it now: [`SentOrders::landed`] tells when it is done.
    InFlight,
    /// Sent, and what became of it is not known.
    Unclear,
}

impl SentOrders {
    pub fn before(&self, venue: &VenueId, order: &OrderRequest) -> Result<Before, VenueError> {
        self.lock().before(venue, order)
    }

    /// As [`Self::before`]; an id never used is taken by this order, so that of two at once one alone is sent: by
    /// whoever got [`Before::Never`], who says by one of the calls below what became of it.
    pub fn claim(&self, venue: &VenueId, order: &OrderRequest) -> Result<Before, VenueError> {
        let mut kept = self.lock();
        let before = kept.before(venue, order)?;
        if before == Before::Never {
            kept.put(order);
        }
        Ok(before)
    }

    /// As [`Self::claim`] for two orders of one request: both are taken, or neither.
    pub fn claim_both(&self, venue: &VenueId, orders: [&OrderRequest; 2]) -> Result<[Before; 2], VenueError> {
        let mut kept = self.lock();
        let before = [kept.before(venue, orders[0])?, kept.before(venue, orders[1])?];
        if before == [Before::Never, Before::Never] {
            orders.into_iter().for_each(|order| kept.put(order));
        }
        Ok(before)
    }

    /// Sent, or perhaps sent, and what became of it is not known: until then it may still be taken.
    pub fn unclear(&self, client_id: &str, open_until_ms: i64) {
        self.land(client_id, |sent| sent.open_until_ms = Some(open_until_ms));
    }

    pub fn acknowledged(&self, ack: &Ack) {
        self.land(&ack.client_id, |sent| (sent.ack, sent.open_until_ms) = (Some(ack.clone()), None));
    }

    /// The venue refused it to the call that sent it.
    pub fn refused(&self, client_id: &str) {
        self.land(client_id, |_| {});
        self.not_taken(client_id);
    }

    /// The venue was asked after it could no longer take it, and has it not. What is in flight stays so: the venue
    /// cannot know of it yet.
    pub fn not_taken(&self, client_id: &str) {
        let mut kept = self.lock();
        if kept.by_id.get(client_id).is_some_and(|sent| sent.ack.is_none() && !sent.in_flight) {
            kept.by_id.remove(client_id);
            kept.oldest_first.retain(|id| id != client_id);
        }
    }

    pub fn knows(&self, client_id: &str) -> bool {
        self.lock().by_id.contains_key(client_id)
    }

    pub fn open_until_ms(&self, client_id: &str) -> Option<i64> {
        self.lock().by_id.get(client_id).and_then(|sent| sent.open_until_ms)
    }

    /// Returns once no call holds that id.
    pub async fn landed(&self, client_id: &str) {
        let in_flight = || self.lock().by_id.get(client_id).is_some_and(|sent| sent.in_flight);
        loop {
            let told = self.landed.notified();
            if !in_flight() {
                return;
            }
            told.await;
        }
    }

    fn land(&self, client_id: &str, note: impl FnOnce(&mut Sent)) {
        if let Some(sent) = self.lock().by_id.get_mut(client_id) {
            sent.in_flight = false;
            note(sent);
        }
        self.landed.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
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
        Ok(match (&sent.ack, sent.in_flight, sent.open_until_ms) {
            (Some(ack), ..) => Before::Acknowledged(ack.clone()),
            (None, true, _) => Before::InFlight,
            (None, false, Some(_)) => Before::Unclear,
            (None, false, None) => Before::Never,
        })
    }

    fn put(&mut self, order: &OrderRequest) {
        let id = order.client_id.clone();
        let sent = Sent { order: order.clone(), ack: None, in_flight: true, open_until_ms: None };
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

/// A call's hold on an id, from the claim to the outcome. Dropped without one (whoever asked gave up waiting), the
/// order is unclear from then on.
pub struct Flight<'a, U: Fn() -> i64> {
    sent: &'a SentOrders,
    client_id: &'a str,
    /// When the venue takes nothing any more that was stamped now.
    latest_ms: U,
    over: bool,
}

impl<'a, U: Fn() -> i64> Flight<'a, U> {
    pub fn of(sent: &'a SentOrders, client_id: &'a str, latest_ms: U) -> Self {
        Self { sent, client_id, latest_ms, over: false }
    }

    pub fn acknowledged(mut self, ack: &Ack) {
        self.over = true;
        self.sent.acknowledged(ack);
    }

    pub fn refused(mut self) {
        self.over = true;
        self.sent.refused(self.client_id);
    }
}

impl<U: Fn() -> i64> Drop for Flight<'_, U> {
    fn drop(&mut self) {
        if !self.over {
            self.sent.unclear(self.client_id, (self.latest_ms)());
        }
    }
}

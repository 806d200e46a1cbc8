//! What became of an order: asked under our name of every list it could be on before it is called unknown.

use std::time::Duration;

use domain::OrderStatus;

use super::ids::venue_client_id;
use super::inner::Inner;
use super::parse::account::OrderFact;
use crate::{VenueError, VenueOrder};

/// An order just placed may show up late in the lists.
const LATE: Duration = Duration::from_millis(500);
/// The same for one whose answer was lost, which nothing else tells of: asked before, a no is not final.
const LATE_UNCLEAR_MS: i64 = 3_000;

impl Inner {
    /// The order under our name. `None` only after open orders, past orders and own trades were asked, and again
    /// after a moment: an order on its way from one list to the other is on neither for that long. A request that was
    /// still under way is void by then: the nonce of the question is above its own.
    pub async fn find(&self, client_id: &str) -> Result<Option<VenueOrder>, VenueError> {
        self.ids.expect(client_id, self.clock.now_ms());
        if let Some(fact) = self.find_once(client_id).await? {
            return self.order(fact, true).await.map(Some);
        }
        tokio::time::sleep(self.late(client_id)).await;
        match self.find_once(client_id).await? {
            Some(fact) => self.order(fact, true).await.map(Some),
            None => Ok(None),
        }
    }

    fn late(&self, client_id: &str) -> Duration {
        let passed = self.ids.unclear_since_ms(client_id).map(|since| self.clock.now_ms() - since);
        let left = passed.map_or(0, |passed| (LATE_UNCLEAR_MS - passed).clamp(0, LATE_UNCLEAR_MS));
        LATE.max(Duration::from_millis(left.unsigned_abs()))
    }

    pub async fn find_once(&self, client_id: &str) -> Result<Option<OrderFact>, VenueError> {
        if let Some(venue_id) = self.ids.known(client_id).and_then(|known| known.venue_id)
            && let Some(fact) = self.query_orders(&[venue_id]).await?.into_iter().next()
        {
            return Ok(Some(fact));
        }
        let name = venue_client_id(client_id);
        let named = |facts: Vec<OrderFact>| {
            // a working order before one that ended under the same name, which Kraken allows
            let mut ours: Vec<OrderFact> =
                facts.into_iter().filter(|fact| fact.client_id.as_deref() == Some(&name)).collect();
            ours.sort_by_key(|fact| (fact.status != Some(OrderStatus::Open), -fact.time_ms));
            ours.into_iter().next()
        };
        if let Some(fact) = named(self.list_open(Some(&name)).await?) {
            return Ok(Some(fact));
        }
        if let Some(fact) = named(self.list_closed(Some(&name), 0).await?) {
            return Ok(Some(fact));
        }
        let trades = self.list_trades(None).await?;
        Ok(named(self.learn_orders_of(&trades).await?))
    }
}

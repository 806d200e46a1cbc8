//! A stop and a target in one order: the venue's OCO flag.

use domain::{OrderRequest, OrderType};

use super::account::Account;
use super::draft::{plain, submission};
use super::names::{Begun, Sending, cid};
use super::orders::OCO;
use super::parse::{is_exact_price, tick_at};
use crate::{Ack, VenueError, VenueRule, pair};

impl Account {
    /// The target carries the price of the stop, which the venue places beside it under a number of its own.
    pub async fn submit_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        let body = self.pair_draft(stop, target)?;
        if let Some(before) = self.begin_pair(stop, target)? {
            return self.pair_sent_before(stop, target, before).await;
        }
        let _sending = [stop, target].map(|leg| Sending(&self.names, &leg.client_id));
        let taken = match self.send(cid(&target.client_id), &body, || plain(target.quantity)).await {
            Ok(taken) => taken,
            Err(error) => {
                if !error.outcome_unknown() {
                    self.names.refused(&stop.client_id);
                    self.names.refused(&target.client_id);
                }
                return Err(error);
            }
        };
        for order in [stop, target] {
            let told = taken.iter().find(|(_, told)| *told == Some(cid(&order.client_id)));
            if let Some((Some(id), _)) = told {
                self.names.taken(&order.client_id, *id);
            }
        }
        // the answer may tell of one of the two alone
        Ok((self.acknowledged(stop).await?, self.acknowledged(target).await?))
    }

    pub(super) fn pair_draft(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<String, VenueError> {
        let venue = self.venue();
        pair::check(venue, stop, target)?;
        let refused = |rule, value: String, limit: String| VenueError::Refused {
            venue: venue.clone(),
            rule,
            value,
            limit,
        };
        if stop.order_type != OrderType::Stop {
            let limit = "a plain stop beside a target".to_owned();
            return Err(refused(VenueRule::OrderType, stop.order_type.as_str().to_owned(), limit));
        }
        let trigger = stop.stop_price.filter(|price| is_exact_price(*price)).ok_or_else(|| {
            let tick = stop.stop_price.map(tick_at).unwrap_or_default();
            let value = stop.stop_price.map_or_else(|| "no stop price".to_owned(), |p| p.to_string());
            refused(VenueRule::Tick, value, format!("a multiple of {tick} (five significant digits)"))
        })?;
        let mut draft = submission(venue, target, &self.symbols.get(), self.wallet)?;
        draft.flags += OCO;
        draft.price_oco_stop = Some(plain(trigger));
        draft.cid_oco = Some(cid(&stop.client_id));
        self.json(&draft)
    }

    /// `None`: neither was sent before, and this call sends both. Otherwise the order that was.
    fn begin_pair<'a>(
        &self,
        stop: &'a OrderRequest,
        target: &'a OrderRequest,
    ) -> Result<Option<&'a OrderRequest>, VenueError> {
        let begun = [stop, target].map(|order| (order, self.names.begin(&order.client_id)));
        let is_new = |begun: &Begun| *begun == Begun::New;
        let Some((other, word)) = begun.iter().find(|(_, begun)| !is_new(begun)) else { return Ok(None) };
        for (order, _) in begun.iter().filter(|(_, begun)| is_new(begun)) {
            self.names.refused(&order.client_id);
        }
        match word {
            Begun::Collides(with) => Err(self.collides(&other.client_id, with)),
            _ => Ok(Some(other)),
        }
    }

    async fn pair_sent_before(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
        before: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        self.sent_before(before).await?;
        Ok((self.sent_before(stop).await?, self.sent_before(target).await?))
    }

    async fn acknowledged(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        match self.names.venue_id(&order.client_id) {
            Some(id) => Ok(Ack { client_id: order.client_id.clone(), venue_id: id.to_string() }),
            None => self.sent_before(order).await,
        }
    }

    /// Two of our ids that come to one number of the venue's.
    pub(super) fn collides(&self, client_id: &str, with: &str) -> VenueError {
        VenueError::Refused {
            venue: self.venue().clone(),
            rule: VenueRule::ClientId,
            value: client_id.to_owned(),
            limit: format!("one whose cid differs from that of {with}"),
        }
    }
}

//! What an account tells the venue to do: place, cancel, change. Each is sent once.

use domain::{Decimal, OrderRequest, Symbol};
use serde::Serialize;

use super::{Account, ORDERS};
use crate::coinbase::parse::{Cancelled, Edited, Flag, OrderRow, Placed, read, unreadable};
use crate::coinbase::refusal::{self, Asked};
use crate::coinbase::{draft, id, limits, pairs, symbols};
use crate::http::{Answer, Method};
use crate::{Ack, Amendment, OrderRef, VenueError, VenueRule};

/// Cancellations that one request carries.
const IDS_PER_CANCEL: usize = 100;

#[derive(Serialize)]
struct CancelBody<'a> {
    order_ids: &'a [String],
}

#[derive(Serialize)]
struct EditBody<'a> {
    order_id: &'a str,
    price: String,
    size: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_price: Option<String>,
}

impl Account {
    /// Places an order. The venue answers an id it already has with the order it has.
    pub async fn place(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        draft::body(order)?;
        self.measured().await;
        let answer = self.http.once(limits::PRIVATE, || self.order_request(order)).await?;
        match self.placed(&answer)? {
            Ok(venue_id) => {
                self.ids.note(&order.client_id, &venue_id);
                Ok(Ack { client_id: order.client_id.clone(), venue_id })
            }
            Err(refused) => self.not_placed(order, &refused).await,
        }
    }

    /// Places a stop and a target as one bracket; both have its id.
    pub async fn place_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        let body = draft::pair_body(stop, target)?;
        self.measured().await;
        let make = || self.request(Method::Post, ORDERS, &body);
        let answer = self.http.once(limits::PRIVATE, make).await?;
        let venue_id = match self.placed(&answer)? {
            Ok(venue_id) => venue_id,
            Err(refused) => {
                let (code, message) = refused.refusal();
                return Err(refusal::order(&target.instrument.symbol, &code, &message));
            }
        };
        self.ids.note(&pairs::joint(stop, target), &venue_id);
        if let Some(price) = target.price {
            self.ids.note_bracket(&venue_id, target.side, price);
        }
        let ack = |leg: &OrderRequest| Ack { client_id: leg.client_id.clone(), venue_id: venue_id.clone() };
        Ok((ack(stop), ack(target)))
    }

    /// The venue's id of what it took, or its refusal.
    fn placed(&self, answer: &Answer) -> Result<Result<String, Placed>, VenueError> {
        if answer.status == 401 {
            self.skew.doubt();
        }
        refusal::check(answer, Asked::Command)?;
        let placed: Placed = read("the answer to an order", &answer.body)?;
        match (placed.success, placed.order_id()) {
            (Some(Flag(true)), Some(venue_id)) => Ok(Ok(venue_id.to_owned())),
            (Some(Flag(false)), _) => Ok(Err(placed)),
            _ => Err(unreadable("the answer to an order", "neither success nor a reason")),
        }
    }

    async fn not_placed(&self, order: &OrderRequest, placed: &Placed) -> Result<Ack, VenueError> {
        let (code, message) = placed.refusal();
        let error = refusal::order(&order.instrument.symbol, &code, &message);
        if !matches!(error, VenueError::Refused { rule: VenueRule::ClientId, .. }) {
            return Err(error);
        }
        // taken already: by the same order it is an acknowledgement
        let asked = self.find(&OrderRef::of(order)).await;
        match asked.map_err(|error| error.about_sent(&order.client_id))? {
            Some(row) if is_same(order, &row) => {
                Ok(Ack { client_id: order.client_id.clone(), venue_id: row.order_id.0 })
            }
            _ => Err(error),
        }
    }

    /// The venue's id of an order of ours.
    async fn venue_id(&self, order: &OrderRef) -> Result<String, VenueError> {
        if let Some(venue_id) = self.ids.venue_id(&order.client_id) {
            return Ok(venue_id);
        }
        let unknown = || VenueError::UnknownOrder { venue: id(), client_id: order.client_id.clone() };
        Ok(self.find(order).await?.ok_or_else(unknown)?.order_id.0)
    }

    pub async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        let venue_id = self.venue_id(order).await?;
        self.cancel_venue_id(&venue_id).await
    }

    /// `Ok` also where it had ended already.
    pub async fn cancel_venue_id(&self, venue_id: &str) -> Result<(), VenueError> {
        let venue_id = venue_id.to_owned();
        let refusals = self.cancel_batch(std::slice::from_ref(&venue_id)).await?;
        let Some(reason) = refusals.into_iter().next() else { return Ok(()) };
        if reason == "DUPLICATE_CANCEL_REQUEST" {
            return Ok(());
        }
        match self.row(&venue_id).await? {
            Some(row) if row.status()?.is_final() => Ok(()),
            Some(_) => Err(VenueError::Declined {
                venue: id(),
                message: format!("order {venue_id} could not be cancelled"),
                code: reason,
            }),
            None => Err(VenueError::UnknownOrder { venue: id(), client_id: venue_id }),
        }
    }

    /// The reasons of those that were not cancelled.
    async fn cancel_batch(&self, venue_ids: &[String]) -> Result<Vec<String>, VenueError> {
        let body = json(&CancelBody { order_ids: venue_ids })?;
        let answer: Cancelled =
            self.post("the answer to a cancellation", &format!("{ORDERS}/batch_cancel"), &body).await?;
        if answer.results.is_empty() {
            return Err(unreadable("the answer to a cancellation", "no result"));
        }
        let refused = answer.results.iter().filter(|result| !result.success.0);
        Ok(refused.map(|result| result.failure_reason.0.clone()).collect())
    }

    /// All working orders of a market, or of all; those that a batch did not take, one by one.
    pub async fn cancel_all(&self, symbol: Option<&Symbol>) -> Result<usize, VenueError> {
        let product = symbol.map(symbols::product);
        let rows = self.working().await?;
        let wanted = rows.iter().filter(|row| product.as_ref().is_none_or(|p| **p == *row.product_id));
        let venue_ids: Vec<String> = wanted.map(|row| row.order_id.0.clone()).collect();
        for batch in venue_ids.chunks(IDS_PER_CANCEL) {
            if self.cancel_batch(batch).await.is_ok_and(|refused| refused.is_empty()) {
                continue;
            }
            for venue_id in batch {
                self.cancel_venue_id(venue_id).await?;
            }
        }
        Ok(venue_ids.len())
    }

    /// The venue wants price and size together: what does not change is repeated as it stands.
    pub async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        if change.trail.is_some() {
            return Err(VenueError::NotOffered { venue: id(), what: "hold trailing stops" });
        }
        let unknown = || VenueError::UnknownOrder { venue: id(), client_id: order.client_id.clone() };
        let row = self.find(order).await?.ok_or_else(unknown)?;
        if row.bracket().is_some() {
            let what = "change one end of a bracket; cancel it and place another";
            return Err(VenueError::NotOffered { venue: id(), what });
        }
        let (size, price, stop_price) = row.terms();
        let (Some(size), Some(price)) = (change.quantity.or(size), change.price.or(price)) else {
            return Err(VenueError::NotOffered {
                venue: id(),
                what: "change an order without a limit price",
            });
        };
        let stop_price = change.stop_price.or(stop_price).map(draft::number);
        let body = EditBody {
            order_id: &row.order_id,
            price: draft::number(price),
            size: draft::number(size),
            stop_price,
        };
        let target = format!("{ORDERS}/edit");
        let edited: Edited = self.post("the answer to a change", &target, &json(&body)?).await?;
        match edited.success {
            Some(Flag(true)) => {
                Ok(Ack { client_id: order.client_id.clone(), venue_id: row.order_id.0.clone() })
            }
            Some(Flag(false)) => {
                let code = edited.refusal();
                Err(refusal::order(&order.instrument.symbol, &code, "a change the venue takes"))
            }
            None => Err(unreadable("the answer to a change", "neither success nor a reason")),
        }
    }
}

fn is_same(order: &OrderRequest, row: &OrderRow) -> bool {
    let (size, price, _): (Option<Decimal>, _, _) = row.terms();
    *row.product_id == *symbols::product(&order.instrument.symbol)
        && size.is_none_or(|size| size == order.quantity)
        && (price.is_none() || price == order.price)
}

fn json(body: &impl Serialize) -> Result<String, VenueError> {
    serde_json::to_string(body)
        .map_err(|error| VenueError::Unsigned { venue: id(), cause: error.to_string() })
}

//! Orders placed, found, changed and cancelled.

use domain::{Decimal, InstrumentId, OrderRequest};
use serde::Serialize;
use serde_json::json;

use super::account::{Account, traded};
use super::answer::{refusal, written};
use super::draft::{Change, Submission, plain, signed, submission};
use super::inputs::About;
use super::limits::ACCOUNT_PAGE;
use super::names::{Begun, Sending, cid};
use super::orders::{Notification, WireOrder};
use super::parse::{is_exact_price, tick_at};
use super::row::Row;
use crate::{Ack, Amendment, OrderRef, PreparedRequest, VenueError, VenueOrder, VenueRule};

const SUBMIT: &str = "v2/auth/w/order/submit";
/// Pages of ended orders searched for one of ours.
const SEARCHED: usize = 10;
/// The first page is short: what is looked for is new, mostly.
const FIRST_PAGE: usize = 100;

impl Account {
    fn draft(&self, order: &OrderRequest) -> Result<String, VenueError> {
        let draft = submission(self.venue(), order, &self.symbols.get(), self.wallet)?;
        self.json::<Submission>(&draft)
    }

    pub(super) fn json<T: Serialize>(&self, value: &T) -> Result<String, VenueError> {
        serde_json::to_string(value)
            .map_err(|error| VenueError::Unsigned { venue: self.venue().clone(), cause: error.to_string() })
    }

    pub fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        let body = self.draft(order)?;
        let request = self.signed.request(SUBMIT, &body).map_err(|error| self.signed.unsigned(&error))?;
        Ok(request.shown())
    }

    pub async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        let (body, client_id) = (self.draft(order)?, order.client_id.as_str());
        match self.names.begin(client_id) {
            Begun::Taken(id) => return Ok(ack(client_id, id)),
            Begun::Unknown => return self.sent_before(order).await,
            Begun::Collides(other) => return Err(self.collides(client_id, &other)),
            Begun::New => {}
        }
        let _sending = Sending(&self.names, client_id);
        match self.place(order, &body).await {
            Ok(id) => {
                self.names.taken(client_id, id);
                Ok(ack(client_id, id))
            }
            Err(error) => {
                if !error.outcome_unknown() {
                    self.names.refused(client_id);
                }
                Err(error)
            }
        }
    }

    async fn place(&self, order: &OrderRequest, body: &str) -> Result<u64, VenueError> {
        let wanted = cid(&order.client_id);
        let taken = self.send(wanted, body, || plain(order.quantity)).await?;
        // a single order is ours whether or not its cid came back
        let ours = taken.iter().find(|(_, cid)| *cid == Some(wanted)).or(taken.first());
        ours.and_then(|(id, _)| *id).ok_or_else(|| VenueError::BadResponse {
            venue: self.venue().clone(),
            what: "an acknowledgement".to_owned(),
            cause: "the order in it has no number".to_owned(),
        })
    }

    /// Submits once; the numbers, the venue's and ours, of what it took. `cid`: the order's.
    pub(super) async fn send(
        &self,
        cid: u64,
        body: &str,
        asked: impl Fn() -> String,
    ) -> Result<Vec<(Option<u64>, Option<u64>)>, VenueError> {
        let text = match self.command(Some(About::New(cid)), "submit", SUBMIT, body).await {
            Err(VenueError::Declined { code, message, .. }) => {
                return Err(refusal(self.venue(), code.parse().ok(), message, asked()));
            }
            other => other?,
        };
        let row = Row::read(&text).map_err(|error| self.broken(error))?;
        let told = Notification::read(&row).map_err(|error| self.broken(error))?;
        if !told.is_success() {
            return Err(refusal(self.venue(), told.code, told.text, asked()));
        }
        let taken = told.numbers();
        if taken.iter().all(|(id, _)| id.is_none()) {
            return Err(self.broken(row.lacks("an acknowledgement with an order")));
        }
        Ok(taken)
    }

    /// An id that was sent before is not sent again, whatever became of it.
    pub(super) async fn sent_before(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        let asked = self.lookup(&OrderRef::of(order)).await;
        match asked.map_err(|error| error.about_sent(&order.client_id))? {
            Some(found) => Ok(Ack { client_id: order.client_id.clone(), venue_id: found.venue_id }),
            None => Err(VenueError::BadResponse {
                venue: self.venue().clone(),
                what: format!("with no order {}", order.client_id),
                cause: "it was sent before and may still arrive; it is not sent twice".to_owned(),
            }),
        }
    }

    /// `None` only once an order of unclear outcome had its time: over the stream it may be read after the question.
    pub async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.names.learn(&order.client_id);
        let wait = self.names.may_come(&order.client_id, self.inputs.grace());
        match self.look(order).await? {
            None if !wait.is_zero() => {
                tokio::time::sleep(wait).await;
                self.look(order).await
            }
            seen => Ok(seen),
        }
    }

    async fn look(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        let pair = self.symbols.get().wire(&order.instrument.symbol);
        let wanted = cid(&order.client_id);
        let found = match self.names.venue_id(&order.client_id) {
            Some(id) => self.order(id).await?,
            None => self.search(&pair, wanted).await?,
        };
        let Some(found) = found else { return self.by_trades(order, &pair, wanted).await };
        self.names.taken(&order.client_id, found.id);
        self.with_fills(order, &found).await.map(Some)
    }

    /// Among the working orders, then among the ended ones.
    async fn search(&self, pair: &str, wanted: u64) -> Result<Option<WireOrder>, VenueError> {
        let ours = |order: &WireOrder| order.cid == Some(wanted);
        if let Some(order) = self.working(Some(pair)).await?.into_iter().find(ours) {
            return Ok(Some(order));
        }
        let mut until = None;
        for page in 0..SEARCHED {
            let limit = if page == 0 { FIRST_PAGE } else { ACCOUNT_PAGE };
            let orders = self.ended(Some(pair), until, limit).await?;
            let (count, oldest) = (orders.len(), orders.iter().map(|order| order.created_ms).min());
            if let Some(order) = orders.into_iter().find(ours) {
                return Ok(Some(order));
            }
            if count < limit || oldest == until {
                break;
            }
            until = oldest;
        }
        Ok(None)
    }

    /// The last place where an order leaves a trace.
    async fn by_trades(
        &self,
        order: &OrderRef,
        pair: &str,
        wanted: u64,
    ) -> Result<Option<VenueOrder>, VenueError> {
        let trades = self.trades(Some(pair), 0).await?;
        let Some(trade) = trades.into_iter().find(|trade| trade.cid == Some(wanted)) else {
            return Ok(None);
        };
        self.names.taken(&order.client_id, trade.order);
        match self.order(trade.order).await? {
            Some(found) => self.with_fills(order, &found).await.map(Some),
            None => Err(VenueError::BadResponse {
                venue: self.venue().clone(),
                what: format!("with a trade of order {}", trade.order),
                cause: "it does not tell the order itself; ask again".to_owned(),
            }),
        }
    }

    async fn with_fills(&self, order: &OrderRef, found: &WireOrder) -> Result<VenueOrder, VenueError> {
        let mut trades = Vec::new();
        if !found.filled().is_zero() {
            trades = self.trades_of(&found.symbol, found.id).await?;
            if traded(&trades) < found.filled() {
                trades = self.trades(Some(&found.symbol), found.created_ms).await?;
                trades.retain(|trade| trade.order == found.id);
            }
        }
        let symbols = self.symbols.get();
        let name = |t: &super::orders::WireTrade| t.fill(self.venue(), &symbols, order.client_id.clone());
        let fills = trades.iter().filter_map(name).collect();
        found.known(self.venue(), &symbols, order.client_id.clone(), fills).ok_or_else(|| {
            VenueError::BadResponse {
                venue: self.venue().clone(),
                what: format!("order {} of type {:?}", found.id, found.kind),
                cause: "there is no such order type here".to_owned(),
            }
        })
    }

    pub async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        let known = self.names.venue_id(&order.client_id);
        let id = match known {
            Some(id) => id,
            None => match self.lookup(order).await? {
                Some(found) if found.status.is_final() => return Ok(()),
                Some(found) => self.number(&found.venue_id)?,
                None => return Err(self.unknown(order)),
            },
        };
        match self.cancel_number(id).await {
            // it may have ended in the meantime, which is what was wanted
            Err(error @ VenueError::Declined { .. }) => match self.lookup(order).await? {
                Some(found) if found.status.is_final() => Ok(()),
                Some(_) => Err(error),
                None => Err(self.unknown(order)),
            },
            other => other,
        }
    }

    pub async fn cancel_number(&self, id: u64) -> Result<(), VenueError> {
        let body = json!({ "id": id }).to_string();
        let about = Some(About::Cancel(id));
        self.tell(about, "cancel", "v2/auth/w/order/cancel", &body).await.map(|_| ())
    }

    /// All of one pair by their numbers, or all there are in one request; the number asked for.
    pub async fn cancel_many(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        let body = match instrument {
            None => json!({ "all": 1 }),
            Some(instrument) => {
                let pair = self.symbols.get().wire(&instrument.symbol);
                let ids: Vec<u64> = self.working(Some(&pair)).await?.iter().map(|order| order.id).collect();
                if ids.is_empty() {
                    return Ok(0);
                }
                json!({ "id": ids })
            }
        };
        let cancelled =
            self.tell(None, "cancel_multi", "v2/auth/w/order/cancel/multi", &body.to_string()).await?;
        Ok(cancelled.len())
    }

    pub async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        for price in change.price.into_iter().chain(change.stop_price).chain(change.trail) {
            if price <= Decimal::ZERO || !is_exact_price(price) {
                return Err(VenueError::Refused {
                    venue: self.venue().clone(),
                    rule: VenueRule::Tick,
                    value: price.to_string(),
                    limit: format!("a multiple of {} above 0 (five significant digits)", tick_at(price)),
                });
            }
        }
        let id = match self.names.venue_id(&order.client_id) {
            Some(id) => id,
            None => {
                let found = self.lookup(order).await?.ok_or_else(|| self.unknown(order))?;
                self.number(&found.venue_id)?
            }
        };
        let now = self.order(id).await?.ok_or_else(|| self.unknown(order))?;
        let body = self.json(&changes(&now, change))?;
        let value = || change.quantity.or(change.price).map(plain).unwrap_or_default();
        match self.tell(Some(About::Change(id)), "update", "v2/auth/w/order/update", &body).await {
            Err(VenueError::Declined { code, message, .. }) => {
                Err(refusal(self.venue(), code.parse().ok(), message, value()))
            }
            Err(error) => Err(error),
            Ok(_) => Ok(ack(&order.client_id, id)),
        }
    }

    /// Sent once: over the stream where that is wanted and up and knows such an input, otherwise over REST.
    async fn command(
        &self,
        about: Option<About>,
        budget: &'static str,
        path: &str,
        body: &str,
    ) -> Result<String, VenueError> {
        if let Some(about) = about
            && let Some(text) = self.inputs.ask(self.venue(), about, body).await?
        {
            return Ok(text);
        }
        self.signed.command(budget, path, body).await
    }

    /// A command whose answer is a notification; the orders it speaks of.
    async fn tell(
        &self,
        about: Option<About>,
        budget: &'static str,
        path: &str,
        body: &str,
    ) -> Result<Vec<WireOrder>, VenueError> {
        let text = self.command(about, budget, path, body).await?;
        let row = Row::read(&text).map_err(|error| self.broken(error))?;
        let told = Notification::read(&row).map_err(|error| self.broken(error))?;
        if told.is_success() {
            return Ok(told.orders());
        }
        Err(VenueError::Declined {
            venue: self.venue().clone(),
            code: written(told.code),
            message: told.text,
        })
    }

    fn unknown(&self, order: &OrderRef) -> VenueError {
        VenueError::UnknownOrder { venue: self.venue().clone(), client_id: order.client_id.clone() }
    }

    /// A venue's id as the number it is.
    pub fn number(&self, venue_id: &str) -> Result<u64, VenueError> {
        venue_id.parse().map_err(|_| VenueError::UnknownOrder {
            venue: self.venue().clone(),
            client_id: venue_id.to_owned(),
        })
    }
}

fn ack(client_id: &str, id: u64) -> Ack {
    Ack { client_id: client_id.to_owned(), venue_id: id.to_string() }
}

/// What to change, from how the order stands now. The size is told as a difference: a fill that happens on the way
/// changes what is left and not how much is wanted in all.
fn changes(now: &WireOrder, change: &Amendment) -> Change {
    let side = super::parse::side_of(now.original);
    let delta = change.quantity.map(|quantity| signed(side, quantity) - now.original);
    let stop_limit = now.kind.ends_with("STOP LIMIT");
    let (price, aux) = if stop_limit {
        (change.stop_price, change.price)
    } else {
        (change.price.or(change.stop_price), None)
    };
    Change {
        id: now.id,
        delta: delta.filter(|delta| !delta.is_zero()).map(plain),
        price: price.map(plain),
        price_aux_limit: aux.map(plain),
        price_trailing: change.trail.map(plain),
    }
}

//! Commands: place, cancel, change. Each is sent once; what stays unclear is asked about.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::{Decimal, Instrument, InstrumentId, OrderRequest, OrderType, VenueId};

use super::client_id::venue_client_id;
use super::limits::{orders, weight};
use super::order_params::{order_params, plain};
use super::order_shape::{self, OrderRow, side};
use super::outlet::Outlet;
use super::own::fills;
use super::params::Params;
use super::refusal::{ARCHIVED, Asked, CANCEL_REJECTED, NO_SUCH_ORDER};
use super::rest::{RECEIVE_WINDOW_MS, Rest, shown, until};
use super::sent::{Before, Flight, SentOrders};
use super::symbols::Listed;
use crate::http::Method;
use crate::{Ack, Amendment, OrderRef, PreparedRequest, VenueError, VenueOrder, VenueRule};

const ORDER: &str = "/api/v3/order";
/// Past the window in which the venue takes an order, for clocks measured not quite right.
const MARGIN_MS: i64 = 500;

/// The account's orders.
pub struct Trading {
    pub(super) rest: Arc<Rest>,
    pub outlet: Arc<Outlet>,
    pub(super) sent: SentOrders,
}

impl Trading {
    pub fn new(rest: Arc<Rest>) -> Self {
        Self { rest, outlet: Arc::new(Outlet::new()), sent: SentOrders::default() }
    }

    pub(super) fn venue(&self) -> &VenueId {
        &self.rest.venue
    }

    /// What `submit` sends, but for the time stamp.
    async fn draft(&self, order: &OrderRequest) -> Result<(Params, Listed), VenueError> {
        let listed = self.rest.listed(&order.instrument.symbol).await?;
        let last = match order.order_type {
            OrderType::TrailingStop => Some(self.rest.ticker(&order.instrument.symbol).await?.last),
            _ => None,
        };
        Ok((order_params(self.venue(), order, &listed, last)?, listed))
    }

    pub async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        let (params, _) = self.draft(order).await?;
        Ok(shown(&self.rest.signed(Method::Post, ORDER, &params)?))
    }

    pub async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        if let Before::Acknowledged(ack) = self.sent.before(self.venue(), order)? {
            return Ok(ack);
        }
        let (params, listed) = self.draft(order).await?;
        self.outlet.tracker().name(&venue_client_id(&order.client_id), &order.client_id);
        let name = OrderRef::of(order);
        loop {
            match self.sent.claim(self.venue(), order)? {
                Before::Acknowledged(ack) => return Ok(ack),
                Before::InFlight => self.sent.landed(&order.client_id).await,
                Before::Unclear => {
                    let asked = self.lookup(&name).await;
                    if let Some(found) = asked.map_err(|error| error.about_sent(&order.client_id))? {
                        return Ok(Ack { client_id: order.client_id.clone(), venue_id: found.venue_id });
                    }
                }
                Before::Never => break,
            }
        }
        let flight = Flight::of(&self.sent, &order.client_id, || self.latest_ms());
        let asked = Asked::Order(order, &listed.instrument);
        let answer = self.rest.command(Method::Post, ORDER, &params, &orders(1.0), asked).await;
        let taken = match answer {
            Ok(body) => self.taken(order, &listed, &body),
            Err(error) => Err(error),
        };
        match taken {
            Ok(ack) => {
                flight.acknowledged(&ack);
                Ok(ack)
            }
            Err(error) if error.outcome_unknown() => Err(error),
            // by a process before this one: this one asks nobody twice
            Err(error @ VenueError::Refused { rule: VenueRule::ClientId, .. }) => {
                let asked = self.find(&listed, &venue_client_id(&order.client_id)).await;
                match asked.map_err(|error| error.about_sent(&order.client_id))? {
                    Some(row) => {
                        let ack =
                            Ack { client_id: order.client_id.clone(), venue_id: row.order_id.to_string() };
                        flight.acknowledged(&ack);
                        Ok(ack)
                    }
                    None => {
                        flight.refused();
                        Err(error)
                    }
                }
            }
            Err(error) => {
                flight.refused();
                Err(error)
            }
        }
    }

    /// When the venue takes nothing any more that was stamped now, by its own clock.
    pub(super) fn latest_ms(&self) -> i64 {
        self.rest.venue_now_ms() + RECEIVE_WINDOW_MS + MARGIN_MS
    }

    fn taken(&self, order: &OrderRequest, listed: &Listed, body: &[u8]) -> Result<Ack, VenueError> {
        let placed =
            order_shape::placed(body).map_err(|e| self.rest.unreadable("the answer to an order", &e))?;
        let row = &placed.order;
        let key = (row.symbol.clone(), row.order_id);
        let side = side(&row.side).map_err(|e| self.rest.unreadable("the answer to an order", &e))?;
        self.begun(row);
        for fill in &placed.fills {
            self.outlet.fill(&key, fill.fill(listed, side, &order.client_id, row.time_ms()));
        }
        // a state we do not know is told by the stream; the order was taken all the same
        let _ = self.outlet.row(row);
        Ok(Ack { client_id: order.client_id.clone(), venue_id: row.order_id.to_string() })
    }

    /// Tells that an order was taken, before what became of it at once.
    pub(super) fn begun(&self, row: &OrderRow) {
        self.outlet.fact(&super::tracker::Fact {
            key: (row.symbol.clone(), row.order_id),
            client_id: row.client_id().to_owned(),
            status: domain::OrderStatus::Open,
            executed: Decimal::ZERO,
            reason: None,
        });
    }

    pub async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        let listed = self.rest.listed(&order.instrument.symbol).await?;
        let theirs = venue_client_id(&order.client_id);
        self.outlet.tracker().name(&theirs, &order.client_id);
        match self.cancel_by(&listed.name, ("origClientOrderId", &theirs)).await {
            Err(VenueError::Declined { code, .. }) if is(&code, CANCEL_REJECTED) => {
                let unknown = VenueError::UnknownOrder {
                    venue: self.venue().clone(),
                    client_id: order.client_id.clone(),
                };
                self.lookup(order).await?.map(|_| ()).ok_or(unknown)
            }
            other => other,
        }
    }

    async fn cancel_by(&self, name: &str, by: (&'static str, &str)) -> Result<(), VenueError> {
        let params = Params::new().with("symbol", name).with(by.0, by.1);
        let body = self.rest.command(Method::Delete, ORDER, &params, &weight(1.0), Asked::Change).await?;
        let rows = order_shape::cancelled(&body).map_err(|e| self.rest.unreadable("a cancellation", &e))?;
        for row in &rows {
            let told = self.outlet.row(row).map_err(|e| self.rest.unreadable("a cancellation", &e))?;
            if told {
                self.tell_fills(row).await;
            }
        }
        Ok(())
    }

    /// Fills that the answer implies and nobody told; where this fails the stream's comparison finds them.
    async fn tell_fills(&self, row: &OrderRow) {
        let listed = self.rest.known_catalogue().and_then(|c| c.named(&row.symbol).cloned());
        let (Some(listed), Ok(trades)) = (listed, self.rest.trades_of(&row.symbol, row.order_id).await)
        else {
            return;
        };
        let key = (row.symbol.clone(), row.order_id);
        for trade in trades {
            self.outlet.fill(&key, trade.fill(&listed, String::new()));
        }
    }

    pub async fn cancel_by_venue_id(
        &self,
        instrument: Option<&InstrumentId>,
        venue_id: &str,
    ) -> Result<(), VenueError> {
        let name = match instrument {
            Some(id) => self.rest.listed(&id.symbol).await?.name,
            None => {
                let open = self.rest.open_rows(None).await?;
                let found = open.into_iter().find(|row| row.order_id.to_string() == venue_id);
                let unknown = || VenueError::UnknownOrder {
                    venue: self.venue().clone(),
                    client_id: venue_id.to_owned(),
                };
                found.ok_or_else(unknown)?.symbol
            }
        };
        self.cancel_by(&name, ("orderId", venue_id)).await
    }

    /// One request an instrument; where the venue refuses that, one an order.
    pub async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        let name = match instrument {
            Some(id) => Some(self.rest.listed(&id.symbol).await?.name),
            None => None,
        };
        let open = self.rest.open_rows(name.as_deref()).await?;
        let names: BTreeSet<&str> = open.iter().map(|row| row.symbol.as_str()).collect();
        for name in names {
            let params = Params::new().with("symbol", name);
            let path = "/api/v3/openOrders";
            let done = self.rest.command(Method::Delete, path, &params, &weight(1.0), Asked::Change).await;
            match done {
                Ok(_) => {}
                Err(VenueError::Declined { code, .. }) if is(&code, CANCEL_REJECTED) => {}
                Err(error) if error.outcome_unknown() => return Err(error),
                Err(_) => self.cancel_each(open.iter().filter(|row| row.symbol == name)).await?,
            }
        }
        Ok(open.len())
    }

    async fn cancel_each(&self, rows: impl Iterator<Item = &OrderRow>) -> Result<(), VenueError> {
        for row in rows {
            match self.cancel_by(&row.symbol, ("orderId", &row.order_id.to_string())).await {
                Err(VenueError::Declined { code, .. }) if is(&code, CANCEL_REJECTED) => {}
                other => other?,
            }
        }
        Ok(())
    }

    /// The venue makes an order smaller in place and keeps its turn; it changes nothing else.
    pub async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        let listed = self.rest.listed(&order.instrument.symbol).await?;
        let Amendment { quantity, price, stop_price, trail } = change;
        let not_offered = |what| Err(VenueError::NotOffered { venue: self.venue().clone(), what });
        if price.is_some() || stop_price.is_some() || trail.is_some() {
            return not_offered("change the price of an order; cancel it and place another");
        }
        let Some(quantity) = quantity else { return not_offered("change nothing of an order") };
        if !listed.amendable {
            return not_offered("change orders on this instrument; cancel and place another");
        }
        let theirs = venue_client_id(&order.client_id);
        let params = Params::new()
            .with("symbol", &listed.name)
            .with("origClientOrderId", &theirs)
            .with("newClientOrderId", &theirs)
            .with("newQty", plain(*quantity));
        let path = "/api/v3/order/amend/keepPriority";
        let answer = self.rest.command(Method::Put, path, &params, &weight(4.0), Asked::Change).await;
        let body = answer.map_err(|error| self.not_amended(error, order, *quantity, &listed.instrument))?;
        let row = order_shape::amended(&body).map_err(|e| self.rest.unreadable("a change", &e))?;
        Ok(Ack { client_id: order.client_id.clone(), venue_id: row.order_id.to_string() })
    }

    fn not_amended(
        &self,
        error: VenueError,
        order: &OrderRef,
        quantity: Decimal,
        instrument: &Instrument,
    ) -> VenueError {
        let venue = self.venue().clone();
        match error {
            VenueError::Declined { code, .. } if is(&code, NO_SUCH_ORDER) || is(&code, CANCEL_REJECTED) => {
                VenueError::UnknownOrder { venue, client_id: order.client_id.clone() }
            }
            VenueError::Declined { code, message, .. } if is(&code, -1013) || is(&code, -2038) => {
                VenueError::Refused {
                    venue,
                    rule: VenueRule::Lot,
                    value: quantity.to_string(),
                    limit: format!(
                        "below the order's quantity, above what is filled, and a multiple of {} ({message})",
                        instrument.lot
                    ),
                }
            }
            other => other,
        }
    }

    /// Asks for the order by its id, then among the open ones and the past ones. While an unclear order may still
    /// be taken a no is not final: it is asked again after that time.
    pub async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        let listed = self.rest.listed(&order.instrument.symbol).await?;
        let theirs = venue_client_id(&order.client_id);
        self.outlet.tracker().name(&theirs, &order.client_id);
        let mut row = self.find(&listed, &theirs).await?;
        if row.is_none() && self.sent.knows(&order.client_id) {
            // a call of ours may be about to send it: what the venue says counts from then on
            self.sent.landed(&order.client_id).await;
            if let Some(latest) = self.sent.open_until_ms(&order.client_id) {
                let wait = until(self.rest.venue_now_ms(), latest);
                tokio::time::sleep(wait.min(Duration::from_millis(2 * RECEIVE_WINDOW_MS as u64))).await;
            }
            row = self.find(&listed, &theirs).await?;
        }
        match row {
            None => {
                self.sent.not_taken(&order.client_id);
                Ok(None)
            }
            Some(row) => {
                let found = self.with_fills(&listed, &row).await?;
                let ack = Ack { client_id: order.client_id.clone(), venue_id: found.venue_id.clone() };
                self.sent.acknowledged(&ack);
                Ok(Some(found))
            }
        }
    }

    /// An order as an answer has it, under our id; its fills are left out.
    pub fn order_of(&self, listed: &Listed, row: &OrderRow) -> Result<VenueOrder, VenueError> {
        let client_id = self.outlet.tracker().shown(row.client_id());
        row.order(listed, client_id).map_err(|e| self.rest.unreadable("an order", &e))
    }

    pub(super) async fn find(&self, listed: &Listed, theirs: &str) -> Result<Option<OrderRow>, VenueError> {
        match self.rest.row(&listed.name, ("origClientOrderId", theirs)).await {
            Ok(row) => return Ok(Some(row)),
            Err(VenueError::Declined { code, .. }) if is(&code, NO_SUCH_ORDER) || is(&code, ARCHIVED) => {}
            Err(error) => return Err(error),
        }
        let by_id = |rows: Vec<OrderRow>| rows.into_iter().rev().find(|row| row.client_id() == theirs);
        if let Some(row) = by_id(self.rest.open_rows(Some(&listed.name)).await?) {
            return Ok(Some(row));
        }
        // own trades carry no client id: an order that traded stands among the past orders
        Ok(by_id(self.rest.all_rows(&listed.name, None, super::market::PAGE).await?))
    }

    /// The order with its fills; both are merged into what was told.
    async fn with_fills(&self, listed: &Listed, row: &OrderRow) -> Result<VenueOrder, VenueError> {
        let mut order = self.order_of(listed, row)?;
        let client_id = order.client_id.clone();
        self.outlet.row(row).map_err(|e| self.rest.unreadable("an order", &e))?;
        if order.filled > Decimal::ZERO {
            let trades = self.rest.trades_of(&listed.name, row.order_id).await?;
            order.fills = fills(&trades, listed, |_| client_id.clone());
            let key = (listed.name.clone(), row.order_id);
            for fill in &order.fills {
                self.outlet.fill(&key, fill.clone());
            }
            // the order may have filled on between the two answers
            let told =
                order.fills.iter().map(|fill| fill.quantity).fold(Decimal::ZERO, Decimal::saturating_add);
            order.filled = order.filled.max(told);
        }
        Ok(order)
    }
}

fn is(code: &str, wanted: i64) -> bool {
    code.parse() == Ok(wanted)
}

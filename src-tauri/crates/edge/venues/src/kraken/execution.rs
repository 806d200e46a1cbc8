//! What Kraken can be told.

use std::time::Duration;

use async_trait::async_trait;
use domain::{Balance, Fill, InstrumentId, OrderRequest, VenueId};
use tokio::sync::broadcast;

use super::fault::is_unknown_order;
use super::ids::{Begun, Sending, venue_client_id};
use super::limits::{amend_cost, cancel_cost};
use super::parse::account;
use super::sign::Form;
use super::symbols::Pair;
use super::{Kraken, orders, private_stream};
use crate::{
    AccountEvent, Ack, Amendment, Execution, ExecutionCapabilities, ExecutionReport, FeeRates, HealthReport,
    KeyPermissions, OrderRef, Position, PreparedRequest, VenueError, VenueOrder, VenueRule,
};

/// How long an order waits for the pair's counter.
const PATIENCE: Duration = Duration::from_secs(15);

impl Kraken {
    /// The very body that [`Execution::submit`] sends.
    async fn add_order(&self, order: &OrderRequest) -> Result<(Pair, Form), VenueError> {
        let pair = self.inner.pair(&order.instrument.symbol).await?;
        let form = orders::add_order(&self.inner.venue, order, &pair)?;
        Ok((pair, form))
    }

    /// Names an order by the venue's id where it is known, otherwise by its client id.
    fn named(&self, order: &OrderRef) -> Form {
        match self.inner.ids.known(&order.client_id).and_then(|known| known.venue_id) {
            Some(venue_id) => Form::default().with("txid", &venue_id),
            None => Form::default().with("cl_ord_id", &venue_client_id(&order.client_id)),
        }
    }

    fn age_ms(&self, order: &OrderRef) -> i64 {
        let known = self.inner.ids.known(&order.client_id);
        known.map_or(0, |known| self.inner.clock.now_ms() - known.since_ms)
    }

    async fn engine_turn(&self, order: &OrderRef, cost: f64) -> Result<(), VenueError> {
        let turn = self.inner.engine.acquire(&order.instrument.symbol, cost, PATIENCE).await;
        turn.map_err(|wait| VenueError::RateLimited {
            venue: self.inner.venue.clone(),
            retry_after_ms: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        })
    }

    fn note_limit(&self, order: &OrderRef, error: &VenueError) {
        if matches!(error, VenueError::RateLimited { .. }) {
            self.inner.engine.exhausted(&order.instrument.symbol);
        }
    }

    async fn not_placed(&self, order: &OrderRequest, error: VenueError) -> Result<Ack, VenueError> {
        let inner = &self.inner;
        self.note_limit(&OrderRef::of(order), &error);
        // of a process before this one: the venue has the name already
        if matches!(error, VenueError::Refused { rule: VenueRule::ClientId, .. })
            && let asked = inner.find_once(&order.client_id).await
            && let Some(found) = asked.map_err(|error| error.about_sent(&order.client_id))?
        {
            inner.ids.named(&order.client_id, &found.venue_id, inner.clock.now_ms());
            return Ok(Ack { client_id: order.client_id.clone(), venue_id: found.venue_id });
        }
        if !error.outcome_unknown() {
            inner.ids.forget(&order.client_id);
        }
        Err(error)
    }

    fn not_sent_twice(&self, order: &OrderRequest) -> VenueError {
        VenueError::BadResponse {
            venue: self.inner.venue.clone(),
            what: format!("with no order {}", order.client_id),
            cause: "it was sent before and may still be taken; it is not sent twice".to_owned(),
        }
    }

    fn unknown(&self, order: &OrderRef) -> VenueError {
        VenueError::UnknownOrder { venue: self.inner.venue.clone(), client_id: order.client_id.clone() }
    }
}

#[async_trait]
impl Execution for Kraken {
    fn venue(&self) -> VenueId {
        self.inner.venue.clone()
    }

    fn capabilities(&self) -> ExecutionCapabilities {
        ExecutionCapabilities {
            order_types: orders::ORDER_TYPES.to_vec(),
            oco: false,
            pairs: false,
            post_only: true,
            reduce_only: true,
            amend: true,
            dead_man: true,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        let inner = &self.inner;
        let ack = |venue_id: String| Ack { client_id: order.client_id.clone(), venue_id };
        let (_, form) = self.add_order(order).await?;
        let signer = inner.trader()?;
        match inner.ids.begin(&order.client_id, inner.clock.now_ms()) {
            Begun::New => {}
            Begun::Taken(venue_id) => return Ok(ack(venue_id)),
            Begun::Unclear => {
                let asked = inner.find(&order.client_id).await;
                let found = asked.map_err(|error| error.about_sent(&order.client_id))?;
                return found.map(|found| ack(found.venue_id)).ok_or_else(|| self.not_sent_twice(order));
            }
        }
        let _sending = Sending { ids: &inner.ids, ours: &order.client_id, clock: inner.clock.as_ref() };
        let sent = match self.engine_turn(&OrderRef::of(order), 1.0).await {
            Ok(()) => inner.rest.command(signer, "AddOrder", &form, account::placed).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(venue_id) => {
                inner.ids.named(&order.client_id, &venue_id, inner.clock.now_ms());
                Ok(ack(venue_id))
            }
            Err(error) => self.not_placed(order, error).await,
        }
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        let inner = &self.inner;
        inner.engine.charge(&order.instrument.symbol, cancel_cost(self.age_ms(order)));
        let form = self.named(order);
        match inner.rest.command(inner.trader()?, "CancelOrder", &form, account::canceled).await {
            Ok(_) => Ok(()),
            Err(error) if is_unknown_order(&error) => {
                // gone, or never there
                let found = inner.find_once(&order.client_id).await?;
                found.map(|_| ()).ok_or_else(|| self.unknown(order))
            }
            Err(error) => {
                self.note_limit(order, &error);
                Err(error)
            }
        }
    }

    async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        let inner = &self.inner;
        let form = orders::amend_order(&inner.venue, self.named(order), change)?;
        let signer = inner.trader()?;
        self.engine_turn(order, amend_cost(self.age_ms(order))).await?;
        match inner.rest.command(signer, "AmendOrder", &form, account::amended).await {
            Ok(()) => {
                let known = inner.ids.known(&order.client_id).and_then(|known| known.venue_id);
                let venue_id = match known {
                    Some(venue_id) => venue_id,
                    None => {
                        inner.find_once(&order.client_id).await?.map(|fact| fact.venue_id).unwrap_or_default()
                    }
                };
                Ok(Ack { client_id: order.client_id.clone(), venue_id })
            }
            Err(error) if is_unknown_order(&error) => Err(self.unknown(order)),
            Err(error) => {
                self.note_limit(order, &error);
                Err(error)
            }
        }
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.inner.find(&order.client_id).await
    }

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        let mut open = Vec::new();
        for fact in self.inner.list_open(None).await? {
            open.push(self.inner.order(fact, true).await?);
        }
        Ok(open)
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        self.inner.balances().await
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        let receiver = self.inner.reports.subscribe();
        private_stream::start(&self.inner);
        receiver
    }

    fn account_events(&self) -> broadcast::Receiver<AccountEvent> {
        let receiver = self.inner.events.subscribe();
        private_stream::start(&self.inner);
        receiver
    }

    async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        let inner = &self.inner;
        if instrument.is_none() {
            let form = Form::default();
            match inner.rest.command(inner.trader()?, "CancelAll", &form, account::canceled).await {
                Err(error) if !error.outcome_unknown() => {}
                told => return told,
            }
        }
        let mut asked = 0;
        for order in self.open_orders().await? {
            if instrument.is_none_or(|wanted| *wanted == order.instrument) {
                self.cancel_by_venue_id(Some(&order.instrument), &order.venue_id).await?;
                asked += 1;
            }
        }
        Ok(asked)
    }

    async fn cancel_by_venue_id(
        &self,
        instrument: Option<&InstrumentId>,
        venue_id: &str,
    ) -> Result<(), VenueError> {
        let inner = &self.inner;
        if let Some(instrument) = instrument {
            inner.engine.charge(&instrument.symbol, cancel_cost(0));
        }
        let form = Form::default().with("txid", venue_id);
        match inner.rest.command(inner.trader()?, "CancelOrder", &form, account::canceled).await {
            Err(error) if is_unknown_order(&error) => {
                let known = inner.query_orders(&[venue_id.to_owned()]).await.is_ok_and(|o| !o.is_empty());
                if known { Ok(()) } else { Err(error) }
            }
            told => told.map(|_| ()),
        }
    }

    async fn order_history(
        &self,
        instrument: Option<&InstrumentId>,
        limit: usize,
    ) -> Result<Vec<VenueOrder>, VenueError> {
        let mut history = Vec::new();
        let mut offset = 0;
        while history.len() < limit {
            let page = self.inner.list_closed(None, offset).await?;
            if page.is_empty() {
                break;
            }
            offset += page.len();
            for fact in page {
                history.push(self.inner.order(fact, false).await?);
            }
            history.retain(|order: &VenueOrder| instrument.is_none_or(|wanted| *wanted == order.instrument));
            if offset % 50 != 0 {
                break;
            }
        }
        history.truncate(limit);
        Ok(history)
    }

    async fn own_trades(
        &self,
        instrument: Option<&InstrumentId>,
        since_ms: i64,
    ) -> Result<Vec<Fill>, VenueError> {
        let pairs = self.inner.pairs().await?;
        let trades = self.inner.list_trades(Some(since_ms)).await?;
        self.inner.learn_orders_of(&trades).await?;
        let fills: Result<Vec<Fill>, VenueError> =
            trades.iter().map(|trade| self.inner.fill(&pairs, trade, false)).collect();
        let mut fills = fills?;
        fills.retain(|fill| instrument.is_none_or(|wanted| *wanted == fill.instrument));
        Ok(fills)
    }

    async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        self.inner.positions().await
    }

    async fn fees(&self, instrument: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        self.inner.fees(instrument).await
    }

    async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        self.inner.permissions().await
    }

    /// Cancels everything of the account, orders placed elsewhere and protective stops among them.
    async fn dead_man(&self, after: Option<Duration>) -> Result<(), VenueError> {
        let seconds = after.map_or(0, |after| after.as_secs().clamp(1, 86_399));
        let form = Form::default().with("timeout", &seconds.to_string());
        self.inner.rest.command(self.inner.trader()?, "CancelAllOrdersAfter", &form, account::amended).await
    }

    async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        let (_, form) = self.add_order(order).await?;
        Ok(self.inner.rest.signed(self.inner.trader()?, "AddOrder", &form)?.shown())
    }

    fn account_health(&self) -> Option<HealthReport> {
        Some(self.inner.account_health.report())
    }
}

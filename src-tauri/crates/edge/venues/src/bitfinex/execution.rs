//! Bitfinex as a place that executes orders.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Balance, Fill, InstrumentId, OrderRequest, OrderType, VenueId};
use tokio::sync::broadcast;

use super::private_stream::{AccountFetcher, Command, PrivateStream};
use super::{Bitfinex, Private};
use crate::session::{self, Told};
use crate::{
    AccountEvent, Ack, Amendment, Execution, ExecutionCapabilities, ExecutionReport, FeeRates, HealthReport,
    KeyPermissions, OrderRef, Position, PreparedRequest, VenueError, VenueOrder,
};

impl Bitfinex {
    /// Starts listening to the account, once. Outside of a runtime nothing can be heard, and nothing starts.
    fn listen(&self, private: &Private) {
        if tokio::runtime::Handle::try_current().is_err() {
            return;
        }
        let mut session = private.session.lock().unwrap_or_else(PoisonError::into_inner);
        if session.is_some() {
            return;
        }
        let fetcher = Arc::new(AccountFetcher(private.account.clone()));
        let (base, between) = (&self.endpoints.ws_private, self.limits.between_private);
        let settings = self.session(base, between, true, private.health.clone(), fetcher);
        let (events, reports) = (private.events.clone(), private.reports.clone());
        let stream = PrivateStream::new(private.stream_settings(self));
        let spawned = session::spawn(stream, settings, move |told| {
            let Told::Account(event) = told else { return };
            // Err: nobody listens just now
            if let AccountEvent::Order(report) = &event {
                let _ = reports.send(report.clone());
            }
            let _ = events.send(event);
        });
        private.account.inputs.open(spawned.sender());
        *session = Some(spawned);
    }

    fn wire(&self, instrument: Option<&InstrumentId>) -> Option<String> {
        instrument.map(|instrument| self.symbols.get().wire(&instrument.symbol))
    }
}

#[async_trait]
impl Execution for Bitfinex {
    fn venue(&self) -> VenueId {
        self.venue.clone()
    }

    fn capabilities(&self) -> ExecutionCapabilities {
        ExecutionCapabilities {
            order_types: vec![
                OrderType::Market,
                OrderType::Limit,
                OrderType::Stop,
                OrderType::StopLimit,
                OrderType::TrailingStop,
            ],
            oco: false,
            pairs: true,
            post_only: true,
            reduce_only: true,
            amend: true,
            dead_man: true,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        let private = self.private()?;
        self.listen(private);
        private.account.submit(order).await
    }

    async fn submit_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        let private = self.private()?;
        self.listen(private);
        private.account.submit_pair(stop, target).await
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        self.private()?.account.cancel(order).await
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.private()?.account.lookup(order).await
    }

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        let account = &self.private()?.account;
        Ok(account.known(&account.working(None).await?))
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        self.private()?.account.balances().await
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        match &self.private {
            Some(private) => {
                let receiver = private.reports.subscribe();
                self.listen(private);
                receiver
            }
            None => broadcast::channel(1).1,
        }
    }

    fn account_events(&self) -> broadcast::Receiver<AccountEvent> {
        match &self.private {
            Some(private) => {
                let receiver = private.events.subscribe();
                self.listen(private);
                receiver
            }
            None => broadcast::channel(1).1,
        }
    }

    async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        self.private()?.account.amend(order, change).await
    }

    async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        let account = &self.private()?.account;
        match account.cancel_many(instrument).await {
            // the venue will not do it at once: one by one
            Err(VenueError::Declined { .. }) => {
                let pair = self.wire(instrument);
                let open = account.working(pair.as_deref()).await?;
                for order in &open {
                    match account.cancel_number(order.id).await {
                        Ok(()) | Err(VenueError::Declined { .. }) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(open.len())
            }
            other => other,
        }
    }

    async fn cancel_by_venue_id(&self, _: Option<&InstrumentId>, venue_id: &str) -> Result<(), VenueError> {
        let account = &self.private()?.account;
        account.cancel_number(account.number(venue_id)?).await
    }

    async fn order_history(
        &self,
        instrument: Option<&InstrumentId>,
        limit: usize,
    ) -> Result<Vec<VenueOrder>, VenueError> {
        let (account, pair) = (&self.private()?.account, self.wire(instrument));
        let mut orders = account.known(&account.ended(pair.as_deref(), None, limit).await?);
        orders.sort_by_key(|order| std::cmp::Reverse(order.time_ms));
        Ok(orders)
    }

    async fn own_trades(
        &self,
        instrument: Option<&InstrumentId>,
        since_ms: i64,
    ) -> Result<Vec<Fill>, VenueError> {
        let (account, pair) = (&self.private()?.account, self.wire(instrument));
        Ok(account.fills(&account.trades(pair.as_deref(), since_ms).await?))
    }

    async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        self.private()?.account.positions().await
    }

    async fn fees(&self, _: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        self.private()?.account.fees().await
    }

    async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        self.private()?.account.permissions().await
    }

    /// The venue cancels as soon as the stream closes, whatever time is given. It can be called off only by closing
    /// the stream, which cancels: so that is not done here.
    async fn dead_man(&self, after: Option<Duration>) -> Result<(), VenueError> {
        let private = self.private()?;
        if after.is_none() {
            return Err(self.not_offered("call off its dead-man switch without setting it off"));
        }
        self.listen(private);
        let session = private.session.lock().unwrap_or_else(PoisonError::into_inner);
        match &*session {
            Some(session) if session.command(Command::DeadMan) => Ok(()),
            _ => Err(self.not_offered("hold a dead-man switch without a stream")),
        }
    }

    async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        self.private()?.account.prepare(order)
    }

    fn account_health(&self) -> Option<HealthReport> {
        self.private.as_ref().map(|private| private.health.report())
    }
}

//! The account as others see it.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use async_trait::async_trait;
use domain::{Balance, Fill, InstrumentId, OrderRequest, OrderType, VenueId};
use tokio::sync::broadcast;

use super::Binance;
use super::own::fills;
use super::private_stream::PrivateStream;
use super::resync::{Resync, client_ids_of};
use super::symbols::Listed;
use crate::session::{SessionSettings, spawn};
use crate::{
    AccountEvent, Ack, Amendment, Execution, ExecutionCapabilities, ExecutionReport, FeeRates, HealthReport,
    KeyPermissions, OrderRef, Position, PreparedRequest, VenueError, VenueOrder,
};

impl Binance {
    /// Begins the account's stream with the first who listens. Without keys or a runtime there is none.
    fn listen_to_account(&self) {
        if tokio::runtime::Handle::try_current().is_err() {
            return;
        }
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let signer = self.stream_signer.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(signer) = signer.filter(|_| session.is_none()) else { return };
        let (rest, outlet) = (self.rest.clone(), self.trading.outlet.clone());
        let settings = SessionSettings {
            fetcher: Arc::new(Resync::new(rest.clone(), outlet.clone())),
            ..self.session_settings(&self.ws_private, true, self.account_health.clone())
        };
        *session = Some(spawn(PrivateStream::new(rest, outlet, signer), settings, |_| {}));
    }

    /// Instruments of which something is known here.
    fn touched(&self) -> BTreeSet<String> {
        self.trading.outlet.tracker().names()
    }

    async fn fills_of(&self, listed: &Listed, since_ms: i64) -> Result<Vec<Fill>, VenueError> {
        let trades = self.rest.trades_since(&listed.name, since_ms).await?;
        let orders = trades.iter().map(|trade| trade.order_id);
        let ids = client_ids_of(&self.rest, &self.trading.outlet, &listed.name, orders).await?;
        Ok(fills(&trades, listed, |order| ids.get(&order).cloned().unwrap_or_default()))
    }
}

#[async_trait]
impl Execution for Binance {
    fn venue(&self) -> VenueId {
        self.rest.venue.clone()
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
            post_only: true,
            // a sale on spot takes from what is held and never opens anything
            reduce_only: true,
            amend: true,
            dead_man: false,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        self.trading.submit(order).await
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        self.trading.cancel(order).await
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.trading.lookup(order).await
    }

    /// An order that another program placed has that program's client id.
    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        let catalogue = self.rest.catalogue().await?;
        let mut orders = Vec::new();
        for row in self.rest.open_rows(None).await? {
            let Some(listed) = catalogue.named(&row.symbol) else { continue };
            orders.push(self.trading.order_of(listed, &row)?);
        }
        Ok(orders)
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        self.rest.balances().await
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        let receiver = self.trading.outlet.reports.subscribe();
        self.listen_to_account();
        receiver
    }

    fn account_events(&self) -> broadcast::Receiver<AccountEvent> {
        let receiver = self.trading.outlet.events.subscribe();
        self.listen_to_account();
        receiver
    }

    async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        self.trading.amend(order, change).await
    }

    async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        self.trading.cancel_all(instrument).await
    }

    async fn cancel_by_venue_id(
        &self,
        instrument: Option<&InstrumentId>,
        venue_id: &str,
    ) -> Result<(), VenueError> {
        self.trading.cancel_by_venue_id(instrument, venue_id).await
    }

    /// The venue answers instrument by instrument: without one, those are asked whose two currencies the account
    /// holds, and those touched since the start.
    async fn order_history(
        &self,
        instrument: Option<&InstrumentId>,
        limit: usize,
    ) -> Result<Vec<VenueOrder>, VenueError> {
        let mut orders = Vec::new();
        for listed in self.rest.meant(instrument, self.touched()).await? {
            for row in self.rest.all_rows(&listed.name, None, limit).await? {
                let order = self.trading.order_of(&listed, &row)?;
                if order.status.is_final() {
                    orders.push(order);
                }
            }
        }
        orders.sort_by_key(|order| std::cmp::Reverse(order.time_ms));
        orders.truncate(limit);
        Ok(orders)
    }

    /// As for the history: without an instrument, those that can matter.
    async fn own_trades(
        &self,
        instrument: Option<&InstrumentId>,
        since_ms: i64,
    ) -> Result<Vec<Fill>, VenueError> {
        let mut all = Vec::new();
        for listed in self.rest.meant(instrument, self.touched()).await? {
            all.extend(self.fills_of(&listed, since_ms).await?);
        }
        all.sort_by_key(|fill| fill.time_ms);
        Ok(all)
    }

    /// Spot has none.
    async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        Ok(Vec::new())
    }

    async fn fees(&self, instrument: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        self.rest.fees(instrument).await
    }

    async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        self.rest.key_permissions().await
    }

    async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        self.trading.prepare(order).await
    }

    fn account_health(&self) -> Option<HealthReport> {
        let rest = self.rest.http.health().report();
        let stream = self.account_health.report();
        Some(HealthReport {
            latency_us: rest.latency_us,
            clock_offset_ms: rest.clock_offset_ms,
            clock_known: rest.clock_known,
            ..stream
        })
    }
}

//! Coinbase as a place that executes orders.

use async_trait::async_trait;
use domain::{Balance, Fill, InstrumentId, OrderRequest, OrderType, VenueId};
use tokio::sync::broadcast;

use super::{Coinbase, id};
use crate::{
    AccountEvent, Ack, Amendment, Execution, ExecutionCapabilities, ExecutionReport, FeeRates, HealthReport,
    KeyPermissions, OrderRef, PreparedRequest, VenueError, VenueOrder,
};

#[async_trait]
impl Execution for Coinbase {
    fn venue(&self) -> VenueId {
        id()
    }

    fn capabilities(&self) -> ExecutionCapabilities {
        ExecutionCapabilities {
            order_types: vec![OrderType::Market, OrderType::Limit, OrderType::StopLimit],
            oco: false,
            pairs: true,
            post_only: true,
            reduce_only: false,
            amend: true,
            dead_man: false,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        self.account()?.place(order).await
    }

    async fn submit_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        self.account()?.place_pair(stop, target).await
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        self.account()?.cancel(order).await
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.account()?.lookup(order).await
    }

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        self.account()?.open_orders().await
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        self.account()?.balances().await
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        match &self.private {
            Some(private) => private.reports(),
            None => broadcast::channel(1).1,
        }
    }

    fn account_events(&self) -> broadcast::Receiver<AccountEvent> {
        match &self.private {
            Some(private) => private.events(),
            None => broadcast::channel(1).1,
        }
    }

    async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, VenueError> {
        self.account()?.amend(order, change).await
    }

    async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        self.account()?.cancel_all(instrument.map(|instrument| &instrument.symbol)).await
    }

    async fn cancel_by_venue_id(&self, _: Option<&InstrumentId>, venue_id: &str) -> Result<(), VenueError> {
        self.account()?.cancel_venue_id(venue_id).await
    }

    async fn order_history(
        &self,
        instrument: Option<&InstrumentId>,
        limit: usize,
    ) -> Result<Vec<VenueOrder>, VenueError> {
        self.account()?.past(instrument.map(|instrument| &instrument.symbol), limit).await
    }

    async fn own_trades(
        &self,
        instrument: Option<&InstrumentId>,
        since_ms: i64,
    ) -> Result<Vec<Fill>, VenueError> {
        self.account()?.fills_since(instrument.map(|instrument| &instrument.symbol), since_ms).await
    }

    async fn fees(&self, _: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        self.account()?.fees().await
    }

    async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        self.account()?.permissions().await
    }

    async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        Ok(self.account()?.order_request(order)?.shown())
    }

    fn account_health(&self) -> Option<HealthReport> {
        self.private.as_ref().map(|private| private.health.report())
    }
}

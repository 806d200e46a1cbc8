//! An account at a venue, asked directly: for the command line and for checking a key.

use std::sync::Arc;
use std::time::Duration;

use domain::{Balance, Fill, InstrumentId, OrderRequest, VenueId};
use tokio::sync::broadcast;
use venues::{
    AccountEvent, Ack, Amendment, Execution, FeeRates, KeyPermissions, OrderRef, Position, PreparedRequest,
    VenueOrder,
};

use crate::GatewayError;

/// Answers questions wherever the venue is. Orders pass only where they stay on this machine: a double of the venue
/// on loopback is for rehearsing, and real orders go through [`crate::Gateway::send`], countersigned.
pub struct DirectAccount {
    execution: Arc<dyn Execution>,
    loopback: bool,
}

impl DirectAccount {
    /// `loopback`: every address orders go to is on this machine.
    pub fn new(execution: Arc<dyn Execution>, loopback: bool) -> Self {
        Self { execution, loopback }
    }

    pub fn venue(&self) -> VenueId {
        self.execution.venue()
    }

    pub async fn balances(&self) -> Result<Vec<Balance>, GatewayError> {
        self.execution.balances().await.map_err(GatewayError::Venue)
    }

    pub async fn positions(&self) -> Result<Vec<Position>, GatewayError> {
        self.execution.positions().await.map_err(GatewayError::Venue)
    }

    pub async fn open_orders(&self) -> Result<Vec<VenueOrder>, GatewayError> {
        self.execution.open_orders().await.map_err(GatewayError::Venue)
    }

    pub async fn order_history(
        &self,
        instrument: Option<&InstrumentId>,
        limit: usize,
    ) -> Result<Vec<VenueOrder>, GatewayError> {
        self.execution.order_history(instrument, limit).await.map_err(GatewayError::Venue)
    }

    pub async fn own_trades(
        &self,
        instrument: Option<&InstrumentId>,
        since_ms: i64,
    ) -> Result<Vec<Fill>, GatewayError> {
        self.execution.own_trades(instrument, since_ms).await.map_err(GatewayError::Venue)
    }

    pub async fn fees(&self, instrument: Option<&InstrumentId>) -> Result<FeeRates, GatewayError> {
        self.execution.fees(instrument).await.map_err(GatewayError::Venue)
    }

    pub async fn key_permissions(&self) -> Result<KeyPermissions, GatewayError> {
        self.execution.key_permissions().await.map_err(GatewayError::Venue)
    }

    pub async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, GatewayError> {
        self.execution.lookup(order).await.map_err(GatewayError::Venue)
    }

    pub fn events(&self) -> broadcast::Receiver<AccountEvent> {
        self.execution.account_events()
    }

    /// The request an order would be, secrets masked. Nothing is sent.
    pub async fn prepare(&self, order: &OrderRequest) -> Result<PreparedRequest, GatewayError> {
        self.execution.prepare(order).await.map_err(GatewayError::Venue)
    }

    pub async fn rehearse(&self, order: &OrderRequest) -> Result<Ack, GatewayError> {
        self.only_here()?;
        self.execution.submit(order).await.map_err(GatewayError::Venue)
    }

    pub async fn amend(&self, order: &OrderRef, change: &Amendment) -> Result<Ack, GatewayError> {
        self.only_here()?;
        self.execution.amend(order, change).await.map_err(GatewayError::Venue)
    }

    pub async fn cancel(&self, order: &OrderRef) -> Result<(), GatewayError> {
        self.only_here()?;
        self.execution.cancel(order).await.map_err(GatewayError::Venue)
    }

    pub async fn cancel_by_venue_id(
        &self,
        instrument: Option<&InstrumentId>,
        venue_id: &str,
    ) -> Result<(), GatewayError> {
        self.only_here()?;
        self.execution.cancel_by_venue_id(instrument, venue_id).await.map_err(GatewayError::Venue)
    }

    pub async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, GatewayError> {
        self.only_here()?;
        self.execution.cancel_all(instrument).await.map_err(GatewayError::Venue)
    }

    pub async fn dead_man(&self, after: Option<Duration>) -> Result<(), GatewayError> {
        self.only_here()?;
        self.execution.dead_man(after).await.map_err(GatewayError::Venue)
    }

    fn only_here(&self) -> Result<(), GatewayError> {
        if self.loopback { Ok(()) } else { Err(GatewayError::LiveOff { venue: self.venue() }) }
    }
}

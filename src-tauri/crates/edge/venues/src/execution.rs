//! What a venue can be told, and what it tells about our orders.

use std::time::Duration;

use async_trait::async_trait;
use domain::{Balance, Decimal, Fill, InstrumentId, OrderRequest, OrderStatus, OrderType, Side, VenueId};
use tokio::sync::broadcast;

use crate::{
    AccountEvent, Amendment, FeeRates, HealthReport, KeyPermissions, Position, PreparedRequest, VenueError,
};

/// What a venue can do with an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionCapabilities {
    pub order_types: Vec<OrderType>,
    /// Links orders of one `oco_group` that come one by one, so that they share one quantity.
    pub oco: bool,
    /// Takes a stop and a target that share one quantity in one request ([`Execution::submit_pair`]).
    pub pairs: bool,
    pub post_only: bool,
    pub reduce_only: bool,
    pub amend: bool,
    /// Cancels resting orders by itself when it no longer hears from us.
    pub dead_man: bool,
}

/// The venue has the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    pub client_id: String,
    pub venue_id: String,
}

/// Names an order to a venue. Some venues find an order only together with its instrument.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderRef {
    pub client_id: String,
    pub instrument: InstrumentId,
}

impl OrderRef {
    pub fn of(order: &OrderRequest) -> Self {
        Self { client_id: order.client_id.clone(), instrument: order.instrument.clone() }
    }
}

/// An order as the venue has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueOrder {
    /// Ours; empty where the order was not placed by this program.
    pub client_id: String,
    pub venue_id: String,
    pub instrument: InstrumentId,
    pub side: Side,
    pub order_type: OrderType,
    /// As ordered, in base currency.
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    pub status: OrderStatus,
    pub filled: Decimal,
    /// Of what is filled, where the venue says it.
    pub average: Option<Decimal>,
    pub post_only: bool,
    pub reduce_only: bool,
    /// Oldest first; empty where the venue tells an order without its fills.
    pub fills: Vec<Fill>,
    /// Why it was cancelled, where it was.
    pub reason: Option<String>,
    /// When the venue took it.
    pub time_ms: i64,
}

/// Something that happened to one of our orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExecutionReport {
    Acknowledged {
        client_id: String,
        venue_id: String,
    },
    Filled(Fill),
    /// What was not filled is off the book. Fills told before it stand.
    Cancelled {
        client_id: String,
        reason: String,
    },
    Rejected {
        client_id: String,
        reason: String,
    },
}

impl ExecutionReport {
    /// The order it speaks of, by our own id.
    pub fn client_id(&self) -> &str {
        match self {
            Self::Acknowledged { client_id, .. }
            | Self::Cancelled { client_id, .. }
            | Self::Rejected { client_id, .. } => client_id,
            Self::Filled(fill) => &fill.client_id,
        }
    }
}

/// A place that executes orders, real or on paper. Only the gateway uses it.
#[async_trait]
pub trait Execution: Send + Sync {
    fn venue(&self) -> VenueId;

    fn capabilities(&self) -> ExecutionCapabilities;

    /// Hands an order over. Safe to repeat: a client id the venue already has returns the same acknowledgement and
    /// does nothing. After an error with [`VenueError::outcome_unknown`] ask [`Self::lookup`].
    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError>;

    /// Hands over a stop and a target that share one quantity: both are placed or neither, and once one of them fills
    /// or is set off the venue itself takes the other off. Each answers to its own client id. To take a pair off,
    /// cancel both: some venues take the other along. Sent once and as safe to repeat as [`Self::submit`]; after an
    /// error with [`VenueError::outcome_unknown`] ask [`Self::lookup`] for each.
    async fn submit_pair(
        &self,
        _stop: &OrderRequest,
        _target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        Err(self.not_offered("link a stop and a target; place them one by one"))
    }

    /// Takes the rest of an order off the book. `Ok` also where nothing is left to cancel: what became of the order
    /// is in the reports and in [`Self::lookup`].
    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError>;

    /// The order under our id, working or final; `None`: the venue never took it.
    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError>;

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError>;

    async fn balances(&self) -> Result<Vec<Balance>, VenueError>;

    /// Reports from now on, in the order of events. A receiver told that it lagged, and everyone after a restart,
    /// asks [`Self::lookup`] for each order not known to be final.
    fn reports(&self) -> broadcast::Receiver<ExecutionReport>;

    /// Everything the account's stream tells, reports included.
    fn account_events(&self) -> broadcast::Receiver<AccountEvent> {
        broadcast::channel(1).1
    }

    /// Changes a resting order. Sent once: after an error with [`VenueError::outcome_unknown`] ask [`Self::lookup`].
    async fn amend(&self, _order: &OrderRef, _change: &Amendment) -> Result<Ack, VenueError> {
        Err(self.not_offered("change an order"))
    }

    /// Takes all our orders off the book (of one instrument, or of all), one by one where the venue has no better
    /// way, and says how many were asked for.
    async fn cancel_all(&self, instrument: Option<&InstrumentId>) -> Result<usize, VenueError> {
        let open = self.open_orders().await?;
        let mut asked = 0;
        for order in open.iter().filter(|o| instrument.is_none_or(|i| *i == o.instrument)) {
            let order = OrderRef { client_id: order.client_id.clone(), instrument: order.instrument.clone() };
            self.cancel(&order).await?;
            asked += 1;
        }
        Ok(asked)
    }

    /// Takes an order off the book by the venue's own id, as for one placed elsewhere.
    async fn cancel_by_venue_id(
        &self,
        _instrument: Option<&InstrumentId>,
        _venue_id: &str,
    ) -> Result<(), VenueError> {
        Err(self.not_offered("cancel by its own id"))
    }

    /// Orders that are final, newest first, at most `limit`.
    async fn order_history(
        &self,
        _instrument: Option<&InstrumentId>,
        _limit: usize,
    ) -> Result<Vec<VenueOrder>, VenueError> {
        Err(self.not_offered("tell past orders"))
    }

    /// Our fills since `since_ms`, oldest first. `client_id` is empty where the order is not ours.
    async fn own_trades(
        &self,
        _instrument: Option<&InstrumentId>,
        _since_ms: i64,
    ) -> Result<Vec<Fill>, VenueError> {
        Err(self.not_offered("tell own trades"))
    }

    async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        Err(self.not_offered("tell positions"))
    }

    async fn fees(&self, _instrument: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        Err(self.not_offered("tell fees"))
    }

    async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        Err(self.not_offered("tell what a key may do"))
    }

    /// The venue cancels our resting orders unless it hears from us again within `after`; `None` calls that off.
    async fn dead_man(&self, _after: Option<Duration>) -> Result<(), VenueError> {
        Err(self.not_offered("cancel by itself"))
    }

    /// The request that [`Self::submit`] would send, secrets masked. Nothing is sent.
    async fn prepare(&self, _order: &OrderRequest) -> Result<PreparedRequest, VenueError> {
        Err(self.not_offered("show a request beforehand"))
    }

    /// How the account's connections do.
    fn account_health(&self) -> Option<HealthReport> {
        None
    }

    fn not_offered(&self, what: &'static str) -> VenueError {
        VenueError::NotOffered { venue: self.venue(), what }
    }
}

//! What a venue can be told, and what it tells about our orders.

use async_trait::async_trait;
use domain::{Balance, Decimal, Fill, InstrumentId, OrderRequest, OrderStatus, OrderType, Side, VenueId};
use tokio::sync::broadcast;

use crate::VenueError;

/// What a venue can do with an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionCapabilities {
    pub order_types: Vec<OrderType>,
    /// Links orders so that they share one quantity.
    pub oco: bool,
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
    /// Oldest first.
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
}

//! What the paper venue writes down: enough to rebuild it.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::{Decimal, Fill, Instrument, OrderRequest};
use serde::{Deserialize, Serialize};

/// Why what is left of an order was taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    Requested,
    /// Another order of its group was filled.
    Oco,
    /// Immediate-or-cancel: the rest found no price.
    Ioc,
    /// Fill-or-kill: not all of it could be had.
    Fok,
    /// Post-only, and the book had come to meet it.
    PostOnly,
    /// A market order was larger than the book.
    NoLiquidity,
    /// The money or the holding was spent by then.
    Balance,
}

impl CancelReason {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Oco => "oco",
            Self::Ioc => "ioc",
            Self::Fok => "fok",
            Self::PostOnly => "post_only",
            Self::NoLiquidity => "no_liquidity",
            Self::Balance => "balance",
        }
    }
}

/// One step of the venue. `sequence` numbers orders from 1 as they are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LedgerRecord {
    /// Money from nowhere; `id` makes it happen once.
    Deposited {
        id: String,
        currency: String,
        amount: Decimal,
        time_ms: i64,
    },
    /// `reserve_price`: what a buy sets aside for each unit, before fees, in quote currency.
    Accepted {
        sequence: u64,
        order: Box<OrderRequest>,
        instrument: Box<Instrument>,
        reserve_price: Decimal,
        active_ms: i64,
        time_ms: i64,
    },
    /// The order has met the book once and now waits in it: from here on it is a maker.
    Rested {
        sequence: u64,
        time_ms: i64,
    },
    Triggered {
        sequence: u64,
        time_ms: i64,
    },
    Filled {
        sequence: u64,
        fill: Box<Fill>,
    },
    Cancelled {
        sequence: u64,
        client_id: String,
        reason: CancelReason,
        time_ms: i64,
    },
}

/// Why the ledger failed, in the words of what keeps it.
pub type LedgerError = Arc<dyn std::error::Error + Send + Sync>;

/// Keeps the records of one paper account for ever, in order.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Returns once the records are durable: all of them or none.
    async fn append(&self, records: &[LedgerRecord]) -> Result<(), LedgerError>;

    /// Every record, oldest first.
    async fn load(&self) -> Result<Vec<LedgerRecord>, LedgerError>;
}

/// A ledger that lasts as long as it is held.
#[derive(Debug, Default)]
pub struct MemoryLedger(Mutex<Vec<LedgerRecord>>);

impl MemoryLedger {
    pub fn of(records: Vec<LedgerRecord>) -> Self {
        Self(Mutex::new(records))
    }

    pub fn records(&self) -> Vec<LedgerRecord> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn append(&self, records: &[LedgerRecord]) -> Result<(), LedgerError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(records);
        Ok(())
    }

    async fn load(&self) -> Result<Vec<LedgerRecord>, LedgerError> {
        Ok(self.records())
    }
}

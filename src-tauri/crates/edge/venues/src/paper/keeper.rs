//! The state of the paper venue beside its ledger, never ahead of it.

use std::sync::Arc;

use domain::VenueId;
use tokio::sync::broadcast;

use super::ledger::{Ledger, LedgerRecord};
use super::live::LedgerFault;
use super::state::State;
use crate::{ExecutionReport, VenueError};

/// The name under which the paper venue reports its own troubles.
pub const PAPER: &str = "paper";

pub fn storage(source: Arc<dyn std::error::Error + Send + Sync>) -> VenueError {
    VenueError::Storage { venue: VenueId::new(PAPER), what: "ledger", source }
}

pub fn fault(fault: LedgerFault) -> VenueError {
    storage(Arc::new(fault))
}

/// Holds the state and writes the ledger.
pub struct Keeper {
    ledger: Arc<dyn Ledger>,
    reports: broadcast::Sender<ExecutionReport>,
    /// Absent from the moment records are handed to the ledger until they are known to be in it: a caller that goes
    /// away in between, or a ledger that fails, leaves a state that is read anew.
    state: Option<State>,
    /// Records whose reports were sent.
    told: usize,
}

impl Keeper {
    /// Reads the ledger. Reports of what it already holds are not sent again.
    pub async fn open(
        ledger: Arc<dyn Ledger>,
        reports: broadcast::Sender<ExecutionReport>,
    ) -> Result<Self, VenueError> {
        let records = ledger.load().await.map_err(storage)?;
        let state = State::replay(&records).map_err(fault)?;
        Ok(Self { ledger, reports, state: Some(state), told: records.len() })
    }

    pub async fn state(&mut self) -> Result<&State, VenueError> {
        if self.state.is_none() {
            let records = self.ledger.load().await.map_err(storage)?;
            let state = State::replay(&records).map_err(fault)?;
            self.tell(records.get(self.told..).unwrap_or_default());
            self.state = Some(state);
        }
        self.state.as_ref().ok_or_else(|| fault(LedgerFault::NotWorking { sequence: 0 }))
    }

    /// Writes the records down, then takes them in, then reports them.
    pub async fn commit(&mut self, records: &[LedgerRecord]) -> Result<(), VenueError> {
        if records.is_empty() {
            return Ok(());
        }
        self.state().await?;
        let Some(mut state) = self.state.take() else { return Ok(()) };
        self.ledger.append(records).await.map_err(storage)?;
        for record in records {
            state.apply(record).map_err(fault)?;
        }
        self.state = Some(state);
        self.tell(records);
        Ok(())
    }

    fn tell(&mut self, records: &[LedgerRecord]) {
        self.told += records.len();
        for record in records {
            if let Some(report) = self.report(record) {
                // An error means that nobody listens.
                let _ = self.reports.send(report);
            }
        }
    }

    fn report(&self, record: &LedgerRecord) -> Option<ExecutionReport> {
        match record {
            LedgerRecord::Accepted { sequence, order, .. } => Some(ExecutionReport::Acknowledged {
                client_id: order.client_id.clone(),
                venue_id: sequence.to_string(),
            }),
            LedgerRecord::Filled { fill, .. } => Some(ExecutionReport::Filled((**fill).clone())),
            LedgerRecord::Cancelled { client_id, reason, .. } => Some(ExecutionReport::Cancelled {
                client_id: client_id.clone(),
                reason: reason.as_str().to_owned(),
            }),
            LedgerRecord::Deposited { .. } | LedgerRecord::Rested { .. } | LedgerRecord::Triggered { .. } => {
                None
            }
        }
    }
}

//! The paper venue on this desk: its ledger lies in the store, and every market can be traded on it.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Decimal, Mode, VenueId};
use gateway::Route;
use store::Store;
use venues::paper::{Frictions, Ledger, LedgerError, LedgerRecord, PaperVenue};
use venues::{Execution, MarketData};

use crate::desk::CURRENCY;
use crate::{Desk, DeskError};

const OPENING: &str = "opening";

struct StoredLedger {
    store: Store,
}

#[async_trait]
impl Ledger for StoredLedger {
    async fn append(&self, records: &[LedgerRecord]) -> Result<(), LedgerError> {
        let bytes: Result<Vec<Vec<u8>>, _> = records.iter().map(serde_json::to_vec).collect();
        let bytes = bytes.map_err(|e| -> LedgerError { Arc::new(e) })?;
        self.store.ledger_append(&bytes).await.map_err(|e| -> LedgerError { Arc::new(e) })
    }

    async fn load(&self) -> Result<Vec<LedgerRecord>, LedgerError> {
        let all = self.store.ledger_all().await.map_err(|e| -> LedgerError { Arc::new(e) })?;
        let records: Result<Vec<LedgerRecord>, _> = all.iter().map(|b| serde_json::from_slice(b)).collect();
        records.map_err(|e| -> LedgerError { Arc::new(e) })
    }
}

impl Desk {
    /// The paper venue with its books as they were, on every market there is.
    pub(crate) async fn connect_markets(&self) -> Result<(), DeskError> {
        self.inner.markets.refresh().await?;
        self.open_connections().await?;
        let ledger = Arc::new(StoredLedger { store: self.inner.store.clone() });
        let clock = Arc::clone(&self.inner.config.clock);
        let paper = PaperVenue::open(Frictions::default(), clock, ledger).await?;
        paper.deposit(OPENING, CURRENCY, Decimal::from(crate::settle::PAPER_CASH)).await?;
        for market in self.inner.markets.all() {
            self.connect(&paper, market);
        }
        paper.run().await?;
        // set once, here
        let _ = self.inner.paper.set(paper);
        Ok(())
    }

    fn connect(&self, paper: &Arc<PaperVenue>, market: Arc<dyn MarketData>) {
        let execution: Arc<dyn Execution> = paper.clone();
        self.inner.gateway.connect(Route::new(Mode::Paper, market.venue()), execution);
        paper.add_market(market);
    }

    /// Orders on paper meet this venue's market from now on.
    pub(crate) fn connect_paper(&self, venue: &VenueId) -> Result<(), DeskError> {
        if let Some(paper) = self.inner.paper.get() {
            self.connect(paper, self.inner.markets.market(venue)?);
        }
        Ok(())
    }

    /// Venues that an import brought.
    pub(crate) async fn connect_imported(&self) -> Result<(), DeskError> {
        for venue in self.inner.markets.refresh().await? {
            self.connect_paper(&venue)?;
        }
        self.settle_instruments().await
    }
}

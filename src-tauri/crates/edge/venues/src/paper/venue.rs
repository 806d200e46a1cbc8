//! The paper venue as others see it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use async_trait::async_trait;
use domain::{Balance, Book, Decimal, Instrument, InstrumentId, OrderRequest, OrderType, Trade, VenueId};
use tokio::sync::broadcast;

use super::acceptance::{Stopped, on_submit};
use super::keeper::{Keeper, PAPER, fault};
use super::ledger::{CancelReason, Ledger, LedgerRecord};
use super::matching::{Frictions, Moment, on_market};
use super::pump::pump;
use crate::{
    Ack, Clock, Execution, ExecutionCapabilities, ExecutionReport, MarketData, OrderRef, VenueError,
    VenueOrder, VenueRule,
};

/// Reports a slow reader may lie behind before it must look its orders up.
const REPORTS_KEPT: usize = 4_096;
/// Levels looked at when an order meets the book.
const BOOK_DEPTH: usize = 100;

/// Simulated execution of one account on the books of any markets. Spot: what is sold must be held, what is bought
/// must be paid for. One wallet a currency; fees in quote currency.
pub struct PaperVenue {
    frictions: Frictions,
    clock: Arc<dyn Clock>,
    markets: RwLock<BTreeMap<VenueId, Arc<dyn MarketData>>>,
    keeper: tokio::sync::Mutex<Keeper>,
    reports: broadcast::Sender<ExecutionReport>,
    running: AtomicBool,
    pumped: Mutex<BTreeSet<InstrumentId>>,
    /// Itself, for the tasks that follow markets.
    me: Weak<Self>,
}

impl PaperVenue {
    /// Rebuilds the venue from its ledger.
    pub async fn open(
        frictions: Frictions,
        clock: Arc<dyn Clock>,
        ledger: Arc<dyn Ledger>,
    ) -> Result<Arc<Self>, VenueError> {
        let reports = broadcast::Sender::new(REPORTS_KEPT);
        let keeper = Keeper::open(ledger, reports.clone()).await?;
        Ok(Arc::new_cyclic(|me| Self {
            me: me.clone(),
            frictions,
            clock,
            markets: RwLock::default(),
            keeper: tokio::sync::Mutex::new(keeper),
            reports,
            running: AtomicBool::new(false),
            pumped: Mutex::default(),
        }))
    }

    /// Lets orders execute on this market too.
    pub fn add_market(&self, market: Arc<dyn MarketData>) {
        self.markets.write().unwrap_or_else(PoisonError::into_inner).insert(market.venue(), market);
    }

    /// Follows the markets from now on wherever orders are working. Without it the venue moves only by
    /// [`Self::on_moment`]. To be called inside a tokio runtime, after the markets are added.
    pub async fn run(&self) -> Result<(), VenueError> {
        self.running.store(true, Ordering::SeqCst);
        let mut keeper = self.keeper.lock().await;
        let working: BTreeSet<InstrumentId> =
            keeper.state().await?.live.orders.values().map(|w| w.order.instrument.clone()).collect();
        working.into_iter().for_each(|instrument| self.follow(instrument));
        Ok(())
    }

    /// Puts paper money on the account, once for each `id`.
    pub async fn deposit(&self, id: &str, currency: &str, amount: Decimal) -> Result<(), VenueError> {
        if amount <= Decimal::ZERO {
            return Err(refused(VenueRule::Balance, amount.to_string(), "above 0".to_owned()));
        }
        let mut keeper = self.keeper.lock().await;
        if keeper.state().await?.has_deposit(id) {
            return Ok(());
        }
        let (id, currency) = (id.to_owned(), currency.to_owned());
        keeper.commit(&[LedgerRecord::Deposited { id, currency, amount, time_ms: self.clock.now_ms() }]).await
    }

    /// Lets the working orders of an instrument meet its book and what was traded since the last time.
    pub async fn on_moment(
        &self,
        instrument: &InstrumentId,
        book: &Book,
        prints: &[Trade],
    ) -> Result<(), VenueError> {
        let mut keeper = self.keeper.lock().await;
        let moment = Moment { instrument, book, prints, time_ms: self.clock.now_ms() };
        let records = on_market(&keeper.state().await?.live, self.frictions, &moment).map_err(fault)?;
        keeper.commit(&records).await
    }

    pub(super) fn market(&self, venue: &VenueId) -> Option<Arc<dyn MarketData>> {
        self.markets.read().unwrap_or_else(PoisonError::into_inner).get(venue).cloned()
    }

    /// Takes the instrument off the list of followed ones if nothing works on it any more.
    pub(super) async fn let_go(&self, instrument: &InstrumentId) -> bool {
        let mut keeper = self.keeper.lock().await;
        let Ok(state) = keeper.state().await else { return false };
        let idle = state.live.orders.values().all(|w| w.order.instrument != *instrument);
        if idle {
            self.pumped.lock().unwrap_or_else(PoisonError::into_inner).remove(instrument);
        }
        idle
    }

    fn follow(&self, instrument: InstrumentId) {
        let Some(market) = self.market(&instrument.venue) else { return };
        let mut pumped = self.pumped.lock().unwrap_or_else(PoisonError::into_inner);
        if pumped.insert(instrument.clone()) {
            tokio::spawn(pump(self.me.clone(), market, instrument));
        }
    }

    /// The instrument and its book as they are now.
    async fn look(&self, id: &InstrumentId) -> Result<(Instrument, Book), VenueError> {
        let unknown = || VenueError::UnknownInstrument { venue: id.venue.clone(), symbol: id.symbol.clone() };
        let market = self.market(&id.venue).ok_or_else(unknown)?;
        let instruments = market.instruments().await?;
        let instrument = instruments.into_iter().find(|i| i.id == *id).ok_or_else(unknown)?;
        let book = market.book(&id.symbol, BOOK_DEPTH).await?;
        Ok((instrument, book))
    }

    async fn known(&self, order: &OrderRequest) -> Result<Option<Ack>, VenueError> {
        let mut keeper = self.keeper.lock().await;
        same(keeper.state().await?.taken(&order.client_id), order)
    }
}

fn refused(rule: VenueRule, value: String, limit: String) -> VenueError {
    VenueError::Refused { venue: VenueId::new(PAPER), rule, value, limit }
}

/// The acknowledgement already given, if it was given to the same order.
fn same(taken: Option<(&OrderRequest, Ack)>, order: &OrderRequest) -> Result<Option<Ack>, VenueError> {
    match taken {
        Some((before, _)) if before != order => {
            let limit = "an id no other order has used".to_owned();
            Err(refused(VenueRule::ClientId, order.client_id.clone(), limit))
        }
        other => Ok(other.map(|(_, ack)| ack)),
    }
}

#[async_trait]
impl Execution for PaperVenue {
    fn venue(&self) -> VenueId {
        VenueId::new(PAPER)
    }

    fn capabilities(&self) -> ExecutionCapabilities {
        ExecutionCapabilities {
            order_types: vec![OrderType::Market, OrderType::Limit, OrderType::Stop, OrderType::StopLimit],
            oco: true,
            pairs: false,
            post_only: true,
            reduce_only: true,
            amend: false,
            dead_man: false,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        if let Some(ack) = self.known(order).await? {
            return Ok(ack);
        }
        let (instrument, book) = self.look(&order.instrument).await?;
        let mut keeper = self.keeper.lock().await;
        let state = keeper.state().await?;
        if let Some(ack) = same(state.taken(&order.client_id), order)? {
            return Ok(ack);
        }
        let now_ms = self.clock.now_ms();
        let records = on_submit(&state.live, self.frictions, order, &instrument, &book, now_ms);
        let records = records.map_err(|stopped| match stopped {
            Stopped::Refused(r) => refused(r.rule, r.value, r.limit),
            Stopped::Fault(f) => fault(f),
        })?;
        keeper.commit(&records).await?;
        let state = keeper.state().await?;
        if state.working(&order.client_id).is_some() && self.running.load(Ordering::SeqCst) {
            self.follow(order.instrument.clone());
        }
        let unknown =
            || VenueError::UnknownOrder { venue: VenueId::new(PAPER), client_id: order.client_id.clone() };
        state.taken(&order.client_id).map(|(_, ack)| ack).ok_or_else(unknown)
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        let mut keeper = self.keeper.lock().await;
        let state = keeper.state().await?;
        let client_id = order.client_id.clone();
        if state.taken(&client_id).is_none() {
            return Err(VenueError::UnknownOrder { venue: VenueId::new(PAPER), client_id });
        }
        let Some(sequence) = state.working(&client_id) else { return Ok(()) };
        let (reason, time_ms) = (CancelReason::Requested, self.clock.now_ms());
        keeper.commit(&[LedgerRecord::Cancelled { sequence, client_id, reason, time_ms }]).await
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        Ok(self.keeper.lock().await.state().await?.lookup(&order.client_id))
    }

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        Ok(self.keeper.lock().await.state().await?.open_orders())
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        Ok(self.keeper.lock().await.state().await?.balances())
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        self.reports.subscribe()
    }
}

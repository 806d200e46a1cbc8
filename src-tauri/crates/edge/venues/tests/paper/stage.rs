//! A paper venue on a market whose book the test sets.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::{
    Book, Candles, Decimal, Instrument, InstrumentId, Level, Mode, OrderRequest, OrderRole, OrderType, Side,
    Symbol, Ticker, TimeInForce, Timeframe, Trade, VenueId,
};
use tokio::sync::broadcast;
use venues::paper::{Frictions, Ledger, LedgerError, LedgerRecord, MemoryLedger, PaperVenue};
use venues::{
    Clock, Execution, ManualClock, MarketCapabilities, MarketData, MarketEvent, OrderRef, VenueError,
    VenueOrder,
};

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn id() -> InstrumentId {
    InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap())
}

pub fn name(client_id: &str) -> OrderRef {
    OrderRef { client_id: client_id.to_owned(), instrument: id() }
}

pub fn order(client_id: &str, order_type: OrderType, side: Side, quantity: &str) -> OrderRequest {
    OrderRequest {
        client_id: client_id.to_owned(),
        mode: Mode::Paper,
        account: "paper".to_owned(),
        instrument: id(),
        side,
        order_type,
        role: OrderRole::Entry,
        quantity: dec(quantity),
        price: None,
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    }
}

pub fn market(client_id: &str, side: Side, quantity: &str) -> OrderRequest {
    order(client_id, OrderType::Market, side, quantity)
}

pub fn limit(client_id: &str, side: Side, quantity: &str, price: &str) -> OrderRequest {
    OrderRequest { price: Some(dec(price)), ..order(client_id, OrderType::Limit, side, quantity) }
}

pub fn stop(client_id: &str, side: Side, quantity: &str, price: &str) -> OrderRequest {
    OrderRequest { stop_price: Some(dec(price)), ..order(client_id, OrderType::Stop, side, quantity) }
}

pub fn exit(order: OrderRequest, group: &str) -> OrderRequest {
    OrderRequest { reduce_only: true, oco_group: Some(group.to_owned()), ..order }
}

/// A market with one instrument and the book it was given.
#[derive(Default)]
pub struct SetMarket(Mutex<Book>);

#[async_trait]
impl MarketData for SetMarket {
    fn venue(&self) -> VenueId {
        VenueId::builtin()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: 100, candles_per_request: 0 }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(vec![Instrument {
            id: id(),
            tick: dec("0.01"),
            lot: dec("0.0001"),
            min_quantity: dec("0.0001"),
            min_notional: dec("1"),
            maker_fee: dec("0.001"),
            taker_fee: dec("0.001"),
        }])
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        Err(VenueError::NoData { venue: self.venue(), symbol: symbol.clone(), what: "ticker" })
    }

    async fn book(&self, _symbol: &Symbol, _depth: usize) -> Result<Book, VenueError> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn trades(&self, _symbol: &Symbol, _limit: usize) -> Result<Vec<Trade>, VenueError> {
        Ok(Vec::new())
    }

    async fn candles(&self, _: &Symbol, timeframe: Timeframe, _: Range<i64>) -> Result<Candles, VenueError> {
        Ok(Candles::new(timeframe))
    }

    fn subscribe(&self, _symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        broadcast::channel(1).1
    }
}

const SOUND: u8 = 0;
const LOSE_ANSWER: u8 = 1;
const HANG: u8 = 2;
const REFUSE: u8 = 3;

/// A ledger that can fail once in each of the ways a real one can.
#[derive(Default)]
pub struct TestLedger {
    records: MemoryLedger,
    fails: AtomicU8,
}

impl TestLedger {
    pub fn records(&self) -> Vec<LedgerRecord> {
        self.records.records()
    }

    pub fn lose_next_answer(&self) {
        self.fails.store(LOSE_ANSWER, Ordering::SeqCst);
    }

    pub fn hang_after_next_write(&self) {
        self.fails.store(HANG, Ordering::SeqCst);
    }

    pub fn refuse_next_write(&self) {
        self.fails.store(REFUSE, Ordering::SeqCst);
    }
}

#[async_trait]
impl Ledger for TestLedger {
    async fn append(&self, records: &[LedgerRecord]) -> Result<(), LedgerError> {
        let disk = || -> LedgerError { Arc::new(std::io::Error::other("disk")) };
        match self.fails.swap(SOUND, Ordering::SeqCst) {
            REFUSE => return Err(disk()),
            fails => {
                self.records.append(records).await?;
                match fails {
                    LOSE_ANSWER => return Err(disk()),
                    HANG => std::future::pending::<()>().await,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    async fn load(&self) -> Result<Vec<LedgerRecord>, LedgerError> {
        self.records.load().await
    }
}

pub struct Stage {
    pub paper: Arc<PaperVenue>,
    pub ledger: Arc<TestLedger>,
    pub clock: Arc<ManualClock>,
    market: Arc<SetMarket>,
    frictions: Frictions,
}

impl Stage {
    /// 1,000 USD and 10 SIM-A.
    pub async fn new(frictions: Frictions) -> Self {
        let clock = Arc::new(ManualClock::new(1_000_000));
        let stage = Self::on(frictions, clock, Arc::default(), Arc::default()).await;
        stage.paper.deposit("opening USD", "USD", dec("1000")).await.unwrap();
        stage.paper.deposit("opening SIM-A", "SIM-A", dec("10")).await.unwrap();
        stage
    }

    async fn on(
        frictions: Frictions,
        clock: Arc<ManualClock>,
        ledger: Arc<TestLedger>,
        market: Arc<SetMarket>,
    ) -> Self {
        let paper = PaperVenue::open(frictions, clock.clone(), ledger.clone()).await.unwrap();
        paper.add_market(market.clone());
        Self { paper, ledger, clock, market, frictions }
    }

    /// The same venue after `kill -9`.
    pub async fn restart(self) -> Self {
        drop(self.paper);
        Self::on(self.frictions, self.clock, self.ledger, self.market).await
    }

    pub fn show(&self, bids: &[(&str, &str)], asks: &[(&str, &str)]) {
        let levels = |side: &[(&str, &str)]| {
            side.iter().map(|(price, size)| Level { price: dec(price), size: dec(size) }).collect()
        };
        let time_ms = self.clock.now_ms();
        *self.market.0.lock().unwrap() = Book { bids: levels(bids), asks: levels(asks), time_ms };
    }

    /// Shows a book and trades, and lets the venue see them.
    pub async fn moment(&self, bids: &[(&str, &str)], asks: &[(&str, &str)], prints: &[(&str, &str)]) {
        self.show(bids, asks);
        let print = |(price, size): &(&str, &str)| Trade {
            id: String::new(),
            time_ms: self.clock.now_ms(),
            side: Side::Sell,
            price: dec(price),
            size: dec(size),
        };
        let prints: Vec<Trade> = prints.iter().map(print).collect();
        let book = self.market.0.lock().unwrap().clone();
        self.paper.on_moment(&id(), &book, &prints).await.unwrap();
    }

    pub async fn lookup(&self, client_id: &str) -> VenueOrder {
        self.paper.lookup(&name(client_id)).await.unwrap().unwrap()
    }

    /// Total and available.
    pub async fn balance(&self, currency: &str) -> (Decimal, Decimal) {
        let balances = self.paper.balances().await.unwrap();
        balances.iter().find(|b| b.currency == currency).map(|b| (b.total, b.available)).unwrap()
    }
}

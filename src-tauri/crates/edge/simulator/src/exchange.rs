//! An exchange without wires: markets that move by seed, accounts, matching.

mod event;
mod order;
mod position;
mod reject;
mod setup;

use std::collections::BTreeMap;

use domain::{Decimal, Symbol, Timeframe};
use serde::Serialize;

pub use event::{BookChange, Event, PublicTrade, WalletBalance};
pub use order::{
    AccountId, Amendment, Amount, CancelReason, NewOrder, Order, OrderId, OwnFill, State, TriggerWhen, Wallet,
};
pub use position::Position;
pub use reject::Reject;
pub use setup::{Breach, ClientIdRule, FeeCurrency, Listing, PriceStep, Rules, Setup};

/// A level of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BookLevel {
    pub price: Decimal,
    pub size: Decimal,
    pub orders: u32,
}

/// A book as it stands after the change numbered `sequence`, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookView {
    pub bids: Vec<BookLevel>,
    pub asks: Vec<BookLevel>,
    pub sequence: u64,
    pub time_ms: i64,
}

/// A market's last 24 hours and its touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DayTicker {
    pub bid: Decimal,
    pub bid_size: Decimal,
    pub ask: Decimal,
    pub ask_size: Decimal,
    pub last: Decimal,
    pub last_size: Decimal,
    pub last_id: u64,
    pub open: Decimal,
    pub high: Decimal,
    pub low: Decimal,
    pub volume: Decimal,
    pub quote_volume: Decimal,
    pub trades: u64,
    pub time_ms: i64,
}

/// A candle in exact numbers; `open_ms` is its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ExactCandle {
    pub open_ms: i64,
    pub open: Decimal,
    pub high: Decimal,
    pub low: Decimal,
    pub close: Decimal,
    pub volume: Decimal,
    pub quote_volume: Decimal,
    pub trades: u64,
}

/// Which part of a history is wanted: `from_ms..=to_ms`, at most `limit`, the oldest or the newest of it. Answers are
/// always oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from_ms: i64,
    pub to_ms: i64,
    pub limit: usize,
    pub newest: bool,
}

impl Range {
    /// The newest `limit` up to a time.
    pub const fn newest(to_ms: i64, limit: usize) -> Self {
        Self { from_ms: i64::MIN, to_ms, limit, newest: true }
    }

    /// The oldest `limit` from a time on.
    pub const fn from(from_ms: i64, limit: usize) -> Self {
        Self { from_ms, to_ms: i64::MAX, limit, newest: false }
    }
}

/// An exchange. Time and seed are handed in.
#[derive(Debug)]
pub struct Exchange {
    setup: Setup,
    now_ms: i64,
    events: Vec<Event>,
    orders: BTreeMap<OrderId, Order>,
    accounts: u32,
}

impl Exchange {
    pub fn new(setup: Setup, _seed: u64, now_ms: i64) -> Self {
        Self { setup, now_ms, events: Vec::new(), orders: BTreeMap::new(), accounts: 0 }
    }

    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    pub fn rules(&self) -> &Rules {
        &self.setup.rules
    }

    pub fn listings(&self) -> &[Listing] {
        &self.setup.listings
    }

    pub fn listing(&self, symbol: &Symbol) -> Option<&Listing> {
        self.setup.listings.iter().find(|one| &one.symbol == symbol)
    }

    /// What happened since it was last asked, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Moves every market on, step by step of 100 ms, to `now_ms`.
    pub fn advance(&mut self, now_ms: i64) {
        self.now_ms = self.now_ms.max(now_ms);
    }

    /// The best `depth` levels of each side; `None`: no such market.
    pub fn book(&self, symbol: &Symbol, _depth: usize) -> Option<BookView> {
        self.listing(symbol).map(|_| BookView::default())
    }

    pub fn ticker(&self, symbol: &Symbol) -> Option<DayTicker> {
        self.listing(symbol).map(|_| DayTicker::default())
    }

    /// Public trades, oldest first; before the exchange began they are made by seed.
    pub fn trades(&self, _symbol: &Symbol, _range: Range) -> Vec<PublicTrade> {
        Vec::new()
    }

    /// Candles that start in the range, oldest first, without gaps, the running one last.
    pub fn candles(&self, symbol: &Symbol, timeframe: Timeframe, range: Range) -> Vec<ExactCandle> {
        self.candles_of(symbol, timeframe.ms(), range)
    }

    /// The same for any length that is whole minutes, aligned to 1970.
    pub fn candles_of(&self, _symbol: &Symbol, _length_ms: i64, _range: Range) -> Vec<ExactCandle> {
        Vec::new()
    }

    /// A new account with the setup's money.
    pub fn open_account(&mut self) -> AccountId {
        self.accounts += 1;
        AccountId(self.accounts)
    }

    /// Sets what an account holds of a currency.
    pub fn set_balance(&mut self, _account: AccountId, _wallet: Wallet, _currency: &str, _total: Decimal) {}

    /// What an account holds, by wallet and currency.
    pub fn balances(&self, _account: AccountId) -> Vec<WalletBalance> {
        Vec::new()
    }

    pub fn balance(&self, account: AccountId, wallet: Wallet, currency: &str) -> Option<WalletBalance> {
        self.balances(account).into_iter().find(|one| one.wallet == wallet && one.currency == currency)
    }

    pub fn place(&mut self, _account: AccountId, order: NewOrder) -> Result<OrderId, Reject> {
        Err(Reject::Halted { symbol: order.symbol })
    }

    /// As [`Exchange::place`], but no more than half of it fills at once.
    pub fn place_filling_half(&mut self, account: AccountId, order: NewOrder) -> Result<OrderId, Reject> {
        self.place(account, order)
    }

    /// Would [`Exchange::place`] take it? Changes nothing.
    pub fn check(&self, _account: AccountId, _order: &NewOrder) -> Result<(), Reject> {
        Ok(())
    }

    /// Tells of an order that was refused before it came here.
    pub fn note_reject(&mut self, account: AccountId, order: NewOrder, reject: Reject) {
        self.events.push(Event::OrderRejected { account, order, reject });
    }

    pub fn amend(&mut self, _account: AccountId, id: OrderId, _change: Amendment) -> Result<(), Reject> {
        Err(Reject::UnknownOrder { id })
    }

    pub fn cancel(&mut self, account: AccountId, id: OrderId) -> Result<(), Reject> {
        self.cancel_for(account, id, CancelReason::User)
    }

    /// Cancels for a reason that is not the owner's word: a dead-man switch, an expiry.
    pub fn cancel_for(
        &mut self,
        _account: AccountId,
        id: OrderId,
        _reason: CancelReason,
    ) -> Result<(), Reject> {
        Err(Reject::UnknownOrder { id })
    }

    /// Cancels every working order of an account, in one market or all; their ids.
    pub fn cancel_all(
        &mut self,
        account: AccountId,
        symbol: Option<&Symbol>,
        reason: CancelReason,
    ) -> Vec<OrderId> {
        let open: Vec<OrderId> = self
            .open_orders(account)
            .filter(|order| symbol.is_none_or(|wanted| wanted == &order.symbol))
            .map(|order| order.id)
            .collect();
        open.into_iter().filter(|id| self.cancel_for(account, *id, reason).is_ok()).collect()
    }

    /// An order of that account, working or ended.
    pub fn order(&self, account: AccountId, id: OrderId) -> Option<&Order> {
        self.orders.get(&id).filter(|order| order.account == account)
    }

    /// The newest order of that client id.
    pub fn order_by_client_id(&self, account: AccountId, client_id: &str) -> Option<&Order> {
        self.orders
            .values()
            .rev()
            .find(|order| order.account == account && order.client_id.as_deref() == Some(client_id))
    }

    /// Every order of an account, oldest first.
    pub fn orders(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &Order> {
        self.orders.values().filter(move |order| order.account == account)
    }

    /// The working ones.
    pub fn open_orders(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &Order> {
        self.orders(account).filter(|order| order.is_working())
    }

    /// Fills of an account, oldest first.
    pub fn fills(&self, _account: AccountId) -> impl DoubleEndedIterator<Item = &OwnFill> {
        std::iter::empty()
    }

    /// Open positions of an account.
    pub fn positions(&self, _account: AccountId) -> impl Iterator<Item = &Position> {
        std::iter::empty()
    }

    /// The crowd trades through `price`: what rests up to there fills, and the last price is `price`.
    pub fn force_trade(&mut self, symbol: &Symbol, _price: Decimal, _size: Decimal) -> Result<(), Reject> {
        Err(Reject::Halted { symbol: symbol.clone() })
    }
}

//! An exchange without wires: markets that move by seed, accounts, matching.

mod account;
mod admit;
mod amend;
mod candles;
mod crowd;
mod event;
mod funds;
mod grid;
mod hash;
mod ladder;
mod level;
mod margin;
mod market;
mod matching;
mod order;
mod past;
mod path;
mod position;
mod reject;
mod requote;
mod settle;
mod setup;
mod stepping;
mod tape;
mod trigger;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Symbol, Timeframe};

use account::Account;
use market::Market;

pub use event::{BookChange, Event, PublicTrade, WalletBalance};
pub use order::{
    AccountId, Amendment, Amount, CancelReason, NewOrder, Order, OrderId, OwnFill, State, TriggerWhen, Wallet,
};
pub use position::Position;
pub use reject::Reject;
pub use setup::{Breach, ClientIdRule, FeeCurrency, Listing, PriceStep, Rules, Setup};
pub use view::{BookLevel, BookView, DayTicker, ExactCandle, Range};

/// An exchange. Time and seed are handed in.
#[derive(Debug)]
pub struct Exchange {
    setup: Setup,
    now_ms: i64,
    /// The last step of 100 ms since 1970 that was taken.
    step: i64,
    symbols: Vec<Symbol>,
    markets: BTreeMap<Symbol, Market>,
    accounts: BTreeMap<AccountId, Account>,
    orders: BTreeMap<OrderId, Order>,
    next_order: u64,
    /// Stops that wait for their price.
    waiting: BTreeSet<OrderId>,
    /// Accounts whose balances may have changed since they were told.
    stale: BTreeSet<AccountId>,
    crowd_money: BTreeMap<String, Decimal>,
    fees: BTreeMap<String, Decimal>,
    events: Vec<Event>,
}

/// The first order's number.
const FIRST_ORDER: u64 = 100_001;

impl Exchange {
    pub fn new(setup: Setup, seed: u64, now_ms: i64) -> Self {
        let market = |listing: &Listing| (listing.symbol.clone(), Market::new(listing.clone(), seed, now_ms));
        let mut exchange = Self {
            now_ms,
            step: now_ms.div_euclid(crowd::STEP_MS) - 1,
            symbols: setup.listings.iter().map(|listing| listing.symbol.clone()).collect(),
            markets: setup.listings.iter().map(market).collect(),
            setup,
            accounts: BTreeMap::new(),
            orders: BTreeMap::new(),
            next_order: FIRST_ORDER,
            waiting: BTreeSet::new(),
            stale: BTreeSet::new(),
            crowd_money: BTreeMap::new(),
            fees: BTreeMap::new(),
            events: Vec::new(),
        };
        // nobody heard how the first books came about
        exchange.step_to(now_ms);
        exchange.events.clear();
        exchange
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
        self.step_to(now_ms);
    }

    /// The best `depth` levels of each side; `None`: no such market.
    pub fn book(&self, symbol: &Symbol, depth: usize) -> Option<BookView> {
        self.markets.get(symbol).map(|market| market.view(depth))
    }

    pub fn ticker(&self, symbol: &Symbol) -> Option<DayTicker> {
        self.markets.get(symbol).map(|market| market.day(self.now_ms))
    }

    /// Public trades, oldest first; before the exchange began they are made by seed.
    pub fn trades(&self, symbol: &Symbol, range: Range) -> Vec<PublicTrade> {
        self.markets.get(symbol).map(|market| market.tape.trades(symbol, range)).unwrap_or_default()
    }

    /// Candles that start in the range, oldest first, without gaps, the running one last.
    pub fn candles(&self, symbol: &Symbol, timeframe: Timeframe, range: Range) -> Vec<ExactCandle> {
        let grid = (timeframe.ms(), timeframe.floor(0));
        self.markets.get(symbol).map(|market| market.candles(grid, range, self.now_ms)).unwrap_or_default()
    }

    /// The same for any length that is whole minutes, aligned to 1970.
    pub fn candles_of(&self, symbol: &Symbol, length_ms: i64, range: Range) -> Vec<ExactCandle> {
        let market = self.markets.get(symbol);
        market.map(|market| market.candles((length_ms, 0), range, self.now_ms)).unwrap_or_default()
    }

    /// A new account with the setup's money.
    pub fn open_account(&mut self) -> AccountId {
        let id = AccountId(self.accounts.last_key_value().map_or(1, |(last, _)| last.0 + 1));
        self.accounts.insert(id, Account::default());
        let (spot, margin) = (self.setup.spot.clone(), self.setup.margin.clone());
        for (wallet, money) in [(Wallet::Spot, spot), (Wallet::Margin, margin)] {
            for (currency, total) in money {
                self.set_balance(id, wallet, &currency, total);
            }
        }
        id
    }

    /// Sets what an account holds of a currency.
    pub fn set_balance(&mut self, account: AccountId, wallet: Wallet, currency: &str, total: Decimal) {
        if let Some(holder) = self.accounts.get_mut(&account) {
            holder.money.insert((wallet, currency.to_owned()), total.normalize());
            self.stale.insert(account);
            self.tell_balances();
        }
    }

    /// What an account holds, by wallet and currency.
    pub fn balances(&self, account: AccountId) -> Vec<WalletBalance> {
        self.accounts.get(&account).map(|holder| self.balances_of(account, holder)).unwrap_or_default()
    }

    pub fn balance(&self, account: AccountId, wallet: Wallet, currency: &str) -> Option<WalletBalance> {
        self.balances(account).into_iter().find(|one| one.wallet == wallet && one.currency == currency)
    }

    /// Takes an order, matches it, rests what is left. A refusal changes nothing, and is told as an event too.
    pub fn place(&mut self, account: AccountId, order: NewOrder) -> Result<OrderId, Reject> {
        self.enter(account, order, false)
    }

    /// As [`Exchange::place`], but no more than half of it fills at once.
    pub fn place_filling_half(&mut self, account: AccountId, order: NewOrder) -> Result<OrderId, Reject> {
        self.enter(account, order, true)
    }

    /// Takes two orders of one `oco_group` or neither. A refusal is told for both.
    pub fn place_pair(&mut self, account: AccountId, pair: [NewOrder; 2]) -> Result<[OrderId; 2], Reject> {
        self.enter_pair(account, pair)
    }

    /// Would [`Exchange::place`] take it? Changes nothing.
    pub fn check(&self, account: AccountId, order: &NewOrder) -> Result<(), Reject> {
        self.admit(account, order).map(|_| ())
    }

    /// Tells of an order that was refused before it came here.
    pub fn note_reject(&mut self, account: AccountId, order: NewOrder, reject: Reject) {
        self.events.push(Event::OrderRejected { account, order, reject });
    }

    /// Changes a working order. It keeps its id, and its place in the queue if it only becomes smaller.
    pub fn amend(&mut self, account: AccountId, id: OrderId, change: Amendment) -> Result<(), Reject> {
        self.change_order(account, id, change)
    }

    pub fn cancel(&mut self, account: AccountId, id: OrderId) -> Result<(), Reject> {
        self.cancel_for(account, id, CancelReason::User)
    }

    /// Cancels for a reason that is not the owner's word: a dead-man switch, an expiry.
    pub fn cancel_for(
        &mut self,
        account: AccountId,
        id: OrderId,
        reason: CancelReason,
    ) -> Result<(), Reject> {
        let symbol = self.working_order(account, id)?.symbol.clone();
        self.end(id, reason);
        self.tell(&symbol);
        Ok(())
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
        let id = self.accounts.get(&account)?.client_ids.get(client_id)?;
        self.orders.get(id)
    }

    /// The number of the next order.
    pub fn next_id(&self) -> OrderId {
        OrderId(self.next_order)
    }

    /// Every order of an account, oldest first.
    pub fn orders(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &Order> {
        let ids = self.accounts.get(&account).map(|holder| holder.orders.as_slice()).unwrap_or_default();
        ids.iter().filter_map(|id| self.orders.get(id))
    }

    /// The working ones.
    pub fn open_orders(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &Order> {
        let ids = self.accounts.get(&account).into_iter().flat_map(|holder| holder.working.iter());
        ids.filter_map(|id| self.orders.get(id))
    }

    /// Fills of an account, oldest first.
    pub fn fills(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &OwnFill> {
        self.accounts.get(&account).map(|holder| holder.fills.iter()).unwrap_or_default()
    }

    /// Open positions of an account.
    pub fn positions(&self, account: AccountId) -> impl Iterator<Item = &Position> {
        self.accounts.get(&account).into_iter().flat_map(|holder| holder.positions.values())
    }

    /// Takes no orders in a market from now on, or takes them again; what rests stays and can be canceled.
    pub fn set_halted(&mut self, symbol: &Symbol, halted: bool) -> Result<(), Reject> {
        let market = self.markets.get_mut(symbol);
        market.ok_or_else(|| Reject::UnknownSymbol { symbol: symbol.to_string() })?.halted = halted;
        Ok(())
    }

    /// Does the market take orders?
    pub fn is_halted(&self, symbol: &Symbol) -> bool {
        self.markets.get(symbol).is_some_and(|market| market.halted)
    }

    /// The crowd trades through `price`: what rests up to there fills, and the last price is `price`.
    pub fn force_trade(&mut self, symbol: &Symbol, price: Decimal, size: Decimal) -> Result<(), Reject> {
        self.print(symbol, price, size)
    }
}

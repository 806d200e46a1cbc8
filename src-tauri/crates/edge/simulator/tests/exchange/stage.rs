//! An exchange at a fixed time with one account, and short words for what is asked of it.

use domain::{Decimal, OrderType, Side, Symbol};
use simulator::exchange::{
    AccountId, CancelReason, Event, Exchange, NewOrder, Order, OrderId, Reject, Setup, State,
};

pub const START_MS: i64 = 1_790_000_000_000;

pub struct Stage {
    pub exchange: Exchange,
    pub me: AccountId,
}

pub fn btc() -> Symbol {
    "BTC/USD".parse().unwrap()
}

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

impl Stage {
    pub fn new() -> Self {
        Self::with(Setup::usual())
    }

    pub fn with(setup: Setup) -> Self {
        let mut exchange = Exchange::new(setup, 7, START_MS);
        let me = exchange.open_account();
        exchange.take_events();
        Self { exchange, me }
    }

    pub fn bid(&self) -> Decimal {
        self.exchange.book(&btc(), 1).unwrap().bids[0].price
    }

    pub fn ask(&self) -> Decimal {
        self.exchange.book(&btc(), 1).unwrap().asks[0].price
    }

    pub fn place(&mut self, order: NewOrder) -> Result<OrderId, Reject> {
        self.exchange.place(self.me, order)
    }

    pub fn limit(&mut self, side: Side, quantity: &str, price: Decimal) -> OrderId {
        self.place(NewOrder::limit(btc(), side, dec(quantity), price)).unwrap()
    }

    pub fn order(&self, id: OrderId) -> &Order {
        self.exchange.order(self.me, id).unwrap()
    }

    pub fn state(&self, id: OrderId) -> (State, Option<CancelReason>) {
        (self.order(id).state, self.order(id).reason)
    }

    pub fn total(&self, currency: &str) -> Decimal {
        self.balance(currency).0
    }

    pub fn available(&self, currency: &str) -> Decimal {
        self.balance(currency).1
    }

    fn balance(&self, currency: &str) -> (Decimal, Decimal) {
        let wallet = simulator::exchange::Wallet::Spot;
        let balance = self.exchange.balance(self.me, wallet, currency).unwrap();
        (balance.total, balance.available)
    }

    pub fn trade_at(&mut self, price: Decimal) {
        self.exchange.force_trade(&btc(), price, dec("0.01")).unwrap();
    }

    pub fn events(&mut self) -> Vec<Event> {
        self.exchange.take_events()
    }
}

/// A stop order.
pub fn stop(side: Side, quantity: &str, stop_price: Decimal) -> NewOrder {
    NewOrder { stop_price: Some(stop_price), ..NewOrder::new(btc(), side, OrderType::Stop, dec(quantity)) }
}

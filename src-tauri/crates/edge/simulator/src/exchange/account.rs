//! What the exchange keeps of one account.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Symbol};

use super::order::{OrderId, OwnFill, Wallet};
use super::position::Position;

/// A currency in a wallet.
pub type Pot = (Wallet, String);

#[derive(Debug, Default)]
pub struct Account {
    pub money: BTreeMap<Pot, Decimal>,
    pub positions: BTreeMap<Symbol, Position>,
    /// Every order it ever placed, oldest first.
    pub orders: Vec<OrderId>,
    pub working: BTreeSet<OrderId>,
    /// The newest order of each client id.
    pub client_ids: BTreeMap<String, OrderId>,
    pub fills: Vec<OwnFill>,
    /// Total and available of each pot as last told.
    pub told: BTreeMap<Pot, (Decimal, Decimal)>,
}

impl Account {
    pub fn total(&self, wallet: Wallet, currency: &str) -> Decimal {
        self.money.get(&(wallet, currency.to_owned())).copied().unwrap_or_default()
    }

    pub fn add(&mut self, wallet: Wallet, currency: &str, amount: Decimal) {
        let pot = self.money.entry((wallet, currency.to_owned())).or_default();
        *pot = (*pot + amount).normalize();
    }
}

//! What outlives a connection: tokens of streams, dead-man switches, orders that the lists do not show yet.

use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::{AccountId, OrderId};

/// A token is good for a quarter of an hour.
const TOKEN_MS: i64 = 900_000;

#[derive(Debug, Default)]
pub struct State {
    tokens: BTreeMap<String, (AccountId, i64)>,
    switches: BTreeMap<AccountId, i64>,
    unlisted: BTreeMap<OrderId, i64>,
}

impl State {
    pub fn add_token(&mut self, token: String, account: AccountId, now_ms: i64) {
        self.tokens.retain(|_, (_, issued)| now_ms - *issued < TOKEN_MS);
        self.tokens.insert(token, (account, now_ms));
    }

    pub fn account_of(&self, token: &str, now_ms: i64) -> Option<AccountId> {
        let (account, issued) = self.tokens.get(token)?;
        (now_ms - issued < TOKEN_MS).then_some(*account)
    }

    /// The lists do not show an order until then.
    pub fn hide(&mut self, order: OrderId, until_ms: i64) {
        self.unlisted.insert(order, until_ms);
    }

    /// The orders not shown yet.
    pub fn hidden(&mut self, now_ms: i64) -> BTreeSet<OrderId> {
        self.unlisted.retain(|_, until| *until > now_ms);
        self.unlisted.keys().copied().collect()
    }

    /// Arms or (`None`) disarms the switch of an account.
    pub fn arm(&mut self, account: AccountId, at_ms: Option<i64>) {
        match at_ms {
            Some(at_ms) => self.switches.insert(account, at_ms),
            None => self.switches.remove(&account),
        };
    }

    /// The accounts whose switch has run out; each goes off once.
    pub fn take_due(&mut self, now_ms: i64) -> Vec<AccountId> {
        let due: Vec<AccountId> =
            self.switches.iter().filter(|(_, at)| **at <= now_ms).map(|(account, _)| *account).collect();
        for account in &due {
            self.switches.remove(account);
        }
        due
    }
}

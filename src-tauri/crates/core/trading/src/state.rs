//! All that the inputs so far amount to.

use std::collections::{BTreeMap, BTreeSet};

use approvals::{ChainHead, KeyRing, PublicKey};
use domain::{Balance, Decimal, Fill, Instrument, InstrumentId, Mode, Role};
use rpds::{RedBlackTreeMapSync, VectorSync};

use crate::account::Account;
use crate::approval::Approval;
use crate::closing::WaitingExit;
use crate::mandate::Mandate;
use crate::order::Order;
use crate::protection::Bracket;
use crate::{Policy, Refusal};

/// A map that is copied in constant time: an input works on a copy, and a refused one leaves no trace.
pub type Table<V> = RedBlackTreeMapSync<String, V>;

pub(crate) fn update<V: Clone>(table: &mut Table<V>, key: &str, change: impl FnOnce(&mut V)) {
    if let Some(mut value) = table.get(key).cloned() {
        change(&mut value);
        table.insert_mut(key.to_owned(), value);
    }
}

/// The installation the chain belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    pub instance: String,
    pub key: String,
    pub public_key: PublicKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User {
    pub role: Role,
    pub disabled: bool,
}

/// Why entries stand still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halt {
    pub reason: String,
    pub since_ms: i64,
    /// Set by the kill switch: only an admin resumes.
    pub killed: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub instance: Option<Instance>,
    pub head: ChainHead,
    /// The latest time any input brought; time never runs backwards here.
    pub now_ms: i64,
    pub users: BTreeMap<String, User>,
    pub keys: KeyRing,
    /// Users by the ids of their keys.
    pub key_owners: BTreeMap<String, String>,
    pub policy: Policy,
    pub policy_version: u32,
    pub live_enabled: bool,
    pub halt: Option<Halt>,
    pub accounts: BTreeMap<String, Account>,
    pub instruments: RedBlackTreeMapSync<InstrumentId, Instrument>,
    pub marks: RedBlackTreeMapSync<InstrumentId, Decimal>,
    pub approvals: Table<Approval>,
    pub mandates: Table<Mandate>,
    pub orders: Table<Order>,
    /// Every fill, in the order they were told.
    pub fills: VectorSync<Fill>,
    /// Positions under protection, by their entry's client id.
    pub brackets: BTreeMap<String, Bracket>,
    /// Exits that wait until the orders in their way are cancelled.
    pub waiting: Vec<WaitingExit>,
    /// Orders that are not final, and approvals that are pending or signed: what ticks and rules look through.
    pub(crate) working: BTreeSet<String>,
    pub(crate) undecided: BTreeSet<String>,
}

impl State {
    /// The policy's name, as statements carry it.
    pub fn policy_name(&self) -> String {
        format!("v{}", self.policy_version)
    }

    pub fn approval(&self, approval: &str) -> Result<&Approval, Refusal> {
        self.approvals.get(approval).ok_or_else(|| Refusal::UnknownApproval { approval: approval.to_owned() })
    }

    pub fn order(&self, client_id: &str) -> Result<&Order, Refusal> {
        self.orders.get(client_id).ok_or_else(|| Refusal::UnknownOrder { client_id: client_id.to_owned() })
    }

    pub fn account(&self, account: &str) -> Result<&Account, Refusal> {
        self.accounts.get(account).ok_or_else(|| Refusal::UnknownAccount { account: account.to_owned() })
    }

    pub fn instrument(&self, id: &InstrumentId) -> Result<&Instrument, Refusal> {
        self.instruments.get(id).ok_or_else(|| Refusal::UnknownInstrument { instrument: id.clone() })
    }

    /// Orders that are not final, by client id.
    pub fn working_orders(&self) -> impl Iterator<Item = &Order> {
        self.working.iter().filter_map(|id| self.orders.get(id))
    }

    pub(crate) fn working_in<'a>(
        &'a self,
        account: &'a str,
        instrument: &'a InstrumentId,
    ) -> impl Iterator<Item = &'a Order> {
        self.working_orders()
            .filter(move |o| o.request.account == account && o.request.instrument == *instrument)
    }

    /// Approvals somebody still has to decide on or execute.
    pub fn undecided_approvals(&self) -> impl Iterator<Item = &Approval> {
        self.undecided.iter().filter_map(|id| self.approvals.get(id))
    }

    pub fn equity(&self, account: &Account) -> Decimal {
        account.portfolio.equity(&account.currency, |id| self.marks.get(id).copied())
    }

    /// Gain since 00:00 UTC in the account's currency.
    pub fn day_pnl(&self, account: &Account) -> Decimal {
        self.equity(account) - account.day_start_equity
    }

    /// Quote currency promised to working buys, fees included.
    pub(crate) fn reserved_cash(&self, account: &str, currency: &str) -> Decimal {
        self.working_orders()
            .filter(|o| o.request.account == account && o.request.side == domain::Side::Buy)
            .filter(|o| o.request.instrument.symbol.quote() == currency)
            .map(|o| {
                let fee = self.instruments.get(&o.request.instrument).map_or(Decimal::ZERO, |i| i.taker_fee);
                o.remaining() * o.value_price * (Decimal::ONE + fee.max(Decimal::ZERO))
            })
            .sum()
    }

    /// Cash and held currencies of an account, with what working orders leave free.
    pub fn balances(&self, name: &str) -> Vec<Balance> {
        let Some(account) = self.accounts.get(name) else { return Vec::new() };
        let mut rows: BTreeMap<&str, (Decimal, Decimal)> = BTreeMap::new();
        for (currency, total) in &account.portfolio.cash {
            rows.insert(currency, (*total, self.reserved_cash(name, currency)));
        }
        for (id, position) in &account.portfolio.positions {
            let row = rows.entry(id.symbol.base()).or_default();
            row.0 += position.quantity;
            row.1 += self.claimed(name, id) + self.resting_protection(name, id);
        }
        rows.into_iter()
            .map(|(currency, (total, reserved))| Balance {
                currency: currency.to_owned(),
                total,
                available: (total - reserved).max(Decimal::ZERO),
            })
            .collect()
    }

    pub fn mode_of(&self, account: &str) -> Option<Mode> {
        self.accounts.get(account).map(|a| a.mode)
    }
}

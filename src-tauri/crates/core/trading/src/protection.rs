//! Stops and targets: placed as far as an entry has filled, always of what is still held of it.
//!
//! A bracket belongs to one entry. Its legs, a stop and a target, cancel each other at the venue; when what they should
//! hold changes, both are cancelled and, once the venue has said so, written anew under new client ids.

mod legs;

use std::collections::BTreeMap;

use approvals::Cover;
use domain::{Decimal, InstrumentId, OrderRequest, OrderRole};
use serde::Serialize;

use crate::draft::Draft;
use crate::notice::{Notice, Unprotected};
use crate::order::Order;
use crate::state::State;
use crate::{Refusal, closing};

/// A leg the venue cancels this often without being asked is not placed again.
const MOST_LOST: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bracket {
    pub entry: String,
    pub account: String,
    pub instrument: InstrumentId,
    pub cover: Cover,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    /// Held of what the entry bought: fills less exits.
    pub open: Decimal,
    /// Place in the chain when the entry was written ahead: what is sold otherwise comes off the oldest first.
    pub since_seq: u64,
    /// Counts the pairs of legs written so far.
    pub generation: u32,
    /// Of the latest pair: what it was written for, and what it has filled.
    pub placed: Decimal,
    pub filled: Decimal,
    pub lost: u32,
    /// Why there is no stop any more, and whether there is no target.
    pub no_stop: Option<Unprotected>,
    pub no_target: bool,
    /// Whether it was told that what is open is too little for the venue.
    pub dust_told: bool,
}

impl Bracket {
    pub fn new(
        entry: &OrderRequest,
        cover: Cover,
        stop: Option<Decimal>,
        target: Option<Decimal>,
        since_seq: u64,
    ) -> Self {
        Self {
            entry: entry.client_id.clone(),
            account: entry.account.clone(),
            instrument: entry.instrument.clone(),
            cover,
            stop,
            target,
            open: Decimal::ZERO,
            since_seq,
            generation: 0,
            placed: Decimal::ZERO,
            filled: Decimal::ZERO,
            lost: 0,
            no_stop: None,
            no_target: false,
            dust_told: false,
        }
    }

    /// The legs it should have, with their prices.
    pub fn wanted_legs(&self) -> Vec<(OrderRole, Decimal)> {
        let stop = self.stop.filter(|_| self.no_stop.is_none()).map(|p| (OrderRole::Stop, p));
        let target = self.target.filter(|_| !self.no_target).map(|p| (OrderRole::Target, p));
        stop.into_iter().chain(target).collect()
    }
}

impl State {
    pub(crate) fn legs<'a>(&'a self, entry: &'a str) -> impl Iterator<Item = &'a Order> {
        self.working_orders().filter(move |o| o.protects.as_deref() == Some(entry))
    }

    /// What a bracket's legs may still sell together.
    pub(crate) fn resting_legs(&self, bracket: &Bracket) -> Decimal {
        if self.legs(&bracket.entry).next().is_none() {
            return Decimal::ZERO;
        }
        (bracket.placed - bracket.filled).max(Decimal::ZERO)
    }

    fn brackets_in(&self, account: &str, instrument: &InstrumentId) -> Vec<&Bracket> {
        let mut brackets: Vec<&Bracket> =
            self.brackets.values().filter(|b| b.account == account && b.instrument == *instrument).collect();
        brackets.sort_by_key(|b| b.since_seq);
        brackets
    }
}

/// Notes what a fill did to brackets: an entry's opens, a leg's closes, and any other sale comes off the oldest.
pub(crate) fn count(draft: &mut Draft, order: &Order, moved: Decimal) {
    let id = &order.request.client_id;
    if let Some(bracket) = draft.state.brackets.get_mut(id) {
        bracket.open += moved;
    }
    if let Some(bracket) = order.protects.as_ref().and_then(|e| draft.state.brackets.get_mut(e)) {
        bracket.open = (bracket.open + moved).max(Decimal::ZERO);
        if legs::generation_of(&bracket.entry, id) == Some(bracket.generation) {
            bracket.filled -= moved;
        }
    }
    let (account, instrument) = (&order.request.account, &order.request.instrument);
    let held = draft.state.position(account, instrument).max(Decimal::ZERO);
    let brackets = draft.state.brackets_in(account, instrument);
    let mut excess = brackets.iter().map(|b| b.open).sum::<Decimal>() - held;
    let oldest_first: Vec<String> = brackets.iter().map(|b| b.entry.clone()).collect();
    for entry in oldest_first {
        if let Some(bracket) = draft.state.brackets.get_mut(&entry).filter(|_| excess > Decimal::ZERO) {
            let taken = bracket.open.min(excess);
            bracket.open -= taken;
            excess -= taken;
        }
    }
}

/// What each bracket's legs should hold, once other sells have what they claimed.
fn shares(state: &State, account: &str, instrument: &InstrumentId) -> BTreeMap<String, Decimal> {
    let brackets = state.brackets_in(account, instrument);
    let held = state.position(account, instrument).max(Decimal::ZERO);
    let bracketed: Decimal = brackets.iter().map(|b| b.open).sum();
    let mut excess = (state.claimed(account, instrument) - (held - bracketed)).max(Decimal::ZERO);
    let mut shares = BTreeMap::new();
    for bracket in brackets {
        let taken = bracket.open.min(excess);
        excess -= taken;
        shares.insert(bracket.entry.clone(), bracket.open - taken);
    }
    shares
}

/// Brings legs and waiting exits of one position in line with what is held. Called after all that may change it.
pub(crate) fn settle(draft: &mut Draft, account: &str, instrument: &InstrumentId) -> Result<(), Refusal> {
    reconcile(draft, account, instrument)?;
    closing::advance(draft, account, instrument)?;
    reconcile(draft, account, instrument)
}

fn reconcile(draft: &mut Draft, account: &str, instrument: &InstrumentId) -> Result<(), Refusal> {
    for (entry, share) in shares(&draft.state, account, instrument) {
        legs::reconcile(draft, &entry, share)?;
    }
    Ok(())
}

/// A leg will not come back: a person withdrew it, or the venue refused it.
pub(crate) fn leg_gone(draft: &mut Draft, entry: &str, role: OrderRole, reason: Unprotected) {
    let Some(bracket) = draft.state.brackets.get_mut(entry) else { return };
    if role == OrderRole::Target {
        bracket.no_target = true;
        return;
    }
    bracket.no_stop = Some(reason);
    let notice = Notice::Unprotected {
        entry: entry.to_owned(),
        instrument: bracket.instrument.clone(),
        quantity: bracket.open,
        reason,
    };
    draft.notify(notice);
}

/// The venue cancelled a leg nobody asked it to cancel: placed again, but not for ever.
pub(crate) fn leg_lost(draft: &mut Draft, entry: &str) {
    let Some(bracket) = draft.state.brackets.get_mut(entry) else { return };
    if bracket.filled.is_zero() && !bracket.open.is_zero() {
        bracket.lost += 1;
    }
    if bracket.lost == MOST_LOST {
        bracket.no_target = true;
        leg_gone(draft, entry, OrderRole::Stop, Unprotected::Lost);
    }
}

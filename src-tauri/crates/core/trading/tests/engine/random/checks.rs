//! What must hold after every input that was taken.

use std::collections::BTreeSet;

use approvals::verifier::ChainVerifier;
use domain::{Decimal, OrderRole, OrderStatus, Side};
use proptest::prelude::*;
use trading::{Input, Outcome, State};

use super::super::fixture::*;

pub struct Watch {
    verifier: ChainVerifier,
    cash: Decimal,
    held: Decimal,
    trades: BTreeSet<(String, String)>,
    used: BTreeSet<String>,
}

impl Watch {
    pub fn over(desk: &Desk) -> Self {
        let mut verifier = ChainVerifier::new(None);
        for sealed in &desk.entries {
            verifier.feed(&sealed.entry, &sealed.hash).unwrap();
        }
        let (cash, held) = (d("10000"), Decimal::ZERO);
        Self { verifier, cash, held, trades: BTreeSet::new(), used: BTreeSet::new() }
    }

    pub fn check(
        &mut self,
        before: &State,
        desk: &Desk,
        input: &Input,
        outcome: &Outcome,
    ) -> Result<(), TestCaseError> {
        let proven = self.verifier.head().seq as usize;
        for sealed in &desk.entries[proven..] {
            let fed = self.verifier.feed(&sealed.entry, &sealed.hash);
            prop_assert!(fed.is_ok(), "the verifier refuses: {:?}", fed);
        }
        prop_assert_eq!(outcome.changed, before != desk.engine.state());
        self.money(desk, input)?;
        self.covered(before, outcome)?;
        exits(desk)?;
        protected(desk.engine.state())
    }

    /// Cash and position are the sum of the fills, each counted once.
    fn money(&mut self, desk: &Desk, input: &Input) -> Result<(), TestCaseError> {
        if let Input::Filled { fill } = input
            && self.trades.insert((fill.client_id.clone(), fill.trade_id.clone()))
        {
            let value = fill.quantity * fill.price;
            let sign = if fill.side == Side::Buy { Decimal::ONE } else { Decimal::NEGATIVE_ONE };
            self.cash -= sign * value + fill.fee;
            self.held += sign * fill.quantity;
        }
        let account = desk.engine.state().account(ACCOUNT).unwrap();
        prop_assert_eq!(account.portfolio.cash("USD"), self.cash);
        prop_assert_eq!(desk.held(), self.held);
        prop_assert_eq!(desk.engine.state().fills.len(), self.trades.len());
        Ok(())
    }

    /// Nothing is sent that was not written ahead; no entry while paused; an approval opens once.
    fn covered(&mut self, before: &State, outcome: &Outcome) -> Result<(), TestCaseError> {
        let intended: Vec<&str> = outcome
            .entries
            .iter()
            .filter(|e| e.entry.kind == "order.intended")
            .map(|e| e.entry.body.get("client_id").unwrap().as_text().unwrap())
            .collect();
        let sent = sends(outcome);
        prop_assert!(sent.iter().map(|r| r.client_id.as_str()).eq(intended.iter().copied()));
        for request in sent.iter().filter(|r| r.role == OrderRole::Entry) {
            prop_assert!(before.halt.is_none() || request.side == Side::Sell, "an entry while paused");
        }
        for entry in outcome.entries.iter().filter(|e| e.entry.kind == "order.intended") {
            let body = &entry.entry.body;
            if let (Some(id), Some("entry")) =
                (body.get("approval"), body.get("role").and_then(|r| r.as_text()))
            {
                let id = id.as_text().unwrap().to_owned();
                prop_assert!(self.used.insert(id), "an approval was used twice");
            }
        }
        Ok(())
    }
}

/// What rests in the market to sell never exceeds what is held.
fn exits(desk: &Desk) -> Result<(), TestCaseError> {
    let state = desk.engine.state();
    let sells: Decimal = state
        .working_orders()
        .filter(|o| o.request.side == Side::Sell && !o.is_protection())
        .map(|o| o.remaining())
        .sum();
    let resting = state.resting_protection(ACCOUNT, &sim_a());
    prop_assert!(sells + resting <= desk.held(), "{} and {} rest, {} is held", sells, resting, desk.held());
    for order in state.working_orders() {
        prop_assert!(!order.status.is_final());
    }
    let working = state.orders.values().filter(|o| !o.status.is_final()).count();
    prop_assert_eq!(working, state.working_orders().count());
    Ok(())
}

/// Where nothing is on its way and nothing else claims the position, stop and target hold exactly what is open.
fn protected(state: &State) -> Result<(), TestCaseError> {
    let quiet = state.waiting.is_empty()
        && state.working_orders().all(|o| {
            !o.cancel_requested && (o.request.side == Side::Buy || o.is_protection()) && o.filled_or_whole()
        });
    for bracket in state.brackets.values().filter(|_| quiet) {
        let expected = if bracket.wanted_legs().is_empty() || bracket.open < d("0.02") {
            continue;
        } else {
            bracket.open
        };
        let legs =
            state.working_orders().filter(|o| o.protects.as_deref() == Some(bracket.entry.as_str())).count();
        prop_assert_eq!(legs, bracket.wanted_legs().len(), "legs of {}", bracket.entry);
        prop_assert_eq!(bracket.placed - bracket.filled, expected, "{} is not protected", bracket.entry);
    }
    Ok(())
}

trait Untouched {
    fn filled_or_whole(&self) -> bool;
}

impl Untouched for trading::Order {
    /// A leg that is filling is left alone until it is done.
    fn filled_or_whole(&self) -> bool {
        !self.is_protection() || self.filled.is_zero() || self.status == OrderStatus::Filled
    }
}

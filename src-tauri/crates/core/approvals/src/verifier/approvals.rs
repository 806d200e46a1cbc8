//! Approvals as the chain tells of them: what the rules asked for, who signed what, how much is used.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, OrderRole};

use super::failure::{Breach, FailureCode};
use super::intent::Intent;
use crate::Digest;
use crate::canonical::Raw;
use crate::statement::OrderStatement;

#[derive(Debug, Clone, Default)]
pub(super) struct Approvals(BTreeMap<String, Approval>);

#[derive(Debug, Clone, Default)]
struct Approval {
    /// Of the last check that cleared it.
    required: Option<u32>,
    /// The last check refused it: exits may still come, entries may not.
    refused: bool,
    /// Rejected or expired.
    ended: bool,
    /// One for each statement that was signed under this id, in the order of the first signatures.
    statements: Vec<SignedStatement>,
    /// What its entries have filled or still have open.
    used: Decimal,
}

#[derive(Debug, Clone)]
struct SignedStatement {
    digest: Digest,
    statement: OrderStatement,
    admins: BTreeSet<String>,
}

impl Approvals {
    fn of(&mut self, id: &str) -> &mut Approval {
        self.0.entry(id.to_owned()).or_default()
    }

    pub(super) fn checked(&mut self, id: &str, cleared: bool, required: u32) {
        let approval = self.of(id);
        approval.refused = !cleared;
        if cleared {
            approval.required = Some(required);
        }
    }

    pub(super) fn signed(&mut self, statement: &OrderStatement, raw: Raw<'_>, admin: String) {
        let digest = Digest::of("", raw.as_bytes());
        let statements = &mut self.of(&statement.approval).statements;
        match statements.iter_mut().find(|signed| signed.digest == digest) {
            Some(signed) => {
                signed.admins.insert(admin);
            }
            None => statements.push(SignedStatement {
                digest,
                statement: statement.clone(),
                admins: BTreeSet::from([admin]),
            }),
        }
    }

    pub(super) fn ended(&mut self, id: &str) {
        self.of(id).ended = true;
    }

    pub(super) fn take(&mut self, id: &str, quantity: Decimal) {
        let approval = self.of(id);
        approval.used = approval.used.saturating_add(quantity);
    }

    pub(super) fn give_back(&mut self, id: &str, quantity: Decimal) {
        let approval = self.of(id);
        approval.used = approval.used.saturating_sub(quantity);
    }

    pub(super) fn check(&self, id: &str, intent: &Intent<'_>, time_ms: i64) -> Result<(), Breach> {
        let approval = self.0.get(id).ok_or_else(|| intent.uncovered("nothing is known of it"))?;
        let statement = approval.covering(intent)?;
        if intent.role != OrderRole::Entry {
            return check_exit(statement, intent);
        }
        if approval.ended || time_ms >= statement.expires_ms {
            let why =
                format!("it ended, at {} at the latest; the order came at {time_ms}", statement.expires_ms);
            return Err(intent.breach(FailureCode::ExpiredApproval, &why));
        }
        check_band(statement, intent)?;
        check_cap(statement, approval.used, intent)
    }
}

impl Approval {
    /// The statement with enough signatures that this order agrees with.
    fn covering(&self, intent: &Intent<'_>) -> Result<&OrderStatement, Breach> {
        let Some(required) = self.required else {
            return Err(intent.uncovered("no risk check cleared it"));
        };
        if self.refused && intent.role == OrderRole::Entry {
            return Err(intent.uncovered("the last risk check refused it"));
        }
        let required = usize::try_from(required).unwrap_or(usize::MAX).max(1);
        let mut reason = None;
        for signed in self.statements.iter().filter(|signed| signed.admins.len() >= required) {
            match agrees(&signed.statement, intent) {
                Ok(()) => return Ok(&signed.statement),
                Err(breach) => reason = Some(breach),
            }
        }
        let most = self.statements.iter().map(|signed| signed.admins.len()).max().unwrap_or(0);
        let few = || {
            let why = format!(
                "it needs signatures of {required} different admins over one statement, it has {most}"
            );
            intent.uncovered(&why)
        };
        Err(reason.unwrap_or_else(few))
    }
}

fn agrees(statement: &OrderStatement, intent: &Intent<'_>) -> Result<(), Breach> {
    let (account, venue) = (&statement.account, statement.venue.as_str());
    intent.check_same(statement.mode, account, venue, &statement.instrument)?;
    let side = match intent.role {
        OrderRole::Entry => statement.side,
        OrderRole::Stop | OrderRole::Target | OrderRole::Exit => statement.side.opposite(),
    };
    if intent.side == side {
        return Ok(());
    }
    let (signed, found) = (side.as_str(), intent.side.as_str());
    Err(intent.uncovered(&format!("side {signed} was signed for this role, not {found}")))
}

fn check_exit(statement: &OrderStatement, intent: &Intent<'_>) -> Result<(), Breach> {
    if intent.quantity <= statement.quantity_cap {
        return Ok(());
    }
    let (quantity, cap) = (intent.quantity, statement.quantity_cap);
    Err(intent.breach(FailureCode::OverCap, &format!("an exit of {quantity} is over the cap {cap}")))
}

fn check_band(statement: &OrderStatement, intent: &Intent<'_>) -> Result<(), Breach> {
    let (low, high) = (statement.price_low, statement.price_high);
    match intent.price.filter(|price| !(low..=high).contains(price)) {
        Some(price) => {
            Err(intent.breach(FailureCode::OutOfBand, &format!("price {price} lies outside {low} to {high}")))
        }
        None => Ok(()),
    }
}

fn check_cap(statement: &OrderStatement, used: Decimal, intent: &Intent<'_>) -> Result<(), Breach> {
    let (quantity, cap) = (intent.quantity, statement.quantity_cap);
    if used.checked_add(quantity).is_some_and(|sum| sum <= cap) {
        return Ok(());
    }
    let why = format!("quantity {quantity} is over the cap {cap} less {used} filled or open");
    Err(intent.breach(FailureCode::OverCap, &why))
}

//! Mandates as the chain tells of them.

use std::collections::{BTreeMap, BTreeSet};

use super::failure::{Breach, FailureCode};
use super::intent::Intent;
use crate::statement::MandateStatement;

#[derive(Debug, Clone, Default)]
pub(super) struct Mandates {
    signed: BTreeMap<String, MandateStatement>,
    /// A revoked id stays revoked, whatever is signed under it afterwards.
    revoked: BTreeSet<String>,
}

impl Mandates {
    pub(super) fn signed(&mut self, statement: &MandateStatement) {
        self.signed.insert(statement.mandate.clone(), statement.clone());
    }

    pub(super) fn revoked(&mut self, id: &str) {
        self.revoked.insert(id.to_owned());
    }

    pub(super) fn check(&self, id: &str, intent: &Intent<'_>, time_ms: i64) -> Result<(), Breach> {
        let Some(signed) = self.signed.get(id) else {
            return Err(intent.uncovered("it was never signed"));
        };
        let instrument = if signed.covers_instrument(&intent.instrument) {
            &intent.instrument
        } else {
            signed.instrument.as_str()
        };
        intent.check_same(signed.mode, &signed.account, signed.venue.as_str(), instrument)?;
        if !signed.covers_side(intent.role, intent.side) {
            let (role, side) = (intent.role, intent.side.as_str());
            return Err(intent.uncovered(&format!("it does not cover an order of role {role:?} to {side}")));
        }
        if time_ms < signed.starts_ms {
            return Err(
                intent.uncovered(&format!("it starts at {}, the order came at {time_ms}", signed.starts_ms))
            );
        }
        if self.revoked.contains(id) {
            return Err(intent.uncovered("it was revoked"));
        }
        if time_ms >= signed.expires_ms {
            let why = format!("it expired at {}, the order came at {time_ms}", signed.expires_ms);
            return Err(intent.breach(FailureCode::ExpiredApproval, &why));
        }
        match signed.max_quantity_per_order.filter(|limit| intent.quantity > *limit) {
            Some(limit) => {
                let why = format!("quantity {} is over {limit}, the most of one order", intent.quantity);
                Err(intent.breach(FailureCode::OverCap, &why))
            }
            None => Ok(()),
        }
    }
}

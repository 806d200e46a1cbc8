//! Orders as the chain tells of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::Decimal;

use super::failure::{Breach, FailureCode};
use super::intent::Intent;
use crate::Digest;

/// The first 16 bytes of the SHA-256 of a client id: short, and nobody can find two ids that share one.
type Key = u128;

#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    /// Orders that may still fill.
    working: BTreeMap<Key, Order>,
    /// Orders filled to the last: known to have been intended and sent, and nothing else.
    filled: BTreeSet<Key>,
    intended: u64,
}

#[derive(Debug, Clone)]
struct Order {
    unfilled: Decimal,
    sent: bool,
    /// Cancelled or refused. A fill that was under way may still come in.
    closed: bool,
    /// The approval whose quantity it uses up.
    approval: Option<Box<str>>,
}

fn key(client_id: &str) -> Key {
    let digest = Digest::of("", client_id.as_bytes());
    digest.as_bytes()[..16].iter().fold(0, |key, byte| key << 8 | Key::from(*byte))
}

fn without_intent(client_id: &str, what: &str) -> Breach {
    Breach::new(FailureCode::SentWithoutIntent, format!("order {client_id} {what}"))
}

impl Orders {
    /// How many orders were intended.
    pub(super) const fn intended(&self) -> u64 {
        self.intended
    }

    pub(super) fn check_new(&self, client_id: &str) -> Result<(), Breach> {
        let key = key(client_id);
        if self.working.contains_key(&key) || self.filled.contains(&key) {
            return Err(without_intent(client_id, "was intended before"));
        }
        Ok(())
    }

    pub(super) fn intend(&mut self, intent: &Intent<'_>, capped_by: Option<&str>) {
        let approval = capped_by.map(Box::from);
        let order = Order { unfilled: intent.quantity, sent: false, closed: false, approval };
        self.working.insert(key(&intent.client_id), order);
        self.intended += 1;
    }

    pub(super) fn sent(&mut self, client_id: &str) -> Result<(), Breach> {
        let key = key(client_id);
        match self.working.get_mut(&key) {
            Some(order) => order.sent = true,
            None if self.filled.contains(&key) => {}
            None => return Err(without_intent(client_id, "was sent but never intended")),
        }
        Ok(())
    }

    pub(super) fn acknowledged(&self, client_id: &str) -> Result<(), Breach> {
        let key = key(client_id);
        match self.working.get(&key) {
            Some(order) if order.sent => Ok(()),
            None if self.filled.contains(&key) => Ok(()),
            Some(_) => Err(without_intent(client_id, "was acknowledged but never sent")),
            None => Err(without_intent(client_id, "was acknowledged but never intended")),
        }
    }

    pub(super) fn cancelled(&self, client_id: &str) -> Result<(), Breach> {
        let key = key(client_id);
        if self.working.contains_key(&key) || self.filled.contains(&key) {
            return Ok(());
        }
        Err(without_intent(client_id, "was cancelled but never intended"))
    }

    /// Ends an order, if it is known and had not ended; returns the approval it was an entry of, and what it
    /// left unfilled.
    pub(super) fn close(&mut self, client_id: &str) -> Option<(Box<str>, Decimal)> {
        let order = self.working.get_mut(&key(client_id)).filter(|order| !order.closed)?;
        order.closed = true;
        Some((order.approval.clone()?, order.unfilled))
    }

    /// Counts a fill; returns the approval it is to be charged to where the order had been closed before.
    pub(super) fn filled(&mut self, client_id: &str, quantity: Decimal) -> Result<Option<Box<str>>, Breach> {
        let key = key(client_id);
        let over = |left: Decimal| {
            let message = format!("order {client_id} filled {quantity} with {left} left of its quantity");
            Err(Breach::new(FailureCode::OverCap, message))
        };
        let Some(order) = self.working.get_mut(&key) else {
            return match self.filled.contains(&key) {
                true => over(Decimal::ZERO),
                false => Err(without_intent(client_id, "was filled but never intended")),
            };
        };
        if !order.sent {
            return Err(without_intent(client_id, "was filled but never sent"));
        }
        if quantity > order.unfilled {
            return over(order.unfilled);
        }
        order.unfilled -= quantity;
        let late = order.approval.clone().filter(|_| order.closed);
        if order.unfilled.is_zero() {
            self.working.remove(&key);
            self.filled.insert(key);
        }
        Ok(late)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::canonical::Raw;

    fn intent(client_id: &str) -> Vec<u8> {
        let order = r#"{"account":"a","instrument":"A/B","mode":"paper","order_type":"market","price":null,"quantity":"2","side":"buy","venue":"v"}"#;
        format!(r#"{{"client_id":"{client_id}","mandate":"m","order":{order},"role":"entry"}}"#).into_bytes()
    }

    #[test]
    fn of_a_filled_order_only_its_name_s_digest_is_kept() {
        let mut orders = Orders::default();
        for n in 0..500 {
            let (id, one) = (format!("o-{n}"), Decimal::ONE);
            let bytes = intent(&id);
            let fields = Raw::parse(&bytes).unwrap().fields().unwrap();
            orders.intend(&Intent::read(&fields).unwrap(), None);
            orders.sent(&id).unwrap();
            assert_eq!(orders.filled(&id, one).unwrap(), None);
            assert_eq!(orders.filled(&id, one).unwrap(), None);
            assert!(orders.check_new(&id).is_err() && orders.filled(&id, one).is_err());
        }
        assert_eq!((orders.working.len(), orders.filled.len(), orders.intended()), (0, 500, 500));
    }
}

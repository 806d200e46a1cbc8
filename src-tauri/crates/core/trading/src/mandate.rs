//! Mandates: bounds signed beforehand, and how much of them was used.

use approvals::{MandateStatement, MandateUse, Signable, Signature, SignedBy};
use domain::{Decimal, OrderRole, Role};

use crate::account::day_of;
use crate::draft::Draft;
use crate::input::{check_name, check_text};
use crate::order::Order;
use crate::state::update;
use crate::{Refusal, amount, entries, people};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    pub statement: MandateStatement,
    pub signed: SignedBy,
    pub user: String,
    pub revoked: bool,
    /// The UTC day `orders_today` and `notional_today` are of.
    pub day: i64,
    /// Entries, and their value when they were written ahead.
    pub orders_today: u32,
    pub notional_today: Decimal,
    /// Realised under the mandate so far, in quote currency.
    pub realised: Decimal,
}

impl Mandate {
    /// What was used of it by the day of `now_ms`.
    pub fn used(&self, bot: Option<&str>, now_ms: i64) -> MandateUse {
        let today = self.day == day_of(now_ms);
        MandateUse {
            bot: bot.map(str::to_owned),
            orders: if today { self.orders_today } else { 0 },
            notional: if today { self.notional_today } else { Decimal::ZERO },
            loss: -self.realised,
        }
    }

    pub fn is_valid(&self, now_ms: i64) -> bool {
        !self.revoked && (self.statement.starts_ms..self.statement.expires_ms).contains(&now_ms)
    }

    pub(crate) fn count(&mut self, order: &Order, now_ms: i64) {
        if order.request.role != OrderRole::Entry {
            return;
        }
        let used = self.used(None, now_ms);
        self.day = day_of(now_ms);
        self.orders_today = used.orders.saturating_add(1);
        self.notional_today = used.notional + order.request.quantity * order.value_price;
    }
}

fn check_shape(s: &MandateStatement) -> Result<(), Refusal> {
    check_name("mandate", &s.mandate)?;
    for (field, bound) in [
        ("max_quantity_per_order", s.max_quantity_per_order),
        ("max_notional_per_order", s.max_notional_per_order),
        ("max_notional_per_day", s.max_notional_per_day),
        ("max_loss", s.max_loss),
    ] {
        bound.map(|b| amount::not_negative(field, b)).transpose()?;
    }
    // what cannot be written canonically must not be signed either
    MandateStatement::from_value(&s.to_value())
        .map(|_| ())
        .map_err(|e| Refusal::BadBody { field: "statement", reason: e.to_string() })
}

pub(crate) fn sign(
    draft: &mut Draft,
    statement: &MandateStatement,
    key: &str,
    signature: &Signature,
) -> Result<(), Refusal> {
    draft.require(Role::Admin)?;
    check_shape(statement)?;
    let (id, now_ms) = (statement.mandate.clone(), draft.now_ms);
    if draft.state.mandates.contains_key(&id) {
        return Err(Refusal::MandateExists { mandate: id });
    }
    if statement.expires_ms <= now_ms {
        return Err(Refusal::MandateExpired { mandate: id, expires_ms: statement.expires_ms, now_ms });
    }
    let mode = draft.state.account(&statement.account)?.mode;
    if mode != statement.mode {
        return Err(Refusal::WrongMode { account: statement.account.clone(), mode });
    }
    let proposed = statement.policy.clone();
    let current = draft.state.policy_name();
    if proposed != current {
        return Err(Refusal::PolicyChanged { name: id, proposed, current });
    }
    let user = people::check_signature(draft, key, statement, signature)?;
    let signed = SignedBy { key_id: key.to_owned(), signature: *signature };
    draft.append(entries::mandate_signed(statement, &signed))?;
    let mandate = Mandate {
        statement: statement.clone(),
        signed,
        user,
        revoked: false,
        day: day_of(now_ms),
        orders_today: 0,
        notional_today: Decimal::ZERO,
        realised: Decimal::ZERO,
    };
    draft.state.mandates.insert_mut(id, mandate);
    Ok(())
}

pub(crate) fn revoke(draft: &mut Draft, id: &str, reason: &str) -> Result<(), Refusal> {
    draft.require_or_system(Role::Admin)?;
    check_text("reason", reason)?;
    let unknown = || Refusal::UnknownMandate { mandate: id.to_owned() };
    if draft.state.mandates.get(id).ok_or_else(unknown)?.revoked {
        return Err(Refusal::MandateRevoked { mandate: id.to_owned() });
    }
    draft.append(entries::mandate_revoked(id, reason))?;
    update(&mut draft.state.mandates, id, |m| m.revoked = true);
    Ok(())
}

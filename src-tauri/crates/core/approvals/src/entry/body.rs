//! The bodies of the entries that a verifier knows, one function for each kind.
//!
//! A function is named as the kind with an underscore for the full stop, which stands in the constant of that
//! name. More fields may be added with [`Value::with`]; none may be taken away.

mod orders;
mod people;

pub use orders::{
    order_acknowledged, order_cancelled, order_filled, order_intended, order_refused, order_sent,
    order_unconfirmed,
};
pub use people::{chain_opened, key_created, key_revoked, user_created, user_disabled};

use crate::canonical::{Value, object};
use crate::signature::SignedBy;
use crate::statement::Signable;

pub const CHAIN_OPENED: &str = "chain.opened";
pub const USER_CREATED: &str = "user.created";
pub const USER_DISABLED: &str = "user.disabled";
pub const KEY_CREATED: &str = "key.created";
pub const KEY_REVOKED: &str = "key.revoked";
pub const ORDER_PROPOSED: &str = "order.proposed";
pub const RISK_CHECKED: &str = "risk.checked";
pub const ORDER_SIGNED: &str = "order.signed";
pub const MANDATE_SIGNED: &str = "mandate.signed";
pub const ORDER_REJECTED: &str = "order.rejected";
pub const ORDER_EXPIRED: &str = "order.expired";
pub const MANDATE_REVOKED: &str = "mandate.revoked";
pub const ORDER_INTENDED: &str = "order.intended";
pub const ORDER_SENT: &str = "order.sent";
pub const ORDER_UNCONFIRMED: &str = "order.unconfirmed";
pub const ORDER_ACKNOWLEDGED: &str = "order.acknowledged";
pub const ORDER_CANCELLED: &str = "order.cancelled";
pub const ORDER_REFUSED: &str = "order.refused";
pub const ORDER_FILLED: &str = "order.filled";
pub const HEAD_SIGNED: &str = "head.signed";

/// One line of a risk check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine<'a> {
    pub rule: &'a str,
    pub value: Value,
    pub limit: Value,
    pub ok: bool,
}

/// A proposal; add the proposed values with [`Value::with`].
pub fn order_proposed(approval: &str, strategy: &str, reason: &str) -> Value {
    object([("approval", approval.into()), ("strategy", strategy.into()), ("reason", reason.into())])
}

pub fn risk_checked(
    approval: &str,
    policy: &str,
    cleared: bool,
    signatures_required: u32,
    rules: &[RuleLine<'_>],
) -> Value {
    let rule = |line: &RuleLine<'_>| {
        object([
            ("rule", line.rule.into()),
            ("value", line.value.clone()),
            ("limit", line.limit.clone()),
            ("ok", line.ok.into()),
        ])
    };
    object([
        ("approval", approval.into()),
        ("policy", policy.into()),
        ("verdict", if cleared { "cleared" } else { "refused" }.into()),
        ("signatures_required", signatures_required.into()),
        ("rules", Value::Array(rules.iter().map(rule).collect())),
    ])
}

/// For `order.signed`, `mandate.signed` and `head.signed` alike.
pub fn signed(statement: &impl Signable, by: &SignedBy) -> Value {
    object([
        ("statement", statement.to_value()),
        ("key", by.key_id.as_str().into()),
        ("signature", by.signature.to_string().into()),
    ])
}

/// For `order.rejected` and `order.expired`.
pub fn approval_ended(approval: &str, reason: &str) -> Value {
    object([("approval", approval.into()), ("reason", reason.into())])
}

pub fn mandate_revoked(mandate: &str, reason: &str) -> Value {
    object([("mandate", mandate.into()), ("reason", reason.into())])
}

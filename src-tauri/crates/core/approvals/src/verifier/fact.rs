//! What an entry says, as far as a verifier must know it.

use std::borrow::Cow;

use domain::{Decimal, Role};

use super::failure::{Breach, bad_format};
use super::intent::Intent;
use crate::canonical::{FieldError, Fields, Raw};
use crate::entry::{EntryView, body};
use crate::signature::{PublicKey, Signature};
use crate::statement::{HeadStatement, MandateStatement, OrderStatement, Signable};

type Text<'a> = Cow<'a, str>;

/// One variant for each kind that a rule speaks of; every field the kind must have was there and of its kind.
pub(super) enum Fact<'a> {
    Opened { instance: Text<'a>, key: Text<'a>, public_key: PublicKey },
    UserCreated { user: Text<'a>, role: Option<Role> },
    UserDisabled { user: Text<'a> },
    KeyCreated { key: Text<'a>, public_key: PublicKey, user: Text<'a> },
    KeyRevoked { key: Text<'a> },
    Checked { approval: Text<'a>, cleared: bool, required: u32 },
    OrderSigned { statement: Box<OrderStatement>, by: Signed<'a> },
    MandateSigned { statement: Box<MandateStatement>, by: Signed<'a> },
    HeadSigned { statement: HeadStatement, by: Signed<'a> },
    ApprovalEnded { approval: Text<'a> },
    MandateRevoked { mandate: Text<'a> },
    Intended(Intent<'a>),
    Sent { client_id: Text<'a> },
    Acknowledged { client_id: Text<'a> },
    Cancelled { client_id: Text<'a> },
    Refused { client_id: Text<'a> },
    Filled { client_id: Text<'a>, quantity: Decimal },
    Free,
}

/// A statement's bytes and who signed them.
pub(super) struct Signed<'a> {
    pub(super) statement: Raw<'a>,
    pub(super) key: Text<'a>,
    pub(super) signature: Signature,
}

impl<'a> Fact<'a> {
    pub(super) fn read(view: &EntryView<'a>) -> Result<Self, Breach> {
        let opened = view.kind == body::CHAIN_OPENED;
        if opened != (view.seq == 1) {
            return Err(bad_format(&format!(
                "entry {} is {}: entry 1 and no other is chain.opened",
                view.seq, view.kind
            )));
        }
        Ok(Self::of_kind(&view.kind, &view.body)?)
    }

    fn of_kind(kind: &str, fields: &Fields<'a>) -> Result<Self, FieldError> {
        let text = |field| fields.text(field);
        Ok(match kind {
            body::CHAIN_OPENED => Self::Opened {
                instance: text("instance")?,
                key: text("key")?,
                public_key: public_key(fields)?,
            },
            body::USER_CREATED => {
                Self::UserCreated { user: text("user")?, role: super::role(&text("role")?) }
            }
            body::USER_DISABLED => {
                text("role")?;
                Self::UserDisabled { user: text("user")? }
            }
            body::KEY_CREATED => {
                Self::KeyCreated { key: text("key")?, public_key: public_key(fields)?, user: text("user")? }
            }
            body::KEY_REVOKED => {
                text("reason")?;
                Self::KeyRevoked { key: text("key")? }
            }
            body::ORDER_PROPOSED => {
                ["approval", "strategy", "reason"]
                    .into_iter()
                    .try_for_each(|field| text(field).map(|_| ()))?;
                Self::Free
            }
            body::RISK_CHECKED => checked(fields)?,
            body::ORDER_SIGNED | body::MANDATE_SIGNED | body::HEAD_SIGNED => signed(kind, fields)?,
            body::ORDER_REJECTED | body::ORDER_EXPIRED | body::MANDATE_REVOKED => ended(kind, fields)?,
            _ => Self::of_order(kind, fields)?,
        })
    }

    fn of_order(kind: &str, fields: &Fields<'a>) -> Result<Self, FieldError> {
        let client_id = || fields.text("client_id");
        Ok(match kind {
            body::ORDER_INTENDED => Self::Intended(Intent::read(fields)?),
            body::ORDER_SENT => {
                fields.integer("attempt")?;
                Self::Sent { client_id: client_id()? }
            }
            body::ORDER_UNCONFIRMED => {
                fields.integer("attempt")?;
                client_id()?;
                Self::Free
            }
            body::ORDER_ACKNOWLEDGED => {
                either(fields, "venue_id", "reason")?;
                Self::Acknowledged { client_id: client_id()? }
            }
            body::ORDER_CANCELLED => {
                either(fields, "reason", "venue_id")?;
                Self::Cancelled { client_id: client_id()? }
            }
            body::ORDER_REFUSED => {
                either(fields, "reason", "venue_id")?;
                Self::Refused { client_id: client_id()? }
            }
            body::ORDER_FILLED => {
                fields.text("trade_id")?;
                fields.text("fee_currency")?;
                fields.decimal("price")?;
                fields.decimal("fee")?;
                Self::Filled { client_id: client_id()?, quantity: fields.quantity("quantity")? }
            }
            _ => Self::Free,
        })
    }
}

fn public_key(fields: &Fields<'_>) -> Result<PublicKey, FieldError> {
    fields.word("public_key", "64 lower-case hexadecimal digits", |text| text.parse().ok())
}

/// One of two fields must be there; an error names the first.
fn either(fields: &Fields<'_>, usual: &'static str, other: &'static str) -> Result<(), FieldError> {
    let field = if fields.get(usual).is_none() && fields.get(other).is_some() { other } else { usual };
    fields.text(field).map(|_| ())
}

fn checked<'a>(fields: &Fields<'a>) -> Result<Fact<'a>, FieldError> {
    fields.text("policy")?;
    for rule in fields.require("rules", "a list", Raw::array)? {
        let rule = rule.fields()?;
        rule.text("rule")?;
        rule.boolean("ok")?;
        rule.require("value", "a value", Some)?;
        rule.require("limit", "a value", Some)?;
    }
    Ok(Fact::Checked {
        approval: fields.text("approval")?,
        cleared: fields.word("verdict", "cleared or refused", |word| match word {
            "cleared" => Some(true),
            "refused" => Some(false),
            _ => None,
        })?,
        required: fields.require("signatures_required", "a count", |raw| raw.integer()?.try_into().ok())?,
    })
}

fn signed<'a>(kind: &str, fields: &Fields<'a>) -> Result<Fact<'a>, FieldError> {
    let by = Signed {
        statement: fields.require("statement", "a statement", Some)?,
        key: fields.text("key")?,
        signature: fields.word("signature", "128 lower-case hexadecimal digits", |text| text.parse().ok())?,
    };
    Ok(match kind {
        body::ORDER_SIGNED => {
            Fact::OrderSigned { statement: Box::new(OrderStatement::from_raw(by.statement)?), by }
        }
        body::MANDATE_SIGNED => {
            Fact::MandateSigned { statement: Box::new(MandateStatement::from_raw(by.statement)?), by }
        }
        _ => Fact::HeadSigned { statement: HeadStatement::from_raw(by.statement)?, by },
    })
}

/// An end of an approval or of a mandate, whichever the entry names.
fn ended<'a>(kind: &str, fields: &Fields<'a>) -> Result<Fact<'a>, FieldError> {
    fields.text("reason")?;
    let of_mandate = kind == body::MANDATE_REVOKED;
    if fields.get("mandate").is_some() && (of_mandate || fields.get("approval").is_none()) {
        return Ok(Fact::MandateRevoked { mandate: fields.text("mandate")? });
    }
    Ok(Fact::ApprovalEnded { approval: fields.text(if of_mandate { "mandate" } else { "approval" })? })
}

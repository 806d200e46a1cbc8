//! An order written ahead, as its entry states it.

use std::borrow::Cow;

use domain::{Decimal, Mode, OrderRole, Side};

use super::failure::{Breach, FailureCode};
use crate::canonical::{FieldError, Fields, Raw};
use crate::statement::{mode, mode_word, side};

pub(super) struct Intent<'a> {
    pub(super) client_id: Cow<'a, str>,
    pub(super) under: IntendedUnder<'a>,
    pub(super) role: OrderRole,
    pub(super) mode: Mode,
    pub(super) account: Cow<'a, str>,
    pub(super) venue: Cow<'a, str>,
    pub(super) instrument: Cow<'a, str>,
    pub(super) side: Side,
    pub(super) quantity: Decimal,
    pub(super) price: Option<Decimal>,
}

/// The id of the approval or mandate an order names.
pub(super) enum IntendedUnder<'a> {
    Approval(Cow<'a, str>),
    Mandate(Cow<'a, str>),
}

impl<'a> Intent<'a> {
    pub(super) fn read(fields: &Fields<'a>) -> Result<Self, FieldError> {
        let under = match (fields.get("approval"), fields.get("mandate")) {
            (Some(_), Some(_)) => {
                return Err(FieldError::Unexpected { field: "mandate (beside approval)".to_owned() });
            }
            (None, Some(_)) => IntendedUnder::Mandate(fields.text("mandate")?),
            _ => IntendedUnder::Approval(fields.text("approval")?),
        };
        let order = fields.require("order", "an object", |raw| raw.fields().ok())?;
        order.text("order_type")?;
        Ok(Self {
            client_id: fields.text("client_id")?,
            under,
            role: fields.word("role", "entry, stop, target or exit", role)?,
            mode: mode(&order)?,
            account: order.text("account")?,
            venue: order.text("venue")?,
            instrument: order.text("instrument")?,
            side: side(&order)?,
            quantity: order.quantity("quantity")?,
            price: order.nullable("price", "a canonical decimal or null", Raw::decimal)?,
        })
    }

    /// The approval whose quantity this order uses up: entries only.
    pub(super) fn capped_by(&self) -> Option<&str> {
        match &self.under {
            IntendedUnder::Approval(id) if self.role == OrderRole::Entry => Some(id),
            _ => None,
        }
    }

    /// Refuses an order that names other fields than those signed.
    pub(super) fn check_same(
        &self,
        signed_mode: Mode,
        account: &str,
        venue: &str,
        instrument: &str,
    ) -> Result<(), Breach> {
        let pairs = [
            ("mode", mode_word(signed_mode), mode_word(self.mode)),
            ("account", account, &self.account),
            ("venue", venue, &self.venue),
            ("instrument", instrument, &self.instrument),
        ];
        match pairs.into_iter().find(|(_, signed, found)| signed != found) {
            Some((field, signed, found)) => {
                Err(self.uncovered(&format!("{field} {signed} was signed, not {found}")))
            }
            None => Ok(()),
        }
    }

    pub(super) fn uncovered(&self, why: &str) -> Breach {
        self.breach(FailureCode::UncoveredOrder, why)
    }

    pub(super) fn breach(&self, code: FailureCode, why: &str) -> Breach {
        let under = match &self.under {
            IntendedUnder::Approval(id) => format!("approval {id}"),
            IntendedUnder::Mandate(id) => format!("mandate {id}"),
        };
        Breach::new(code, format!("order {} under {under}: {why}", self.client_id))
    }
}

fn role(word: &str) -> Option<OrderRole> {
    match word {
        "entry" => Some(OrderRole::Entry),
        "stop" => Some(OrderRole::Stop),
        "target" => Some(OrderRole::Target),
        "exit" => Some(OrderRole::Exit),
        _ => None,
    }
}

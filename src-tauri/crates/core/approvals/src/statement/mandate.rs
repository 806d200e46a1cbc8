//! What an approver signs beforehand: bounds inside which orders need no further signature.

use domain::{Mode, OrderRole, Side, VenueId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Signable, VERSION, common, mode, mode_word, parse_side};
use crate::canonical::{FieldError, Raw, Value, object};

/// The instrument of a mandate that covers all of a venue's.
pub const ANY_INSTRUMENT: &str = "*";

/// A mandate's bounds; `None` is no bound. Notionals in quote currency, quantities in base currency, days are
/// UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateStatement {
    pub mandate: String,
    pub mode: Mode,
    pub account: String,
    pub venue: VenueId,
    /// As `BTC/USD`, or [`ANY_INSTRUMENT`].
    pub instrument: String,
    pub sides: Vec<Side>,
    /// Covers no entries, only what closes a position.
    pub reduce_only: bool,
    /// The only bot that may use it; `None`: whoever acts.
    pub bot: Option<String>,
    pub max_quantity_per_order: Option<Decimal>,
    pub max_notional_per_order: Option<Decimal>,
    pub max_notional_per_day: Option<Decimal>,
    pub max_orders_per_day: Option<u32>,
    pub max_loss: Option<Decimal>,
    pub policy: String,
    /// Valid in `starts_ms..expires_ms`.
    pub starts_ms: i64,
    pub expires_ms: i64,
}

const FIELDS: [&str; 18] = [
    "account",
    "bot",
    "expires_ms",
    "instrument",
    "mandate",
    "max_loss",
    "max_notional_per_day",
    "max_notional_per_order",
    "max_orders_per_day",
    "max_quantity_per_order",
    "mode",
    "policy",
    "reduce_only",
    "sides",
    "starts_ms",
    "type",
    "v",
    "venue",
];

impl MandateStatement {
    pub fn covers_instrument(&self, instrument: &str) -> bool {
        self.instrument == ANY_INSTRUMENT || self.instrument == instrument
    }

    /// Whether an order of this role and side lies within `sides`. Those are the sides of entries, and what
    /// closes a position has the opposite one; a reduce-only mandate knows no entries, so that its sides are
    /// meant directly.
    pub fn covers_side(&self, role: OrderRole, side: Side) -> bool {
        match role {
            OrderRole::Entry => !self.reduce_only && self.sides.contains(&side),
            _ if self.reduce_only => self.sides.contains(&side),
            _ => self.sides.contains(&side.opposite()),
        }
    }
}

impl Signable for MandateStatement {
    const PREFIX: &'static str = "countersign/mandate/1\n";

    fn to_value(&self) -> Value {
        let sides: Vec<&str> = self.sides.iter().map(|side| side.as_str()).collect();
        object([
            ("v", VERSION.into()),
            ("type", "mandate".into()),
            ("mandate", self.mandate.as_str().into()),
            ("mode", mode_word(self.mode).into()),
            ("account", self.account.as_str().into()),
            ("venue", self.venue.as_str().into()),
            ("instrument", self.instrument.as_str().into()),
            ("sides", sides.into()),
            ("reduce_only", self.reduce_only.into()),
            ("bot", self.bot.as_deref().into()),
            ("max_quantity_per_order", self.max_quantity_per_order.into()),
            ("max_notional_per_order", self.max_notional_per_order.into()),
            ("max_notional_per_day", self.max_notional_per_day.into()),
            ("max_orders_per_day", self.max_orders_per_day.into()),
            ("max_loss", self.max_loss.into()),
            ("policy", self.policy.as_str().into()),
            ("starts_ms", self.starts_ms.into()),
            ("expires_ms", self.expires_ms.into()),
        ])
    }

    fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError> {
        let fields = raw.fields()?;
        common(&fields, "mandate", &FIELDS)?;
        let bound = |field| fields.nullable(field, "a canonical decimal or null", Raw::decimal);
        Ok(Self {
            mandate: fields.text("mandate")?.into_owned(),
            mode: mode(&fields)?,
            account: fields.text("account")?.into_owned(),
            venue: VenueId::new(fields.text("venue")?),
            instrument: fields.text("instrument")?.into_owned(),
            sides: fields.require("sides", "a list of buy, sell or both", parse_sides)?,
            reduce_only: fields.boolean("reduce_only")?,
            bot: fields.nullable("bot", "text or null", Raw::text)?.map(Into::into),
            max_quantity_per_order: bound("max_quantity_per_order")?,
            max_notional_per_order: bound("max_notional_per_order")?,
            max_notional_per_day: bound("max_notional_per_day")?,
            max_orders_per_day: fields.nullable("max_orders_per_day", "a count or null", |raw| {
                raw.integer().and_then(|n| n.try_into().ok())
            })?,
            max_loss: bound("max_loss")?,
            policy: fields.text("policy")?.into_owned(),
            starts_ms: fields.integer("starts_ms")?,
            expires_ms: fields.integer("expires_ms")?,
        })
    }
}

fn parse_sides(raw: Raw<'_>) -> Option<Vec<Side>> {
    let sides: Option<Vec<Side>> = raw.array()?.into_iter().map(|side| parse_side(&side.text()?)).collect();
    sides.filter(|sides| !sides.is_empty())
}

//! What an approver signs for one order, its stop and its target.

use domain::{Mode, OrderType, Side, VenueId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Signable, VERSION, common, mode, mode_word, side};
use crate::canonical::{FieldError, Raw, Value, object};

/// An order's bounds. Prices in quote currency, quantities in base currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStatement {
    /// The approval this belongs to.
    pub approval: String,
    pub mode: Mode,
    pub account: String,
    pub venue: VenueId,
    /// As `BTC/USD`.
    pub instrument: String,
    /// Of the entry; stop, target and exit have the opposite one.
    pub side: Side,
    pub order_type: OrderType,
    pub quantity_cap: Decimal,
    /// The entry's price lies in `price_low..=price_high`.
    pub price_low: Decimal,
    pub price_high: Decimal,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    pub reduce_only: bool,
    pub post_only: bool,
    /// The version of the risk rules it was checked against.
    pub policy: String,
    /// The first instant at which no entry may be intended any more.
    pub expires_ms: i64,
}

const FIELDS: [&str; 18] = [
    "account",
    "approval",
    "expires_ms",
    "instrument",
    "mode",
    "order_type",
    "policy",
    "post_only",
    "price_high",
    "price_low",
    "quantity_cap",
    "reduce_only",
    "side",
    "stop",
    "target",
    "type",
    "v",
    "venue",
];

impl Signable for OrderStatement {
    const PREFIX: &'static str = "countersign/order/1\n";

    fn to_value(&self) -> Value {
        object([
            ("v", VERSION.into()),
            ("type", "order".into()),
            ("approval", self.approval.as_str().into()),
            ("mode", mode_word(self.mode).into()),
            ("account", self.account.as_str().into()),
            ("venue", self.venue.as_str().into()),
            ("instrument", self.instrument.as_str().into()),
            ("side", self.side.as_str().into()),
            ("order_type", self.order_type.as_str().into()),
            ("quantity_cap", self.quantity_cap.into()),
            ("price_low", self.price_low.into()),
            ("price_high", self.price_high.into()),
            ("stop", self.stop.into()),
            ("target", self.target.into()),
            ("reduce_only", self.reduce_only.into()),
            ("post_only", self.post_only.into()),
            ("policy", self.policy.as_str().into()),
            ("expires_ms", self.expires_ms.into()),
        ])
    }

    fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError> {
        let fields = raw.fields()?;
        common(&fields, "order", &FIELDS)?;
        Ok(Self {
            approval: fields.text("approval")?.into_owned(),
            mode: mode(&fields)?,
            account: fields.text("account")?.into_owned(),
            venue: VenueId::new(fields.text("venue")?),
            instrument: fields.text("instrument")?.into_owned(),
            side: side(&fields)?,
            order_type: fields.word("order_type", "a known order type", parse_order_type)?,
            quantity_cap: fields.quantity("quantity_cap")?,
            price_low: fields.decimal("price_low")?,
            price_high: fields.decimal("price_high")?,
            stop: fields.nullable("stop", "a canonical decimal", Raw::decimal)?,
            target: fields.nullable("target", "a canonical decimal", Raw::decimal)?,
            reduce_only: fields.boolean("reduce_only")?,
            post_only: fields.boolean("post_only")?,
            policy: fields.text("policy")?.into_owned(),
            expires_ms: fields.integer("expires_ms")?,
        })
    }
}

fn parse_order_type(word: &str) -> Option<OrderType> {
    use OrderType::{Limit, Market, Stop, StopLimit, TrailingStop};
    [Market, Limit, Stop, StopLimit, TrailingStop].into_iter().find(|t| t.as_str() == word)
}

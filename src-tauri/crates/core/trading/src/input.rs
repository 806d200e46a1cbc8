//! What the engine is told. Every fact a decision needs stands in the input: a journal of inputs is the state.

use approvals::{HeadStatement, MandateStatement, OrderStatement, PublicKey, Signature, Value};
use domain::{
    Actor, Decimal, Fill, Instrument, InstrumentId, Mode, OrderType, Quote, Role, Side, TimeInForce,
};
use serde::{Deserialize, Serialize};

use crate::{Policy, Refusal, VenueKey, VenueKeyChange, amount};

/// An input with who brought it and when: one row of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    pub time_ms: i64,
    pub actor: Actor,
    pub input: Input,
}

/// What can happen to the engine. Written as `{"input":"propose", ...}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case", deny_unknown_fields)]
pub enum Input {
    OpenChain {
        instance: String,
        key: String,
        public_key: PublicKey,
        version: String,
    },
    UserCreated {
        user: String,
        role: Role,
    },
    UserDisabled {
        user: String,
    },
    KeyCreated {
        key: String,
        public_key: PublicKey,
        user: String,
    },
    KeyRevoked {
        key: String,
        reason: String,
    },
    LoggedIn {
        user: String,
    },
    LoginFailed {
        user: String,
    },
    LoggedOut {
        user: String,
        reason: String,
    },
    SettingChanged {
        name: String,
        value: Value,
    },
    PolicyChanged {
        policy: Policy,
    },
    AccountOpened {
        account: String,
        mode: Mode,
        currency: String,
        amount: Decimal,
    },
    InstrumentListed {
        instrument: Instrument,
    },
    Propose {
        proposal: Proposal,
        quote: Quote,
        marks: Vec<Mark>,
    },
    Sign {
        approval: String,
        statement: OrderStatement,
        key: String,
        signature: Signature,
        held_ms: u32,
        reason: String,
        quote: Quote,
    },
    Reject {
        approval: String,
        reason: String,
    },
    SignMandate {
        statement: MandateStatement,
        key: String,
        signature: Signature,
    },
    RevokeMandate {
        mandate: String,
        reason: String,
    },
    Execute {
        approval: String,
        quantity: Decimal,
        client_id: String,
        quote: Quote,
        marks: Vec<Mark>,
    },
    PlaceManual {
        client_id: String,
        ticket: Ticket,
        quote: Quote,
        marks: Vec<Mark>,
    },
    ClosePosition {
        client_id: String,
        account: String,
        instrument: InstrumentId,
        quote: Quote,
        marks: Vec<Mark>,
    },
    CancelRequested {
        client_id: String,
    },
    /// Cancels working entries and manual orders; the stops and targets of open positions stay.
    CancelAll,
    Sent {
        client_id: String,
        attempt: u32,
    },
    Unconfirmed {
        client_id: String,
        attempt: u32,
    },
    Acknowledged {
        client_id: String,
        venue_id: String,
    },
    Filled {
        fill: Fill,
    },
    Cancelled {
        client_id: String,
        reason: String,
    },
    Refused {
        client_id: String,
        reason: String,
    },
    /// Expiries, day roll, equity at these prices.
    Tick {
        marks: Vec<Mark>,
    },
    Pause {
        reason: String,
    },
    Resume,
    Kill {
        level: KillLevel,
    },
    HeadSigned {
        statement: HeadStatement,
        key: String,
        signature: Signature,
    },
    /// A key of an exchange account was added, rotated or revoked.
    VenueKeyChanged {
        key: VenueKey,
        change: VenueKeyChange,
    },
    /// A fact of another crate for the chain, under a kind that is none of the contract's.
    Noted {
        kind: String,
        body: Value,
    },
}

/// How much a kill switch stops. Each level includes the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KillLevel {
    PauseEntries,
    CancelOrders,
    Flatten,
}

impl KillLevel {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PauseEntries => "pause_entries",
            Self::CancelOrders => "cancel_orders",
            Self::Flatten => "flatten",
        }
    }
}

/// The price at which an instrument is valued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Mark {
    pub instrument: InstrumentId,
    pub price: Decimal,
}

/// A recommendation made into an order somebody may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The approval's name, unique for ever.
    pub approval: String,
    pub account: String,
    /// Strategy, or `manual`.
    pub strategy: String,
    pub reason: String,
    /// 0 to 1.
    pub confidence: Option<Decimal>,
    pub instrument: InstrumentId,
    pub side: Side,
    /// Market or limit.
    pub order_type: OrderType,
    /// The most that may be executed.
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    pub reduce_only: bool,
    pub post_only: bool,
    pub time_in_force: TimeInForce,
    /// Whether the prices are of a recorded market.
    pub recorded: bool,
}

/// A manual order, with its bracket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub account: String,
    pub instrument: InstrumentId,
    pub side: Side,
    pub order_type: OrderType,
    pub quantity: Decimal,
    pub price: Option<Decimal>,
    /// Trigger of stop and stop-limit orders.
    pub stop_price: Option<Decimal>,
    pub time_in_force: TimeInForce,
    pub post_only: bool,
    pub reduce_only: bool,
    /// Protective stop and target, placed as far as the order fills.
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    pub recorded: bool,
}

/// Refuses texts that cannot stand as a name in the chain or at a venue.
pub(crate) fn check_name(field: &'static str, name: &str) -> Result<(), Refusal> {
    let sound = (1..=64).contains(&name.len()) && !name.chars().any(|c| c.is_control() || c.is_whitespace());
    if sound { Ok(()) } else { Err(Refusal::BadName { field, name: name.chars().take(80).collect() }) }
}

/// Free text of a person or a venue: bounded, so that an entry stays a line.
pub(crate) fn check_text(field: &'static str, text: &str) -> Result<(), Refusal> {
    let length = text.len();
    if length <= 2_000 { Ok(()) } else { Err(Refusal::TextTooLong { field, length, limit: 2_000 }) }
}

pub(crate) fn check_quote(quote: &Quote) -> Result<(), Refusal> {
    amount::positive("bid", quote.bid)?;
    amount::positive("ask", quote.ask)?;
    amount::positive("last", quote.last)?;
    if quote.bid <= quote.ask {
        Ok(())
    } else {
        Err(Refusal::CrossedQuote { bid: quote.bid, ask: quote.ask })
    }
}

pub(crate) fn check_marks(marks: &[Mark]) -> Result<(), Refusal> {
    marks.iter().try_for_each(|m| amount::positive("mark", m.price).map(|_| ()))
}

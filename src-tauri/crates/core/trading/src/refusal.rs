//! Why an input was not taken. Nothing has changed when one of these comes back.

use domain::{Actor, Decimal, InstrumentId, Mode, OrderStatus, OrderType, Role};

use crate::approval::ApprovalStatus;
use crate::risk::RuleCheck;

/// Serialised it is its values alone; `code` and `to_string` are the rest.
#[derive(Debug, Clone, PartialEq, thiserror::Error, serde::Serialize)]
#[serde(untagged)]
pub enum Refusal {
    #[error("{actor} may not do this: it needs the role {}", needs.as_str())]
    NotAllowed { actor: Actor, needs: Role },
    #[error("{actor} may not report this: only the gateway, a venue or the system may")]
    NotAReporter { actor: Actor },
    #[error("the chain is not opened yet")]
    ChainNotOpened,
    #[error("the chain was opened before, for {instance}")]
    ChainAlreadyOpened { instance: String },

    #[error("user {user} is unknown")]
    UnknownUser { user: String },
    #[error("user {user} exists already")]
    UserExists { user: String },
    #[error("user {user} is disabled")]
    UserDisabled { user: String },
    #[error("the first user must be an admin, not {}", role.as_str())]
    FirstUserNotAdmin { role: Role },
    #[error("{user} is the last admin and cannot be disabled")]
    LastAdmin { user: String },
    #[error("key {key} is unknown")]
    UnknownKey { key: String },
    #[error("key {key} exists already")]
    KeyExists { key: String },
    #[error("key {key} is revoked")]
    KeyRevoked { key: String },
    #[error("key {key} belongs to {owner}, not to {actor}")]
    NotKeyOwner { key: String, owner: String, actor: Actor },
    #[error("the signature of key {key} does not match what it should sign")]
    BadSignature { key: String },

    #[error("account {account} is unknown")]
    UnknownAccount { account: String },
    #[error("account {account} exists already")]
    AccountExists { account: String },
    #[error("{instrument} is unknown")]
    UnknownInstrument { instrument: InstrumentId },
    #[error("{field} {value} is outside what is possible")]
    BadAmount { field: &'static str, value: Decimal },
    #[error("{field} {name:?} is no name: 1 to 64 characters without spaces")]
    BadName { field: &'static str, name: String },
    #[error("{field} has {length} bytes, limit {limit}")]
    TextTooLong { field: &'static str, length: usize, limit: usize },
    #[error("the quote is crossed: bid {bid} is above ask {ask}")]
    CrossedQuote { bid: Decimal, ask: Decimal },
    #[error("{field} cannot stand in the chain: {reason}")]
    BadBody { field: &'static str, reason: String },
    #[error("kind {kind:?} belongs to the chain's contract and cannot be noted")]
    ReservedKind { kind: String },

    #[error("approval {approval} is unknown")]
    UnknownApproval { approval: String },
    #[error("approval {approval} exists already")]
    ApprovalExists { approval: String },
    #[error("approval {approval} is {}, not pending", status.as_str())]
    NotPending { approval: String, status: ApprovalStatus },
    #[error("approval {approval} has {has} of {needs} signatures")]
    Unsigned { approval: String, has: u32, needs: u32 },
    #[error("approval {approval} was used already, by order {client_id}")]
    AlreadyUsed { approval: String, client_id: String },
    #[error("approval {approval} expired at {expires_ms}, now is {now_ms}")]
    Expired { approval: String, expires_ms: i64, now_ms: i64 },
    #[error("quantity {asked} is above the approved {limit}")]
    OverCap { asked: Decimal, limit: Decimal },
    #[error("the price moved by {moved} since the proposal, limit {limit}")]
    Drift { moved: Decimal, limit: Decimal },
    #[error("price {price} lies outside the approved {low} to {high}")]
    OutOfBand { price: Decimal, low: Decimal, high: Decimal },
    #[error("the statement signed differs from approval {approval}'s")]
    StatementDiffers { approval: String },
    #[error("{user} signed approval {approval} already")]
    AlreadySigned { approval: String, user: String },
    #[error("{name} was made under policy {proposed}, now it is {current}: make it again")]
    PolicyChanged { name: String, proposed: String, current: String },

    #[error("account {account} is a {} account", mode_word(*mode))]
    WrongMode { account: String, mode: Mode },
    #[error("mandate {mandate} is unknown")]
    UnknownMandate { mandate: String },
    #[error("mandate {mandate} exists already")]
    MandateExists { mandate: String },
    #[error("mandate {mandate} was revoked already")]
    MandateRevoked { mandate: String },
    #[error("mandate {mandate} expires at {expires_ms}, now is {now_ms}")]
    MandateExpired { mandate: String, expires_ms: i64, now_ms: i64 },
    #[error("no mandate covers account {account} at {instrument}")]
    NoMandate { account: String, instrument: InstrumentId },
    #[error("not covered: {0}")]
    Uncovered(
        #[from]
        #[serde(serialize_with = "words")]
        approvals::Uncovered,
    ),

    #[error("rule {}: {} against the limit {}", .0.rule.code(), .0.value, .0.limit)]
    Rule(RuleCheck),
    #[error("a {} account trades under approvals only", mode_word(*mode))]
    ApprovalRequired { mode: Mode },
    #[error("order type {} cannot be used here", order_type.as_str())]
    UnsupportedOrderType { order_type: OrderType },
    #[error("a {} order needs {field}", order_type.as_str())]
    PriceMissing { order_type: OrderType, field: &'static str },
    #[error("a {} order takes no {field}", order_type.as_str())]
    PriceNotTaken { order_type: OrderType, field: &'static str },
    #[error("a buy never reduces a spot position: reduce-only refuses it")]
    ReduceOnlyWouldOpen,

    #[error("order {client_id} exists already")]
    DuplicateClientId { client_id: String },
    #[error("order {client_id} is unknown here")]
    UnknownOrder { client_id: String },
    #[error("order {client_id} was never sent")]
    NotSent { client_id: String },
    #[error("order {client_id} is {status:?} already")]
    AlreadyFinal { client_id: String, status: OrderStatus },
    #[error("order {client_id} cannot be sent while {status:?}")]
    NotSendable { client_id: String, status: OrderStatus },
    #[error("attempt {attempt} of order {client_id} does not follow attempt {last}")]
    AttemptOutOfOrder { client_id: String, attempt: u32, last: u32 },
    #[error("fill {trade_id} of {quantity} is more than the {unfilled} order {client_id} lacks")]
    Overfill { client_id: String, trade_id: String, quantity: Decimal, unfilled: Decimal },
    #[error("fill {trade_id} is of another instrument or side than order {client_id}")]
    FillMismatch { client_id: String, trade_id: String },
    #[error("order {client_id} is {known} at the venue, not {told}")]
    VenueIdMismatch { client_id: String, known: String, told: String },

    #[error("nothing of {instrument} is held in {account}")]
    NothingToClose { account: String, instrument: InstrumentId },
    #[error("{instrument} in {account} is being closed already")]
    AlreadyClosing { account: String, instrument: InstrumentId },
    #[error("trading is not paused")]
    NotPaused,
    #[error("the statement is about entry {told}, the chain ends at {head}")]
    NotTheHead { told: u64, head: u64 },
}

fn words<S: serde::Serializer>(shown: &impl std::fmt::Display, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(shown)
}

fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Paper => "paper",
        Mode::Live => "live",
    }
}

impl Refusal {
    /// Stable name, for translations and scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "not_allowed",
            Self::NotAReporter { .. } => "not_a_reporter",
            Self::ChainNotOpened => "chain_not_opened",
            Self::ChainAlreadyOpened { .. } => "chain_already_opened",
            Self::UnknownUser { .. } => "unknown_user",
            Self::UserExists { .. } => "user_exists",
            Self::UserDisabled { .. } => "user_disabled",
            Self::FirstUserNotAdmin { .. } => "first_user_not_admin",
            Self::LastAdmin { .. } => "last_admin",
            Self::UnknownKey { .. } => "unknown_key",
            Self::KeyExists { .. } => "key_exists",
            Self::KeyRevoked { .. } => "key_revoked",
            Self::NotKeyOwner { .. } => "not_key_owner",
            Self::BadSignature { .. } => "bad_signature",
            Self::UnknownAccount { .. } => "unknown_account",
            Self::AccountExists { .. } => "account_exists",
            Self::UnknownInstrument { .. } => "unknown_instrument",
            Self::BadAmount { .. } => "bad_amount",
            Self::BadName { .. } => "bad_name",
            Self::TextTooLong { .. } => "text_too_long",
            Self::CrossedQuote { .. } => "crossed_quote",
            Self::BadBody { .. } => "bad_body",
            Self::ReservedKind { .. } => "reserved_kind",
            Self::UnknownApproval { .. } => "unknown_approval",
            Self::ApprovalExists { .. } => "approval_exists",
            Self::NotPending { .. } => "not_pending",
            Self::Unsigned { .. } => "unsigned",
            Self::AlreadyUsed { .. } => "already_used",
            Self::Expired { .. } => "expired",
            Self::OverCap { .. } => "over_cap",
            Self::Drift { .. } => "drift",
            Self::OutOfBand { .. } => "out_of_band",
            Self::StatementDiffers { .. } => "statement_differs",
            Self::AlreadySigned { .. } => "already_signed",
            Self::PolicyChanged { .. } => "policy_changed",
            Self::WrongMode { .. } => "wrong_mode",
            Self::UnknownMandate { .. } => "unknown_mandate",
            Self::MandateExists { .. } => "mandate_exists",
            Self::MandateRevoked { .. } => "mandate_revoked",
            Self::MandateExpired { .. } => "mandate_expired",
            Self::NoMandate { .. } => "no_mandate",
            Self::Uncovered(_) => "uncovered",
            Self::Rule(check) => check.rule.code(),
            Self::ApprovalRequired { .. } => "approval_required",
            Self::UnsupportedOrderType { .. } => "unsupported_order_type",
            Self::PriceMissing { .. } => "price_missing",
            Self::PriceNotTaken { .. } => "price_not_taken",
            Self::ReduceOnlyWouldOpen => "reduce_only_would_open",
            Self::DuplicateClientId { .. } => "duplicate_client_id",
            Self::UnknownOrder { .. } => "unknown_order",
            Self::NotSent { .. } => "not_sent",
            Self::AlreadyFinal { .. } => "already_final",
            Self::NotSendable { .. } => "not_sendable",
            Self::AttemptOutOfOrder { .. } => "attempt_out_of_order",
            Self::Overfill { .. } => "overfill",
            Self::FillMismatch { .. } => "fill_mismatch",
            Self::VenueIdMismatch { .. } => "venue_id_mismatch",
            Self::NothingToClose { .. } => "nothing_to_close",
            Self::AlreadyClosing { .. } => "already_closing",
            Self::NotPaused => "not_paused",
            Self::NotTheHead { .. } => "not_the_head",
        }
    }
}

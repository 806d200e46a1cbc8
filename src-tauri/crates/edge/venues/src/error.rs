//! What can go wrong between us and a venue.

use std::sync::Arc;

use domain::{Symbol, VenueId};

/// The rule of a venue that an order broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VenueRule {
    /// The venue does not offer this order type or option.
    OrderType,
    /// A price the order type needs is missing, or one it must not have is there.
    Prices,
    Tick,
    Lot,
    MinQuantity,
    MinNotional,
    Balance,
    PostOnly,
    ReduceOnly,
    /// The same client id was used for a different order.
    ClientId,
    /// A rule only the venue knows: `value` is its own code, `limit` its own words.
    Unlisted,
}

impl VenueRule {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderType => "order_type",
            Self::Prices => "prices",
            Self::Tick => "tick",
            Self::Lot => "lot",
            Self::MinQuantity => "min_quantity",
            Self::MinNotional => "min_notional",
            Self::Balance => "balance",
            Self::PostOnly => "post_only",
            Self::ReduceOnly => "reduce_only",
            Self::ClientId => "client_id",
            Self::Unlisted => "unlisted",
        }
    }
}

impl std::fmt::Display for VenueRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far a request had come when the connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not one byte of it had left.
    Connecting,
    /// It may have arrived.
    Sent,
}

#[derive(Debug, Clone, thiserror::Error)]
pub enum VenueError {
    #[error("{venue} refused the order: {rule} is {value}, and it must be {limit}")]
    Refused { venue: VenueId, rule: VenueRule, value: String, limit: String },
    #[error("{venue} has no instrument {symbol}; ask for its list of instruments")]
    UnknownInstrument { venue: VenueId, symbol: Symbol },
    #[error("{venue} knows no order {client_id}")]
    UnknownOrder { venue: VenueId, client_id: String },
    #[error("{venue} has no {what} for {symbol}")]
    NoData { venue: VenueId, symbol: Symbol, what: &'static str },
    #[error("{venue} could not be reached ({stage:?}): {cause}")]
    Unreachable { venue: VenueId, stage: Stage, cause: String },
    #[error("{venue} did not answer within {waited_ms} ms; ask it what became of the request")]
    Timeout { venue: VenueId, waited_ms: u64 },
    #[error("{venue} limits the rate of requests; try again in {retry_after_ms} ms")]
    RateLimited { venue: VenueId, retry_after_ms: u64 },
    #[error("{venue} answered {what}, which cannot be read: {cause}")]
    BadResponse { venue: VenueId, what: String, cause: String },
    /// Key, signature, permission or address list: asking again does not help.
    #[error("{venue} refused the key ({code}): {message}; check the key and what it may do")]
    Unauthorized { venue: VenueId, code: String, message: String },
    #[error("{venue} is closed for maintenance: {message}")]
    Maintenance { venue: VenueId, message: String },
    #[error("{venue} refused the request ({code}): {message}")]
    Declined { venue: VenueId, code: String, message: String },
    #[error("{venue} cannot {what}")]
    NotOffered { venue: VenueId, what: &'static str },
    #[error("a request to {venue} could not be signed: {cause}")]
    Unsigned { venue: VenueId, cause: String },
    /// The files behind a recorded market or the paper venue failed.
    #[error("{venue} could not use its {what}: {source}")]
    Storage { venue: VenueId, what: &'static str, source: Arc<dyn std::error::Error + Send + Sync> },
}

impl VenueError {
    /// A stable name of the case, the same wherever it is shown.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } | Self::Declined { .. } => "venue_refused",
            Self::UnknownInstrument { .. } => "unknown_instrument",
            Self::UnknownOrder { .. } => "unknown_order",
            Self::NoData { .. } => "no_data",
            Self::NotOffered { .. } => "not_offered",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Maintenance { .. } => "maintenance",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unsigned { .. } => "request_unsigned",
            Self::BadResponse { .. } => "bad_response",
            Self::Timeout { .. } => "timeout",
            Self::Unreachable { stage: Stage::Connecting, .. } => "venue_unreachable",
            Self::Unreachable { stage: Stage::Sent, .. } => "connection_lost",
            Self::Storage { .. } => "storage",
        }
    }

    pub const fn venue(&self) -> &VenueId {
        match self {
            Self::Refused { venue, .. }
            | Self::UnknownInstrument { venue, .. }
            | Self::UnknownOrder { venue, .. }
            | Self::NoData { venue, .. }
            | Self::Unreachable { venue, .. }
            | Self::Timeout { venue, .. }
            | Self::RateLimited { venue, .. }
            | Self::BadResponse { venue, .. }
            | Self::Unauthorized { venue, .. }
            | Self::Maintenance { venue, .. }
            | Self::Declined { venue, .. }
            | Self::NotOffered { venue, .. }
            | Self::Unsigned { venue, .. }
            | Self::Storage { venue, .. } => venue,
        }
    }

    /// The error of a question about an order that was sent: whatever it says of the question, the order may be there.
    #[must_use]
    pub fn about_sent(self, client_id: &str) -> Self {
        if self.outcome_unknown() {
            return self;
        }
        let what = format!("nothing certain about order {client_id}");
        Self::BadResponse { venue: self.venue().clone(), what, cause: self.to_string() }
    }

    /// Whether an order or cancellation that met this error may have taken effect all the same: the venue must be
    /// asked, and the order must not be sent again.
    pub const fn outcome_unknown(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { stage: Stage::Sent, .. }
                | Self::Timeout { .. }
                | Self::BadResponse { .. }
                | Self::Storage { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_fails_leaves_an_order_that_was_sent_unknown() {
        let venue = || VenueId::new("bitfinex");
        let busy = VenueError::RateLimited { venue: venue(), retry_after_ms: 5 };
        assert!(!busy.outcome_unknown());
        let told = busy.about_sent("CS-1");
        assert!(told.outcome_unknown() && told.to_string().contains("CS-1"), "{told}");
        let late = VenueError::Timeout { venue: venue(), waited_ms: 5 };
        assert_eq!((late.clone().about_sent("CS-1").code(), late.venue()), ("timeout", &venue()));
    }

    #[test]
    fn what_never_left_and_what_was_lost_have_two_names() {
        let at =
            |stage| VenueError::Unreachable { venue: VenueId::new("kraken"), stage, cause: String::new() };
        assert_eq!(
            (at(Stage::Connecting).code(), at(Stage::Sent).code()),
            ("venue_unreachable", "connection_lost")
        );
    }
}

//! What an answer that is no success says.

use domain::Symbol;
use serde::Deserialize;

use super::id;
use super::parse::{Rows, Text, unreadable};
use crate::http::Answer;
use crate::{VenueError, VenueRule};

/// Whether the request could have changed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Question,
    Command,
}

/// Both of the venue's ways to word an error.
#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorBody {
    error: Text,
    message: Text,
    error_details: Text,
    preview_failure_reason: Text,
    errors: Rows<ErrorRow>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorRow {
    id: Text,
    message: Text,
}

/// The error of an answer with a status other than 2xx, or of a page that stands in its place.
pub fn check(answer: &Answer, asked: Asked) -> Result<(), VenueError> {
    let page = answer.body.trim_ascii_start().starts_with(b"<");
    if answer.is_success() && !page {
        return Ok(());
    }
    let what = format!("status {}", answer.status);
    let (code, message) = words(answer);
    if asked == Asked::Command && (page || answer.status >= 500 || answer.status == 408) {
        return Err(unreadable(&what, message));
    }
    Err(match answer.status {
        401 | 403 if !page => VenueError::Unauthorized { venue: id(), code, message },
        429 | 418 => {
            let wait = answer.retry_after().map_or(1000, |wait| wait.as_millis());
            VenueError::RateLimited { venue: id(), retry_after_ms: u64::try_from(wait).unwrap_or(u64::MAX) }
        }
        503 if message.to_lowercase().contains("maintenance") => {
            VenueError::Maintenance { venue: id(), message }
        }
        400..500 if !page => VenueError::Declined { venue: id(), code, message },
        _ => unreadable(&what, message),
    })
}

fn words(answer: &Answer) -> (String, String) {
    let body: ErrorBody = serde_json::from_slice(&answer.body).unwrap_or_default();
    let row = body.errors.first();
    let first = |texts: &[Option<&Text>]| {
        texts.iter().flatten().find(|text| !text.is_empty()).map(|text| text.0.clone())
    };
    let code = first(&[Some(&body.preview_failure_reason), Some(&body.error), row.map(|row| &row.id)]);
    let message = first(&[Some(&body.message), Some(&body.error_details), row.map(|row| &row.message)]);
    (code.unwrap_or_else(|| answer.status.to_string()), message.unwrap_or_else(|| answer.excerpt()))
}

/// The venue's "no such product" in our words.
pub fn about(symbol: &Symbol, error: VenueError) -> VenueError {
    match error {
        VenueError::Declined { code, message, .. }
            if code == "NOT_FOUND" || code == "404" || message.to_lowercase().contains("product_id") =>
        {
            VenueError::UnknownInstrument { venue: id(), symbol: symbol.clone() }
        }
        other => other,
    }
}

/// The venue's code for a refused order in our words; what we have no word for keeps its own.
pub fn order(symbol: &Symbol, code: &str, message: &str) -> VenueError {
    let known = |part: &str| code.contains(part);
    let rule = if known("INSUFFICIENT_FUND") {
        VenueRule::Balance
    } else if known("POST_ONLY") {
        VenueRule::PostOnly
    } else if known("PRICE_PRECISION") {
        VenueRule::Tick
    } else if known("SIZE_PRECISION") {
        VenueRule::Lot
    } else if known("BASE_SIZE_TOO_SMALL") {
        VenueRule::MinQuantity
    } else if known("QUOTE_SIZE_TOO_SMALL") {
        VenueRule::MinNotional
    } else if known("CLIENT_ORDER_ID") {
        VenueRule::ClientId
    } else if known("UNSUPPORTED_ORDER_CONFIGURATION") {
        VenueRule::OrderType
    } else if known("INVALID_PRODUCT_ID") {
        return VenueError::UnknownInstrument { venue: id(), symbol: symbol.clone() };
    } else {
        VenueRule::Unlisted
    };
    VenueError::Refused { venue: id(), rule, value: code.to_owned(), limit: message.to_owned() }
}

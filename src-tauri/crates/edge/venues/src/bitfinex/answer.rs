//! What an answer says before anybody looks at what it holds: taken, refused, or not to be made out.

use domain::VenueId;
use serde_json::value::RawValue;

use super::row::{Row, Unreadable};
use crate::http::Answer;
use crate::{VenueError, VenueRule};

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The rate is too high.
    Limited,
    /// The venue's own words.
    Declared { code: Option<i64>, text: String },
    /// No words of the venue: a page of what stands before it, a broken answer.
    Garbled { status: u16, excerpt: String },
}

const RATE_LIMIT: i64 = 11010;
const NONCE: i64 = 10114;
const NOT_READY: i64 = 11000;
const MAINTENANCE: [i64; 2] = [20051, 20060];

/// The body where it is JSON and no error. Errors come with HTTP 500 mostly: their shape tells, not their status.
pub fn body(answer: &Answer) -> Result<&str, Fault> {
    let garbled = || Fault::Garbled { status: answer.status, excerpt: answer.excerpt() };
    let text = std::str::from_utf8(&answer.body).map_err(|_| garbled())?;
    if let Some(fault) = declared(text) {
        return Err(if answer.status == 429 { Fault::Limited } else { fault });
    }
    if answer.status == 429 {
        return Err(Fault::Limited);
    }
    let whole = serde_json::from_str::<&RawValue>(text).is_ok();
    if answer.is_success() && whole { Ok(text) } else { Err(garbled()) }
}

/// `["error", CODE, "text"]` or `{"error": "text"}`.
fn declared(text: &str) -> Option<Fault> {
    #[derive(serde::Deserialize)]
    struct Named {
        error: String,
    }
    if let Ok(Named { error }) = serde_json::from_str(text) {
        let limited = error.contains("RATE_LIMIT");
        return Some(if limited { Fault::Limited } else { Fault::Declared { code: None, text: error } });
    }
    let row = Row::read(text).ok()?;
    if row.text(0).as_deref() != Some("error") {
        return None;
    }
    let (code, text) = (row.int(1), row.text(2).unwrap_or_default());
    Some(if code == Some(RATE_LIMIT) { Fault::Limited } else { Fault::Declared { code, text } })
}

impl Fault {
    /// Whether a question may be asked again.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Limited => false,
            Self::Declared { code: Some(code), .. } => [NONCE, NOT_READY].contains(code),
            Self::Declared { code: None, .. } => true,
            Self::Garbled { status, .. } => *status >= 500 || (200..300).contains(status),
        }
    }

    /// The venue saw a greater nonce before this one, and looked at nothing else.
    pub const fn is_late_nonce(&self) -> bool {
        matches!(self, Self::Declared { code: Some(NONCE), .. })
    }

    /// Of a request that changes nothing.
    pub fn of_question(self, venue: &VenueId, lock_out_ms: u64) -> VenueError {
        self.error(venue, lock_out_ms)
    }

    /// Of a command. Where the venue's words do not say that it was not carried out, it may have been.
    pub fn of_command(self, venue: &VenueId, lock_out_ms: u64) -> VenueError {
        match &self {
            Self::Declared { code, text } if !is_certain(*code, text) => bad(
                venue,
                format!(
                    "error {} {text:?}",
                    code.map_or_else(|| "without a code".to_owned(), |c| c.to_string())
                ),
                "it does not say whether the request was carried out".to_owned(),
            ),
            _ => self.error(venue, lock_out_ms),
        }
    }

    fn error(self, venue: &VenueId, retry_after_ms: u64) -> VenueError {
        let venue = venue.clone();
        match self {
            Self::Limited => VenueError::RateLimited { venue, retry_after_ms },
            Self::Garbled { status, excerpt } => {
                let what = format!("status {status}");
                VenueError::BadResponse { venue, what, cause: excerpt }
            }
            Self::Declared { code, text } => stated(venue, code, text),
        }
    }
}

/// Whether these words can only come from a venue that did not do it.
fn is_certain(code: Option<i64>, text: &str) -> bool {
    const WORDS: [&str; 5] = ["invalid", "not found", "permission", "not enough", "minimum size"];
    match code {
        Some(10020 | 10100 | 10111..=10114 | 10200 | NOT_READY | 20051 | 20060) => true,
        _ => {
            let text = text.to_ascii_lowercase();
            WORDS.into_iter().any(|word| text.contains(word))
        }
    }
}

fn stated(venue: VenueId, code: Option<i64>, message: String) -> VenueError {
    let lower = message.to_ascii_lowercase();
    match code {
        Some(c) if MAINTENANCE.contains(&c) => VenueError::Maintenance { venue, message },
        Some(c @ (10100 | 10111..=10114)) => VenueError::Unauthorized { venue, code: c.to_string(), message },
        _ if lower.contains("permission") || lower.contains("apikey") => {
            VenueError::Unauthorized { venue, code: written(code), message }
        }
        _ => VenueError::Declined { venue, code: written(code), message },
    }
}

/// A refusal of an order in the words of the rules we know; `value` is what was asked for.
pub fn refusal(venue: &VenueId, code: Option<i64>, message: String, value: String) -> VenueError {
    let lower = message.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let rule = if says(&["not enough", "insufficient"]) {
        VenueRule::Balance
    } else if says(&["minimum size"]) {
        VenueRule::MinQuantity
    } else if says(&["post only", "postonly", "post-only"]) {
        VenueRule::PostOnly
    } else if says(&["reduce"]) {
        VenueRule::ReduceOnly
    } else if says(&["cid"]) {
        VenueRule::ClientId
    } else if says(&["invalid order", "price: invalid", "amount: invalid", "type: invalid"]) {
        VenueRule::Unlisted
    } else {
        return stated(venue.clone(), code, message);
    };
    let value = if rule == VenueRule::Unlisted { written(code) } else { value };
    VenueError::Refused { venue: venue.clone(), rule, value, limit: format!("as Bitfinex says: {message}") }
}

pub fn written(code: Option<i64>) -> String {
    code.map_or_else(|| "no code".to_owned(), |code| code.to_string())
}

/// An answer that came whole and does not hold what it must.
pub fn unreadable(venue: &VenueId, error: Unreadable) -> VenueError {
    bad(venue, error.found, format!("it is not {}", error.what))
}

fn bad(venue: &VenueId, what: String, cause: String) -> VenueError {
    VenueError::BadResponse { venue: venue.clone(), what, cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<Fault> {
        declared(text)
    }

    #[test]
    fn errors_are_told_by_their_shape() {
        let declared = |code, text: &str| Some(Fault::Declared { code, text: text.to_owned() });
        assert_eq!(fault(r#"["error",10100,"apikey: invalid"]"#), declared(Some(10100), "apikey: invalid"));
        assert_eq!(fault(r#"["error",null,"what"]"#), declared(None, "what"));
        assert_eq!(fault(r#"{"error":"ERR_RATE_LIMIT"}"#), Some(Fault::Limited));
        assert_eq!(fault(r#"["error",11010,"ratelimit: error"]"#), Some(Fault::Limited));
        for fine in ["[]", "[1]", "{}", "<html>", "", r#"[["error",1,""]]"#] {
            assert_eq!(fault(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_command_failed_only_where_the_words_say_so() {
        let venue = VenueId::new("bitfinex");
        let unknown = |code, text: &str| {
            Fault::Declared { code, text: text.to_owned() }.of_command(&venue, 1).outcome_unknown()
        };
        assert!(!unknown(Some(10001), "Invalid order: minimum size for BTCUSD is 0.0001"));
        assert!(!unknown(Some(10114), "nonce: small"));
        assert!(!unknown(Some(10001), "Order not found."));
        assert!(
            unknown(Some(10001), "Internal error") && unknown(None, "") && unknown(Some(10000), "unknown")
        );
        let page = Fault::Garbled { status: 502, excerpt: "<html>".to_owned() };
        assert!(page.of_command(&venue, 1).outcome_unknown());
    }

    #[test]
    fn refusals_name_the_rule() {
        let venue = VenueId::new("bitfinex");
        let rule = |text: &str| match refusal(&venue, Some(10001), text.to_owned(), "1".to_owned()) {
            VenueError::Refused { rule, .. } => Some(rule),
            _ => None,
        };
        let balance = "Invalid order: not enough exchange balance for 10 BTCUSD at 60000";
        assert_eq!(rule(balance), Some(VenueRule::Balance));
        assert_eq!(rule("Invalid order: minimum size for BTCUSD is 0.0001"), Some(VenueRule::MinQuantity));
        assert_eq!(rule("Invalid order: symbol halted"), Some(VenueRule::Unlisted));
        assert_eq!(rule("ERR_SOMETHING"), None);
    }
}

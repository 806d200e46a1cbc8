//! Kraken's error words in ours.

use std::time::Duration;

use domain::VenueId;

use crate::{VenueError, VenueRule};

/// What to do about an error the venue named.
#[derive(Debug)]
pub enum Verdict {
    /// The nonce was not above the last; nothing was done.
    Nonce,
    /// Too many requests; nothing was done. Nothing more should be sent for that long.
    Limited(Duration),
    /// The orders of the pair are too many; nothing was done.
    EngineLimited,
    /// The venue does not know itself what became of the request.
    Unclear,
    /// Nothing was done, and asking again does not help.
    Final(VenueError),
}

const SECOND: Duration = Duration::from_secs(1);

/// Reads one error string, `ECategory:message[:more]`.
pub fn verdict(venue: &VenueId, said: &str, now_ms: i64) -> Verdict {
    let message = || said.to_owned();
    match said {
        _ if said.starts_with("EAPI:Invalid nonce") => Verdict::Nonce,
        _ if said.starts_with("EService:Throttled") => Verdict::Limited(throttled(said, now_ms)),
        "EGeneral:Temporary lockout" => Verdict::Limited(900 * SECOND),
        "EOrder:Rate limit exceeded" | "EOrder:Domain rate limit exceeded" => Verdict::EngineLimited,
        _ if said.ends_with("Rate limit exceeded") || said.starts_with("EGeneral:Too many requests") => {
            Verdict::Limited(5 * SECOND)
        }
        _ if ["EService:Unavailable", "EService:Busy", "EService:Timeout", "EGeneral:Internal error"]
            .iter()
            .any(|unclear| said.starts_with(unclear)) =>
        {
            Verdict::Unclear
        }
        _ if is_about_the_key(said) => Verdict::Final(VenueError::Unauthorized {
            venue: venue.clone(),
            code: category(said),
            message: message(),
        }),
        _ if said.starts_with("EService:Market in") => {
            Verdict::Final(VenueError::Maintenance { venue: venue.clone(), message: message() })
        }
        _ => Verdict::Final(refusal(venue, said)),
    }
}

fn is_about_the_key(said: &str) -> bool {
    [
        "EAPI:Invalid key",
        "EAPI:Invalid signature",
        "EAPI:Invalid token",
        "ESession:Invalid session",
        "EGeneral:Permission denied",
        "EAccount:Invalid permissions",
    ]
    .iter()
    .any(|about| said.starts_with(about))
}

fn category(said: &str) -> String {
    said.split(':').next().unwrap_or(said).to_owned()
}

fn throttled(said: &str, now_ms: i64) -> Duration {
    let until_s = said.rsplit(':').next().and_then(|text| text.trim().parse::<i64>().ok());
    let wait = until_s.and_then(|until| until.checked_mul(1000)).map_or(1_000, |until| until - now_ms);
    Duration::from_millis(u64::try_from(wait.clamp(1_000, 60_000)).unwrap_or(1_000))
}

fn refusal(venue: &VenueId, said: &str) -> VenueError {
    let has = |part: &str| said.contains(part);
    let rule = match said {
        _ if has("Insufficient funds") || has("Insufficient margin") || has("Margin") => VenueRule::Balance,
        _ if has("Order minimum not met") => VenueRule::MinQuantity,
        _ if has("Cost minimum not met") => VenueRule::MinNotional,
        _ if has("Tick size check failed") => VenueRule::Tick,
        _ if has("Invalid price") => VenueRule::Prices,
        _ if has("Post only") => VenueRule::PostOnly,
        _ if has("Reduce only") => VenueRule::ReduceOnly,
        _ if has("cl_ord_id") => VenueRule::ClientId,
        _ if said.starts_with("EOrder:") => VenueRule::Unlisted,
        _ => {
            return VenueError::Declined {
                venue: venue.clone(),
                code: category(said),
                message: said.to_owned(),
            };
        }
    };
    let limit = match rule {
        VenueRule::Balance => "covered by what the account has available",
        VenueRule::MinQuantity => "the pair's smallest quantity or more",
        VenueRule::MinNotional => "the pair's smallest value or more",
        VenueRule::Tick => "a multiple of the pair's tick",
        VenueRule::ClientId => "unique among open orders",
        _ => "acceptable to the venue",
    };
    VenueError::Refused { venue: venue.clone(), rule, value: said.to_owned(), limit: limit.to_owned() }
}

/// Cancelling or changing what is gone, or never was.
pub fn is_unknown_order(error: &VenueError) -> bool {
    let gone = |text: &str| text.contains("Unknown order") || text.contains("Invalid order");
    match error {
        VenueError::Refused { value, .. } => gone(value),
        VenueError::Declined { message, .. } => gone(message),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &str) -> Verdict {
        verdict(&VenueId::new("kraken"), said, 1_700_000_000_000)
    }

    #[test]
    fn refusals_name_the_rule() {
        for (said, rule) in [
            ("EOrder:Insufficient funds", VenueRule::Balance),
            ("EOrder:Order minimum not met", VenueRule::MinQuantity),
            ("EOrder:Cost minimum not met", VenueRule::MinNotional),
            ("EOrder:Tick size check failed", VenueRule::Tick),
            ("EOrder:Post only order", VenueRule::PostOnly),
            ("EOrder:Reduce only:No position exists", VenueRule::ReduceOnly),
            ("EOrder:Orders limit exceeded", VenueRule::Unlisted),
        ] {
            match read(said) {
                Verdict::Final(VenueError::Refused { rule: found, value, .. }) => {
                    assert_eq!((found, value.as_str()), (rule, said));
                }
                other => unreachable!("{said}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_may_have_happened_is_never_final() {
        for said in ["EService:Unavailable", "EService:Busy", "EService:Timeout", "EGeneral:Internal error"] {
            assert!(matches!(read(said), Verdict::Unclear), "{said}");
        }
        assert!(matches!(read("EAPI:Invalid nonce"), Verdict::Nonce));
        assert!(matches!(read("EAPI:Rate limit exceeded"), Verdict::Limited(wait) if wait == 5 * SECOND));
        assert!(matches!(read("EOrder:Rate limit exceeded"), Verdict::EngineLimited));
        assert!(
            matches!(read("EService:Throttled: 1700000007"), Verdict::Limited(wait) if wait == 7 * SECOND)
        );
        assert!(matches!(read("EAPI:Invalid key"), Verdict::Final(VenueError::Unauthorized { .. })));
        assert!(matches!(read("EQuery:Unknown asset pair"), Verdict::Final(VenueError::Declined { .. })));
    }
}

//! Instants and spans as they are typed: ISO 8601 or epoch milliseconds, `30d`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    #[error("{0:?} is no time; write ISO 8601 (2019-10-17 or 2019-10-17T09:00:00Z) or epoch milliseconds")]
    Instant(String),
    #[error("{0:?} is no span; write a whole number and m, h, d or w, as in 30d")]
    Span(String),
}

const FORMATS: [&str; 4] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];

/// UTC milliseconds. A time without a zone is UTC, a date its first moment.
pub fn instant(text: &str) -> Result<i64, TimeError> {
    if let Ok(ms) = text.parse() {
        return Ok(ms);
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.timestamp_millis());
    }
    let local = FORMATS.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let date = || text.parse::<NaiveDate>().ok().and_then(|date| date.and_hms_opt(0, 0, 0));
    let time = local.or_else(date).ok_or_else(|| TimeError::Instant(text.to_owned()))?;
    Ok(time.and_utc().timestamp_millis())
}

/// Milliseconds of `30d`, `12h`, `90m` or `2w`; above zero.
pub fn span(text: &str) -> Result<i64, TimeError> {
    let bad = || TimeError::Span(text.to_owned());
    let unit_at = text.len().checked_sub(1).filter(|at| text.is_char_boundary(*at)).ok_or_else(bad)?;
    let (count, unit) = text.split_at(unit_at);
    let unit_ms: i64 = match unit {
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 7 * 86_400_000,
        _ => return Err(bad()),
    };
    let count: i64 = count.parse().map_err(|_| bad())?;
    count.checked_mul(unit_ms).filter(|ms| *ms > 0).ok_or_else(bad)
}

/// ISO 8601 in UTC, to the second where the milliseconds are whole seconds.
pub fn shown(time_ms: i64) -> String {
    let format = if time_ms % 1000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
    DateTime::from_timestamp_millis(time_ms)
        .map_or_else(|| time_ms.to_string(), |t| t.to_rfc3339_opts(format, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn instants_are_read_in_every_form() {
        let ms = 1_571_302_800_000;
        for text in [
            "1571302800000",
            "2019-10-17T09:00:00Z",
            "2019-10-17T11:00:00+02:00",
            "2019-10-17T09:00",
            "2019-10-17 09:00:00",
            "2019-10-17T09:00:00.000",
        ] {
            assert_eq!(instant(text), Ok(ms), "{text}");
        }
        assert_eq!(instant("2019-10-17"), Ok(ms - 9 * 3_600_000));
        assert_eq!(instant("yesterday"), Err(TimeError::Instant("yesterday".to_owned())));
        assert_eq!(instant(""), Err(TimeError::Instant(String::new())));
    }

    #[test]
    fn spans_have_a_unit_and_are_above_zero() {
        assert_eq!((span("30d"), span("90m")), (Ok(2_592_000_000), Ok(5_400_000)));
        for bad in ["", "d", "30", "0d", "-1d", "30y", "9999999999999999w", "3\u{e5}"] {
            assert_eq!(span(bad), Err(TimeError::Span(bad.to_owned())));
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(ms in 0_i64..4_102_444_800_000) {
            prop_assert_eq!(instant(&shown(ms)), Ok(ms));
        }
    }
}

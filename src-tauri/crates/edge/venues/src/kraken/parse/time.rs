//! Moments, in seconds with a fraction or as RFC 3339 text, to milliseconds since 1970.

use domain::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::wire::moment;

/// `1688583840.8648` to milliseconds, the rest cut off.
pub fn seconds(value: Decimal) -> Option<i64> {
    value.checked_mul(Decimal::ONE_THOUSAND)?.floor().to_i64().and_then(moment)
}

/// `2023-10-06T17:35:55.440295Z`
pub fn rfc3339(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc3339(text).ok().and_then(|at| moment(at.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_cut_to_the_millisecond() {
        assert_eq!(seconds(Decimal::new(16_885_838_408_648, 4)), Some(1_688_583_840_864));
        assert_eq!(seconds(Decimal::MAX), None);
        assert_eq!(rfc3339("2023-10-06T17:35:55.440295Z"), Some(1_696_613_755_440));
        assert_eq!(rfc3339("2023-10-04T16:25:00.000000000Z"), Some(1_696_436_700_000));
        assert_eq!(rfc3339("yesterday"), None);
    }
}

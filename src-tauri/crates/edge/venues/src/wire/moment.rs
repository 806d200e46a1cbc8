//! Times that can be reckoned with.

/// The end of the year 9999, in milliseconds since 1970.
const LAST_MS: i64 = 253_402_300_799_999;

/// A time since 1970 that the length of any candle can be added to or taken from; whatever else a venue writes is none.
pub fn moment(time_ms: i64) -> Option<i64> {
    (0..=LAST_MS).contains(&time_ms).then_some(time_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_out_of_the_calendar_are_none() {
        assert_eq!((moment(0), moment(LAST_MS)), (Some(0), Some(LAST_MS)));
        for wild in [-1, LAST_MS + 1, i64::MIN, i64::MAX] {
            assert_eq!(moment(wild), None);
        }
    }
}

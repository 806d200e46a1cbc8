//! Decimal text to `f64`, correctly rounded.

const POWERS: [f64; 19] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

/// The nearest `f64`. `NaN` and `inf` are numbers here; the candle's own check refuses them.
pub(super) fn parse(text: &[u8]) -> Option<f64> {
    short(text).or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
}

/// Plain decimals of at most 19 characters whose digits fit 53 bits: integer and power of ten are then exact,
/// and one division rounds correctly (Clinger's fast path).
fn short(text: &[u8]) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.len() > 19 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut point = None;
    for (i, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(i),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |p| digits.len() - 1 - p);
    let has_digit = digits.len() > usize::from(point.is_some());
    if !has_digit || mantissa > 1 << 53 {
        return None;
    }
    let value = mantissa as f64 / POWERS[scale];
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_is_none() {
        for bad in ["", ".", "-", "1.2.3", "1,5", "abc", "0x10", "1_000", "--1", "1e", "12 "] {
            assert_eq!(parse(bad.as_bytes()), None, "{bad:?}");
        }
        assert_eq!(parse(b"2.5e3"), Some(2500.0));
        assert_eq!(parse(b".5"), Some(0.5));
        assert!(parse(b"NaN").is_some_and(f64::is_nan));
    }

    proptest! {
        #[test]
        fn agrees_with_the_standard_library_to_the_last_bit(text in "-?[0-9]{1,20}(\\.[0-9]{0,20})?") {
            let expected: f64 = text.parse().map_err(|e| TestCaseError::fail(format!("{e}")))?;
            prop_assert_eq!(parse(text.as_bytes()).map(f64::to_bits), Some(expected.to_bits()));
        }
    }
}

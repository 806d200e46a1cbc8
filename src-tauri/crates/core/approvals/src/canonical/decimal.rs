//! Decimals as canonical text: `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`, never `-0`.

use rust_decimal::Decimal;

/// A text that is no canonical decimal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error(
        "{0:?} is not a decimal as 0, -0.5 or 8035.88: no sign but minus, no exponent, no needless zeros"
    )]
    Form(String),
    #[error("decimal {0} has more than the 28 digits that can be held exactly")]
    TooLong(String),
}

/// The one canonical text of a decimal.
pub fn format_decimal(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}

/// Reads a canonical decimal; every other way to write it is refused.
pub fn parse_decimal(text: &str) -> Result<Decimal, DecimalError> {
    if !is_decimal(text.as_bytes()) {
        return Err(DecimalError::Form(text.to_owned()));
    }
    Decimal::from_str_exact(text).map_err(|_| DecimalError::TooLong(text.to_owned()))
}

fn is_decimal(text: &[u8]) -> bool {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let mut parts = unsigned.splitn(2, |b| *b == b'.');
    let whole = parts.next().unwrap_or_default();
    let digits = |d: &[u8]| !d.is_empty() && d.iter().all(u8::is_ascii_digit);
    let whole_ok = digits(whole) && (whole == b"0" || whole[0] != b'0');
    let fraction_ok = match parts.next() {
        None => text != b"-0",
        Some(fraction) => digits(fraction) && fraction.last() != Some(&b'0'),
    };
    whole_ok && fraction_ok
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn more_digits_than_can_be_held_are_refused_not_rounded() {
        let long = format!("0.{}1", "0".repeat(28));
        assert_eq!(parse_decimal(&long), Err(DecimalError::TooLong(long)));
        assert!(matches!(parse_decimal("79228162514264337593543950336"), Err(DecimalError::TooLong(_))));
        assert_eq!(parse_decimal("79228162514264337593543950335"), Ok(Decimal::MAX));
    }

    #[test]
    fn every_zero_is_written_alike() {
        for zero in [Decimal::ZERO, -Decimal::ZERO, Decimal::new(0, 5)] {
            assert_eq!(format_decimal(zero), "0");
        }
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back_from_its_text(mantissa in any::<i64>(), scale in 0_u32..=28) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(parse_decimal(&format_decimal(value)), Ok(value));
        }

        #[test]
        fn what_parses_is_the_only_text_of_its_value(text in "-?[0-9]{1,4}(\\.[0-9]{0,4})?") {
            if let Ok(value) = parse_decimal(&text) {
                prop_assert_eq!(format_decimal(value), text);
            }
        }
    }
}

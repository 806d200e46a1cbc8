//! Numbers exactly as they came over the wire.

use domain::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A decimal that came as a JSON number or as text, digit for digit. `null` and empty text are for
/// `Option<Num>` read through [`Num::lenient`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Num(pub Decimal);

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        decimal(raw.get()).map(Self).ok_or_else(|| {
            serde::de::Error::custom(format_args!("{} is not a decimal number", shorten(raw.get())))
        })
    }
}

impl Num {
    /// For `#[serde(default, deserialize_with)]`: absent, `null` and `""` are `None`.
    pub fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get() {
            "null" | "\"\"" => Ok(None),
            token => match decimal(token) {
                Some(value) => Ok(Some(value)),
                None => {
                    Err(serde::de::Error::custom(format_args!("{} is not a decimal number", shorten(token))))
                }
            },
        }
    }
}

fn shorten(token: &str) -> String {
    token.chars().take(40).collect()
}

/// A JSON token as a decimal: `0.1`, `"0.1"`, `5.1e-05`, `+3`. Digits beyond the 28th are rounded.
pub fn decimal(token: &str) -> Option<Decimal> {
    let text = token.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(token);
    let text = text.strip_prefix('+').unwrap_or(text);
    let starts = |b: u8| b.is_ascii_digit() || b == b'-' || b == b'.';
    if !text.bytes().next().is_some_and(starts) || text.contains('_') {
        return None;
    }
    if text.bytes().any(|b| b == b'e' || b == b'E') {
        return Decimal::from_scientific(text).ok();
    }
    text.parse().ok()
}

/// A JSON token as an integer of 10^-`decimals`. `None`: not a number, too large, or finer than that.
///
/// ```text
/// scaled("60001.5", 2) = 6000150     scaled("1e-8", 8) = 1     scaled("0.001", 2) = None
/// ```
pub fn scaled(token: &str, decimals: u32) -> Option<i64> {
    let value = decimal(token)?.normalize();
    let missing = decimals.checked_sub(value.scale())?;
    let scaled = value.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    // the least i64 has no opposite, and asks are kept by theirs
    i64::try_from(scaled).ok().filter(|steps| *steps != i64::MIN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_and_texts_are_read_digit_for_digit() {
        #[derive(Deserialize)]
        struct Row {
            price: Num,
            #[serde(default, deserialize_with = "Num::lenient")]
            fee: Option<Decimal>,
        }
        let read = |text: &str| serde_json::from_str::<Row>(text).map(|r| (r.price.0, r.fee));
        assert_eq!(read(r#"{"price":0.12345678901234567890}"#).unwrap().0, d("0.12345678901234567890"));
        assert_eq!(read(r#"{"price":"26000.10","fee":""}"#).unwrap(), (d("26000.10"), None));
        assert_eq!(read(r#"{"price":3.8e-7,"fee":null}"#).unwrap(), (d("0.00000038"), None));
        assert_eq!(read(r#"{"price":-1E2,"fee":"-0.5"}"#).unwrap(), (d("-100"), Some(d("-0.5"))));
        for bad in [r#"{"price":"NaN"}"#, r#"{"price":null}"#, r#"{"price":[]}"#, r#"{"price":"1_0"}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn scaled_numbers_keep_every_digit_or_say_no() {
        assert_eq!(scaled("60001.5", 2), Some(6_000_150));
        assert_eq!(scaled("\"0.10\"", 1), Some(1));
        assert_eq!(scaled("1e-8", 8), Some(1));
        assert_eq!(scaled("-2", 0), Some(-2));
        for bad in ["0.001", "x", "", "99999999999999999999", "-92233720368547758.08"] {
            assert_eq!(scaled(bad, 2), None, "{bad}");
        }
    }
}

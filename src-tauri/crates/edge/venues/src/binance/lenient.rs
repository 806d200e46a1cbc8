//! Integers and times in every form the venue and servers like it write them.

use domain::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::wire::{Num, decimal};

/// From here on a time is in microseconds: as milliseconds it would lie beyond the year 5100.
const MICROSECONDS: i64 = 100_000_000_000_000;

/// Reads `7` and `"7"`.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let number = Num::deserialize(deserializer)?.0;
    let whole = if number.fract().is_zero() { number.to_i64() } else { None };
    whole.ok_or_else(|| serde::de::Error::custom(format_args!("{number} is not a whole number")))
}

/// The same where it may be absent or `null`.
pub fn whole_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(Num::lenient(deserializer)?.and_then(|number| number.to_i64()))
}

/// Milliseconds, of a time in milliseconds or microseconds.
pub const fn millis(time: i64) -> i64 {
    if time >= MICROSECONDS { time / 1_000 } else { time }
}

/// A price or quantity that is left out, `null`, empty or zero is none.
pub fn above_zero(value: Option<Decimal>) -> Option<Decimal> {
    value.filter(|v| *v > Decimal::ZERO).map(|v| v.normalize())
}

/// A number for statistics: the nearest `f64` of the digits sent.
pub fn float(raw: &RawValue) -> Option<f64> {
    let token = raw.get();
    let text = token.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(token);
    let starts = text.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
    text.parse::<f64>().ok().filter(|value| starts && value.is_finite())
}

/// The same for integers in rows.
pub fn integer(raw: &RawValue) -> Option<i64> {
    decimal(raw.get()).filter(|d| d.fract().is_zero()).and_then(|d| d.to_i64())
}

//! Single fields as they come over the wire.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::wire::{decimal, moment};

/// Text, or a number or word as it was written; null is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        match raw.get() {
            "null" => Ok(Self::default()),
            text if text.starts_with('"') => {
                serde_json::from_str(text).map(Self).map_err(serde::de::Error::custom)
            }
            other => Ok(Self(other.to_owned())),
        }
    }
}

/// A number; null and empty text are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure(pub Option<Decimal>);

impl Figure {
    pub fn or_zero(self) -> Decimal {
        self.0.unwrap_or_default()
    }

    /// Where it is above zero: the venue writes 0 for what there is not.
    pub fn above_zero(self) -> Option<Decimal> {
        self.0.filter(|value| *value > Decimal::ZERO)
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        match raw.get() {
            "null" | "\"\"" => Ok(Self(None)),
            token => decimal(token).map(|value| Self(Some(value))).ok_or_else(|| {
                let shown: String = token.chars().take(40).collect();
                serde::de::Error::custom(format_args!("{shown} is not a decimal number"))
            }),
        }
    }
}

/// Yes or no; null and absent are no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(matches!(raw.get(), "true" | "\"true\"")))
    }
}

/// UTC milliseconds of `2024-01-15T10:30:00.123456Z`, also with a space for the T, or of seconds since 1970.
pub fn instant_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return seconds.checked_mul(1000).and_then(moment);
    }
    let with_t =
        if text.as_bytes().get(10) == Some(&b' ') { text.replacen(' ', "T", 1) } else { text.to_owned() };
    DateTime::parse_from_rfc3339(&with_t).ok().and_then(|at| moment(at.timestamp_millis()))
}

/// The same as text, to the millisecond.
pub fn instant_text(time_ms: i64) -> String {
    let at = DateTime::<Utc>::from_timestamp_millis(time_ms).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A list; null is empty.
#[derive(Debug, Clone)]
pub struct Rows<T>(pub Vec<T>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> std::ops::Deref for Rows<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<Vec<T>>::deserialize(deserializer).map(|rows| Self(rows.unwrap_or_default()))
    }
}

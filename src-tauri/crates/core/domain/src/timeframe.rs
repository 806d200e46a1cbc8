//! Candle lengths.

use serde::{Deserialize, Serialize};

/// The length of a candle. Written as in the field: `1m`, `4h`, `1d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
pub enum Timeframe {
    #[serde(rename = "1m")]
    M1,
    #[serde(rename = "3m")]
    M3,
    #[serde(rename = "5m")]
    M5,
    #[serde(rename = "15m")]
    M15,
    #[serde(rename = "30m")]
    M30,
    #[serde(rename = "1h")]
    H1,
    #[serde(rename = "3h")]
    H3,
    #[serde(rename = "4h")]
    H4,
    #[serde(rename = "6h")]
    H6,
    #[serde(rename = "12h")]
    H12,
    #[serde(rename = "1d")]
    D1,
    #[serde(rename = "1w")]
    W1,
}

/// A text that names no timeframe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("timeframe {0:?} is not one of 1m 3m 5m 15m 30m 1h 3h 4h 6h 12h 1d 1w")]
pub struct TimeframeError(pub String);

const MINUTE_MS: i64 = 60_000;

impl Timeframe {
    pub const ALL: [Self; 12] = [
        Self::M1,
        Self::M3,
        Self::M5,
        Self::M15,
        Self::M30,
        Self::H1,
        Self::H3,
        Self::H4,
        Self::H6,
        Self::H12,
        Self::D1,
        Self::W1,
    ];

    /// Length in milliseconds.
    pub const fn ms(self) -> i64 {
        MINUTE_MS
            * match self {
                Self::M1 => 1,
                Self::M3 => 3,
                Self::M5 => 5,
                Self::M15 => 15,
                Self::M30 => 30,
                Self::H1 => 60,
                Self::H3 => 180,
                Self::H4 => 240,
                Self::H6 => 360,
                Self::H12 => 720,
                Self::D1 => 1440,
                Self::W1 => 10_080,
            }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::M1 => "1m",
            Self::M3 => "3m",
            Self::M5 => "5m",
            Self::M15 => "15m",
            Self::M30 => "30m",
            Self::H1 => "1h",
            Self::H3 => "3h",
            Self::H4 => "4h",
            Self::H6 => "6h",
            Self::H12 => "12h",
            Self::D1 => "1d",
            Self::W1 => "1w",
        }
    }

    /// The timeframe of that many milliseconds, if there is one.
    pub fn from_ms(ms: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.ms() == ms)
    }

    /// Start of the candle that contains `time_ms`. Weeks start on Monday, 00:00 UTC.
    pub const fn floor(self, time_ms: i64) -> i64 {
        let offset = match self {
            // 1970-01-01 was a Thursday: the Monday before it lies three days earlier.
            Self::W1 => -3 * 1440 * MINUTE_MS,
            _ => 0,
        };
        (time_ms - offset).div_euclid(self.ms()) * self.ms() + offset
    }

    /// Candles in a year of 365 days, the base of annualised figures.
    pub fn candles_per_year(self) -> f64 {
        365.0 * 86_400_000.0 / self.ms() as f64
    }
}

impl std::fmt::Display for Timeframe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Timeframe {
    type Err = TimeframeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|t| t.as_str() == text).ok_or_else(|| TimeframeError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_timeframe_reads_back_from_its_name_and_its_length() {
        for t in Timeframe::ALL {
            assert_eq!(t.as_str().parse(), Ok(t));
            assert_eq!(Timeframe::from_ms(t.ms()), Some(t));
        }
        assert_eq!("2h".parse::<Timeframe>(), Err(TimeframeError("2h".to_owned())));
    }

    #[test]
    fn weeks_start_on_monday_and_days_at_midnight() {
        // 2019-10-17 09:00 UTC, a Thursday
        let t = 1_571_302_800_000;
        assert_eq!(Timeframe::W1.floor(t), 1_571_011_200_000);
        assert_eq!(Timeframe::D1.floor(t), 1_571_270_400_000);
        assert_eq!(Timeframe::H1.floor(-1), -3_600_000);
    }
}

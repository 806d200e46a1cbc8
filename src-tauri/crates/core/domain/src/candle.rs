//! Candles, one by one and as columns.

use crate::Timeframe;

/// Open, high, low, close and volume of one interval; `time_ms` is its start.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Candle {
    pub time_ms: i64,
    pub open: f64,
    pub high: f64,
    pub low: f64,
    pub close: f64,
    pub volume: f64,
}

/// Why a candle cannot be true.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CandleFault {
    #[error("{column} is not a finite number")]
    NotFinite { column: &'static str },
    #[error("{column} {value} is not above zero")]
    NotPositive { column: &'static str, value: f64 },
    #[error("volume {0} is below zero")]
    NegativeVolume(f64),
    #[error("high {high} is below low {low}")]
    HighBelowLow { high: f64, low: f64 },
    #[error("{column} {value} lies outside low {low} to high {high}")]
    OutsideRange { column: &'static str, value: f64, low: f64, high: f64 },
}

impl CandleFault {
    /// The column at fault, by its name in our files.
    pub fn column(&self) -> &'static str {
        match self {
            Self::NotFinite { column }
            | Self::NotPositive { column, .. }
            | Self::OutsideRange { column, .. } => column,
            Self::NegativeVolume(_) => "volume",
            Self::HighBelowLow { .. } => "high",
        }
    }
}

impl Candle {
    /// Checks that the numbers can be a candle's.
    pub fn check(&self) -> Result<(), CandleFault> {
        let prices = [("open", self.open), ("high", self.high), ("low", self.low), ("close", self.close)];
        for (column, value) in prices.into_iter().chain([("volume", self.volume)]) {
            if !value.is_finite() {
                return Err(CandleFault::NotFinite { column });
            }
        }
        for (column, value) in prices {
            if value <= 0.0 {
                return Err(CandleFault::NotPositive { column, value });
            }
        }
        if self.volume < 0.0 {
            return Err(CandleFault::NegativeVolume(self.volume));
        }
        if self.high < self.low {
            return Err(CandleFault::HighBelowLow { high: self.high, low: self.low });
        }
        for (column, value) in [("open", self.open), ("close", self.close)] {
            if value < self.low || value > self.high {
                return Err(CandleFault::OutsideRange { column, value, low: self.low, high: self.high });
            }
        }
        Ok(())
    }
}

/// Candles of one instrument and timeframe as columns of equal length, ascending in time, no stamp twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Candles {
    pub timeframe: Timeframe,
    pub time_ms: Vec<i64>,
    pub open: Vec<f64>,
    pub high: Vec<f64>,
    pub low: Vec<f64>,
    pub close: Vec<f64>,
    pub volume: Vec<f64>,
}

impl Candles {
    pub fn new(timeframe: Timeframe) -> Self {
        Self::with_capacity(timeframe, 0)
    }

    pub fn with_capacity(timeframe: Timeframe, n: usize) -> Self {
        let column = || Vec::with_capacity(n);
        Self {
            timeframe,
            time_ms: Vec::with_capacity(n),
            open: column(),
            high: column(),
            low: column(),
            close: column(),
            volume: column(),
        }
    }

    pub fn len(&self) -> usize {
        self.time_ms.len()
    }

    pub fn is_empty(&self) -> bool {
        self.time_ms.is_empty()
    }

    pub fn push(&mut self, c: Candle) {
        self.time_ms.push(c.time_ms);
        self.open.push(c.open);
        self.high.push(c.high);
        self.low.push(c.low);
        self.close.push(c.close);
        self.volume.push(c.volume);
    }

    pub fn get(&self, i: usize) -> Option<Candle> {
        Some(Candle {
            time_ms: *self.time_ms.get(i)?,
            open: self.open[i],
            high: self.high[i],
            low: self.low[i],
            close: self.close[i],
            volume: self.volume[i],
        })
    }

    pub fn last(&self) -> Option<Candle> {
        self.len().checked_sub(1).and_then(|i| self.get(i))
    }

    pub fn iter(&self) -> impl Iterator<Item = Candle> + '_ {
        (0..self.len()).filter_map(|i| self.get(i))
    }

    /// The candles `range`, copied.
    pub fn slice(&self, range: std::ops::Range<usize>) -> Self {
        Self {
            timeframe: self.timeframe,
            time_ms: self.time_ms[range.clone()].to_vec(),
            open: self.open[range.clone()].to_vec(),
            high: self.high[range.clone()].to_vec(),
            low: self.low[range.clone()].to_vec(),
            close: self.close[range.clone()].to_vec(),
            volume: self.volume[range].to_vec(),
        }
    }

    /// Indices of the candles that start in `from_ms..to_ms`.
    pub fn between(&self, from_ms: i64, to_ms: i64) -> std::ops::Range<usize> {
        let from = self.time_ms.partition_point(|t| *t < from_ms);
        let to = self.time_ms.partition_point(|t| *t < to_ms);
        from..to.max(from)
    }

    pub fn from_candles(timeframe: Timeframe, candles: impl IntoIterator<Item = Candle>) -> Self {
        let mut columns = Self::new(timeframe);
        for c in candles {
            columns.push(c);
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Candle = Candle { time_ms: 0, open: 2.0, high: 3.0, low: 1.0, close: 2.5, volume: 0.0 };

    #[test]
    fn impossible_candles_are_named() {
        assert_eq!(GOOD.check(), Ok(()));
        let fault = |c: Candle| c.check().map_err(|f| f.column());
        assert_eq!(fault(Candle { high: 0.5, ..GOOD }), Err("high"));
        assert_eq!(fault(Candle { close: f64::NAN, ..GOOD }), Err("close"));
        assert_eq!(fault(Candle { open: -2.0, ..GOOD }), Err("open"));
        assert_eq!(fault(Candle { close: 9.0, ..GOOD }), Err("close"));
        assert_eq!(fault(Candle { volume: -1.0, ..GOOD }), Err("volume"));
    }

    #[test]
    fn between_finds_the_half_open_range() {
        let c = Candles::from_candles(Timeframe::M1, (0..5).map(|i| Candle { time_ms: i * 60_000, ..GOOD }));
        assert_eq!(c.between(60_000, 180_000), 1..3);
        assert_eq!(c.between(500_000, 100_000), 5..5);
    }
}

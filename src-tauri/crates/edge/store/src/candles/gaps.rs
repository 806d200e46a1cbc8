//! Candles that are not there.

use domain::Timeframe;
use serde::Serialize;

/// A stretch without candles: the first missing start, the start of the next candle that is there, and how many lie between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    #[serde(rename = "from")]
    pub from_ms: i64,
    #[serde(rename = "to")]
    pub to_ms: i64,
    pub missing: u64,
}

/// Finds gaps in times that come in ascending pieces.
pub(super) struct GapFinder {
    step_ms: i64,
    former_ms: Option<i64>,
    pub gaps: Vec<Gap>,
}

impl GapFinder {
    pub fn new(timeframe: Timeframe) -> Self {
        Self { step_ms: timeframe.ms(), former_ms: None, gaps: Vec::new() }
    }

    pub fn extend(&mut self, times: &[i64]) {
        for time_ms in times.iter().copied() {
            if let Some(former_ms) = self.former_ms
                && time_ms - former_ms > self.step_ms
            {
                let missing = ((time_ms - former_ms) / self.step_ms - 1).unsigned_abs();
                self.gaps.push(Gap { from_ms: former_ms + self.step_ms, to_ms: time_ms, missing });
            }
            self.former_ms = Some(time_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found_within_and_between_pieces() {
        let mut finder = GapFinder::new(Timeframe::M1);
        finder.extend(&[0, 60_000, 240_000]);
        finder.extend(&[300_000]);
        finder.extend(&[600_000]);
        assert_eq!(
            finder.gaps,
            [
                Gap { from_ms: 120_000, to_ms: 240_000, missing: 2 },
                Gap { from_ms: 360_000, to_ms: 600_000, missing: 4 },
            ]
        );
    }
}

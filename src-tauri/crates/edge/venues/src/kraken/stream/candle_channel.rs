//! Candles from their channel: when one is closed, and larger ones from smaller ones.

use std::collections::BTreeMap;

use domain::{Candle, Timeframe};

use crate::aggregate::join;

/// The candles of one pair and length.
#[derive(Debug)]
pub struct CandleChannel {
    timeframe: Timeframe,
    /// Parts of the running candle, by their start.
    parts: BTreeMap<i64, Candle>,
    running: Option<Candle>,
}

impl CandleChannel {
    pub const fn new(timeframe: Timeframe) -> Self {
        Self { timeframe, parts: BTreeMap::new(), running: None }
    }

    /// Takes one candle of the channel and tells what is to be told: the one that closed by it, then the running
    /// one. Old news is nothing.
    pub fn received(&mut self, part: Candle) -> Vec<(Candle, bool)> {
        let start = self.timeframe.floor(part.time_ms);
        let mut told = Vec::new();
        match self.running {
            Some(running) if start < running.time_ms => return told,
            Some(running) if start > running.time_ms => {
                told.push((running, true));
                self.parts.clear();
            }
            _ => {}
        }
        self.parts.insert(part.time_ms, part);
        let whole = self.parts.values().copied().reduce(join).map(|whole| Candle { time_ms: start, ..whole });
        if let Some(whole) = whole
            && self.running != Some(whole)
        {
            told.push((whole, false));
        }
        self.running = whole;
        told
    }

    /// Takes the past that a subscription begins with. What closed since the last connection is told; before the
    /// first nothing closed.
    pub fn snapshot(&mut self, parts: &[Candle]) -> Vec<(Candle, bool)> {
        let fresh = self.running.is_none();
        let mut told: Vec<(Candle, bool)> = parts.iter().flat_map(|part| self.received(*part)).collect();
        let last = told.last().copied();
        told.retain(|(_, closed)| *closed && !fresh);
        told.extend(last.filter(|(_, closed)| !closed));
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(at: i64, close: f64) -> Candle {
        Candle { time_ms: at * 60_000, open: 1.0, high: close.max(1.0), low: 1.0, close, volume: 2.0 }
    }

    #[test]
    fn a_candle_is_closed_when_the_next_begins() {
        let mut channel = CandleChannel::new(Timeframe::M1);
        assert_eq!(channel.received(minute(1, 2.0)), [(minute(1, 2.0), false)]);
        assert_eq!(channel.received(minute(1, 3.0)), [(minute(1, 3.0), false)]);
        assert_eq!(channel.received(minute(1, 3.0)), []);
        assert_eq!(channel.received(minute(2, 1.0)), [(minute(1, 3.0), true), (minute(2, 1.0), false)]);
        assert_eq!(channel.received(minute(1, 9.0)), []);
    }

    #[test]
    fn three_minutes_are_one_candle_and_the_past_is_told_only_after_a_break() {
        let mut channel = CandleChannel::new(Timeframe::M3);
        let past: Vec<Candle> = (1..=4).map(|i| minute(i, 1.0 + i as f64)).collect();
        let running = Candle { time_ms: 180_000, open: 1.0, high: 5.0, low: 1.0, close: 5.0, volume: 4.0 };
        assert_eq!(channel.snapshot(&past), [(running, false)]);
        let later: Vec<Candle> = (3..=6).map(|i| minute(i, 1.0 + i as f64)).collect();
        let closed = Candle { high: 6.0, close: 6.0, volume: 6.0, ..running };
        assert_eq!(
            channel.snapshot(&later),
            [(closed, true), (Candle { time_ms: 360_000, ..minute(6, 7.0) }, false)]
        );
    }
}

//! Candles of any length from the minutes of a tape.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::Decimal;

use super::past::{LISTED_MS, MINUTE_MS};
use super::tape::Tape;
use super::view::{ExactCandle, Range};

const HOUR_MINUTES: i64 = 60;
/// Hours remembered: nine years.
const HOURS: usize = 80_000;

/// Hours of the past once they were asked for: a day is 24 of them and not 1,440 minutes.
#[derive(Debug, Default)]
pub struct Hours(RefCell<BTreeMap<i64, Option<ExactCandle>>>);

impl Hours {
    fn hour(&self, tape: &Tape, hour: i64, now_ms: i64) -> Option<ExactCandle> {
        if let Some(known) = self.0.borrow().get(&hour) {
            return *known;
        }
        let first = hour * HOUR_MINUTES;
        let minutes = first..first + HOUR_MINUTES;
        if !tape.is_past(minutes.end) {
            return joined(minutes.filter_map(|minute| tape.minute(minute, now_ms)));
        }
        let candle = tape.past_minutes(minutes.start, minutes.end);
        let mut known = self.0.borrow_mut();
        if known.len() >= HOURS {
            known.clear();
        }
        known.insert(hour, candle);
        candle
    }

    /// What was traded from one minute to before another.
    pub fn span(&self, tape: &Tape, from: i64, to: i64, now_ms: i64) -> Option<ExactCandle> {
        let (mut minute, mut parts) = (from, Vec::new());
        while minute < to {
            if minute % HOUR_MINUTES == 0 && minute + HOUR_MINUTES <= to {
                parts.extend(self.hour(tape, minute / HOUR_MINUTES, now_ms));
                minute += HOUR_MINUTES;
            } else {
                parts.extend(tape.minute(minute, now_ms));
                minute += 1;
            }
        }
        joined(parts.into_iter())
    }

    /// Candles of `length_ms` that start at whole lengths from `offset_ms` on, oldest first, without gaps.
    pub fn candles(
        &self,
        tape: &Tape,
        (length_ms, offset_ms): (i64, i64),
        range: Range,
        now_ms: i64,
    ) -> Vec<ExactCandle> {
        let length = (length_ms / MINUTE_MS).max(1) * MINUTE_MS;
        let floor = |ms: i64| (ms - offset_ms).div_euclid(length) * length + offset_ms;
        let listed = floor(LISTED_MS);
        let mut first =
            floor(range.from_ms.max(listed).saturating_add(length - 1).min(now_ms + length)).max(listed);
        let mut last = floor(range.to_ms.min(now_ms));
        let most = i64::try_from(range.limit).unwrap_or(i64::MAX).saturating_sub(1).saturating_mul(length);
        if range.limit == 0 || last < first {
            return Vec::new();
        }
        if range.newest {
            first = first.max(last.saturating_sub(most));
        } else {
            last = last.min(first.saturating_add(most));
        }
        let (mut candles, mut close) = (Vec::new(), None::<Decimal>);
        while first <= last {
            let from = first.div_euclid(MINUTE_MS);
            let candle = self.span(tape, from, from + length / MINUTE_MS, now_ms);
            let flat = || ExactCandle::flat(first, close.unwrap_or(tape.last().0));
            let candle = candle.map_or_else(flat, |candle| ExactCandle { open_ms: first, ..candle });
            close = Some(candle.close);
            candles.push(candle);
            first += length;
        }
        candles
    }
}

fn joined(mut parts: impl Iterator<Item = ExactCandle>) -> Option<ExactCandle> {
    let first = parts.next()?;
    Some(parts.fold(first, |candle, next| candle.followed_by(&next)))
}

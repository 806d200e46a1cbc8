//! Candles of any stretch of time; whole finished hours are remembered.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use domain::{Candles, Timeframe};

use super::path::SECONDS;
use super::series::{MINUTE_MS, SECOND_MS, Series};
use super::tick_candle::TickCandle;

/// 2015-01-01 00:00 UTC: the first candle starts here.
pub const LISTED_MS: i64 = 1_420_070_400_000;
const HOUR: i64 = 60;
/// Minutes worked out before other tasks get their turn: about a millisecond.
const MINUTES_PER_TURN: i64 = 4_000;

/// The past of one instrument.
#[derive(Debug)]
pub struct History {
    pub series: Series,
    hours: Mutex<BTreeMap<i64, TickCandle>>,
}

impl History {
    pub fn new(series: Series) -> Self {
        Self { series, hours: Mutex::new(BTreeMap::new()) }
    }

    /// The candle of hour `hour` since 1970, worked out once.
    fn hour(&self, hour: i64) -> Option<TickCandle> {
        let known = self.hours.lock().unwrap_or_else(PoisonError::into_inner).get(&hour).copied();
        if known.is_some() {
            return known;
        }
        let candle = self.series.minutes(hour * HOUR, (hour + 1) * HOUR)?;
        self.hours.lock().unwrap_or_else(PoisonError::into_inner).insert(hour, candle);
        Some(candle)
    }

    /// One candle of all seconds from minute `from` up to and with `last_second` (seconds since 1970); `None` if
    /// that is before the minute.
    pub fn span(&self, from: i64, last_second: i64) -> Option<TickCandle> {
        let end_minute = (last_second + 1).div_euclid(60);
        let mut whole: Option<TickCandle> = None;
        let mut minute = from;
        while minute < end_minute {
            let next = if minute % HOUR == 0 && minute + HOUR <= end_minute {
                self.hour(minute / HOUR)?
            } else {
                self.series.minute(minute, SECONDS - 1)
            };
            minute += if minute % HOUR == 0 && minute + HOUR <= end_minute { HOUR } else { 1 };
            whole = Some(whole.map_or(next, |w| w.join(next)));
        }
        let seconds = (last_second + 1).rem_euclid(60) as usize;
        if minute == end_minute && seconds > 0 {
            let rest = self.series.minute(end_minute, seconds - 1);
            whole = Some(whole.map_or(rest, |w| w.join(rest)));
        }
        whole
    }

    /// The candle that starts at `start_ms`, as far as it has come by the second `last_second`.
    pub fn candle(&self, timeframe: Timeframe, start_ms: i64, last_second: i64) -> Option<TickCandle> {
        let end = (start_ms + timeframe.ms()) / SECOND_MS - 1;
        let from = start_ms.div_euclid(MINUTE_MS);
        let span = self.span(from, end.min(last_second))?;
        Some(TickCandle { time_ms: start_ms, ..span })
    }

    /// Candles that start in the range, at most `limit` from its start, up to and with the running one. Other tasks
    /// get their turn meanwhile.
    pub async fn candles(
        &self,
        timeframe: Timeframe,
        range_ms: Range<i64>,
        limit: usize,
        now_ms: i64,
    ) -> Candles {
        let from = first_start(timeframe, range_ms.start.max(LISTED_MS));
        let to = range_ms.end.min(now_ms.saturating_add(1));
        let last_second = now_ms.div_euclid(SECOND_MS);
        let mut out = Candles::new(timeframe);
        let mut worked = 0;
        let mut start = from;
        while start < to && out.len() < limit {
            if let Some(c) = self.candle(timeframe, start, last_second) {
                out.push(c.candle(&self.series.listing));
            }
            start += timeframe.ms();
            worked += timeframe.ms() / MINUTE_MS;
            if worked >= MINUTES_PER_TURN {
                worked = 0;
                tokio::task::yield_now().await;
            }
        }
        out
    }
}

/// The first candle start at or after `time_ms`.
fn first_start(timeframe: Timeframe, time_ms: i64) -> i64 {
    let floor = timeframe.floor(time_ms);
    if floor == time_ms { floor } else { floor + timeframe.ms() }
}

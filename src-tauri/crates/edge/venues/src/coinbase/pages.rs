//! Which candles to ask for, page by page, and how the pages become one answer.

use std::ops::Range;

use domain::{Candle, Candles, Timeframe};

use crate::aggregate::aggregate;

/// The most candles of one answer.
pub const PER_PAGE: i64 = 350;

/// Nothing was traded on the venue before (2015-01-01).
const FIRST_MS: i64 = 1_420_070_400_000;

/// Ranges of more pages than this begin with a look for the first day that has any.
const LONG: i64 = 20;

/// The venue's candle that a timeframe is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    pub name: &'static str,
    pub ms: i64,
}

/// 3m, 3h, 4h, 12h and 1w are put together from smaller ones.
pub const fn source(timeframe: Timeframe) -> Source {
    let (name, minutes) = match timeframe {
        Timeframe::M1 | Timeframe::M3 => ("ONE_MINUTE", 1),
        Timeframe::M5 => ("FIVE_MINUTE", 5),
        Timeframe::M15 => ("FIFTEEN_MINUTE", 15),
        Timeframe::M30 => ("THIRTY_MINUTE", 30),
        Timeframe::H1 | Timeframe::H3 => ("ONE_HOUR", 60),
        Timeframe::H4 => ("TWO_HOUR", 120),
        Timeframe::H6 | Timeframe::H12 => ("SIX_HOUR", 360),
        Timeframe::D1 | Timeframe::W1 => ("ONE_DAY", 1440),
    };
    Source { name, ms: minutes * 60_000 }
}

/// The range of all parts of the candles that start in `range_ms`: nothing before the venue began, nothing that has
/// not begun.
pub fn parts(timeframe: Timeframe, range_ms: Range<i64>, now_ms: i64) -> Range<i64> {
    let up = |time_ms: i64| {
        let floor = timeframe.floor(time_ms);
        if floor == time_ms { floor } else { floor + timeframe.ms() }
    };
    let latest = now_ms.saturating_add(1).max(FIRST_MS);
    let end = up(range_ms.end.clamp(FIRST_MS, latest));
    let start = up(range_ms.start.clamp(FIRST_MS, latest));
    start..end.max(start)
}

pub const fn is_long(source: Source, range: &Range<i64>) -> bool {
    source.ms < Timeframe::D1.ms() && range.end - range.start > LONG * PER_PAGE * source.ms
}

/// Ranges of no more than a page each. A candle that starts at the end belongs to the answer, by some accounts: one
/// less is asked for.
pub fn pages(source: Source, range: Range<i64>) -> impl Iterator<Item = Range<i64>> {
    let span = (PER_PAGE - 1) * source.ms;
    let mut from = range.start;
    std::iter::from_fn(move || {
        (from < range.end).then(|| {
            let page = from..(from + span).min(range.end);
            from = page.end;
            page
        })
    })
}

/// Ascending, each start once, only those of the range, in the timeframe asked for.
pub fn joined(mut found: Vec<Candle>, timeframe: Timeframe, source: Source, range: &Range<i64>) -> Candles {
    found.retain(|candle| range.contains(&candle.time_ms));
    found.sort_by_key(|candle| candle.time_ms);
    found.dedup_by_key(|candle| candle.time_ms);
    let candles = Candles::from_candles(timeframe, found);
    if source.ms == timeframe.ms() { candles } else { aggregate(&candles, timeframe) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candle(time_ms: i64) -> Candle {
        Candle { time_ms, open: 1.0, high: 2.0, low: 0.5, close: 1.5, volume: 1.0 }
    }

    #[test]
    fn every_timeframe_is_made_of_whole_parts() {
        for timeframe in Timeframe::ALL {
            assert_eq!(timeframe.ms() % source(timeframe).ms, 0, "{timeframe}");
        }
    }

    proptest! {
        #[test]
        fn pages_cover_the_range_once(start in 0_i64..1_000_000, length in 0_i64..3_000_000) {
            let minute = source(Timeframe::M1);
            let range = start * 60_000..(start + length) * 60_000;
            let mut at = range.start;
            for page in pages(minute, range.clone()).take(10_000) {
                prop_assert_eq!(page.start, at);
                prop_assert!(page.end > page.start && (page.end - page.start) / minute.ms < PER_PAGE);
                at = page.end;
            }
            prop_assert_eq!(at, range.end);
        }

        #[test]
        fn any_range_is_cut_to_what_can_be(start in any::<i64>(), end in any::<i64>()) {
            for timeframe in Timeframe::ALL {
                let range = parts(timeframe, start..end, 1_700_000_000_000);
                prop_assert!(range.start <= range.end && range.start >= FIRST_MS - 1);
                prop_assert!(range.end <= 1_700_000_000_000 + timeframe.ms() || range.start == range.end);
            }
        }
    }

    #[test]
    fn four_hours_are_two_of_two_and_a_start_told_twice_counts_once() {
        let (h4, h) = (Timeframe::H4, 3_600_000);
        let day = 20_000 * 24 * h;
        let range = parts(h4, day + 1..day + 8 * h, day + 900 * h);
        assert_eq!(range, day + 4 * h..day + 8 * h);
        let starts = [6, 4, 8, 6, 2];
        let found = starts.iter().map(|hour| candle(day + hour * h)).collect();
        let got = joined(found, h4, source(h4), &range);
        assert_eq!((got.time_ms, got.volume), (vec![day + 4 * h], vec![2.0]));
    }
}

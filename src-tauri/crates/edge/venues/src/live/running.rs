//! Candles that grow with the minutes heard since the venue told them.

use std::collections::BTreeMap;

use domain::{Candle, Candles, Timeframe};

use crate::aggregate::join;

/// Candles that start at `from` or later: as told, with what the minutes know better. A candle the venue has not told
/// yet is put together from its minutes. The volume of a told one is as old as the answer, unless it is a minute.
pub fn grown(told: Option<&Candles>, minutes: &[Candle], timeframe: Timeframe, from: i64) -> Candles {
    let told: BTreeMap<i64, Candle> =
        told.into_iter().flat_map(Candles::iter).map(|candle| (candle.time_ms, candle)).collect();
    let mut all = told.clone();
    for minute in minutes {
        let start = timeframe.floor(minute.time_ms);
        let candle = match all.get(&start) {
            _ if timeframe == Timeframe::M1 => *minute,
            Some(known) if told.contains_key(&start) => Candle {
                high: known.high.max(minute.high),
                low: known.low.min(minute.low),
                close: minute.close,
                ..*known
            },
            Some(known) => join(*known, *minute),
            None => Candle { time_ms: start, ..*minute },
        };
        all.insert(start, candle);
    }
    Candles::from_candles(timeframe, all.into_values().filter(|candle| candle.time_ms >= from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn candle(minute: i64, open: f64, high: f64, low: f64, close: f64, volume: f64) -> Candle {
        Candle { time_ms: minute * MINUTE, open, high, low, close, volume }
    }

    #[test]
    fn a_told_candle_takes_extremes_and_close_of_the_minutes_and_the_next_is_made_of_them() {
        let told = Candles::from_candles(Timeframe::M5, [candle(0, 10.0, 12.0, 9.0, 11.0, 40.0)]);
        let minutes = [
            candle(4, 11.0, 13.0, 10.5, 12.5, 1.0),
            candle(5, 12.5, 12.6, 8.0, 8.5, 2.0),
            candle(6, 8.5, 9.5, 8.4, 9.0, 3.0),
        ];
        let grown = grown(Some(&told), &minutes, Timeframe::M5, 0);
        let expected = [candle(0, 10.0, 13.0, 9.0, 12.5, 40.0), candle(5, 12.5, 12.6, 8.0, 9.0, 5.0)];
        assert_eq!(grown.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_minute_heard_takes_the_place_of_a_minute_told() {
        let told = Candles::from_candles(Timeframe::M1, [candle(1, 1.0, 2.0, 1.0, 2.0, 1.0)]);
        let heard = [candle(1, 1.0, 3.0, 1.0, 3.0, 4.0)];
        assert_eq!(grown(Some(&told), &heard, Timeframe::M1, 0).iter().collect::<Vec<_>>(), heard);
        assert!(grown(Some(&told), &heard, Timeframe::M1, 2 * MINUTE).is_empty());
        assert_eq!(grown(None, &heard, Timeframe::M1, 0).iter().collect::<Vec<_>>(), heard);
    }
}

//! Larger candles from smaller ones.

use domain::{Candle, Candles, Timeframe};

/// The first part of a candle joined with what came after it.
pub fn join(first: Candle, next: Candle) -> Candle {
    Candle {
        high: first.high.max(next.high),
        low: first.low.min(next.low),
        close: next.close,
        volume: first.volume + next.volume,
        ..first
    }
}

/// Candles of `timeframe` made of smaller ones (ascending). A candle whose parts are missing is made of those that
/// are there; one without any is left out.
pub fn aggregate(candles: &Candles, timeframe: Timeframe) -> Candles {
    let mut out = Candles::new(timeframe);
    let mut building: Option<Candle> = None;
    for part in candles.iter() {
        let start = timeframe.floor(part.time_ms);
        building = match building {
            Some(b) if b.time_ms == start => Some(join(b, part)),
            finished => {
                if let Some(f) = finished {
                    out.push(f);
                }
                Some(Candle { time_ms: start, ..part })
            }
        };
    }
    if let Some(last) = building {
        out.push(last);
    }
    out
}

/// Whether candles of `large` can be put together from candles of `small`.
pub const fn divides(small: Timeframe, large: Timeframe) -> bool {
    large.ms() % small.ms() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes_are_made_of_the_minutes_that_are_there() {
        let minute = |i: i64, open: f64, high: f64, low: f64, close: f64| Candle {
            time_ms: i * 60_000,
            open,
            high,
            low,
            close,
            volume: 1.5,
        };
        let c = Candles::from_candles(
            Timeframe::M1,
            [minute(1, 2.0, 4.0, 2.0, 3.0), minute(3, 3.0, 3.5, 1.0, 1.5), minute(10, 9.0, 9.0, 9.0, 9.0)],
        );
        let got: Vec<Candle> = aggregate(&c, Timeframe::M5).iter().collect();
        let first = Candle { time_ms: 0, open: 2.0, high: 4.0, low: 1.0, close: 1.5, volume: 3.0 };
        let second = Candle { time_ms: 600_000, open: 9.0, high: 9.0, low: 9.0, close: 9.0, volume: 1.5 };
        assert_eq!(got, [first, second]);
    }
}

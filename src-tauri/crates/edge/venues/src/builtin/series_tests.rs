#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::builtin::listing::LISTINGS;

/// 2026-03-02 00:00 UTC in minutes.
const START: i64 = 1_772_409_600 / 60;

proptest! {
    #[test]
    fn a_minute_is_made_of_its_seconds(seed: u64, which in 0..3_usize, minute in 0..60_000_000_i64, last in 0..60_usize) {
        let series = Series::new(seed, LISTINGS[which]);
        let built = (0..=last as i64)
            .map(|s| {
                let (price, lots) = series.tick(minute * 60 + s);
                prop_assert!(lots > 0);
                Ok(TickCandle::of(minute * MINUTE_MS, price, lots))
            })
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .reduce(TickCandle::join);
        prop_assert_eq!(built, Some(series.minute(minute, last)));
    }
}

fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n).sqrt()
}

fn returns(closes: &[f64]) -> Vec<f64> {
    closes.windows(2).map(|w| (w[1] / w[0]).ln()).collect()
}

#[test]
fn minutes_and_hours_move_as_a_market_does() {
    for listing in LISTINGS {
        let series = Series::new(1, listing);
        let closes: Vec<f64> =
            (0..60 * 24 * 60).map(|m| series.minute(START + m, SECONDS - 1).candle(&listing).close).collect();
        let minute = deviation(&returns(&closes)) * 100.0;
        let hourly: Vec<f64> = closes.iter().copied().step_by(60).collect();
        let hour = deviation(&returns(&hourly)) * 100.0;
        let moves: Vec<f64> = returns(&closes);
        let spread = deviation(&moves);
        let fourth = moves.iter().map(|r| (r / spread).powi(4)).sum::<f64>() / moves.len() as f64;
        let inside = closes.windows(6).filter(|w| w.iter().all(|c| (c / w[0] - 1.0).abs() < 0.003)).count();
        let inside = inside as f64 / (closes.len() - 5) as f64;
        let name = listing.symbol;
        assert!((0.03..=0.06).contains(&minute), "{name}: a minute moves {minute} %");
        assert!((0.3..=0.8).contains(&hour), "{name}: an hour moves {hour} %");
        assert!(fourth > 3.5, "{name}: kurtosis {fourth}");
        assert!(inside > 0.9, "{name}: {inside} of five minutes stay within 0.30 %");
        let mean = closes.iter().sum::<f64>() / closes.len() as f64;
        assert!((mean / listing.price - 1.0).abs() < 0.3, "{name}: price {mean}");
    }
}

#[test]
fn wild_minutes_follow_wild_minutes() {
    let listing = LISTINGS[0];
    let series = Series::new(3, listing);
    let closes: Vec<f64> =
        (0..60 * 24 * 30).map(|m| series.minute(START + m, SECONDS - 1).candle(&listing).close).collect();
    let sizes: Vec<f64> = returns(&closes).iter().map(|r| r.abs()).collect();
    let mean = sizes.iter().sum::<f64>() / sizes.len() as f64;
    let together = |lag: usize| {
        sizes.iter().zip(&sizes[lag..]).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>()
            / sizes.iter().map(|a| (a - mean) * (a - mean)).sum::<f64>()
    };
    assert!(together(10) > 0.05, "autocorrelation of move sizes over 10 minutes: {}", together(10));
}

#[test]
fn a_pinned_candle_has_not_changed() {
    let candle = Series::new(1, LISTINGS[0]).minute(START, SECONDS - 1);
    assert_eq!(candle, PINNED);
}

const PINNED: TickCandle = TickCandle {
    time_ms: START * MINUTE_MS,
    open: 10_426,
    high: 10_431,
    low: 10_423,
    close: 10_427,
    volume: 1_710_540,
};

//! Batch and streaming agree to the last bit, on quiet series and on hostile ones.
#![allow(clippy::unwrap_used)]

use domain::{Candle, Candles, Timeframe};
use indicators::{Indicator, Params, registry, stream};
use proptest::prelude::*;

/// Series as they come and as they should never come.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let wild = prop_oneof![
        8 => 1.0..1000.0f64,
        1 => Just(1e300),
        1 => Just(1e-300),
        1 => 1e-9..1e-6f64,
        1 => Just(0.0),
        1 => Just(-5.0),
    ];
    prop_oneof![
        prop::collection::vec(1.0..1000.0f64, 0..300),
        prop::collection::vec(wild, 0..300),
        (1e-8..1e8f64, 0..200usize).prop_map(|(v, n)| vec![v; n]),
        (0..60usize, 1.0..100.0f64)
            .prop_map(|(n, v)| (0..60).map(|i| if i == n { v * 1e12 } else { v }).collect()),
        (1.0..2.0f64, 0..200usize).prop_map(|(g, n)| (0..n).map(|i| g.powi(i as i32)).collect()),
        // longer than a block or a stretch, so that the seams are seen
        (prop::collection::vec(1.0..1000.0f64, 7..50), 1000..2500usize)
            .prop_map(|(v, n)| (0..n).map(|i| v[i * i % v.len()]).collect()),
    ]
}

/// Candles around `values`; every `quiet`-th stretch of 30 has no volume and no range.
fn candles(values: &[f64], spread: f64, quiet: usize) -> Candles {
    let candle = |(i, v): (usize, &f64)| {
        let still = (i / 30) % quiet == 0;
        let spread = if still { 0.0 } else { spread };
        Candle {
            time_ms: i as i64 * 3_600_000,
            open: *v,
            high: v + spread,
            low: v - spread,
            close: v + spread * 0.25,
            volume: if still { 0.0 } else { 1.0 + (i % 7) as f64 },
        }
    };
    Candles::from_candles(Timeframe::H1, values.iter().enumerate().map(candle))
}

/// Every period set from `length`, each a little different, and the rest from `choice`.
fn params(indicator: &Indicator, length: usize, choice: usize) -> Params {
    let value = |(i, p): (usize, &indicators::ParamSpec)| match p.name {
        "ddof" => (choice % 2) as f64,
        "deviations" => choice as f64 * 0.5,
        "annualise" => 1.0 + choice as f64 * 365.0,
        _ => (length + i * choice) as f64,
    };
    indicator.spec.params.iter().enumerate().map(|one| (one.1.name.to_owned(), value(one))).collect()
}

/// Which of several `NaN`s a processor makes is its own affair.
fn bits(value: f64) -> u64 {
    if value.is_nan() { u64::MAX } else { value.to_bits() }
}

fn same_bits(indicator: &Indicator, params: &Params, candles: &Candles) {
    let name = indicator.spec.name;
    let batch = indicators::compute(name, params, candles).unwrap();
    let mut state = stream(name, params).unwrap();
    let mut row = vec![0.0; indicator.spec.columns.len()];
    assert!(batch.iter().all(|column| column.values.len() == candles.len()));
    for (i, candle) in candles.iter().enumerate() {
        state.update(&candle, &mut row);
        for (column, value) in batch.iter().zip(&row) {
            let got = column.values[i];
            assert_eq!(
                bits(got),
                bits(*value),
                "{name} {} {params:?} at {i}: {got} and {value}",
                column.name
            );
        }
    }
}

proptest! {
    #[test]
    fn batch_and_streaming_give_the_same_bits(
        values in series(),
        length in 2..40usize,
        choice in 0..5usize,
        spread in 0.0..5.0f64,
        quiet in 1..5usize,
    ) {
        let candles = candles(&values, spread, quiet);
        for indicator in registry() {
            same_bits(indicator, &params(indicator, length, choice), &candles);
        }
    }

    #[test]
    fn later_candles_change_nothing(values in series(), length in 2..20usize, keep in 0.0..1.0f64) {
        let all = candles(&values, 1.0, 3);
        let cut = (values.len() as f64 * keep) as usize;
        for indicator in registry() {
            let params = params(indicator, length, 1);
            let whole = indicators::compute(indicator.spec.name, &params, &all).unwrap();
            let part = indicators::compute(indicator.spec.name, &params, &all.slice(0..cut)).unwrap();
            for (whole, part) in whole.iter().zip(&part) {
                let bits = |v: &[f64]| v.iter().map(|x| bits(*x)).collect::<Vec<_>>();
                prop_assert_eq!(bits(&whole.values[..cut]), bits(&part.values), "{}", indicator.spec.name);
            }
        }
    }

    /// A window's figure is made from its candles alone: a bot that starts on the last few sees what a backtest over
    /// years sees.
    #[test]
    fn windows_give_the_same_bits_wherever_the_series_begins(values in series(), length in 2..20usize, skip in 0..50usize) {
        let all = candles(&values, 1.0, 3);
        let skip = skip.min(all.len());
        let later = all.slice(skip..all.len());
        for name in ["sma", "wma", "vwap", "bollinger", "donchian", "stochastic", "zscore", "volatility"] {
            let params = params(indicators::find(name).unwrap(), length, 1);
            let whole = indicators::compute(name, &params, &all).unwrap();
            let part = indicators::compute(name, &params, &later).unwrap();
            for (whole, part) in whole.iter().zip(&part) {
                let defined = part.values.iter().position(|v| !v.is_nan()).unwrap_or(part.values.len());
                for i in defined..part.values.len() {
                    prop_assert_eq!(bits(whole.values[skip + i]), bits(part.values[i]), "{} at {}", name, i);
                }
            }
        }
    }
}

#[test]
fn periods_longer_than_a_stretch_and_the_smallest_ones() {
    let values: Vec<f64> = (0..3000).map(|i| 100.0 + f64::from(i * 7919 % 1013) * 0.1).collect();
    let candles = candles(&values, 1.0, 4);
    for indicator in registry() {
        for length in [2, 16, 255, 600, 1000, 2999] {
            same_bits(indicator, &params(indicator, length, 0), &candles);
        }
    }
}

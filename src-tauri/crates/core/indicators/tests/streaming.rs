//! Batch and streaming agree to the last bit, on quiet series and on hostile ones.
#![allow(clippy::unwrap_used)]

use domain::{Candle, Candles, Timeframe};
use indicators::{Params, registry, stream};
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
    ]
}

fn candles(values: &[f64], spread: f64) -> Candles {
    let candle = |(i, v): (usize, &f64)| Candle {
        time_ms: i as i64 * 3_600_000,
        open: *v,
        high: v + spread,
        low: v - spread,
        close: *v,
        volume: 1.0,
    };
    Candles::from_candles(Timeframe::H1, values.iter().enumerate().map(candle))
}

proptest! {
    #[test]
    fn batch_and_streaming_give_the_same_bits(values in series(), length in 2..40usize, spread in 0.0..5.0f64) {
        let candles = candles(&values, spread);
        let params = Params::from([("length".to_owned(), length as f64)]);
        for indicator in registry() {
            let name = indicator.spec.name;
            let batch = indicators::compute(name, &params, &candles).unwrap();
            let mut state = stream(name, &params).unwrap();
            let mut row = vec![0.0; indicator.spec.columns.len()];
            for (i, candle) in candles.iter().enumerate() {
                state.update(&candle, &mut row);
                for (column, value) in batch.iter().zip(&row) {
                    prop_assert_eq!(column.values.len(), candles.len());
                    prop_assert_eq!(column.values[i].to_bits(), value.to_bits(), "{} at {}", name, i);
                }
            }
        }
    }

    #[test]
    fn later_candles_change_nothing(values in series(), length in 2..20usize, keep in 0.0..1.0f64) {
        let all = candles(&values, 1.0);
        let cut = (values.len() as f64 * keep) as usize;
        let params = Params::from([("length".to_owned(), length as f64)]);
        for indicator in registry() {
            let whole = indicators::compute(indicator.spec.name, &params, &all).unwrap();
            let part = indicators::compute(indicator.spec.name, &params, &all.slice(0..cut)).unwrap();
            for (whole, part) in whole.iter().zip(&part) {
                let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(&whole.values[..cut]), bits(&part.values));
            }
        }
    }
}

//! Each indicator against its definition, written out plainly, and against values worked out by hand.

use indicators::{atr::atr, ema::ema, rsi::rsi, sma::sma};
use proptest::prelude::*;

fn close_to(got: f64, want: f64) -> bool {
    (got.is_nan() && want.is_nan()) || (got - want).abs() <= 1e-10 * want.abs().max(1e-3)
}

/// Wilder's smoothing one value at a time: the mean of the first `n`, then `(s * (n - 1) + x) / n`.
fn wilder(x: &[f64], n: usize) -> Vec<f64> {
    let mut out = vec![f64::NAN; x.len()];
    for i in 0..x.len() {
        if i + 1 == n {
            out[i] = x[..n].iter().sum::<f64>() / n as f64;
        } else if i >= n {
            out[i] = (out[i - 1] * (n as f64 - 1.0) + x[i]) / n as f64;
        }
    }
    out
}

proptest! {
    #[test]
    fn every_value_is_what_its_definition_says(v in prop::collection::vec(1.0..1000.0f64, 1..250), n in 2..30usize) {
        let changes: Vec<f64> = v.windows(2).map(|w| w[1] - w[0]).collect();
        let gain = wilder(&changes.iter().map(|c| c.max(0.0)).collect::<Vec<_>>(), n);
        let loss = wilder(&changes.iter().map(|c| (-c).max(0.0)).collect::<Vec<_>>(), n);
        let range = wilder(&changes.iter().map(|c| 1.0 + c.abs()).collect::<Vec<_>>(), n);
        let (high, low): (Vec<f64>, Vec<f64>) = v.iter().map(|x| (x + 1.0, x - 1.0)).unzip();
        let (sma, ema, rsi) = (sma(&v, n), ema(&v, n), rsi(&v, n));
        let atr = atr(&high, &low, &v, n);
        for i in 0..v.len() {
            let mean = if i + 1 < n { f64::NAN } else { v[i + 1 - n..=i].iter().sum::<f64>() / n as f64 };
            prop_assert!(close_to(sma[i], mean), "sma {} {}", sma[i], mean);
            let smooth = if i < n { mean } else { ema[i - 1] + 2.0 / (n as f64 + 1.0) * (v[i] - ema[i - 1]) };
            prop_assert!(close_to(ema[i], smooth), "ema {} {}", ema[i], smooth);
            let (g, l, r) = if i == 0 { (f64::NAN, f64::NAN, f64::NAN) } else { (gain[i - 1], loss[i - 1], range[i - 1]) };
            prop_assert!(close_to(rsi[i], 100.0 * g / (g + l)), "rsi {} of {} {}", rsi[i], g, l);
            // a candle of height 2 that moved by c reaches max(2, 1 + |c|)
            if changes.iter().take(i).all(|c| c.abs() >= 1.0) {
                prop_assert!(close_to(atr[i], r), "atr {} {}", atr[i], r);
            }
        }
    }
}

#[test]
fn values_worked_out_by_hand() {
    let n = f64::NAN;
    let same = |got: Vec<f64>, want: &[f64]| {
        assert_eq!(got.len(), want.len());
        assert!(got.iter().zip(want).all(|(g, w)| close_to(*g, *w)), "{got:?} is not {want:?}");
    };
    same(sma(&[1.0, 2.0, 6.0, 3.0], 3), &[n, n, 3.0, 11.0 / 3.0]);
    same(ema(&[1.0, 2.0, 6.0, 3.0], 3), &[n, n, 3.0, 3.0]);
    same(rsi(&[1.0, 4.0, 2.0, 2.0], 2), &[n, n, 60.0, 60.0]);
    same(atr(&[3.0, 9.0, 5.0], &[1.0, 7.0, 4.0], &[2.0, 8.0, 4.5], 2), &[n, n, (7.0 + 4.0) / 2.0]);
}

#[test]
fn a_still_market_and_too_few_values() {
    assert_eq!(rsi(&[5.0; 20], 3)[3..], [0.0; 17]);
    assert_eq!(sma(&[5.0; 20], 7)[6..], [5.0; 14]);
    assert!(ema(&[1.0, 2.0], 3).iter().chain(&rsi(&[1.0, 2.0], 2)).all(|v| v.is_nan()));
    assert!(sma(&[], 3).is_empty() && ema(&[], 3).is_empty() && rsi(&[], 3).is_empty());
    assert!(atr(&[1.0], &[1.0], &[1.0], 1)[0].is_nan());
}

#[test]
fn a_spike_leaves_the_average_with_its_candle() {
    let mut values = vec![1.0; 50];
    values[20] = 1e18;
    assert_eq!(sma(&values, 5)[25..], [1.0; 25]);
}

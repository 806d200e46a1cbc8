//! Each indicator against its definition, written out plainly, and against values worked out by hand.

use indicators::{
    adx::adx, atr::atr, bollinger::bollinger, donchian::donchian, ema::ema, macd, rsi::rsi, sma::sma,
    stochastic, volatility::volatility, vwap::vwap, wma::wma, zscore::zscore,
};
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

proptest! {
    #[test]
    fn every_window_is_what_its_definition_says(
        v in prop::collection::vec(1.0..1000.0f64, 1..250),
        n in 2..40usize,
        ddof in 0..2usize,
    ) {
        let (high, low): (Vec<f64>, Vec<f64>) = v.iter().map(|x| (x * 1.1, x * 0.8)).unzip();
        let volume: Vec<f64> = v.iter().map(|x| (x * 7.0) % 13.0).collect();
        let (wma, bands, zscore) = (wma(&v, n), bollinger(&v, n, 2.5), zscore(&v, n, ddof));
        let (channel, vwap, volatility) =
            (donchian(&high, &low, n), vwap(&high, &low, &v, &volume, n), volatility(&v, n, 365.0));
        for i in n - 1..v.len() {
            let (w, count) = (&v[i + 1 - n..=i], n as f64);
            let ramp: f64 = w.iter().enumerate().map(|(k, x)| (k + 1) as f64 * x).sum();
            prop_assert!(close_to(wma[i], ramp / (count * (count + 1.0) / 2.0)), "wma {}", wma[i]);
            let mean = w.iter().sum::<f64>() / count;
            let squares: f64 = w.iter().map(|x| (x - mean).powi(2)).sum();
            prop_assert!(close_to(bands.upper[i], mean + 2.5 * (squares / count).sqrt()), "upper {}", bands.upper[i]);
            prop_assert!(close_to(bands.lower[i] + bands.upper[i], 2.0 * mean), "lower {}", bands.lower[i]);
            let score = (v[i] - mean) / (squares / (count - ddof as f64)).sqrt();
            prop_assert!((zscore[i] - score).abs() < 1e-9, "zscore {} {}", zscore[i], score);
            let top = high[i + 1 - n..=i].iter().fold(0.0f64, |a, b| a.max(*b));
            let bottom = low[i + 1 - n..=i].iter().fold(1e9f64, |a, b| a.min(*b));
            prop_assert_eq!((channel.upper[i], channel.lower[i]), (top, bottom));
            let traded: f64 = volume[i + 1 - n..=i].iter().sum();
            let paid: f64 = (i + 1 - n..=i).map(|k| (high[k] + low[k] + v[k]) / 3.0 * volume[k]).sum();
            prop_assert!(close_to(vwap[i], paid / traded), "vwap {}", vwap[i]);
            if i >= n {
                let returns: Vec<f64> = v[i - n..=i].windows(2).map(|p| (p[1] / p[0]).ln()).collect();
                let mean = returns.iter().sum::<f64>() / count;
                let squares: f64 = returns.iter().map(|r| (r - mean).powi(2)).sum();
                let wanted = (squares / (count - 1.0) * 365.0).sqrt();
                prop_assert!(close_to(volatility[i], wanted), "volatility {} {}", volatility[i], wanted);
            }
        }
        prop_assert!(wma[..(n - 1).min(v.len())].iter().all(|x| x.is_nan()));
        prop_assert!(volatility[..n.min(v.len())].iter().all(|x| x.is_nan()));
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
    same(wma(&[1.0, 2.0, 6.0, 3.0], 3), &[n, n, 23.0 / 6.0, 23.0 / 6.0]);
    same(zscore(&[1.0, 3.0, 3.0], 2, 0), &[n, 1.0, n]);
    same(zscore(&[1.0, 3.0, 3.0], 2, 1), &[n, 0.5f64.sqrt(), n]);
    same(vwap(&[3.0, 6.0, 9.0], &[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0], &[1.0, 3.0, 0.0], 2), &[n, 3.5, 4.0]);
    same(vwap(&[3.0; 3], &[1.0; 3], &[2.0; 3], &[1.0, 0.0, 0.0], 2), &[n, 2.0, n]);
    // moves up 2 and 4, down 3 and 1; totals of 2: up 2, 1 + 4, 2.5, 1.25; down 0, 0, 3, 1.5 + 1
    same(
        adx(&[5.0, 7.0, 11.0, 9.0, 9.0], &[4.0, 6.0, 9.0, 6.0, 5.0], 2),
        &[n, n, n, (100.0 + 100.0 / 11.0) / 2.0, ((100.0 + 100.0 / 11.0) / 2.0 + 100.0 / 3.0) / 2.0],
    );
    let averages = macd::macd(&[1.0, 2.0, 6.0, 3.0, 8.0], macd::Periods { fast: 1, slow: 3, signal: 2 });
    same(averages.macd, &[n, n, n, 0.0, 2.5]);
    same(averages.signal, &[n, n, n, 1.5, 13.0 / 6.0]);
    same(averages.histogram, &[n, n, n, -1.5, 1.0 / 3.0]);
    let periods = stochastic::Periods { k_length: 2, k_smooth: 2, d_length: 1 };
    let places =
        stochastic::stochastic(&[4.0, 8.0, 5.0, 5.0], &[2.0, 4.0, 5.0, 5.0], &[3.0, 5.0, 5.0, 5.0], periods);
    same(places.k, &[n, n, 37.5, 12.5]);
    same(places.d, &[n, n, 37.5, 12.5]);
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

#[test]
fn a_spike_leaves_no_trace_in_any_window() {
    let mut values: Vec<f64> = (0..80).map(|i| 100.0 + f64::from(i % 5)).collect();
    let quiet = (bollinger(&values, 10, 2.0), zscore(&values, 10, 1), wma(&values, 10));
    values[20] = 1e12;
    let spiked = (bollinger(&values, 10, 2.0), zscore(&values, 10, 1), wma(&values, 10));
    assert_eq!(spiked.0.upper[30..], quiet.0.upper[30..]);
    assert_eq!(spiked.1[30..], quiet.1[30..]);
    assert_eq!(spiked.2[30..], quiet.2[30..]);
    assert!(spiked.0.upper[29] > 1e11);
}

#[test]
fn equal_values_have_no_spread_and_are_their_own_average() {
    for (value, n) in [(0.1, 7), (1234.567, 20), (3e-9, 13)] {
        let values = [value; 60];
        let bands = bollinger(&values, n, 2.0);
        assert_eq!(bands.upper[n..], bands.lower[n..]);
        assert_eq!(sma(&values, n)[n..], values[n..]);
        assert!(ema(&values, n)[n..].iter().all(|v| (v - value).abs() <= 1e-15 * value));
        assert!(zscore(&values, n, 0).iter().all(|v| v.is_nan()));
        assert_eq!(volatility(&values, n, 1.0)[n..], [0.0; 60][n..]);
    }
}

#[test]
fn a_period_beyond_any_series_leaves_all_undefined() {
    let v = [1.0, 2.0, 3.0];
    let n = usize::MAX;
    for out in [sma(&v, n), ema(&v, n), wma(&v, n), rsi(&v, n), atr(&v, &v, &v, n), adx(&v, &v, n)] {
        assert!(out.len() == 3 && out.iter().all(|x| x.is_nan()));
    }
    for out in [zscore(&v, n, 1), volatility(&v, n, 1.0), vwap(&v, &v, &v, &v, n), donchian(&v, &v, n).upper]
    {
        assert!(out.len() == 3 && out.iter().all(|x| x.is_nan()));
    }
    assert!(bollinger(&v, n, 2.0).lower.iter().all(|x| x.is_nan()));
}

//! Walk-forward: each test trades what its training chose, and knows nothing of what comes after.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use backtest::sweep::{self, Axis, Metric, Plan, SweepError, Unwatched};
use backtest::walk_forward::{WalkForward, WalkForwardError, Windows, walk_forward};
use backtest::{Settings, Sizing};
use domain::{Candle, Candles, Timeframe};
use strategies::Params;

fn candles(n: usize, seed: u64) -> Candles {
    let mut state = seed | 1;
    let mut last = 100.0_f64;
    let candle = |i: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let open = last;
        last *= 1.0 + ((state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5) * 0.03;
        let (high, low) = (open.max(last) * 1.001, open.min(last) * 0.999);
        Candle { time_ms: i as i64 * 3_600_000, open, high, low, close: last, volume: 1.0 }
    };
    Candles::from_candles(Timeframe::H1, (0..n).map(candle))
}

fn plan() -> Plan {
    Plan::grid(vec![
        Axis::new("length", [5.0, 9.0, 14.0]),
        Axis::new("oversold", [30.0, 40.0]),
        Axis::new("overbought", [55.0, 65.0]),
    ])
}

const WINDOWS: Windows = Windows { train: 400, test: 150 };

fn walked(candles: &Candles, settings: &Settings) -> WalkForward {
    let rule = strategies::find("rsi_cross").unwrap();
    walk_forward(candles, rule, &Params::new(), &plan(), settings, WINDOWS, Metric::Sharpe).unwrap()
}

#[test]
fn each_window_trades_the_best_of_its_training() {
    let (candles, settings) = (candles(1500, 4), Settings::default());
    let walk = walked(&candles, &settings);
    assert_eq!(walk.windows.len(), 8);
    let rule = strategies::find("rsi_cross").unwrap();
    for window in &walk.windows {
        let trained = candles.slice(window.train.clone());
        let found = sweep::rows(&trained, rule, &Params::new(), &plan(), &settings, &Unwatched).unwrap();
        let best = &found.rows[found.best.unwrap()];
        let chosen = window.chosen.as_ref().unwrap();
        assert_eq!((chosen.index, chosen.sharpe), (best.index, best.sharpe));
        assert_eq!((window.out_of_sample.index, &window.out_of_sample.params), (best.index, &best.params));
    }
}

#[test]
fn money_goes_from_window_to_window() {
    for settings in [
        Settings::default(),
        Settings { sizing: Sizing::Fraction(0.5), stop_loss: Some(0.02), ..Settings::default() },
    ] {
        let candles = candles(1500, 9);
        let walk = walked(&candles, &settings);
        assert_eq!((walk.equity.len(), &walk.time_ms[..]), (1100, &candles.time_ms[400..]));
        let mut cash = settings.capital;
        for window in &walk.windows {
            let (first, last) = (window.test.start - 400, window.test.end - 401);
            let row = &window.out_of_sample;
            assert!((row.final_equity - walk.equity[last]).abs() < 1e-9);
            assert!((row.final_equity / cash - 1.0 - row.total_return).abs() < 0.01, "{row:?}");
            // What is sold at the end of a window costs one fee at most.
            let begun = walk.equity[last] / (1.0 + row.total_return);
            assert!(begun <= cash * (1.0 + 1e-12) && begun >= cash * 0.998, "{begun} {cash} at {first}");
            cash = walk.equity[last];
        }
        assert!((walk.total_return - (cash / settings.capital - 1.0)).abs() < 1e-12);
        assert_eq!(walk.trades, walk.windows.iter().map(|w| w.out_of_sample.trades).sum::<u32>());
    }
}

#[test]
fn later_candles_change_nothing_before_them() {
    let (long, settings) = (candles(1500, 21), Settings::default());
    let (whole, part) = (walked(&long, &settings), walked(&long.slice(0..1000), &settings));
    assert_eq!(part.equity[..], whole.equity[..600]);
    let params = |walk: &WalkForward| -> Vec<_> {
        walk.windows.iter().map(|w| w.out_of_sample.params.clone()).take(4).collect()
    };
    assert_eq!(params(&part), params(&whole));
}

#[test]
fn a_window_without_a_choice_stays_out() {
    // Prices that never move trade nothing: no Sharpe ratio, no choice, no loss.
    let mut still = candles(900, 1);
    for column in [&mut still.open, &mut still.high, &mut still.low, &mut still.close] {
        column.fill(50.0);
    }
    let walk = walked(&still, &Settings::default());
    assert!(walk.windows.iter().all(|w| w.chosen.is_none()));
    assert_eq!((walk.total_return, walk.trades, walk.efficiency, walk.sharpe), (0.0, 0, None, None));
    assert!(walk.equity.iter().all(|e| *e == 10_000.0));
}

#[test]
fn bad_windows_are_named() {
    let rule = strategies::find("rsi_cross").unwrap();
    let run = |n: usize, windows: Windows, plan: &Plan| {
        let settings = Settings::default();
        walk_forward(&candles(n, 1), rule, &Params::new(), plan, &settings, windows, Metric::Sharpe)
            .unwrap_err()
    };
    let error = run(400, WINDOWS, &plan());
    assert_eq!(error, WalkForwardError::TooFewCandles { given: 400, train: 400 });
    let error = run(900, Windows { train: 1, test: 50 }, &plan());
    assert_eq!(error.to_string(), "the training window has 1 candles; it needs at least 2");
    let error = run(900, WINDOWS, &Plan::grid(vec![Axis::new("length", [])]));
    assert!(matches!(error, WalkForwardError::Sweep(SweepError::NoValues { .. })), "{error}");
}

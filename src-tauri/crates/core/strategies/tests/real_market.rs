//! The rules on 20,111 real hourly candles, where the reference files are at hand.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use domain::{Action, Candle, Candles, Timeframe};
use serde_json::Value;
use strategies::models::ar::{Trend, fit, forecast};
use strategies::models::rolling_ar::RollingAr;
use strategies::{Params, find, registry};

fn candles() -> Option<Candles> {
    let data = format!("{}/../../../../../shared/data", env!("CARGO_MANIFEST_DIR"));
    let Ok(mut reader) = csv::Reader::from_path(format!("{data}/coinbase_BTC-USD_1h.csv")) else {
        println!("skipped: coinbase_BTC-USD_1h.csv is not at hand");
        return None;
    };
    let candle = |row: csv::StringRecord| {
        let number = |i: usize| row[i].parse::<f64>().unwrap();
        let (open, high, low, close, volume) = (number(1), number(2), number(3), number(4), number(5));
        Candle { time_ms: row[0].parse().unwrap(), open, high, low, close, volume }
    };
    Some(Candles::from_candles(Timeframe::H1, reader.records().map(|r| candle(r.unwrap()))))
}

/// Indices of the entries and exits, filled one candle after their signals.
fn trades(actions: &[Action]) -> Vec<(usize, usize)> {
    let (mut trades, mut entry) = (Vec::new(), None);
    for (t, action) in actions[..actions.len() - 1].iter().enumerate() {
        match (action, entry) {
            (Action::Buy, None) => entry = Some(t + 1),
            (Action::Sell, Some(from)) => {
                trades.push((from, t + 1));
                entry = None;
            }
            _ => {}
        }
    }
    trades
}

/// Every `entry_index` and `exit_index` in the reference, wherever its lists of trades stand.
fn reference_trades(json: &Value) -> Vec<Vec<(usize, usize)>> {
    let index = |t: &Value, key: &str| t.get(key).and_then(Value::as_u64).map(|i| i as usize);
    match json {
        Value::Array(items) => {
            let pairs: Option<Vec<_>> =
                items.iter().map(|t| Some((index(t, "entry_index")?, index(t, "exit_index")?))).collect();
            match pairs {
                Some(pairs) if !pairs.is_empty() => vec![pairs],
                _ => items.iter().flat_map(reference_trades).collect(),
            }
        }
        Value::Object(map) => map.values().flat_map(reference_trades).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn rsi_cross_makes_the_trades_of_the_reference_backtest() {
    let Some(candles) = candles() else { return };
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/data/backtest_coinbase_1h.json");
    let wanted = reference_trades(&serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap());
    let got = trades(&find("rsi_cross").unwrap().configure(&Params::new()).unwrap().actions(&candles));
    assert_eq!(got.len(), 71);
    assert!(!wanted.is_empty());
    for wanted in wanted {
        assert_eq!(got, wanted);
    }
}

#[test]
fn every_strategy_answers_on_a_real_market() {
    let Some(candles) = candles() else { return };
    for strategy in registry() {
        let rule = strategy.configure(&Params::new()).unwrap();
        let actions = rule.actions(&candles);
        let count = |wanted| actions.iter().filter(|a| **a == wanted).count();
        let name = &strategy.schema().name;
        println!(
            "{name}: {} buy, {} sell, {} trades",
            count(Action::Buy),
            count(Action::Sell),
            trades(&actions).len()
        );
        assert!(count(Action::Buy) > 50, "{name} hardly ever buys");
        // the first candle on which it acts has a proposal that says the same
        let at = actions.iter().position(|a| *a != Action::Hold).unwrap();
        let signal = rule.evaluate(&candles.slice(0..at + 1)).unwrap();
        println!(
            "  {:?} {:.3} {} {:?}",
            signal.action, signal.confidence, signal.reason.text, signal.metrics
        );
        assert_eq!(signal.action, actions[at]);
        assert!(signal.stop_loss.is_some() && signal.confidence > 0.0);
    }
}

#[test]
fn a_rolling_fit_is_the_fit_of_its_window() {
    let Some(candles) = candles() else { return };
    for trend in [Trend::None, Trend::Constant] {
        let mut rolling = RollingAr::new(300, 4, trend);
        for (t, close) in candles.close.iter().enumerate() {
            rolling.push(*close);
            if t % 997 != 299 {
                assert_eq!(rolling.fit().is_some(), t >= 299);
                continue;
            }
            let window = &candles.close[t - 299..=t];
            let whole = fit(window, 4, trend).unwrap();
            let found = rolling.fit().unwrap();
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-3);
            assert!(close(found.constant, whole.constant), "{found:?} {whole:?} at {t}");
            assert!(
                found.lags.iter().zip(&whole.lags).all(|(a, b)| close(*a, *b)),
                "{found:?} {whole:?} at {t}"
            );
            let ahead = forecast(&whole, window, 5).unwrap();
            let change = ahead.diff.iter().sum::<f64>();
            assert!((rolling.expected_change(5).unwrap() - change).abs() <= 1e-9 * change.abs().max(1.0));
        }
    }
}

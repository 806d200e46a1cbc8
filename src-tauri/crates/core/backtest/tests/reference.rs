//! The RSI cross on real candles, against figures computed by two other programs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use backtest::{BacktestResult, Settings};
use chrono_tz::Tz;
use domain::{Action, Candle, Candles, Timeframe};
use serde_json::Value;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/data");

fn reference() -> Option<(Candles, Value)> {
    let Ok(json) = std::fs::read_to_string(format!("{DATA}/backtest_coinbase_1h.json")) else {
        eprintln!("skipped: {DATA}/backtest_coinbase_1h.json is absent");
        return None;
    };
    let mut reader = csv::Reader::from_path(format!("{DATA}/coinbase_BTC-USD_1h.csv")).unwrap();
    let rows = reader.deserialize::<(i64, f64, f64, f64, f64, f64)>().map(|row| {
        let (time_ms, open, high, low, close, volume) = row.unwrap();
        Candle { time_ms, open, high, low, close, volume }
    });
    Some((Candles::from_candles(Timeframe::H1, rows), serde_json::from_str(&json).unwrap()))
}

/// RSI with Wilder's smoothing seeded by the simple mean (TA-Lib's), NaN until `length` changes are known.
fn rsi(closes: &[f64], length: usize) -> Vec<f64> {
    let n = length as f64;
    let (mut gain, mut loss) = (0.0, 0.0);
    let mut out = vec![f64::NAN; closes.len()];
    for i in 1..closes.len() {
        let change = closes[i] - closes[i - 1];
        if i <= length {
            gain += change.max(0.0) / n;
            loss += (-change).max(0.0) / n;
        } else {
            gain = (gain * (n - 1.0) + change.max(0.0)) / n;
            loss = (loss * (n - 1.0) + (-change).max(0.0)) / n;
        }
        if i >= length {
            out[i] = 100.0 * gain / (gain + loss);
        }
    }
    out
}

fn rsi_cross(closes: &[f64]) -> Vec<Action> {
    let rsi = rsi(closes, 14);
    let action = |i: usize| match (rsi[i.saturating_sub(1)], rsi[i]) {
        (before, now) if before <= 30.0 && now > 30.0 => Action::Buy,
        (before, now) if before >= 70.0 && now < 70.0 => Action::Sell,
        _ => Action::Hold,
    };
    (0..closes.len()).map(action).collect()
}

#[track_caller]
fn agrees(what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap_or_else(|| panic!("{what} is missing in the reference"));
    let off = (ours - theirs).abs() / theirs.abs().max(1e-300);
    assert!(ours == theirs || off < 1e-9, "{what}: ours {ours}, theirs {theirs}, {off:e} apart");
}

fn run(candles: &Candles, fee: f64, zone: Tz) -> BacktestResult {
    let settings = Settings { fee, ..Settings::default() };
    backtest::run(candles, &rsi_cross(&candles.close), &settings, zone).unwrap()
}

#[test]
fn figures_agree() {
    let Some((candles, reference)) = reference() else { return };
    for (name, fee) in [("fee=0.001", 0.001), ("fee=0.0", 0.0), ("fee=0.0026", 0.0026)] {
        let theirs = &reference["runs"][name];
        let ours = run(&candles, fee, Tz::UTC);
        let f = &ours.summary.figures;
        assert_eq!(u64::from(f.trades), theirs["trades"].as_u64().unwrap());
        agrees("final equity", f.final_equity, &theirs["final_equity"]);
        agrees("win rate", f.win_rate.unwrap(), &theirs["win_rate"]);
        agrees("maximum drawdown", f.max_drawdown, &theirs["max_drawdown"]);
        agrees("Sharpe", f.sharpe.unwrap(), &theirs["sharpe_bar"]);
        agrees("profit factor", f.profit_factor.unwrap(), &theirs["profit_factor"]);
        agrees("expectancy", f.expectancy.unwrap(), &theirs["avg_trade_return"]);
        agrees("fees", f.fees_paid, &theirs["total_fees"]);
        agrees("exposure", f.exposure * 20_111.0, &theirs["exposure_bars"]);
        let open = ours.summary.open_position.unwrap();
        assert_eq!(u64::from(open.entry_index), theirs["open_position"]["entry_index"].as_u64().unwrap());
        agrees("open quantity", open.quantity, &theirs["open_position"]["qty"]);
        agrees("equity if closed", open.equity_if_closed, &theirs["open_position"]["closed_at_end_equity"]);
        for (index, equity) in theirs["equity_samples"].as_object().unwrap() {
            agrees("equity", ours.curves.equity[index.parse::<usize>().unwrap()], equity);
        }
    }
}

#[test]
fn the_known_figures_by_hand() {
    let Some((candles, _)) = reference() else { return };
    let ours = run(&candles, 0.001, Tz::UTC);
    agrees("final equity", ours.summary.figures.final_equity, &3_661.231_898_778_489.into());
    assert_eq!(ours.summary.figures.trades, 71);
    assert!((ours.summary.figures.buy_and_hold_return - 2.207_219_144_622_36).abs() < 1e-9);
    assert!((ours.summary.figures.sortino.unwrap() + 0.40).abs() < 0.005);
    assert_eq!(ours.summary.verdict.code, "backtest.wins_often_and_loses");
    assert_eq!(ours.summary.warnings, []);
    assert_eq!(ours.summary.distribution.counts.iter().sum::<u32>(), 71);
    assert!((ours.summary.distribution.edges[1] - ours.summary.distribution.edges[0] - 0.025).abs() < 1e-12);
}

#[test]
fn every_trade_agrees() {
    let Some((candles, reference)) = reference() else { return };
    for (name, fee) in [("fee=0.001", 0.001), ("fee=0.0", 0.0), ("fee=0.0026", 0.0026)] {
        let theirs = reference["runs"][name]["trades_list"].as_array().unwrap();
        let ours = run(&candles, fee, Tz::UTC).summary.trade_list;
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert_eq!(u64::from(ours.entry_index), theirs["entry_index"].as_u64().unwrap());
            assert_eq!(u64::from(ours.exit_index), theirs["exit_index"].as_u64().unwrap());
            assert_eq!(ours.entry_ms, theirs["entry_ms"].as_i64().unwrap());
            assert_eq!(ours.exit_ms, theirs["exit_ms"].as_i64().unwrap());
            agrees("entry price", ours.entry_price, &theirs["entry_price"]);
            agrees("exit price", ours.exit_price, &theirs["exit_price"]);
            agrees("quantity", ours.quantity, &theirs["qty"]);
            agrees("profit", ours.pnl, &theirs["pnl"]);
            agrees("return", ours.ret, &theirs["ret_net"]);
            agrees("fees", ours.fees, &theirs["fees"]);
        }
    }
}

#[test]
fn every_heatmap_cell_agrees_in_four_zones() {
    let Some((candles, reference)) = reference() else { return };
    for (name, fee) in [("fee=0.001", 0.001), ("fee=0.0", 0.0), ("fee=0.0026", 0.0026)] {
        for zone in [Tz::UTC, Tz::Europe__Stockholm, Tz::America__New_York, Tz::Asia__Kolkata] {
            let cells = reference["runs"][name]["heatmap"][zone.name()].as_array().unwrap();
            let ours = run(&candles, fee, zone).summary.heatmaps;
            let filled = ours.counts.iter().flatten().filter(|c| **c > 0).count();
            assert_eq!(filled, cells.len(), "{zone}");
            for cell in cells {
                let at = |key: &str| cell[key].as_u64().unwrap() as usize;
                let (day, hour) = (at("weekday"), at("hour"));
                assert_eq!(ours.counts[day][hour] as usize, at("count"), "{zone} {day} {hour}");
                agrees("mean return", ours.mean_return[day][hour].unwrap(), &cell["avg_return"]);
                agrees("win rate", ours.win_rate[day][hour].unwrap(), &cell["win_rate"]);
            }
        }
    }
}

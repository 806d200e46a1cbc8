//! The report on real candles, left in the target folder to be looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use backtest::{BacktestResult, Settings};
use chrono_tz::Tz;
use domain::{Action, Candle, Candles, Timeframe};
use reports::{Format, Kind, Meta, Theme, artefact, write_report};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/data");

fn candles() -> Option<Candles> {
    let Ok(csv) = std::fs::read_to_string(format!("{DATA}/coinbase_BTC-USD_1h.csv")) else {
        eprintln!("skipped: {DATA}/coinbase_BTC-USD_1h.csv is absent");
        return None;
    };
    let rows = csv.lines().skip(1).map(|line| {
        let v: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        Candle { time_ms: v[0] as i64, open: v[1], high: v[2], low: v[3], close: v[4], volume: v[5] }
    });
    Some(Candles::from_candles(Timeframe::H1, rows))
}

/// The known trades of the RSI cross as the actions that make them.
fn actions(candles: &Candles) -> Vec<Action> {
    let json = std::fs::read_to_string(format!("{DATA}/backtest_coinbase_1h.json")).unwrap();
    let reference: serde_json::Value = serde_json::from_str(&json).unwrap();
    let run = &reference["runs"]["fee=0.001"];
    let mut actions = vec![Action::Hold; candles.len()];
    let index = |value: &serde_json::Value| value.as_u64().unwrap() as usize - 1;
    for trade in run["trades_list"].as_array().unwrap() {
        actions[index(&trade["entry_index"])] = Action::Buy;
        actions[index(&trade["exit_index"])] = Action::Sell;
    }
    actions[index(&run["open_position"]["entry_index"])] = Action::Buy;
    actions
}

fn result(candles: &Candles) -> BacktestResult {
    backtest::run(candles, &actions(candles), &Settings::default(), Tz::Europe__Stockholm).unwrap()
}

#[test]
fn the_report_on_the_known_test() {
    let Some(candles) = candles() else { return };
    let result = result(&candles);
    let parameters = [("length", "14"), ("oversold", "30"), ("overbought", "70")];
    let meta = Meta {
        strategy: "RSI cross".to_owned(),
        parameters: parameters.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        symbol: "BTC/USD".to_owned(),
        venue: "Coinbase".to_owned(),
        timeframe: Timeframe::H1,
        settings: Settings::default(),
    };
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    write_report(&dir, &result, &meta).unwrap();
    eprintln!("report: {}", dir.display());
    for kind in Kind::PICTURES {
        let dark = artefact(kind, Format::Png, &result, &meta, Theme::Dark).unwrap();
        std::fs::write(dir.join(format!("{kind}-dark.png")), dark).unwrap();
    }
    let html = std::fs::read_to_string(dir.join("report.html")).unwrap();
    for figure in
        ["\u{2212}63.39\u{2009}%", "+220.72\u{2009}%", "3\u{2009}661.23", "66.20\u{2009}%", "809.46"]
    {
        assert!(html.contains(figure), "{figure}");
    }
    let svg = std::fs::read_to_string(dir.join("heatmap_return.svg")).unwrap();
    assert_eq!(svg.matches("width=\"139\" height=\"111\"").count(), 54, "54 cells hold trades in Stockholm");
    let points = std::fs::read_to_string(dir.join("equity.svg")).unwrap().len();
    assert!(points < 200_000, "a picture of 20,111 candles takes {points} bytes");
}

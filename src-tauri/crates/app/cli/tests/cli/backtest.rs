//! `csign backtest`.

use serde_json::Value;

use crate::csign::{Csign, hourly_csv, shared};
use crate::reference::agrees;

const ZONES: [&str; 4] = ["UTC", "Europe/Stockholm", "America/New_York", "Asia/Kolkata"];

/// The line people are shown, with another fee or zone.
fn run(csign: &Csign, candles: &str, fee: &str, zone: &str) -> Value {
    let line = "backtest --strategy rsi_cross --timeframe 1h --capital 10000";
    let args: Vec<&str> = line.split(' ').chain(["--input", candles, "--fee", fee, "--tz", zone]).collect();
    csign.json(&args)
}

fn reference() -> Option<(String, Value)> {
    let candles = shared("data/coinbase_BTC-USD_1h.csv")?;
    let reference = std::fs::read_to_string(shared("data/backtest_coinbase_1h.json")?).unwrap();
    Some((candles, serde_json::from_str(&reference).unwrap()))
}

#[test]
fn the_known_result_comes_out_with_every_key() {
    let Some((candles, _)) = reference() else { return };
    let result = run(&Csign::new(), &candles, "0.001", "UTC");
    agrees("final equity", &result["final_equity"], &3_661.231_898_778_489.into());
    assert_eq!(result["trades"], 71);
    let keys: Vec<&str> = result.as_object().unwrap().keys().map(String::as_str).collect();
    let mut contract = [
        "final_equity",
        "total_return",
        "annualized_return",
        "sharpe",
        "sortino",
        "calmar",
        "max_drawdown",
        "max_drawdown_start",
        "max_drawdown_end",
        "win_rate",
        "profit_factor",
        "expectancy",
        "exposure",
        "trades",
        "fees_paid",
        "buy_and_hold_return",
        "open_position",
        "trade_list",
        "equity_curve",
        "drawdown_curve",
        "distribution",
        "heatmap_return",
        "heatmap_winrate",
        "heatmap_counts",
        "timing",
    ];
    contract.sort_unstable();
    assert_eq!(keys, contract);
    assert_eq!(result["equity_curve"].as_array().unwrap().len(), 20_111);
    assert_eq!(result["equity_curve"][0], serde_json::json!([1_498_906_800_000_i64, 10_000.0]));
    for timing in ["load_ms", "run_ms", "bars_per_second"] {
        assert!(result["timing"][timing].as_f64().unwrap() > 0.0, "{timing}");
    }
}

#[test]
fn every_figure_and_trade_agrees() {
    let Some((candles, reference)) = reference() else { return };
    for (name, fee) in [("fee=0.001", "0.001"), ("fee=0.0", "0"), ("fee=0.0026", "0.0026")] {
        let theirs = &reference["runs"][name];
        let ours = run(&Csign::new(), &candles, fee, "UTC");
        for (key, its) in [
            ("final_equity", "final_equity"),
            ("win_rate", "win_rate"),
            ("max_drawdown", "max_drawdown"),
            ("sharpe", "sharpe_bar"),
            ("profit_factor", "profit_factor"),
            ("expectancy", "avg_trade_return"),
            ("fees_paid", "total_fees"),
        ] {
            agrees(key, &ours[key], &theirs[its]);
        }
        let (trades, known) =
            (ours["trade_list"].as_array().unwrap(), theirs["trades_list"].as_array().unwrap());
        assert_eq!(trades.len(), known.len());
        for (trade, known) in trades.iter().zip(known) {
            for key in ["entry_index", "exit_index", "entry_ms", "exit_ms"] {
                assert_eq!(trade[key], known[key], "{key}");
            }
            for (key, its) in [
                ("entry_price", "entry_price"),
                ("exit_price", "exit_price"),
                ("quantity", "qty"),
                ("pnl", "pnl"),
                ("return", "ret_net"),
                ("fees", "fees"),
            ] {
                agrees(key, &trade[key], &known[its]);
            }
            assert_eq!((&trade["side"], &trade["exit_reason"]), (&"long".into(), &"signal".into()));
        }
    }
}

#[test]
fn every_heatmap_cell_agrees_in_four_zones() {
    let Some((candles, reference)) = reference() else { return };
    for zone in ZONES {
        let ours = run(&Csign::new(), &candles, "0.001", zone);
        let mut cells = 0;
        for cell in reference["runs"]["fee=0.001"]["heatmap"][zone].as_array().unwrap() {
            let at = |key: &str| cell[key].as_u64().unwrap() as usize;
            let (day, hour) = (at("weekday"), at("hour"));
            assert_eq!(ours["heatmap_counts"][day][hour], cell["count"], "{zone} {day} {hour}");
            agrees("return", &ours["heatmap_return"][day][hour], &cell["avg_return"]);
            agrees("win rate", &ours["heatmap_winrate"][day][hour], &cell["win_rate"]);
            cells += 1;
        }
        let days = ours["heatmap_return"].as_array().unwrap();
        let filled = days.iter().flat_map(|d| d.as_array().unwrap()).filter(|c| !c.is_null()).count();
        assert_eq!((days.len(), filled), (7, cells), "{zone}");
    }
}

#[test]
fn a_stored_series_gives_what_its_file_gives() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    csign.json(&["candles", "import", &file, "--venue", "lab", "--symbol", "BTC/USD"]);
    let line = |from: &[&str]| {
        let flags = ["backtest", "--strategy", "rsi_cross", "--param", "length=5", "--stop-loss", "0.02"];
        let part = ["--last-candles", "150", "--sizing", "fraction=0.5"];
        let args: Vec<&str> = flags.iter().chain(from).chain(&part).copied().collect();
        let mut result = csign.json(&args);
        result.as_object_mut().unwrap().remove("timing");
        result
    };
    let stored = line(&["--venue", "lab", "--symbol", "BTC/USD", "--timeframe", "1h"]);
    assert_eq!(stored, line(&["--input", &file]));
    assert_eq!(stored["equity_curve"].as_array().unwrap().len(), 150);
    assert!(stored["trades"].as_u64().unwrap() > 0);
}

#[test]
fn a_report_is_written_whole() {
    let csign = Csign::new();
    let (file, report) = (csign.write("hourly.csv", hourly_csv()), csign.path("report"));
    let dir = report.display().to_string();
    let line =
        ["backtest", "--strategy", "rsi_cross", "--param", "length=5", "--input", &file, "--report", &dir];
    let result = csign.json(&line);
    let mut names: Vec<String> = std::fs::read_dir(&report)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let pictures =
        ["distribution", "drawdown", "equity", "heatmap_counts", "heatmap_return", "heatmap_winrate"];
    let mut expected: Vec<String> =
        pictures.iter().flat_map(|p| [format!("{p}.png"), format!("{p}.svg")]).collect();
    expected.extend(["report.html", "result.json", "trades.csv"].map(str::to_owned));
    expected.sort();
    assert_eq!(names, expected);
    assert_eq!(result["report"].as_array().unwrap().len(), expected.len());
    let kept: Value = serde_json::from_slice(&std::fs::read(report.join("result.json")).unwrap()).unwrap();
    assert_eq!(kept["final_equity"], result["final_equity"]);
}

#[test]
fn settings_that_cannot_be_meant_are_refused() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    for (flags, code) in [
        (&["--capital", "0"][..], "setting"),
        (&["--fee", "1"], "setting"),
        (&["--sizing", "risk=0.01"], "setting"),
        (&["--sizing", "kelly"], "usage"),
        (&["--param", "length=1"], "strategy.out_of_range"),
        (&["--param", "lenght=14"], "strategy.unknown_parameter"),
        (&["--tz", "Mars/Olympus"], "unknown_time_zone"),
    ] {
        let args: Vec<&str> =
            ["backtest", "--strategy", "rsi_cross", "--input", &file].iter().chain(flags).copied().collect();
        assert_eq!(csign.error(2, &args)["code"], code, "{flags:?}");
    }
    let short = ["backtest", "--strategy", "rsi_cross", "--input", &file, "--last-candles", "3"];
    assert_eq!(csign.error(6, &short)["code"], "strategy.too_few_candles");
}

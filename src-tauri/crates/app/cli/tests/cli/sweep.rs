//! `csign sweep` and `csign walk-forward`.

use serde_json::{Value, json};

use crate::csign::{Csign, hourly_csv};
use crate::reference::agrees;

const COSTS: [&str; 8] =
    ["--timeframe", "1h", "--capital", "10000", "--fee", "0.001", "--strategy", "rsi_cross"];

fn line<'a>(command: &'a str, candles: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command, "--input", candles], &COSTS[..], more].concat()
}

#[test]
fn each_of_the_best_is_what_a_backtest_of_it_says() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let out = csign.path("all.csv").display().to_string();
    let grid = ["--grid", "length=5..8", "--grid", "oversold=30,40", "--param", "overbought=60"];
    let more = [&grid[..], &["--sort", "total_return", "--top", "3", "--out", &out]].concat();
    let sweep = csign.json(&line("sweep", &file, &more));
    assert_eq!(sweep["combinations"], 8);
    let best = sweep["best"].as_array().unwrap();
    assert_eq!(best.len(), 3);
    assert!(best[0]["total_return"].as_f64() >= best[1]["total_return"].as_f64());
    let keys: Vec<&str> = best[0].as_object().unwrap().keys().map(String::as_str).collect();
    let contract = [
        "final_equity",
        "max_drawdown",
        "params",
        "profit_factor",
        "sharpe",
        "total_return",
        "trades",
        "win_rate",
    ];
    assert_eq!(keys, contract);
    for row in best {
        let param = |name: &str| format!("{name}={}", row["params"][name]);
        let (length, oversold) = (param("length"), param("oversold"));
        let params = ["--param", &length, "--param", &oversold, "--param", "overbought=60"];
        let alone = csign.json(&line("backtest", &file, &params));
        for figure in ["final_equity", "total_return", "sharpe", "max_drawdown", "trades", "win_rate"] {
            agrees(figure, &row[figure], &alone[figure]);
        }
    }
    for timing in ["load_ms", "run_ms", "combinations_per_second"] {
        assert!(sweep["timing"][timing].as_f64().unwrap() > 0.0, "{timing}");
    }
    let table = std::fs::read_to_string(out).unwrap();
    assert_eq!(table.lines().count(), 9);
    assert!(table.starts_with("length,oversold,final_equity,total_return,sharpe,"), "{table}");
}

#[test]
fn reports_leave_pictures_and_a_page_that_stands_alone() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let dir = csign.path("report");
    let folder = dir.display().to_string();
    let grid = ["--grid", "length=5..8", "--grid", "oversold=30,40"];
    let sweep = csign.json(&line("sweep", &file, &[&grid[..], &["--report", &folder]].concat()));
    let files = ["map.svg", "map.png", "surface.svg", "surface.png", "sweep.csv", "report.html"];
    let paths =
        |files: &[&str]| json!(files.iter().map(|f| dir.join(f).display().to_string()).collect::<Vec<_>>());
    assert_eq!(sweep["report"], paths(&files));
    let html = std::fs::read_to_string(dir.join("report.html")).unwrap();
    assert!(html.contains("Sweep of 8 combinations over 200 candles") && html.contains("5, 6, 7, 8"));
    assert_eq!(html.matches("http").count(), html.matches("http://www.w3.org/2000/svg").count());
    let walk = ["--train", "3d", "--test", "1d", "--symbol", "BTC/USD", "--report", &folder];
    let walk = csign.json(&line("walk-forward", &file, &[&grid[..], &walk].concat()));
    let files = ["walk_forward.svg", "walk_forward.png", "windows.svg", "windows.png", "report.html"];
    assert_eq!(walk["report"], paths(&files));
    let windows = walk["windows"].as_array().unwrap().len();
    let html = std::fs::read_to_string(dir.join("report.html")).unwrap();
    assert!(html.contains(&format!("in {windows} windows")) && html.contains("RSI cross on BTC/USD 1h"));
    let blocked = csign.write("occupied", "x");
    let error = csign.error(1, &line("sweep", &file, &[&grid[..], &["--report", &blocked]].concat()));
    assert!(error["message"].as_str().unwrap().contains("occupied"), "{error}");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let sample = |seed| {
        let more = ["--grid", "length=2..40", "--grid", "oversold=20..45", "--sample", "12", "--seed", seed];
        let answer = csign.json(&line("sweep", &file, &[&more[..], &["--top", "12"]].concat()));
        assert_eq!(answer["combinations"], 12);
        answer["best"].as_array().unwrap().iter().map(|row| row["params"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(sample("7"), sample("7"));
    assert_ne!(sample("7"), sample("8"));
}

#[test]
fn a_walk_forward_tests_each_window_on_what_came_after() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let more = ["--grid", "length=5..8", "--grid", "oversold=30,40", "--train", "3d", "--test", "1d"];
    let walk = csign.json(&line("walk-forward", &file, &more));
    let windows = walk["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 6);
    for (before, after) in windows.iter().zip(&windows[1..]) {
        assert_eq!(before["test_end_ms"], after["test_start_ms"]);
    }
    assert_eq!(windows[0]["test_start_ms"], json!(1_499_997_600_000_i64 + 72 * 3_600_000));
    let last = walk["curve_equity"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    agrees("total return", &walk["total_return"], &json!(last / 10_000.0 - 1.0));
}

#[test]
fn what_cannot_be_swept_is_named() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let refused = |more: &[&str]| csign.error(2, &line("sweep", &file, more))["message"].to_string();
    assert!(refused(&["--grid", "length=9..5"]).contains("length"));
    assert!(refused(&["--grid", "speed=1,2"]).contains("speed"));
    assert!(refused(&["--grid", "length=1..5"]).contains("length"));
    assert!(refused(&["--grid", "length=5,5"]).contains("twice"));
    assert!(refused(&["--grid", "length=5..8", "--param", "length=7"]).contains("varied and fixed"));
    assert!(refused(&["--grid", "length=5..8", "--out", "all.xls"]).contains("all.xls"));
    assert!(refused(&["--grid", "length=5..8", "--sort", "luck"]).contains("luck"));
    let huge = ["--grid", "length=2..5000", "--grid", "oversold=1..50..0.01"];
    let error = csign.error(2, &line("sweep", &file, &huge));
    assert_eq!(error["code"], "grid_too_large");
    assert!(error["message"].as_str().unwrap().contains("10000000"), "{error}");
    let short = ["--grid", "length=5..8", "--train", "180d", "--test", "30d"];
    csign.error(6, &line("walk-forward", &file, &short));
}

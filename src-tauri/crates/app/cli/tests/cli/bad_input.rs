//! What research is asked and cannot answer: each case says name, value and range, and stores nothing.

use crate::csign::{Csign, hourly_csv};

/// A line over `FILE`, 200 hourly candles; the exit code, the error's code, and what the message holds.
type Case = (&'static str, i32, &'static str, &'static [&'static str]);

const UNKNOWN: [Case; 7] = [
    ("backtest --strategy nope", 2, "strategy.unknown", &["\"nope\"", "rsi_cross", "breakout"]),
    ("sweep --strategy nope --grid length=2..5", 2, "strategy.unknown", &["\"nope\"", "rsi_cross"]),
    (
        "backtest --strategy rsi_cross --param lenght=9",
        2,
        "strategy.unknown_parameter",
        &["\"lenght\"", "length, oversold"],
    ),
    (
        "sweep --strategy rsi_cross --grid lenght=2..5",
        2,
        "strategy.unknown_parameter",
        &["\"lenght\"", "length, oversold"],
    ),
    ("indicator rsj", 2, "indicator.unknown", &["\"rsj\"", "rsi"]),
    ("indicator rsi --param len=9", 2, "indicator.unknown_parameter", &["\"len\"", "length"]),
    ("model ar --param lag=9", 2, "usage", &["\"lag\"", "order, steps, trend"]),
];

const RANGE: [Case; 17] = [
    (
        "backtest --strategy rsi_cross --param length=0",
        2,
        "strategy.out_of_range",
        &["length is 0", "between 2 and 5000"],
    ),
    (
        "recommend --strategy rsi_cross --param length=1e9",
        2,
        "strategy.out_of_range",
        &["length is 1000000000", "between 2 and 5000"],
    ),
    (
        "backtest --strategy rsi_cross --param length=14.5",
        2,
        "strategy.not_whole",
        &["length is 14.5", "whole number between 2 and 5000"],
    ),
    (
        "sweep --strategy rsi_cross --grid length=2..3..0.5",
        2,
        "strategy.not_whole",
        &["length is 2.5", "between 2 and 5000"],
    ),
    (
        "walk-forward --strategy rsi_cross --grid length=1,9 --train 4d --test 1d",
        2,
        "strategy.out_of_range",
        &["length is 1", "between 2 and 5000"],
    ),
    (
        "backtest --strategy rsi_cross --param oversold=80 --param overbought=20",
        2,
        "strategy.conflict",
        &["oversold is 80", "overbought is 20"],
    ),
    (
        "backtest --strategy ar_forecast --param order=99",
        2,
        "strategy.out_of_range",
        &["order is 99", "between"],
    ),
    ("backtest --strategy rsi_cross --fee -1", 2, "setting", &["fee -1", "0 to 1"]),
    ("backtest --strategy rsi_cross --fee 1", 2, "setting", &["fee 1", "0 to 1"]),
    ("backtest --strategy rsi_cross --capital 0", 2, "setting", &["capital 0", "above 0"]),
    ("backtest --strategy rsi_cross --slippage-bps -4", 2, "setting", &["slippage_bps -4", "0 to"]),
    ("backtest --strategy rsi_cross --stop-loss 2", 2, "setting", &["stop_loss 2", "0 to 1"]),
    ("backtest --strategy rsi_cross --sizing fraction=3", 2, "setting", &["fraction 3", "0 (excluded) to 1"]),
    ("backtest --strategy rsi_cross --sizing risk=0.01", 2, "setting", &["risk 0.01", "stop-loss"]),
    ("indicator rsi --param length=0", 2, "indicator.out_of_range", &["length is 0", "between 2 and"]),
    ("model ar --param order=0", 2, "usage", &["order is \"0\"", "from 1 to 16"]),
    (
        "walk-forward --strategy rsi_cross --grid length=9 --train 0d --test 1d",
        2,
        "usage",
        &["\"0d\"", "180d"],
    ),
];

const TYPE: [Case; 9] = [
    (
        "backtest --strategy rsi_cross --param length=abc",
        2,
        "usage",
        &["length", "\"abc\"", "between 2 and 5000"],
    ),
    (
        "backtest --strategy rsi_cross --param length=NaN",
        2,
        "usage",
        &["length", "\"NaN\"", "between 2 and 5000"],
    ),
    (
        "backtest --strategy rsi_cross --param length=inf",
        2,
        "usage",
        &["length", "\"inf\"", "between 2 and 5000"],
    ),
    (
        "sweep --strategy rsi_cross --grid length=5,abc",
        2,
        "usage",
        &["length", "\"abc\"", "between 2 and 5000"],
    ),
    ("sweep --strategy rsi_cross --grid oversold=NaN", 2, "usage", &["oversold", "\"NaN\"", "between"]),
    (
        "sweep --strategy rsi_cross --grid length=9..5",
        2,
        "usage",
        &["length", "from 9 to 5", "between 2 and 5000"],
    ),
    ("backtest --strategy rsi_cross --capital NaN", 2, "setting", &["capital NaN", "above 0"]),
    ("backtest --strategy rsi_cross --fee NaN", 2, "setting", &["fee NaN", "0 to 1"]),
    ("backtest --strategy rsi_cross --tz Mars", 2, "unknown_time_zone", &["\"Mars\"", "Europe/Stockholm"]),
];

const CANDLES: [Case; 11] = [
    ("backtest --strategy rsi_cross --start 2030-01-01", 6, "no_candles", &["no candles in that period"]),
    (
        "backtest --strategy rsi_cross --start 2018-01-02 --end 2018-01-01",
        2,
        "usage",
        &["2018-01-01", "2018-01-02"],
    ),
    (
        "backtest --strategy rsi_cross --last-candles 10",
        6,
        "strategy.too_few_candles",
        &["needs 17 candles", "given 10"],
    ),
    ("backtest --strategy ar_forecast", 6, "strategy.too_few_candles", &["needs 301 candles", "given 200"]),
    (
        "recommend --strategy rsi_cross --last-candles 10",
        6,
        "strategy.too_few_candles",
        &["needs 16 candles", "given 10"],
    ),
    (
        "sweep --strategy rsi_cross --grid length=50..60 --last-candles 40",
        6,
        "strategy.too_few_candles",
        &["candles", "given 40"],
    ),
    (
        "walk-forward --strategy rsi_cross --grid length=9 --train 100d --test 1d",
        6,
        "strategy.too_few_candles",
        &["200 candles", "2400"],
    ),
    (
        "walk-forward --strategy rsi_cross --grid length=50..60 --train 1d --test 1d",
        6,
        "strategy.too_few_candles",
        &["given 24"],
    ),
    ("model ar --last-candles 5", 6, "model.too_few_values", &["needs 11 values", "given 5"]),
    (
        "sweep --strategy rsi_cross --grid length=2..2000 --grid oversold=1..49..0.01 --grid overbought=51..99",
        2,
        "grid_too_large",
        &["470262751", "10000000"],
    ),
    (
        "sweep --strategy rsi_cross --grid length=2..5000000000",
        2,
        "usage",
        &["4999999999 values", "10000000"],
    ),
];

#[test]
fn every_bad_request_names_what_is_wrong_and_stores_nothing() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    for (line, exit, code, holds) in UNKNOWN.into_iter().chain(RANGE).chain(TYPE).chain(CANDLES) {
        let words: Vec<&str> = line.split(' ').chain(["--input", &file]).collect();
        let error = csign.error(exit, &words);
        let message = error["message"].as_str().unwrap();
        assert_eq!(error["code"], code, "{line}: {message}");
        for part in holds {
            assert!(message.contains(part), "{line}: {part:?} is not in {message:?}");
        }
        let plain = csign.run(&words);
        assert_eq!((plain.exit, plain.out.as_str()), (exit, ""), "{line}");
        assert!(plain.err.starts_with("error: "), "{line}: {}", plain.err);
    }
    assert!(!csign.path("desk").exists(), "nothing was to be stored");
}

#[test]
fn bad_prices_are_named_by_line_and_column_wherever_candles_are_read() {
    let csign = Csign::new();
    let good = "timestamp_ms,open,high,low,close,volume\n1500000000000,10,11,9,10.5,1\n";
    for (row, column, reason) in [
        ("1500003600000,NaN,11,9,10,1", "open", "not_finite"),
        ("1500003600000,10,inf,9,10,1", "high", "not_finite"),
        ("1500003600000,10,11,0,10,1", "low", "not_positive"),
        ("1500003600000,10,11,-9,10,1", "low", "not_positive"),
        ("1500003600000,10,11,9,10,NaN", "volume", "not_finite"),
        ("1500003600000,10,11,9,10,-1", "volume", "negative_volume"),
    ] {
        let file = csign.write("bad.csv", format!("{good}{row}\n"));
        let folder = csign.path("report").display().to_string();
        for line in [
            &["backtest", "--strategy", "rsi_cross", "--report", &folder][..],
            &["sweep", "--strategy", "rsi_cross", "--grid", "length=2..5", "--report", &folder],
            &["recommend", "--strategy", "rsi_cross"],
            &["indicator", "rsi"],
            &["model", "ar"],
        ] {
            let error = csign.error(6, &[line, &["--input", &file]].concat());
            let details = &error["details"];
            assert_eq!(error["code"], "bad_file", "{line:?} {row}");
            assert_eq!((&details["line"], &details["column"]), (&3.into(), &column.into()), "{row}");
            assert_eq!(details["reason"], reason, "{row}");
        }
    }
    assert!(!csign.path("desk").exists() && !csign.path("report").exists());
}

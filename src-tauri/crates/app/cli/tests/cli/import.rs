//! `csign candles`.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::csign::{Csign, hourly_csv, shared};

const HEADER: &str = "timestamp_ms,open,high,low,close,volume\n";

/// Two good rows, then this one on line 4.
fn third(row: &str) -> Vec<u8> {
    let good = "1500000000000,10,11,9,10.5,1\n1500003600000,10,11,9,10.5,1\n";
    format!("{HEADER}{good}{row}\n").into_bytes()
}

fn import<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let line = ["candles", "import", file, "--venue", "coinbase", "--symbol", "BTC/USD"];
    line.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn a_malformed_file_is_named_and_the_database_unchanged() {
    let csign = Csign::new();
    let sound = csign.write("sound.csv", hourly_csv());
    csign.json(&import(&sound, &[]));
    let (series, bytes) = (csign.json(&["candles", "list"]), std::fs::read(csign.database()).unwrap());
    let long_line = [HEADER.as_bytes(), &vec![b'7'; 2_000_000]].concat();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(HEADER.bytes().flat_map(|b| [b, 0])).collect();
    let no_close = b"timestamp_ms,open,high,low,volume\n1500000000000,1,1,1,1\n".to_vec();
    for (text, line, column, reason) in [
        (no_close, 1, "", "missing_column"),
        (third("1500007200000,10,11,9,ten,1"), 4, "close", "bad_number"),
        (third("1499990000000,10,11,9,10,1"), 4, "timestamp_ms", "unordered"),
        (third("1500003600000,10,11,9,10,1"), 4, "timestamp_ms", "duplicate_time"),
        (third("1500007200000,NaN,11,9,10,1"), 4, "open", "not_finite"),
        (third("1500007200000,10,11,-9,10,1"), 4, "low", "not_positive"),
        (third("1500007200000,10,8,9,10,1"), 4, "high", "high_below_low"),
        (third("1500007200,10,11,9,10,1"), 4, "timestamp_ms", "mixed_time_units"),
        (third("2017-07-14T04:40:00Z,10,11,9,10,1"), 4, "timestamp_ms", "mixed_time_units"),
        (Vec::new(), 0, "", "empty"),
        (HEADER.as_bytes().to_vec(), 0, "", "empty"),
        (long_line, 2, "", "line_too_long"),
        (b"\x7fELF\x02\x01\x01\0\0\n".to_vec(), 1, "", "not_text"),
        (utf16, 1, "", "encoding"),
    ] {
        let file = csign.write("bad.csv", &text);
        let error = csign.error(6, &import(&file, &[]));
        let details = &error["details"];
        assert_eq!(error["code"], "bad_file", "{reason}");
        assert_eq!((&details["file"], &details["line"]), (&"bad.csv".into(), &line.into()), "{reason}");
        let column = if column.is_empty() { Value::Null } else { column.into() };
        assert_eq!((&details["column"], &details["reason"]), (&column, &reason.into()));
        assert!(error["message"].as_str().unwrap().starts_with("bad.csv"), "{error}");
        assert_eq!(csign.run(&import(&file, &[])).exit, 6);
    }
    assert_eq!(csign.json(&["candles", "list"]), series);
    assert!(std::fs::read(csign.database()).unwrap() == bytes, "the database changed");
}

#[test]
fn the_result_counts_rows_duplicates_and_gaps() {
    let csign = Csign::new();
    let rows: Vec<String> = hourly_csv().lines().map(str::to_owned).collect();
    let with_gap: String = rows[..51].iter().chain(&rows[54..]).map(|row| format!("{row}\n")).collect();
    let file = csign.write("gap.csv", with_gap);
    let (first, last) = (1_499_997_600_000_i64, 1_499_997_600_000_i64 + 199 * 3_600_000);
    let result = csign.json(&import(&file, &["--timeframe", "1h"]));
    let gap_from = first + 50 * 3_600_000;
    assert_eq!(result["gaps"][0]["missing"], 3);
    assert_eq!(result["gaps"][0]["from"], gap_from);
    let counts = |r: &Value| [&r["rows"], &r["inserted"], &r["duplicates"]].map(|v| v.as_u64().unwrap());
    assert_eq!(
        (counts(&result), &result["first"], &result["last"]),
        ([197, 197, 0], &first.into(), &last.into())
    );
    // the whole file fills the gap, and a third time changes nothing
    let whole = csign.write("whole.csv", hourly_csv());
    let result = csign.json(&import(&whole, &[]));
    assert_eq!((counts(&result), result["gaps"].as_array().unwrap().len()), ([200, 3, 197], 0));
    assert_eq!(counts(&csign.json(&import(&whole, &[]))), [200, 0, 200]);
    let series = &csign.json(&["candles", "list"])[0];
    assert_eq!(
        (&series["count"], &series["missing"], &series["timeframe"]),
        (&200.into(), &0.into(), &"1h".into())
    );
}

#[test]
fn several_files_are_stored_together_or_not_at_all() {
    let csign = Csign::new();
    let rows: Vec<String> = hourly_csv().lines().map(str::to_owned).collect();
    let part = |rows: &[String]| format!("{HEADER}{}\n", rows.join("\n"));
    let (late, early) = (csign.write("b.csv", part(&rows[101..])), csign.write("a.csv", part(&rows[1..90])));
    let bad = csign.write("bad.csv", third("x"));
    csign.error(6, &[&import(&early, &[])[..], &[&bad]].concat());
    assert!(!csign.database().exists(), "nothing was to be stored");
    let result = csign.json(&[&import(&late, &[])[..], &[&early]].concat());
    assert_eq!((&result["rows"], &result["gaps"][0]["missing"]), (&189.into(), &11.into()));
    assert_eq!(result["gaps"].as_array().unwrap().len(), 1);
}

#[test]
fn standard_input_and_export_go_round() {
    let csign = Csign::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_csign"))
        .args(import("-", &[]))
        .env("COUNTERSIGN_DATA_DIR", csign.path("desk"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(hourly_csv().as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let line = ["candles", "export", "--venue", "coinbase", "--symbol", "BTC/USD", "--timeframe", "1h"];
    let ran = csign.run(&[&line[..], &["--format", "csv"]].concat());
    assert_eq!((ran.exit, ran.out.as_str()), (0, hourly_csv().as_str()));
    let out = csign.path("out.csv").display().to_string();
    assert_eq!(csign.json(&[&line[..], &["--output", &out]].concat())["rows"], 200);
    assert_eq!(std::fs::read_to_string(out).unwrap(), hourly_csv());
    let other = ["candles", "export", "--venue", "kraken", "--symbol", "BTC/USD", "--timeframe", "1h"];
    assert_eq!(csign.error(4, &other)["code"], "not_found");
}

#[test]
fn the_real_file_is_imported_whole() {
    let Some(file) = shared("data/coinbase_BTC-USD_1h.csv") else { return };
    let csign = Csign::new();
    let result = csign.json(&import(&file, &[]));
    let expected = serde_json::json!({"rows": 20111, "inserted": 20111, "duplicates": 0, "gaps": [],
        "first": 1_498_906_800_000_i64, "last": 1_571_302_800_000_i64});
    assert_eq!(result, expected);
    let line = ["candles", "export", "--venue", "coinbase", "--symbol", "BTC/USD", "--timeframe", "1h"];
    let ran = csign.run(&line);
    assert_eq!(ran.out.lines().nth(1), Some("1498906800000,2505.56,2513.38,2495.12,2509.17,114.6"));
    assert_eq!(ran.out.lines().count(), 20_112);
}

#[test]
fn names_that_are_none_are_usage_errors() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    for (venue, symbol) in
        [("Coin Base", "BTC/USD"), ("builtin", "BTC/USD"), ("coinbase", "BTCUSD"), ("", "A/B")]
    {
        let line = ["candles", "import", &file, "--venue", venue, "--symbol", symbol];
        assert_eq!(csign.error(2, &line)["code"], "usage", "{venue} {symbol}");
    }
    let parquet = csign.write("candles.parquet", b"PAR1....");
    assert_eq!(csign.error(6, &import(&parquet, &[]))["details"]["reason"], "bad_parquet");
    assert_eq!(csign.error(4, &import("absent.csv", &[]))["code"], "not_found");
    let folder = csign.path("").display().to_string();
    assert_eq!(csign.error(6, &import(&folder, &[]))["details"]["reason"], "unreadable");
    assert!(!csign.database().exists());
}

//! Every form of candles the contract names comes in as the same series, and goes out again.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::csign::{Csign, hourly_csv};

const SERIES: [&str; 6] = ["--venue", "coinbase", "--symbol", "BTC/USD", "--timeframe", "1h"];
const FIRST_MS: i64 = 1_499_997_600_000;

fn import(csign: &Csign, file: &str) -> Value {
    csign.json(&[&["candles", "import", file], &SERIES[..]].concat())
}

fn exported(csign: &Csign) -> String {
    let ran = csign.run(&[&["candles", "export", "--format", "csv"], &SERIES[..]].concat());
    assert_eq!(ran.exit, 0, "{}", ran.err);
    ran.out
}

fn whole() -> Value {
    json!({"rows": 200, "inserted": 200, "duplicates": 0, "gaps": [], "first": FIRST_MS,
        "last": FIRST_MS + 199 * 3_600_000})
}

/// The hourly file with its times rewritten and its first column named otherwise; no header for an empty name.
fn retold(name: &str, time: impl Fn(i64) -> String) -> String {
    let csv = hourly_csv();
    let row = |line: &str| {
        let (at, rest) = line.split_once(',').unwrap();
        format!("{},{rest}\n", time(at.parse().unwrap()))
    };
    let rows: String = csv.lines().skip(1).map(row).collect();
    if name.is_empty() { rows } else { format!("{name},open,high,low,close,volume\n{rows}") }
}

fn iso(ms: i64) -> String {
    let (days, hours) = ((ms - FIRST_MS + 7_200_000) / 86_400_000, (ms / 3_600_000) % 24);
    format!("2017-07-{:02}T{hours:02}:00:00Z", 14 + days)
}

#[test]
fn every_name_of_the_time_column_in_every_unit() {
    for name in ["timestamp", "timestamp_ms", "ts", "time", "date", "datetime", "open_time", ""] {
        type Written = fn(i64) -> String;
        let forms: [(&str, Written); 4] = [
            ("s", |t| (t / 1000).to_string()),
            ("ms", |t| t.to_string()),
            ("us", |t| (t * 1000).to_string()),
            ("iso", iso),
        ];
        for (unit, form) in forms {
            let csign = Csign::new();
            let file = csign.write("candles.csv", retold(name, form));
            assert_eq!(import(&csign, &file), whole(), "{name:?} in {unit}");
            assert_eq!(exported(&csign), hourly_csv(), "{name:?} in {unit}");
        }
    }
}

#[test]
fn a_kline_archive_by_path_and_on_standard_input() {
    let csign = Csign::new();
    let path = csign.path("BTCUSD-1h.zip");
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    archive.start_file("BTCUSD-1h.csv", zip::write::SimpleFileOptions::default()).unwrap();
    let klines = retold("", |t| t.to_string()).replace('\n', ",1499999999999,7,1,2,3,0\n");
    archive.write_all(klines.as_bytes()).unwrap();
    archive.finish().unwrap();
    assert_eq!(import(&csign, &path.display().to_string()), whole());
    assert_eq!(exported(&csign), hourly_csv());
    let other = Csign::new();
    assert_eq!(piped(&other, &std::fs::read(path).unwrap()), whole());
}

fn piped(csign: &Csign, bytes: &[u8]) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_csign"))
        .args(["candles", "import", "-", "--json"])
        .args(SERIES)
        .env("COUNTERSIGN_DATA_DIR", csign.path("desk"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn parquet_goes_out_and_comes_in_again_by_path_by_pipe_and_as_input() {
    let csign = Csign::new();
    let csv = csign.write("hourly.csv", hourly_csv());
    import(&csign, &csv);
    let file = csign.path("hourly.parquet").display().to_string();
    let line = [&["candles", "export", "--format", "parquet", "--output", &file], &SERIES[..]].concat();
    assert_eq!(csign.json(&line), json!({"rows": 200, "output": file}));
    let other = Csign::new();
    assert_eq!(import(&other, &file), whole());
    assert_eq!(exported(&other), hourly_csv());
    let third = Csign::new();
    assert_eq!(piped(&third, &std::fs::read(&file).unwrap()), whole());
    let rsi = |input: &str| csign.json(&["indicator", "rsi", "--input", input]);
    assert_eq!(rsi(&file), rsi(&csv));
}

#[test]
fn parquet_of_other_programs_is_read_and_a_fault_names_its_row() {
    let forms = concat!(env!("CARGO_MANIFEST_DIR"), "/../../edge/store/tests/parquet");
    for name in
        ["pandas_index_snappy", "micros_zstd", "decimals_gzip", "texts_brotli", "int96_lz4", "iso_plain"]
    {
        let csign = Csign::new();
        let result = import(&csign, &format!("{forms}/{name}.parquet"));
        assert_eq!(
            (&result["rows"], &result["first"]),
            (&json!(60), &json!(1_500_001_200_000_i64)),
            "{name}"
        );
    }
    let csign = Csign::new();
    let file = format!("{forms}/row_41_without_close.parquet");
    let error = csign.error(6, &[&["candles", "import", &file], &SERIES[..]].concat());
    assert_eq!(error["details"]["line"], 41);
    assert_eq!(
        (&error["details"]["column"], &error["details"]["reason"]),
        (&json!("close"), &json!("empty_field"))
    );
    assert!(!csign.database().exists());
}

#[test]
fn the_list_counts_what_is_stored_and_is_empty_before() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    import(&csign, &file);
    let series = csign.json(&["candles", "list"]);
    let expected = json!([{"venue": "coinbase", "symbol": "BTC/USD", "timeframe": "1h", "count": 200, "missing": 0,
        "first": FIRST_MS, "last": FIRST_MS + 199 * 3_600_000}]);
    assert_eq!(series, expected);
    assert!(csign.run(&["candles", "list"]).out.contains("2017-07-14T02:00:00Z"));
}

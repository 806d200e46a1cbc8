//! Files that are refused: each with file, line, column and reason.

use std::io::Read;

use domain::Timeframe;
use store::import::{ImportError, ImportOptions, read_candles};

const HEADER: &str = "timestamp_ms,open,high,low,close,volume\n";

fn refused(text: &[u8], timeframe: Option<Timeframe>) -> ImportError {
    let options = ImportOptions { file: "bad.csv".into(), timeframe, cancel: None };
    read_candles(text, Some(text.len() as u64), &options, &mut |_| {}).expect_err("should be refused")
}

/// Two good rows, then this one on line 4.
fn third_row(row: &str) -> ImportError {
    let good = "1500000000000,10,11,9,10.5,1\n1500003600000,10,11,9,10.5,1\n";
    refused(format!("{HEADER}{good}{row}\n").as_bytes(), None)
}

#[test]
fn a_bad_row_is_named_with_line_column_and_reason() {
    for (row, column, code) in [
        ("1500007200000,10,11,9,ten,1", "close", "bad_number"),
        ("1500007200000,10,11,9,,1", "close", "empty_field"),
        ("1500007200000,NaN,11,9,10,1", "open", "not_finite"),
        ("1500007200000,10,inf,9,10,1", "high", "not_finite"),
        ("1500007200000,10,11,-9,10,1", "low", "not_positive"),
        ("1500007200000,10,8,9,10,1", "high", "high_below_low"),
        ("1500007200000,10,11,9,12,1", "close", "outside_range"),
        ("1500007200000,10,11,9,10,-1", "volume", "negative_volume"),
        ("1500003600000,10,11,9,10,1", "timestamp_ms", "duplicate_time"),
        ("1499990000000,10,11,9,10,1", "timestamp_ms", "unordered"),
        ("1500007200,10,11,9,10,1", "timestamp_ms", "mixed_time_units"),
        ("2017-07-14T04:40:00Z,10,11,9,10,1", "timestamp_ms", "mixed_time_units"),
        ("yesterday,10,11,9,10,1", "timestamp_ms", "bad_time"),
        (",10,11,9,10,1", "timestamp_ms", "empty_field"),
        ("7,10,11,9,10,1", "timestamp_ms", "time_out_of_range"),
    ] {
        let error = third_row(row);
        assert_eq!(
            (error.line, error.column.as_deref(), error.reason.code()),
            (4, Some(column), code),
            "{row}"
        );
    }
    let short = third_row("1500007200000,10,11");
    assert_eq!((short.line, short.column, short.reason.code()), (4, None, "field_count"));
    let message = third_row("1500007200000,10,11,9,ten,1").to_string();
    assert_eq!(message, "bad.csv, line 4, column close: \"ten\" is not a number");
}

#[test]
fn a_bad_file_is_named_with_its_reason() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(HEADER.bytes().flat_map(|b| [b, 0])).collect();
    let bare_utf16: Vec<u8> = HEADER.bytes().flat_map(|b| [b, 0]).collect();
    let latin1 = [b"timestamp,\xD6ppen,open,high,low,close,volume\n".as_slice(), b"1,2,3,4,5,6,7\n"].concat();
    let garbage: Vec<u8> = (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (text, line, code) in [
        (b"".as_slice(), 0, "empty"),
        (b"\n\n", 0, "empty"),
        (HEADER.as_bytes(), 0, "empty"),
        (b"timestamp,open,high,low,volume\n1500000000000,1,1,1,1\n", 1, "missing_column"),
        (b"1500000000000,1,1,1,1\n", 1, "missing_column"),
        (b"open,high,low,close,volume\n", 1, "missing_column"),
        (b"{\"candles\":[]}", 1, "missing_column"),
        (&utf16, 1, "encoding"),
        (&bare_utf16, 1, "encoding"),
        (&latin1, 1, "encoding"),
        (b"\x7fELF\x02\x01\x01\0\0\n", 1, "not_text"),
        (b"1500000000000,10,11,9,10,1\n", 0, "timeframe_needed"),
    ] {
        let error = refused(text, None);
        assert_eq!((error.line, error.reason.code()), (line, code), "{:?}", String::from_utf8_lossy(text));
    }
    assert!(["encoding", "not_text", "line_too_long"].contains(&refused(&garbage, None).reason.code()));
}

#[test]
fn stamps_that_do_not_fit_the_timeframe_are_named() {
    let text = format!("{HEADER}1500000000000,10,11,9,10,1\n\n1500003600001,10,11,9,10,1\n");
    let error = refused(text.as_bytes(), Some(Timeframe::H1));
    // 1500000000000 is 02:40
    assert_eq!((error.line, error.reason.code()), (2, "off_grid"));
    let text = format!(
        "{HEADER}1500001200000,10,11,9,10,1\n\n1500004800000,10,11,9,10,1\n1500004860000,10,11,9,10,1\n1500004921000,10,11,9,10,1\n"
    );
    let error = refused(text.as_bytes(), None);
    assert_eq!(
        (error.line, error.column.as_deref(), error.reason.code()),
        (6, Some("timestamp_ms"), "off_grid")
    );
    let rows = |step_ms: i64| -> String {
        (0..20).map(|i| format!("{},10,11,9,10,1\n", 1_500_000_000_000 + i * step_ms)).collect()
    };
    assert_eq!(refused(rows(7 * 60_000).as_bytes(), None).reason.code(), "unknown_timeframe");
    let hourly: String = rows(3_600_000);
    assert_eq!(refused(hourly.as_bytes(), Some(Timeframe::M1)).reason.code(), "timeframe_mismatch");
}

#[test]
fn a_line_of_a_gigabyte_is_refused_in_a_few_kilobytes() {
    let endless = HEADER.as_bytes().chain(std::io::repeat(b'7').take(1 << 30));
    let options = ImportOptions { file: "long.csv".into(), ..ImportOptions::default() };
    let error = read_candles(endless, None, &options, &mut |_| {}).expect_err("should be refused");
    assert_eq!((error.line, error.reason.code()), (2, "line_too_long"));
}

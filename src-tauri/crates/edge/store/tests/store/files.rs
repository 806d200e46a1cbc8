//! Files that are read.

use std::io::Write;
use std::sync::atomic::AtomicBool;

use domain::{Candle, Candles, Timeframe};
use proptest::prelude::*;
use store::import::{
    ImportError, ImportFault, ImportOptions, Parsed, Progress, read_candles, read_path, read_stream,
};

use crate::fixture::{Scratch, candles, instrument, real_candles};

fn read(text: impl AsRef<[u8]>) -> Result<Parsed, ImportError> {
    let options = ImportOptions { file: "test.csv".into(), ..ImportOptions::default() };
    read_candles(text.as_ref(), None, &options, &mut |_| {})
}

fn csv(candles: &Candles, delimiter: &str, time: impl Fn(i64) -> String) -> String {
    let row = |c: Candle| {
        [
            time(c.time_ms),
            c.open.to_string(),
            c.high.to_string(),
            c.low.to_string(),
            c.close.to_string(),
            c.volume.to_string(),
        ]
        .join(delimiter)
    };
    candles.iter().map(|c| row(c) + "\n").collect()
}

#[tokio::test]
async fn the_real_file_is_read_stored_and_loaded() {
    let Some(path) = real_candles() else { return };
    let mut heard = Vec::new();
    let parsed = read_path(&path, &ImportOptions::default(), &mut |p| heard.push(p)).unwrap();
    assert_eq!((parsed.candles.len(), parsed.timeframe, parsed.reversed), (20_111, Timeframe::H1, false));
    let first = Candle {
        time_ms: 1_498_906_800_000,
        open: 2505.56,
        high: 2513.38,
        low: 2495.12,
        close: 2509.17,
        volume: 114.6,
    };
    assert_eq!(parsed.candles.get(0), Some(first));
    let bytes = std::fs::metadata(&path).unwrap().len();
    assert_eq!(heard, [Progress { rows: 20_111, bytes, total_bytes: Some(bytes) }]);
    let scratch = Scratch::new().await;
    let outcome = scratch.store.import(&instrument(), &parsed.candles).await.unwrap();
    assert_eq!((outcome.inserted, outcome.gaps.len()), (20_111, 0));
    let loaded = scratch.store.load(&instrument(), Timeframe::H1, i64::MIN..i64::MAX).await.unwrap();
    assert_eq!(loaded, parsed.candles);
    let again = scratch.store.import(&instrument(), &parsed.candles).await.unwrap();
    assert_eq!((again.inserted, again.duplicates, again.replaced), (0, 20_111, 0));
}

#[test]
fn headers_delimiters_units_marks_and_line_ends() {
    let expected = candles(Timeframe::H1, 400_000..400_003);
    let ms = csv(&expected, ",", |t| t.to_string());
    let seconds = csv(&expected, ";", |t| (t / 1000).to_string());
    let micros = csv(&expected, "\t", |t| (t * 1000).to_string());
    let header = "time,open,high,low,close,volume\n";
    for text in [
        ms.clone(),
        seconds.clone(),
        micros,
        format!("{header}{ms}"),
        format!("\u{feff}{header}{ms}"),
        format!("Date;Open;High;Low;Close;Vol\r\n{}", seconds.replace('\n', "\r\n")),
        format!("https://www.example.com\n# exported\n\n{header}{ms}\n\n"),
        ms.trim_end().to_owned(),
    ] {
        assert_eq!(read(&text).map(|p| p.candles), Ok(expected.clone()), "{text}");
    }
    let iso = "date,symbol,open,high,low,close,Volume BTC,Volume USD\n\
               2015-08-19 16:00:00,BTC,100,101,99.5,100.25,1.5,7\n2015-08-19T17:00Z,BTC,100.01,101.01,99.51,100.26,1.5,7\n";
    let parsed = read(iso).unwrap();
    assert_eq!(parsed.candles.time_ms, [1_440_000_000_000, 1_440_003_600_000]);
    assert_eq!(parsed.candles.volume, [1.5, 1.5]);
}

#[test]
fn newest_first_is_turned_round() {
    let all = candles(Timeframe::M15, 2_000_000..2_000_500);
    let newest_first: String =
        csv(&all, ",", |t| t.to_string()).lines().rev().map(|l| format!("{l}\n")).collect();
    let parsed = read(newest_first).unwrap();
    assert!(parsed.reversed);
    assert_eq!((parsed.candles, parsed.timeframe), (all, Timeframe::M15));
}

#[test]
fn a_kline_archive_is_read_and_a_strange_one_is_not() {
    let all = candles(Timeframe::M1, 28_000_000..28_001_000);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("BTCUSDT-1m-2023-03.zip");
    let row = |l: &str| format!("{l},1677628859999,2.5,10,1.0,1.0,0\n");
    let text: String = csv(&all, ",", |t| (t * 1000).to_string()).lines().map(row).collect();
    let write = |names: &[&str]| {
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
    };
    let read = || read_path(&path, &ImportOptions::default(), &mut |_| {});
    write(&["BTCUSDT-1m-2023-03.csv"]);
    let parsed = read().unwrap();
    assert_eq!((parsed.candles, parsed.timeframe), (all, Timeframe::M1));
    write(&["a.csv", "b.csv"]);
    assert_eq!(read().unwrap_err().reason, ImportFault::ArchiveFiles { files: 2 });
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(read().unwrap_err().reason, ImportFault::BadArchive);
}

#[test]
fn a_gzipped_file_is_read_by_path_and_by_stream() {
    let all = candles(Timeframe::M1, 28_000_000..28_001_000);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(csv(&all, ",", |t| t.to_string()).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("BTCUSDT-1m.csv.gz");
    std::fs::write(&path, &packed).unwrap();
    assert_eq!(read_path(&path, &ImportOptions::default(), &mut |_| {}).unwrap().candles, all);
    let stream = |bytes: &[u8]| read_stream(bytes, &ImportOptions::default(), &mut |_| {});
    assert_eq!(stream(&packed).unwrap().candles, all);
    assert_eq!(stream(&packed[..packed.len() / 2]).unwrap_err().reason, ImportFault::BadArchive);
}

#[test]
fn progress_is_told_and_cancelling_ends_it() {
    let text = csv(&candles(Timeframe::M1, 28_000_000..28_120_000), ",", |t| t.to_string());
    let total_bytes = Some(text.len() as u64);
    let cancel = AtomicBool::new(false);
    let options = ImportOptions { file: "x.csv".into(), timeframe: None, cancel: Some(&cancel) };
    let mut heard = Vec::new();
    read_candles(text.as_bytes(), total_bytes, &options, &mut |p| heard.push((p.rows, p.bytes))).unwrap();
    assert_eq!(heard.iter().map(|(rows, _)| *rows).collect::<Vec<_>>(), [50_000, 100_000, 120_000]);
    assert_eq!(heard.last().map(|(_, bytes)| *bytes), total_bytes);
    let stop = |_: Progress| cancel.store(true, std::sync::atomic::Ordering::Relaxed);
    let mut stop = stop;
    let error = read_candles(text.as_bytes(), total_bytes, &options, &mut stop).unwrap_err();
    assert_eq!((error.reason, error.line), (ImportFault::Cancelled, 0));
}

/// Valid candles of any prices, as a file could hold them.
fn any_candles() -> impl Strategy<Value = Candles> {
    let price = 1e-6..1e9_f64;
    let row = (1_i64..5, price.clone(), price, 0.0..1.0_f64, 0.0..1.0_f64, 0.0..1e9_f64);
    prop::collection::vec(row, 2..60).prop_map(|rows| {
        let mut time_ms = 1_600_000_000_000 - 1_600_000_000_000 % Timeframe::M30.ms();
        let mut candles = Candles::new(Timeframe::M30);
        for (i, (steps, a, b, x, y, volume)) in rows.into_iter().enumerate() {
            // one step of exactly a timeframe, so that it can be told from the data
            time_ms += Timeframe::M30.ms() * if i == 1 { 1 } else { steps };
            let (low, high) = (a.min(b), a.max(b));
            let between = |t: f64| (low + (high - low) * t).clamp(low, high);
            candles.push(Candle { time_ms, open: between(x), high, low, close: between(y), volume });
        }
        candles
    })
}

proptest! {
    #[test]
    fn any_valid_candles_come_back_to_the_last_bit(all in any_candles(), delimiter in prop_oneof![Just(","), Just(";"), Just("\t")]) {
        let parsed = read(csv(&all, delimiter, |t| t.to_string())).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(parsed.candles, all);
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        if let Err(e) = read(&bytes) {
            prop_assert!(!e.to_string().is_empty());
        }
    }

    /// Text close to a real file: one spoiled character is either harmless or named with its line.
    #[test]
    fn a_spoiled_file_is_read_or_named(at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut bytes = csv(&candles(Timeframe::H1, 400_000..400_030), ",", |t| t.to_string()).into_bytes();
        let i = at.index(bytes.len());
        bytes[i] = with;
        match read(&bytes) {
            Ok(parsed) => prop_assert!(parsed.candles.iter().all(|c| c.check().is_ok())),
            Err(e) => prop_assert!(e.line <= 31 && !e.reason.code().is_empty()),
        }
    }
}

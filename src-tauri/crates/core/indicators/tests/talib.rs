//! Agreement with TA-Lib on real hourly candles (the reference holds the first 5,000), where the reference files are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use indicators::{atr::atr, ema::ema, rsi::rsi, sma::sma};

type Table = Vec<(String, Vec<f64>)>;

/// The columns of a reference file; an empty cell is `NaN`. `None`, with a note, where the file is not there.
fn table(file: &str) -> Option<Table> {
    let path = format!("{}/../../../../../shared/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: {file} is not at hand");
        return None;
    };
    let names = reader.headers().unwrap().clone();
    let mut table: Table = names.iter().map(|n| (n.to_owned(), Vec::new())).collect();
    for record in reader.records() {
        for (cell, (_, column)) in record.unwrap().iter().zip(&mut table) {
            column.push(if cell.is_empty() { f64::NAN } else { cell.parse().unwrap() });
        }
    }
    Some(table)
}

fn column<'t>(table: &'t Table, name: &str) -> &'t [f64] {
    &table.iter().find(|(n, _)| n == name).expect("the reference file has this column").1
}

/// The worst relative difference. The file holds 12 significant digits: 5e-12 of what is seen is its rounding.
fn worst(got: &[f64], want: &[f64]) -> f64 {
    assert!(want.len() >= 5000 && got.len() >= want.len());
    let mut worst = 0.0f64;
    for (i, (g, w)) in got.iter().zip(want).enumerate() {
        assert_eq!(g.is_nan(), w.is_nan(), "defined at {i}: {g} against {w}");
        if !w.is_nan() {
            worst = worst.max((g - w).abs() / w.abs().max(1e-9));
        }
    }
    worst
}

#[test]
fn sma_ema_rsi_and_atr_agree_with_ta_lib_to_1e_9() {
    let (Some(candles), Some(reference)) =
        (table("coinbase_BTC-USD_1h.csv"), table("indicators_coinbase_1h.csv"))
    else {
        return;
    };
    let [high, low, close] = ["high", "low", "close"].map(|name| column(&candles, name));
    let mut checked = 0;
    for (name, want) in &reference {
        let Some((kind, Ok(length))) = name.split_once('_').map(|(k, l)| (k, l.parse::<usize>())) else {
            continue;
        };
        let got = match kind {
            "sma" => sma(close, length),
            "ema" => ema(close, length),
            "rsi" => rsi(close, length),
            "atr" => atr(high, low, close, length),
            _ => continue,
        };
        let worst = worst(&got, want);
        println!("{name}: worst relative difference {worst:e}");
        assert!(worst <= 1e-9, "{name} differs by {worst:e}");
        checked += 1;
    }
    assert_eq!(checked, 14, "rsi 4, sma 4, ema 4, atr 2");
}

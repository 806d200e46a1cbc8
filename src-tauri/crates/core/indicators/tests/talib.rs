//! Agreement with TA-Lib, and of z-scores with numpy, on real hourly candles (the reference holds the first 5,000), where
//! the reference files are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use domain::{Candles, Timeframe};
use indicators::{Params, compute};

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

fn candles(table: &Table) -> Candles {
    let column = |name: &str| table.iter().find(|(n, _)| n == name).expect("a column of candles").1.clone();
    Candles {
        timeframe: Timeframe::H1,
        time_ms: column("timestamp_ms").iter().map(|t| *t as i64).collect(),
        open: column("open"),
        high: column("high"),
        low: column("low"),
        close: column("close"),
        volume: column("volume"),
    }
}

/// Which of our indicators a column of the reference is: name, parameters and column.
fn ours(reference: &str) -> Option<(&'static str, Params, usize)> {
    let params = |given: &[(&str, f64)]| given.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<Params>();
    let fixed = match reference {
        "stoch_14_3_3_k" => Some(("stochastic", params(&[]), 0)),
        "stoch_14_3_3_d" => Some(("stochastic", params(&[]), 1)),
        "bb_20_2_upper" => Some(("bollinger", params(&[]), 0)),
        "bb_20_2_mid" => Some(("bollinger", params(&[]), 1)),
        "bb_20_2_lower" => Some(("bollinger", params(&[]), 2)),
        "macd_talib" => Some(("macd", params(&[]), 0)),
        "macd_talib_signal" => Some(("macd", params(&[]), 1)),
        "macd_talib_hist" => Some(("macd", params(&[]), 2)),
        "zscore_20_pop" => Some(("zscore", params(&[("length", 20.0)]), 0)),
        "zscore_20_sample" => Some(("zscore", params(&[("length", 20.0), ("ddof", 1.0)]), 0)),
        "zscore_50_pop" => Some(("zscore", params(&[("length", 50.0), ("ddof", 0.0)]), 0)),
        "zscore_50_sample" => Some(("zscore", params(&[("length", 50.0), ("ddof", 1.0)]), 0)),
        _ => None,
    };
    fixed.or_else(|| {
        let (kind, length) = reference.split_once('_')?;
        let name = ["sma", "ema", "wma", "rsi", "atr", "adx"].into_iter().find(|name| *name == kind)?;
        Some((name, params(&[("length", length.parse().ok()?)]), 0))
    })
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
fn every_column_of_the_reference_agrees_to_1e_9() {
    let (Some(prices), Some(reference)) =
        (table("coinbase_BTC-USD_1h.csv"), table("indicators_coinbase_1h.csv"))
    else {
        return;
    };
    let candles = candles(&prices);
    let mut checked = 0;
    for (name, want) in &reference {
        let Some((indicator, params, column)) = ours(name) else { continue };
        let got = compute(indicator, &params, &candles).unwrap().swap_remove(column).values;
        let worst = worst(&got, want);
        println!("{name}: worst relative difference {worst:e}");
        assert!(worst <= 1e-9, "{name} differs by {worst:e}");
        checked += 1;
    }
    assert_eq!(
        checked, 29,
        "rsi 4, sma 4, ema 4, wma 2, atr 2, stochastic 2, bollinger 3, macd 3, adx 1, zscore 4"
    );
}

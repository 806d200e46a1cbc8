//! `csign indicators` and `csign indicator`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::csign::{Csign, hourly_csv, shared};
use crate::reference::{agrees, rows};

/// Columns of the reference, the indicator that gives them with its parameters, and the name of the column there.
fn asked(reference: &str) -> Option<(&'static str, Vec<String>, &'static str)> {
    let length = |n: &str| vec![format!("length={n}")];
    let parts: Vec<&str> = reference.split('_').collect();
    Some(match parts[..] {
        ["stoch", "14", "3", "3", "k"] => ("stochastic", Vec::new(), "k"),
        ["stoch", "14", "3", "3", "d"] => ("stochastic", Vec::new(), "d"),
        ["bb", "20", "2", "upper"] => ("bollinger", length("20"), "upper"),
        ["bb", "20", "2", "mid"] => ("bollinger", length("20"), "middle"),
        ["bb", "20", "2", "lower"] => ("bollinger", length("20"), "lower"),
        ["macd", "talib"] => ("macd", Vec::new(), "macd"),
        ["macd", "talib", "signal"] => ("macd", Vec::new(), "signal"),
        ["macd", "talib", "hist"] => ("macd", Vec::new(), "histogram"),
        ["zscore", n, "pop"] => ("zscore", length(n), "zscore"),
        ["zscore", n, "sample"] => ("zscore", [length(n), vec!["ddof=1".to_owned()]].concat(), "zscore"),
        [kind, n] => {
            let kind = ["sma", "ema", "wma", "rsi", "atr", "adx"].into_iter().find(|k| *k == kind)?;
            (kind, length(n), kind)
        }
        _ => return None,
    })
}

#[test]
fn every_column_of_the_reference_that_we_have_agrees() {
    let (Some(candles), Some(reference)) =
        (shared("data/coinbase_BTC-USD_1h.csv"), shared("data/indicators_coinbase_1h.csv"))
    else {
        return;
    };
    let csign = Csign::new();
    let (names, rows) = rows(&reference);
    let mut answers: BTreeMap<(&str, Vec<String>), Value> = BTreeMap::new();
    let mut compared = 0;
    for (place, name) in names.iter().enumerate() {
        // a reference of another rounding of MACD's beginning stands beside TA-Lib's
        let Some((kind, params, column)) = asked(name) else { continue };
        let ours = answers.entry((kind, params.clone())).or_insert_with(|| {
            let params = params.iter().flat_map(|p| ["--param", p]);
            let line: Vec<&str> =
                ["indicator", kind, "--input", &candles].into_iter().chain(params).collect();
            csign.json(&line)
        });
        let values = ours["columns"][column].as_array().unwrap_or_else(|| panic!("{name}: {kind} {column}"));
        assert_eq!(values.len(), 20_111);
        for (row, value) in rows.iter().zip(values) {
            match row[place].as_str() {
                "" => assert_eq!(*value, Value::Null, "{name} at {}", row[0]),
                theirs => agrees(name, value, &theirs.parse::<f64>().unwrap().into()),
            }
        }
        assert_eq!(ours["timestamps"][0].to_string(), rows[0][0]);
        compared += 1;
    }
    assert_eq!(compared, 29);
}

#[test]
fn the_list_tells_names_parameters_and_columns() {
    let list = Csign::new().json(&["indicators"]);
    let rsi = list.as_array().unwrap().iter().find(|i| i["name"] == "rsi").unwrap();
    assert_eq!((&rsi["params"][0]["name"], &rsi["columns"]), (&"length".into(), &serde_json::json!(["rsi"])));
}

#[test]
fn a_table_shows_the_end_and_says_so() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let ran = csign.run(&["indicator", "sma", "--param", "length=3", "--input", &file]);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.out.starts_with("time ") && ran.out.contains("180 earlier rows are left out"), "{}", ran.out);
    let piped = csign.json(&["indicator", "sma", "--input", &file, "--last-candles", "2"]);
    assert_eq!(piped["columns"]["sma"], serde_json::json!([null, null]));
}

#[test]
fn what_is_unknown_is_named() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let error = |args: &[&str]| csign.error(2, &[args, &["--input", &file]].concat())["code"].clone();
    assert_eq!(error(&["indicator", "rsj"]), "indicator.unknown");
    assert_eq!(error(&["indicator", "rsi", "--param", "period=3"]), "indicator.unknown_parameter");
    assert_eq!(error(&["indicator", "rsi", "--param", "length=two"]), "usage");
    assert_eq!(error(&["indicator", "rsi", "--param", "length"]), "usage");
}

//! `csign indicators` and `csign indicator`.

use serde_json::Value;

use crate::csign::{Csign, hourly_csv, shared};
use crate::reference::{agrees, rows};

#[test]
fn every_listed_column_of_the_reference_agrees() {
    let (Some(candles), Some(reference)) =
        (shared("data/coinbase_BTC-USD_1h.csv"), shared("data/indicators_coinbase_1h.csv"))
    else {
        return;
    };
    let csign = Csign::new();
    let (names, rows) = rows(&reference);
    let mut compared = 0;
    for (column, name) in names.iter().enumerate() {
        let Some((kind @ ("sma" | "ema" | "rsi" | "atr"), length)) = name.split_once('_') else { continue };
        let param = format!("length={length}");
        let ours = csign.json(&["indicator", kind, "--param", &param, "--input", &candles]);
        assert_eq!(ours["params"]["length"].to_string(), length);
        let values = ours["columns"][kind].as_array().unwrap();
        assert_eq!(values.len(), 20_111);
        for (row, value) in rows.iter().zip(values) {
            match row[column].as_str() {
                "" => assert_eq!(*value, Value::Null, "{name} at {}", row[0]),
                theirs => agrees(name, value, &theirs.parse::<f64>().unwrap().into()),
            }
        }
        assert_eq!(ours["timestamps"][0].to_string(), rows[0][0]);
        compared += 1;
    }
    assert_eq!(compared, 14, "rsi 4, sma 4, ema 4, atr 2");
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

//! `csign recommend` without a desk, and the lists of strategies.

use crate::csign::{Csign, hourly_csv, shared};

#[test]
fn a_recommendation_has_the_keys_of_the_contract() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let ask = |more: &[&str]| {
        csign.json(&[&["recommend", "--strategy", "practice", "--input", &file], more].concat())
    };
    let document = ask(&[]);
    let keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    let contract =
        ["as_of", "confidence", "decision", "entry", "id", "metrics", "reason", "stop_loss", "take_profit"];
    assert_eq!(keys, contract);
    assert_eq!((&document["decision"], &document["confidence"]), (&"BUY".into(), &0.5.into()));
    assert_eq!(document["as_of"], 1_499_997_600_000_i64 + 199 * 3_600_000);
    assert_eq!(document["id"], ask(&[])["id"], "the same question has the same name");
    assert_ne!(document["id"], ask(&["--param", "confidence=0.9"])["id"]);
    assert!(!csign.path("desk").exists(), "nothing is stored");
}

#[test]
fn nothing_to_do_has_no_prices() {
    let Some(file) = shared("data/coinbase_BTC-USD_1h.csv") else { return };
    let csign = Csign::new();
    let document = csign.json(&["recommend", "--strategy", "rsi_cross", "--input", &file]);
    assert_eq!((&document["decision"], &document["entry"]), (&"NO-TRADE".into(), &serde_json::Value::Null));
    assert!(!document["reason"].as_str().unwrap().is_empty());
}

#[test]
fn strategies_are_listed_and_shown() {
    let csign = Csign::new();
    let list = csign.json(&["strategies"]);
    let names: Vec<&str> = list.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert!(["rsi_cross", "ar_forecast", "kalman_trend", "ou_reversion"].iter().all(|n| names.contains(n)));
    let schema = csign.json(&["strategy", "show", "rsi_cross"]);
    assert!(schema["params"].as_array().unwrap().iter().any(|p| p["name"] == "oversold"));
    assert_eq!(csign.error(2, &["strategy", "show", "martingale"])["code"], "strategy.unknown");
    assert!(csign.run(&["strategy", "show", "ar_forecast"]).out.contains("order"));
}

#[test]
fn choices_go_by_name() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let schema = csign.json(&["strategy", "show", "ar_forecast"]);
    let params = schema["params"].as_array().unwrap();
    let choice = params.iter().find(|p| p["kind"]["type"] == "choice").expect("ar_forecast has a choice");
    let option = choice["kind"]["options"][0].as_str().unwrap();
    let param = format!("{}={option}", choice["name"].as_str().unwrap());
    let ask = ["recommend", "--strategy", "ar_forecast", "--param", &param, "--param", "window=100"];
    let ask = [&ask[..], &["--input", &file]].concat();
    assert!(csign.json(&ask)["decision"].is_string());
}

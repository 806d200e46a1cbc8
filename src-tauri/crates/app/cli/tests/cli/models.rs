//! `csign model`, against statsmodels.

use serde_json::Value;

use crate::csign::{Csign, hourly_csv, shared};
use crate::reference::{agrees, all_agree, rows};

fn reference() -> Option<(String, Vec<String>, Value)> {
    let candles = shared("data/coinbase_BTC-USD_1h.csv")?;
    let models = std::fs::read_to_string(shared("data/models_coinbase_1h.json")?).unwrap();
    let stamps = rows(&candles).1.into_iter().map(|row| row[0].clone()).collect();
    Some((candles, stamps, serde_json::from_str(&models).unwrap()))
}

/// The candles of a case, by their stamps.
fn part<'a>(case: &Value, candles: &'a str, stamps: &'a [String]) -> Vec<&'a str> {
    let at = |key: &str| stamps[case[key].as_u64().unwrap() as usize].as_str();
    vec!["--input", candles, "--start", at("close_index_from"), "--end", at("close_index_to_exclusive")]
}

#[test]
fn autoregressions_agree() {
    let Some((candles, stamps, models)) = reference() else { return };
    let csign = Csign::new();
    for case in models["autoreg"].as_array().unwrap() {
        let trend = format!("trend={}", case["trend"].as_str().unwrap());
        let mut args = vec!["model", "ar", "--param", "order=4", "--param", "steps=5", "--param", &trend];
        args.extend(part(case, &candles, &stamps));
        let ours = csign.json(&args);
        all_agree("params", &ours["params"], &case["params"], 1e-9);
        agrees("sigma2", &ours["sigma2"], &case["sigma2"]);
        all_agree("forecast_diff", &ours["forecast_diff"], &case["forecast_diff_5"], 1e-9);
        all_agree("forecast_close", &ours["forecast_close"], &case["forecast_close_5"], 1e-9);
    }
}

#[test]
fn local_linear_trends_agree() {
    let Some((candles, stamps, models)) = reference() else { return };
    let csign = Csign::new();
    for case in models["local_linear_trend"].as_array().unwrap() {
        let init = case["init"].as_str().unwrap();
        let given = |name: &str, value: &Value| format!("{name}={value}");
        let mut params = vec![
            given("var_obs", &case["sigma2_irregular"]),
            given("var_level", &case["sigma2_level"]),
            given("var_slope", &case["sigma2_trend"]),
            format!("init={}", if init == "exact_diffuse" { "diffuse" } else { init }),
        ];
        if init == "known" {
            let (state, variance) = (&case["initial_state"], &case["initial_cov_diag"]);
            params.extend([given("level0", &state[0]), given("slope0", &state[1])]);
            params.extend([given("p0_level", &variance[0]), given("p0_slope", &variance[1])]);
        }
        let mut args = vec!["model", "kalman"];
        args.extend(params.iter().flat_map(|p| ["--param", p]));
        args.extend(part(case, &candles, &stamps));
        let ours = csign.json(&args);
        // an approximate start carries the rounding of its large variance
        let tolerance = if init == "approximate_diffuse" { 1e-6 } else { 1e-8 };
        for key in ["filtered_level", "filtered_slope", "smoothed_level", "smoothed_slope"] {
            all_agree(&format!("{init} {key}"), &ours[key], &case[key], tolerance);
        }
        assert_eq!(ours["variances"]["estimated"], false);
    }
}

#[test]
fn variances_left_out_are_estimated_and_told() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let ours = csign.json(&["model", "kalman", "--input", &file, "--param", "steps=3"]);
    assert_eq!(ours["variances"]["estimated"], true);
    assert!(ours["variances"]["var_slope"].as_f64().unwrap() > 0.0 && ours["log_likelihood"].is_number());
    assert_eq!(ours["forecast"]["close"].as_array().unwrap().len(), 3);
    for params in [&["var_obs=1"][..], &["init=known"], &["level0=1"], &["init=vague"], &["noise=1"]] {
        let mut args = vec!["model", "kalman", "--input", &file];
        args.extend(params.iter().flat_map(|p| ["--param", *p]));
        assert_eq!(csign.error(2, &args)["code"], "usage", "{params:?}");
    }
    let few = ["model", "ar", "--input", &file, "--last-candles", "6"];
    assert_eq!(csign.error(6, &few)["code"], "model.too_few_values");
    assert_eq!(csign.error(2, &["model", "ar", "--input", &file, "--param", "order=99"])["code"], "usage");
}

//! Agreement with statsmodels on real closes, where the reference files are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use serde_json::Value;
use strategies::models::ar::{self, Trend};
use strategies::models::kalman::{Init, Variances, filter, forecast, smooth};

fn reference() -> Option<(Vec<f64>, Value)> {
    let data = format!("{}/../../../../../shared/data", env!("CARGO_MANIFEST_DIR"));
    let Ok(json) = std::fs::read_to_string(format!("{data}/models_coinbase_1h.json")) else {
        println!("skipped: models_coinbase_1h.json is not at hand");
        return None;
    };
    let mut reader = csv::Reader::from_path(format!("{data}/coinbase_BTC-USD_1h.csv")).unwrap();
    let closes = reader.records().map(|r| r.unwrap()[4].parse().unwrap()).collect();
    Some((closes, serde_json::from_str(&json).unwrap()))
}

fn number(v: &Value) -> f64 {
    v.as_f64().expect("a number")
}

fn numbers(v: &Value) -> Vec<f64> {
    v.as_array().expect("a list").iter().map(number).collect()
}

fn agree(what: &str, got: &[f64], want: &Value, tolerance: f64) {
    let want = numbers(want);
    assert_eq!(got.len(), want.len(), "{what}");
    let difference = |(g, w): (&f64, &f64)| (g - w).abs() / w.abs().max(1e-3);
    let worst = got.iter().zip(&want).map(difference).fold(0.0, f64::max);
    println!("{what}: worst relative difference {worst:e}");
    assert!(worst <= tolerance, "{what} differs by {worst:e}");
}

#[test]
fn autoregressions_agree_with_autoreg() {
    let Some((closes, json)) = reference() else { return };
    let cases = json["autoreg"].as_array().unwrap();
    assert_eq!(cases.len(), 8);
    for case in cases {
        let at = |key: &str| case[key].as_u64().unwrap() as usize;
        let closes = &closes[at("close_index_from")..at("close_index_to_exclusive")];
        let trend = if case["trend"] == "c" { Trend::Constant } else { Trend::None };
        let fit = ar::fit(closes, 4, trend).unwrap();
        let next = ar::forecast(&fit, closes, 5).unwrap();
        agree("params", &fit.params(), &case["params"], 1e-9);
        agree("sigma2", &[fit.sigma2], &Value::from(vec![case["sigma2"].clone()]), 1e-9);
        agree("forecast_diff", &next.diff, &case["forecast_diff_5"], 1e-9);
        agree("forecast_close", &next.close, &case["forecast_close_5"], 1e-9);
        assert_eq!(fit.rows, at("nobs"));
    }
}

fn init(case: &Value) -> Init {
    match case["init"].as_str().unwrap() {
        "known" => {
            let (state, variance) = (numbers(&case["initial_state"]), numbers(&case["initial_cov_diag"]));
            Init::Known { level: state[0], slope: state[1], p_level: variance[0], p_slope: variance[1] }
        }
        "approximate_diffuse" => Init::APPROXIMATE,
        "exact_diffuse" => Init::ExactDiffuse,
        other => panic!("initialisation {other}"),
    }
}

#[test]
fn local_linear_trends_agree_under_every_initialisation() {
    let Some((closes, json)) = reference() else { return };
    let cases = json["local_linear_trend"].as_array().unwrap();
    assert_eq!(cases.len(), 6);
    for case in cases {
        let closes = &closes[..300];
        let variances = Variances {
            obs: number(&case["sigma2_irregular"]),
            level: number(&case["sigma2_level"]),
            slope: number(&case["sigma2_trend"]),
        };
        let steps = filter(closes, variances, init(case)).unwrap();
        let smoothed = smooth(&steps, variances);
        // approximate diffuse carries the rounding of its large variance: 1e6 times the last bit of 2,500
        let tolerance = if case["init"] == "approximate_diffuse" { 1e-6 } else { 1e-8 };
        let check =
            |key: &str, got: Vec<f64>| agree(&format!("{} {key}", case["init"]), &got, &case[key], tolerance);
        check("filtered_level", steps.iter().map(|s| s.state.level).collect());
        check("filtered_slope", steps.iter().map(|s| s.state.slope).collect());
        check("filtered_level_var", steps.iter().map(|s| s.covariance.level).collect());
        check("smoothed_level", smoothed.iter().map(|s| s.level).collect());
        check("smoothed_slope", smoothed.iter().map(|s| s.slope).collect());
        let ahead = forecast(steps.last().unwrap(), variances, 5);
        check("forecast5", ahead.iter().map(|f| f.0).collect());
        check("forecast5_var", ahead.iter().map(|f| f.1).collect());
    }
}

//! Schemas are complete, and only what they describe is accepted.
#![allow(clippy::unwrap_used)]

use strategies::{ParamKind, Params, Strategy, find, registry, resolve};

fn refusal(strategy: &dyn Strategy, name: &str, value: f64) -> String {
    strategy
        .configure(&Params::from([(name.to_owned(), value)]))
        .err()
        .map(|e| e.to_string())
        .unwrap_or_default()
}

#[test]
fn defaults_are_accepted_and_everything_is_described() {
    for (i, strategy) in registry().iter().enumerate() {
        let schema = strategy.schema();
        assert!(registry()[..i].iter().all(|other| other.schema().name != schema.name));
        assert!(!schema.description.is_empty() && !schema.label.is_empty());
        assert_eq!(
            resolve(schema, &Params::new()).unwrap().len(),
            schema.params.len(),
            "a name stands twice"
        );
        assert!(strategy.configure(&Params::new()).is_ok());
        for p in &schema.params {
            assert!(p.min < p.max && p.step > 0.0 && !p.description.is_empty(), "{}", p.name);
            if let ParamKind::Choice { options } = &p.kind {
                assert_eq!(p.max, options.len() as f64 - 1.0);
            }
        }
    }
    assert_eq!(registry().iter().filter(|s| s.schema().practice).count(), 1);
}

#[test]
fn every_value_outside_its_range_is_refused_by_name_value_and_range() {
    for strategy in registry() {
        for p in &strategy.schema().params {
            for bad in [p.min - 1.0, p.max + 1.0, f64::NAN, f64::INFINITY] {
                let text = refusal(*strategy, &p.name, bad);
                let wanted = format!("{} is {bad}, and must lie between {} and {}", p.name, p.min, p.max);
                assert!(text.contains(&wanted), "{text:?} does not say {wanted:?}");
            }
            if p.whole() {
                assert!(refusal(*strategy, &p.name, p.min + 0.5).contains("whole number"), "{}", p.name);
            }
        }
    }
}

#[test]
fn unknown_names_and_contradictions_are_refused() {
    let rsi = find("rsi_cross").unwrap();
    assert!(
        refusal(rsi, "period", 14.0)
            .starts_with("rsi_cross has no parameter \"period\"; it has: length, oversold")
    );
    assert_eq!(
        refusal(rsi, "oversold", 80.0),
        "rsi_cross: oversold is 80 and overbought is 70; oversold must not be above overbought: lower the one or \
         raise the other"
    );
    assert_eq!(refusal(rsi, "oversold", 70.0), "");
    assert_eq!(
        find("rsj").err().unwrap().to_string(),
        "there is no strategy \"rsj\"; there are: rsi_cross, ema_cross, ema_rsi_atr, mean_reversion, breakout, vwap, \
         ar_forecast, kalman_trend, ou_reversion, practice"
    );
    for (strategy, name, value, wanted) in [
        ("ema_cross", "fast", 30.0, "fast is 30 and slow is 26"),
        ("ema_rsi_atr", "midline", 80.0, "midline is 80 and overbought is 70"),
        ("ema_rsi_atr", "midline", 20.0, "oversold is 30 and midline is 20"),
        ("mean_reversion", "exit_z", -3.0, "-entry_z is -2 and exit_z is -3"),
    ] {
        assert!(refusal(find(strategy).unwrap(), name, value).contains(wanted), "{strategy} {wanted}");
    }
}

#[test]
fn schemas_are_written_as_forms_expect_them() {
    let json = serde_json::to_value(find("ar_forecast").unwrap().schema()).unwrap();
    assert_eq!(json["practice"], false);
    assert_eq!(json["params"][0]["kind"], serde_json::json!({"type": "integer"}));
    assert_eq!(json["params"][3]["unit"], "fraction");
    assert_eq!(
        json["params"][4]["kind"],
        serde_json::json!({"type": "choice", "options": ["none", "constant"]})
    );
}

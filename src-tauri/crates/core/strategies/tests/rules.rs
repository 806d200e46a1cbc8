//! What must hold of every strategy in the registry, on random markets and on hostile ones.
#![allow(clippy::unwrap_used)]

use domain::{Action, Candle, Candles, Signal, Timeframe};
use proptest::prelude::*;
use proptest::strategy::Strategy as _;
use strategies::{Configured, ParamSchema, Params, Strategy, StrategyError, Unit, registry};

/// Closes of random walks, still markets, spikes, straight lines and saw teeth.
fn closes() -> impl proptest::strategy::Strategy<Value = Vec<f64>> {
    let walk = |size: f64, n: usize| {
        prop::collection::vec(-size..size, 0..n).prop_map(|steps| {
            let mut price = 100.0;
            steps
                .into_iter()
                .map(|s| {
                    price *= 1.0 + s;
                    price
                })
                .collect::<Vec<f64>>()
        })
    };
    prop_oneof![
        4 => walk(0.03, 400),
        1 => walk(0.5, 400),
        1 => (1e-8..1e8f64, 0..400usize).prop_map(|(v, n)| vec![v; n]),
        1 => (0..400usize).prop_map(|at| (0..400).map(|i| if i == at { 1e9 } else { 50.0 }).collect()),
        1 => (0..400usize).prop_map(|n| (1..=n).map(|i| i as f64).collect()),
        1 => (0..400usize).prop_map(|n| (0..n).map(|i| 100.0 + (i % 7) as f64).collect()),
        1 => (0..400usize).prop_map(|n| (0..n as i32).map(|i| 1.01f64.powi(i)).collect()),
    ]
}

fn candles(closes: &[f64]) -> Candles {
    let candle = |(i, close): (usize, &f64)| {
        let open = if i == 0 { *close } else { closes[i - 1] };
        let (low, high) = (open.min(*close) * 0.999, open.max(*close) * 1.001);
        let volume = (i * 5 % 7) as f64;
        Candle { time_ms: i as i64 * 3_600_000, open, high, low, close: *close, volume }
    };
    Candles::from_candles(Timeframe::H1, closes.iter().enumerate().map(candle))
}

/// Parameters short and low enough to act often on 400 candles.
fn eager(strategy: &dyn Strategy) -> Params {
    let wanted: &[(&str, f64)] = match strategy.schema().name.as_str() {
        "rsi_cross" => &[("length", 3.0), ("oversold", 40.0), ("overbought", 60.0)],
        "ema_cross" => &[("fast", 3.0), ("slow", 8.0)],
        "ema_rsi_atr" => {
            &[("fast", 3.0), ("slow", 8.0), ("rsi_length", 5.0), ("overbought", 90.0), ("oversold", 10.0)]
        }
        "mean_reversion" => &[("length", 10.0), ("entry_z", 1.2)],
        "breakout" => &[("length", 5.0)],
        "vwap" => &[("length", 6.0), ("band", 0.001)],
        "ar_forecast" => &[("window", 50.0), ("threshold", 0.0005), ("order", 3.0)],
        "kalman_trend" => {
            &[("scale_window", 20.0), ("vol_short", 5.0), ("vol_long", 30.0), ("threshold", 0.5)]
        }
        "ou_reversion" => &[("window", 30.0), ("vol_short", 5.0), ("vol_long", 30.0), ("entry_z", 1.0)],
        _ => &[],
    };
    wanted.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

/// A value a part `at` of the way through what is worth trying on 400 candles.
fn within(param: &ParamSchema, at: f64) -> f64 {
    let (low, high) = match param.unit {
        Unit::Candles => (param.min, param.min + 40.0),
        _ if param.default > 0.0 => (param.default / 5.0, param.default * 2.0),
        _ => (-1.0, 1.0),
    };
    let value = (low + at * (high - low)).clamp(param.min, param.max);
    if param.whole() { value.round() } else { value }
}

/// The rule under its eager parameters, and under some others where those do not contradict each other.
fn rules(strategy: &dyn Strategy, at: &[f64]) -> Vec<Box<dyn Configured>> {
    let schema = strategy.schema();
    let some = schema.params.iter().zip(at).map(|(p, at)| (p.name.clone(), within(p, *at))).collect();
    match strategy.configure(&some) {
        Ok(rule) => vec![strategy.configure(&eager(strategy)).unwrap(), rule],
        Err(error) => {
            assert_eq!(error.code(), "strategy.conflict", "{error}");
            vec![strategy.configure(&eager(strategy)).unwrap()]
        }
    }
}

fn fed_one_by_one(rule: &dyn Configured, candles: &Candles) -> Vec<Action> {
    let mut live = rule.live();
    (0..candles.len()).map(|i| live.on_candle(&candles.get(i).unwrap())).collect()
}

/// A rule that brings no state of its own.
struct Stateless(Box<dyn Configured>);

impl Configured for Stateless {
    fn warm_up(&self) -> usize {
        self.0.warm_up()
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        self.0.actions(candles)
    }

    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        self.0.evaluate(candles)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn evaluate_and_actions_agree_and_proposals_are_sound(closes in closes()) {
        let candles = candles(&closes);
        for strategy in registry() {
            let rule = strategy.configure(&eager(*strategy)).unwrap();
            let actions = rule.actions(&candles);
            prop_assert_eq!(actions.len(), candles.len());
            let quiet = rule.warm_up().saturating_sub(1).min(actions.len());
            prop_assert!(actions[..quiet].iter().all(|a| *a == Action::Hold));
            let Ok(signal) = rule.evaluate(&candles) else {
                prop_assert!(candles.len() < rule.warm_up());
                continue;
            };
            prop_assert_eq!(Some(&signal.action), actions.last());
            prop_assert!((0.0..=1.0).contains(&signal.confidence));
            prop_assert_eq!(signal.as_of_ms, *candles.time_ms.last().unwrap());
            prop_assert!(signal.metrics.values().chain(signal.reason.values.values()).all(|v| v.is_finite()));
            prop_assert!(!signal.reason.text.contains('{') && !signal.reason.text.contains("unknown"), "{:?}", signal);
            let ordered = match (signal.action, signal.stop_loss, signal.entry, signal.take_profit) {
                (Action::Hold, None, None, None) => true,
                (Action::Buy, Some(s), Some(e), Some(t)) => 0.0 < s && s < e && e < t,
                (Action::Sell, Some(s), Some(e), Some(t)) => 0.0 < t && t < e && e < s,
                _ => false,
            };
            prop_assert!(ordered, "{:?}", signal);
        }
    }

    #[test]
    fn later_candles_change_no_action(
        closes in closes(),
        part in 0.0..1.0f64,
        at in prop::collection::vec(0.0..1.0f64, 16),
    ) {
        let all = candles(&closes);
        let cut = (closes.len() as f64 * part) as usize;
        for strategy in registry() {
            for rule in rules(*strategy, &at) {
                let name = &strategy.schema().name;
                prop_assert_eq!(&rule.actions(&all)[..cut], &rule.actions(&all.slice(0..cut))[..], "{}", name);
            }
        }
    }

    #[test]
    fn candles_one_by_one_give_the_same_actions(
        closes in closes(),
        at in prop::collection::vec(0.0..1.0f64, 16),
    ) {
        let candles = candles(&closes);
        for strategy in registry() {
            for rule in rules(*strategy, &at) {
                let name = &strategy.schema().name;
                prop_assert_eq!(rule.actions(&candles), fed_one_by_one(&*rule, &candles), "{}", name);
            }
        }
    }
}

#[test]
fn a_rule_without_a_state_can_be_fed_one_by_one_too() {
    let closes: Vec<f64> = (0..150).map(|i| 100.0 + f64::from(i * 37 % 23)).collect();
    let candles = candles(&closes);
    for strategy in registry() {
        let rule = Stateless(strategy.configure(&eager(*strategy)).unwrap());
        assert_eq!(rule.actions(&candles), fed_one_by_one(&rule, &candles), "{}", strategy.schema().name);
    }
}

/// The properties above would hold of a strategy that never acts: these do.
#[test]
fn every_strategy_buys_and_every_rule_sells() {
    let mut state = 3u64;
    let mut price = 100.0;
    let closes: Vec<f64> = (0..2000)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            price *= 1.0 + ((state >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * 0.04;
            price
        })
        .collect();
    let candles = candles(&closes);
    for strategy in registry() {
        let actions = strategy.configure(&eager(*strategy)).unwrap().actions(&candles);
        let count = |wanted| actions.iter().filter(|a| **a == wanted).count();
        let name = &strategy.schema().name;
        assert!(count(Action::Buy) > 5, "{name} bought {} times", count(Action::Buy));
        assert!(strategy.schema().practice || count(Action::Sell) > 5, "{name}");
        assert!(strategy.schema().practice || count(Action::Hold) > 100, "{name}");
    }
}

#[test]
fn evaluation_says_how_many_candles_are_missing() {
    let candles = candles(&[1.0, 2.0, 3.0]);
    let rule = strategies::find("rsi_cross").unwrap().configure(&Params::new()).unwrap();
    assert_eq!(
        rule.evaluate(&candles).unwrap_err().to_string(),
        "rsi_cross needs 16 candles for a first answer and was given 3: take a longer period"
    );
    let practice = strategies::find("practice").unwrap().configure(&Params::new()).unwrap();
    assert_eq!(
        practice.evaluate(&Candles::new(Timeframe::H1)).unwrap_err().code(),
        "strategy.too_few_candles"
    );
}

#[test]
fn rsi_cross_acts_where_rsi_comes_back_through_its_levels() {
    // RSI(2) from index 2: 0, 30, 65.., 91.., 49.., 24.., 74..
    let closes = [10.0, 8.0, 6.0, 7.0, 9.0, 12.0, 8.0, 5.0, 12.0];
    let rsi = indicators::rsi::rsi(&closes, 2);
    let rule = strategies::find("rsi_cross").unwrap();
    let params = Params::from([("length".to_owned(), 2.0)]);
    let actions = rule.configure(&params).unwrap().actions(&candles(&closes));
    for t in 1..closes.len() {
        let want = if rsi[t - 1] <= 30.0 && rsi[t] > 30.0 {
            Action::Buy
        } else if rsi[t - 1] >= 70.0 && rsi[t] < 70.0 {
            Action::Sell
        } else {
            Action::Hold
        };
        assert_eq!(actions[t], want, "at {t}");
    }
    assert_eq!((actions[3], actions[6], actions[8]), (Action::Buy, Action::Sell, Action::Buy));
}

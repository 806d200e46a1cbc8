//! The documented examples do what they say, and no future changes their past.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::{Action, Candle, Candles, Timeframe};
use proptest::prelude::*;
use proptest::strategy::Strategy as _;
use scripts::{BoundScript, Limits, Script, check};
use strategies::{Configured, Params, Strategy};

const RSI: &str = include_str!("../examples/rsi_cross.luau");
const EMA: &str = include_str!("../examples/ema_trend_with_atr.luau");
const CHANNEL: &str = include_str!("../examples/channel_breakout.luau");

fn script(source: &str) -> Script {
    Script::load("example.luau", source, Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn params(given: &[(&str, f64)]) -> Params {
    given.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

fn run(script: &BoundScript, candles: &Candles) -> Vec<Action> {
    script.run(candles).unwrap_or_else(|error| panic!("{error}"))
}

/// A walk of prices from steps of -8 to 8 per mille.
fn market(steps: &[i32]) -> Candles {
    let mut close = 100.0;
    let mut candles = Candles::new(Timeframe::H1);
    for (i, step) in steps.iter().enumerate() {
        let open = close;
        close *= 1.0 + f64::from(*step) / 1000.0;
        let reach = open * f64::from(step.unsigned_abs() % 5) / 2000.0;
        let (high, low) = (open.max(close) + reach, open.min(close) - reach);
        let time_ms = i as i64 * 3_600_000;
        candles.push(Candle { time_ms, open, high, low, close, volume: f64::from(step.unsigned_abs()) });
    }
    candles
}

fn walk(length: std::ops::Range<usize>) -> impl proptest::strategy::Strategy<Value = Candles> {
    proptest::collection::vec(-8i32..=8, length).prop_map(|steps: Vec<i32>| market(&steps))
}

/// A long walk from a fixed rule.
fn long(n: u64) -> Candles {
    let mut state = 7u64;
    let mut step = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as i32 % 9 - 4
    };
    market(&(0..n).map(|_| step()).collect::<Vec<_>>())
}

#[test]
fn each_example_passes_its_check_and_trades() {
    let candles = long(5000);
    assert_eq!(scripts::examples().iter().map(|e| e.source).collect::<Vec<_>>(), [RSI, EMA, CHANNEL]);
    for scripts::Example { name, source } in scripts::examples().iter().copied() {
        assert_eq!(script(source).schema().name, name);
        let schema = check("example.luau", source).unwrap_or_else(|error| panic!("{error}"));
        let bound = script(source).bind(&Params::new()).unwrap();
        let actions = run(&bound, &candles);
        let count = |action| actions.iter().filter(|a| **a == action).count();
        assert!(count(Action::Buy) > 5 && count(Action::Sell) > 5, "{}", schema.name);
        assert_eq!(actions.len(), candles.len());
    }
}

#[test]
fn a_scripts_schema_is_a_strategys_schema() {
    let schema = script(EMA).schema().clone();
    let names: Vec<&str> = schema.params.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names[..6], ["fast", "slow", "atr_length", "widest", "stop_at", "target_at"]);
    assert_eq!(names[6..], ["stop_atr", "target_atr", "min_distance", "max_distance"]);
    assert!(schema.params[0].whole() && !schema.params[3].whole());
    let refused = script(EMA).bind(&params(&[("fast", 1.0)])).err().unwrap();
    assert_eq!(refused.to_string(), "ema_trend_with_atr: fast is 1, and must lie between 2 and 500");
    assert_eq!(
        script(EMA).bind(&params(&[("fast", f64::NAN)])).err().unwrap().code(),
        "strategy.out_of_range"
    );
    assert_eq!(
        script(EMA).bind(&params(&[("quick", 3.0)])).err().unwrap().code(),
        "strategy.unknown_parameter"
    );
}

#[test]
fn the_answer_on_the_last_candle_is_the_last_action() {
    for source in [RSI, EMA, CHANNEL] {
        let bound = script(source).bind(&Params::new()).unwrap();
        let all = long(900);
        let actions = run(&bound, &all);
        for t in (60..900).filter(|t| actions[*t] != Action::Hold).take(8).chain([899]) {
            let signal = bound.signal(&all.slice(0..t + 1)).unwrap();
            assert_eq!(signal.action, actions[t]);
            let (entry, stop, target) = (signal.entry, signal.stop_loss, signal.take_profit);
            match signal.action {
                Action::Buy => assert!(stop < entry && entry < target && stop > Some(0.0)),
                Action::Sell => assert!(target < entry && entry < stop && target > Some(0.0)),
                Action::Hold => assert_eq!((entry, stop, target), (None, None, None)),
            }
            assert!(!signal.metrics.is_empty() && (0.0..=1.0).contains(&signal.confidence));
        }
    }
}

#[test]
fn too_few_candles_are_refused_and_hold() {
    let bound = script(RSI).bind(&Params::new()).unwrap();
    assert_eq!(bound.warm_up(), 16);
    let error = bound.evaluate(&long(15)).unwrap_err();
    assert_eq!(error.code(), "strategy.too_few_candles");
    assert_eq!(run(&bound, &long(15)), vec![Action::Hold; 15]);
    assert_eq!(run(&bound, &Candles::new(Timeframe::H1)), vec![]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rsi_cross_in_luau_is_the_built_in_one(
        candles in walk(1..400), length in 2u32..30, low in 10u32..50, high in 50u32..90,
    ) {
        let values = params(&[("length", length.into()), ("oversold", low.into()), ("overbought", high.into())]);
        let built_in = strategies::find("rsi_cross").unwrap().configure(&values).unwrap();
        let ours = script(RSI).bind(&values).unwrap();
        prop_assert_eq!(ours.warm_up(), built_in.warm_up());
        prop_assert_eq!(run(&ours, &candles), built_in.actions(&candles));
        if candles.len() >= built_in.warm_up() {
            let (a, b) = (ours.evaluate(&candles).unwrap(), built_in.evaluate(&candles).unwrap());
            prop_assert_eq!((a.entry, a.stop_loss, a.take_profit), (b.entry, b.stop_loss, b.take_profit));
        }
    }

    #[test]
    fn what_comes_later_changes_nothing(candles in walk(2..300), part in 0.0f64..1.0, short in 2u32..12) {
        let cut = (candles.len() as f64 * part) as usize;
        let past = candles.slice(0..cut);
        let of = |source, values: &[(&str, f64)]| script(source).bind(&params(values)).unwrap();
        let short = f64::from(short);
        for bound in [
            of(RSI, &[("length", short), ("oversold", 40.0), ("overbought", 60.0)]),
            of(EMA, &[("fast", short), ("slow", short + 7.0)]),
            of(CHANNEL, &[("length", short), ("patience", 9.0)]),
            of(MIXED, &[("length", short)]),
        ] {
            prop_assert_eq!(&run(&bound, &past)[..], &run(&bound, &candles)[..cut]);
        }
    }
}

/// Every operation there is, in both forms' ways.
const MIXED: &str = r#"
return {
    name = "mixed",
    params = { length = { default = 5, min = 1, max = 50, integer = true }, mode = { options = { "plain", "late" } } },
    prepare = function(candles, p, ta)
        local close, n = candles.close, p.length
        local wide = (candles.high - candles.low) / close ^ 1 % 3 // 0.001
        local steady = signal.none(wide:above(wide:mean(n)), close:at_most(close:lowest(n)))
        local trend = ta.sma(ta.ema(close, n), { length = n })
        local lively = signal.any(close:crosses_above(trend), close:crosses_below(trend)):within(3):shift(1)
        return {
            score = (close:log() - close:shift(n):log()) * 100 + -trend:abs():sqrt():max(0):min(1),
            top = close:highest(n), total = candles.volume:sum(n), steady = steady, lively = lively,
            closes = candles.close,
        }
    end,
    on_candle = function(i, c, p, state)
        local last, one = state.closes[i], state.closes[i - 1]
        assert(last == c.close and #state.closes == i)
        if (c.steady or c.lively) and c.score > c.before.score and last > one then return "buy" end
        if c.score < c.before.score and c.top > last then return "sell" end
    end,
}
"#;

//! Sweeps: the fast path against one backtest after the other, and what a sweep promises around it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use backtest::sweep::{self, Axis, Metric, Plan, Row, SweepError, Unwatched, Watch};
use backtest::{BacktestError, Figures, Settings, Sizing};
use chrono_tz::Tz;
use domain::{Candle, Candles, Timeframe};
use proptest::prelude::*;
use strategies::{Params, StrategyError};

/// Steps of up to `swing`, now and then none at all, small gaps between close and open.
fn candles(n: usize, seed: u64, swing: f64) -> Candles {
    let mut state = seed | 1;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut last = 100.0_f64;
    let candle = |i: usize| {
        let open = if random() < 0.5 { last } else { last * (1.0 + 0.1 * swing * (random() - 0.5)) };
        let close = if random() < 0.1 { open } else { open * (1.0 + swing * (random() - 0.5)) };
        last = close;
        let (high, low) = (open.max(close) * 1.001, open.min(close) * 0.999);
        Candle { time_ms: i as i64 * 60_000, open, high, low, close, volume: 1.0 }
    };
    Candles::from_candles(Timeframe::M1, (0..n).map(candle))
}

fn rsi_plan() -> impl Strategy<Value = Plan> {
    let levels = |range: std::ops::Range<i32>| {
        let half = prop_oneof![4 => Just(1.0), 1 => Just(0.5)];
        (prop::collection::btree_set(range, 1..5), half).prop_map(|(set, unit): (BTreeSet<i32>, f64)| {
            set.into_iter().map(|v| f64::from(v) * unit).collect::<Vec<_>>()
        })
    };
    let lengths = prop::collection::btree_set(2..40_i32, 1..4);
    (lengths, levels(0..101), levels(0..101), any::<bool>()).prop_map(|(lengths, low, high, turned)| {
        let lengths = Axis::new("length", lengths.into_iter().map(f64::from));
        let (low, high) = (Axis::new("oversold", low), Axis::new("overbought", high));
        Plan::grid(if turned { vec![high, low, lengths] } else { vec![lengths, low, high] })
    })
}

fn one_by_one(candles: &Candles, strategy: &str, params: &Params, settings: &Settings) -> Option<Figures> {
    let configured = match strategies::find(strategy).unwrap().configure(params) {
        Ok(configured) => configured,
        Err(StrategyError::Conflict { .. }) => return None,
        Err(error) => panic!("{error}"),
    };
    let actions = configured.actions(candles);
    Some(backtest::run(candles, &actions, settings, Tz::UTC).unwrap().summary.figures)
}

/// Equal to 1e-9, or both not defined.
#[track_caller]
fn same(what: &str, row: &Row, ours: f64, theirs: Option<f64>, scale: f64) {
    let near = |theirs: f64| ours == theirs || (ours - theirs).abs() <= 1e-9 * theirs.abs().max(scale);
    assert!(theirs.map_or(ours.is_nan(), near), "{what}: {ours} and {theirs:?} in {row:?}");
}

fn agrees(row: &Row, f: &Figures) {
    assert_eq!(row.trades, f.trades, "{row:?}");
    same("final equity", row, row.final_equity, Some(f.final_equity), 0.0);
    same("total return", row, row.total_return, Some(f.total_return), 1e-3);
    // Equity that hardly moves has a ratio of rounding errors.
    same("Sharpe", row, row.sharpe, f.sharpe, 1e-2);
    same("drawdown", row, row.max_drawdown, Some(f.max_drawdown), 1e-4);
    same("win rate", row, row.win_rate, f.win_rate, 0.0);
    same("profit factor", row, row.profit_factor, f.profit_factor, 1e-3);
}

fn check(candles: &Candles, strategy: &str, plan: &Plan, settings: &Settings) {
    let rule = strategies::find(strategy).unwrap();
    let fixed = Params::new();
    let found = sweep::rows(candles, rule, &fixed, plan, settings, &Unwatched).unwrap();
    assert!(found.complete);
    let mut rows = found.rows.iter();
    let mut conflicting = 0;
    for index in 0..plan.combinations().unwrap() {
        let values = plan.values(index);
        match one_by_one(candles, strategy, &plan.params(&values, &fixed), settings) {
            Some(figures) => {
                let row = rows.next().unwrap();
                assert_eq!((row.index, &row.params), (index, &values));
                agrees(row, &figures);
            }
            None => conflicting += 1,
        }
    }
    assert_eq!((found.conflicting, rows.next()), (conflicting, None));
}

proptest! {
    #[test]
    fn the_fast_path_is_one_backtest_after_the_other(
        n in prop_oneof![8 => 1..400_usize, 3 => prop_oneof![Just(64), Just(128), Just(129), Just(1500)], 2 => 4090..4105_usize, 1 => Just(9000)],
        seed in any::<u64>(),
        swing in prop_oneof![Just(0.001), Just(0.02), Just(0.5), Just(0.0)],
        plan in rsi_plan(),
        fee in prop_oneof![Just(0.0), Just(0.001), 0.0..0.1_f64, Just(0.9)],
        slippage_bps in prop_oneof![Just(0.0), 0.0..100.0_f64],
        capital in prop_oneof![Just(10_000.0), 1e-3..1e9_f64],
    ) {
        let settings = Settings { capital, fee, slippage_bps, ..Settings::default() };
        check(&candles(n, seed, swing), "rsi_cross", &plan, &settings);
    }

    #[test]
    fn other_settings_take_the_plain_path(seed in any::<u64>(), plan in rsi_plan(), short in any::<bool>()) {
        let settings = Settings { short, sizing: Sizing::Fraction(0.5), stop_loss: Some(0.02), ..Settings::default() };
        check(&candles(200, seed, 0.03), "rsi_cross", &plan, &settings);
    }
}

/// More levels than one vector has lanes, trades held from one stretch of candles into the next.
#[test]
fn a_wide_grid_over_many_candles_is_one_backtest_after_the_other() {
    let plan = Plan::grid(vec![
        Axis::new("overbought", (50..69).map(f64::from)),
        Axis::new("length", [3.0, 14.0, 60.0]),
        Axis::new("oversold", [20.0, 35.0, 49.0]),
    ]);
    for (n, seed) in [(8192, 1), (13_000, 2)] {
        check(&candles(n, seed, 0.02), "rsi_cross", &plan, &Settings::default());
    }
}

#[test]
fn any_strategy_can_be_swept() {
    let candles = candles(400, 5, 0.03);
    for strategy in strategies::registry() {
        let schema = strategy.schema();
        let axes = schema.params.iter().take(2).map(|p| Axis::new(&*p.name, [p.default, p.default + p.step]));
        check(&candles, &schema.name, &Plan::grid(axes.collect()), &Settings::default());
    }
}

#[test]
fn spikes_and_extreme_prices_do_not_part_the_paths() {
    let plan = Plan::grid(vec![
        Axis::new("length", [2.0, 9.0]),
        Axis::new("oversold", [20.0, 40.0]),
        Axis::new("overbought", [50.0, 70.0]),
    ]);
    for (at, factor) in [(300, 1e6), (300, 1e-6), (700, 1e12), (50, 1e90), (60, 1e150)] {
        let mut candles = candles(1000, 11, 0.03);
        candles.close[at] *= factor;
        check(&candles, "rsi_cross", &plan, &Settings::default());
    }
}

fn grid() -> Plan {
    Plan::grid(vec![
        Axis::new("length", (5..25).map(f64::from)),
        Axis::new("oversold", [20.0, 25.0, 30.0, 35.0, 40.0]),
        Axis::new("overbought", (50..60).map(f64::from)),
    ])
}

fn run(plan: &Plan, watch: &dyn Watch) -> Result<sweep::Sweep, SweepError> {
    let rule = strategies::find("rsi_cross").unwrap();
    sweep::sweep(&candles(3000, 3, 0.03), rule, &Params::new(), plan, &Settings::default(), watch)
}

/// Rows to the last bit, what is not defined equal to itself.
fn text(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

/// Collects rows, and stops after so many.
struct Collector {
    rows: Mutex<Vec<Row>>,
    seen: AtomicUsize,
    enough: usize,
}

impl Collector {
    fn stopping_after(enough: usize) -> Self {
        Self { rows: Mutex::default(), seen: AtomicUsize::new(0), enough }
    }
}

impl Watch for Collector {
    fn done(&self, rows: &[Row]) {
        self.rows.lock().unwrap().extend_from_slice(rows);
        self.seen.fetch_add(rows.len(), Ordering::SeqCst);
    }

    fn cancelled(&self) -> bool {
        self.seen.load(Ordering::SeqCst) >= self.enough
    }
}

#[test]
fn every_row_is_told_once_and_the_best_is_judged() {
    let watch = Collector::stopping_after(usize::MAX);
    let found = run(&grid(), &watch).unwrap();
    let mut told = watch.rows.into_inner().unwrap();
    told.sort_by_key(|row| row.index);
    assert!(told.len() == 1000 && text(&told) == text(&found.rows));
    let best = &found.rows[found.best.unwrap()];
    assert!(found.rows.iter().all(|row| Metric::Sharpe.score(row) <= best.sharpe));
    let (deflated, pbo) = (found.deflated_sharpe.unwrap(), found.pbo.unwrap());
    assert!((0.0..=1.0).contains(&deflated) && (0.0..=1.0).contains(&pbo), "{deflated} {pbo}");
}

#[test]
fn a_stopped_sweep_goes_on_where_it_stopped() {
    let whole = run(&grid(), &Unwatched).unwrap();
    let first = run(&grid(), &Collector::stopping_after(100)).unwrap();
    assert!(!first.complete && first.rows.len() >= 100 && first.rows.len() < 1000, "{}", first.rows.len());
    let skip = first.rows.iter().map(|row| row.index).collect();
    let second = run(&Plan { skip, ..grid() }, &Unwatched).unwrap();
    assert!(second.complete);
    let mut rows = [first.rows, second.rows].concat();
    rows.sort_by_key(|row| row.index);
    assert!(text(&rows) == text(&whole.rows));
    let rule = strategies::find("rsi_cross").unwrap();
    let candles = candles(3000, 3, 0.03);
    let judged = sweep::judge(&candles, rule, &Params::new(), &grid(), &Settings::default(), &rows).unwrap();
    assert_eq!((judged.deflated_sharpe, judged.pbo), (whole.deflated_sharpe, whole.pbo));
}

#[test]
fn a_sample_is_different_combinations_of_the_grid() {
    let sample = |seed| run(&Plan::random(grid().axes, 100, seed), &Unwatched).unwrap().rows;
    let (one, again, other) = (sample(1), sample(1), sample(2));
    assert!(one.len() == 100 && text(&one) == text(&again));
    assert!(one.windows(2).all(|pair| pair[0].index < pair[1].index));
    assert!(text(&one) != text(&other));
    let whole = run(&grid(), &Unwatched).unwrap().rows;
    let drawn: Vec<Row> = one.iter().map(|row| whole[row.index as usize].clone()).collect();
    assert!(text(&one) == text(&drawn));
    assert!(text(&run(&Plan::random(grid().axes, 5000, 1), &Unwatched).unwrap().rows) == text(&whole));
}

#[test]
fn bad_plans_are_named() {
    let refused = |axes: Vec<Axis>| run(&Plan::grid(axes), &Unwatched).unwrap_err();
    let name = || "length".to_owned();
    assert_eq!(refused(vec![Axis::new("length", [])]), SweepError::NoValues { name: name() });
    let error = refused(vec![Axis::new("length", [14.0, f64::NAN])]);
    assert!(matches!(error, SweepError::NotFinite { index: 1, .. }), "{error}");
    let error = refused(vec![Axis::new("length", [14.0, 15.0, 14.0])]);
    assert_eq!(error, SweepError::DuplicateValue { name: name(), value: 14.0 });
    let twice = vec![Axis::new("length", [14.0]), Axis::new("length", [15.0])];
    assert_eq!(refused(twice), SweepError::DuplicateAxis { name: name() });
    let error = refused(vec![Axis::new("lenght", [14.0])]);
    assert!(matches!(error, SweepError::Strategy(StrategyError::UnknownParameter { .. })), "{error}");
    let error = refused(vec![Axis::new("length", [14.0, 1e9])]);
    assert!(matches!(error, SweepError::Strategy(StrategyError::OutOfRange { .. })), "{error}");
    let large = vec![
        Axis::new("length", (2..2002).map(f64::from)),
        Axis::new("oversold", (0..100).map(f64::from)),
        Axis::new("overbought", (0..100).map(f64::from)),
    ];
    assert_eq!(
        refused(large.clone()).to_string(),
        "the grid has 20000000 combinations, the limit is 10000000; take fewer values or a sample"
    );
    assert_eq!(Plan::random(large.clone(), 500, 1).combinations(), Ok(500));
    assert_eq!(Plan::random(large, 0, 1).combinations(), Err(SweepError::NoSamples));
    let rule = strategies::find("rsi_cross").unwrap();
    let fixed = Params::from([(name(), 14.0)]);
    let plan = Plan::grid(vec![Axis::new("length", [14.0])]);
    let tested = candles(100, 1, 0.03);
    let settings = Settings::default();
    let error = sweep::sweep(&tested, rule, &fixed, &plan, &settings, &Unwatched).unwrap_err();
    assert_eq!(error, SweepError::FixedAndVaried { name: name(), value: 14.0 });
    let none = Candles::new(Timeframe::M1);
    let error = sweep::sweep(&none, rule, &Params::new(), &plan, &settings, &Unwatched).unwrap_err();
    assert_eq!(error, SweepError::Backtest(BacktestError::NoCandles));
}

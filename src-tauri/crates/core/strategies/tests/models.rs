//! The fast forms of the models against their textbook forms, on random series.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use strategies::models::ar::Trend;
use strategies::models::kalman::{Covariance, Filter, Init, State, Step, Variances, filter};
use strategies::models::rolling_ar::RollingAr;

/// Least squares by modified Gram-Schmidt on the rows themselves: columns of `x`, target `y`.
fn least_squares(mut x: Vec<Vec<f64>>, mut y: Vec<f64>) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let n = x.len();
    let (mut r, mut q) = (vec![vec![0.0; n]; n], vec![0.0; n]);
    for i in 0..n {
        let column = x[i].clone();
        let square = dot(&column, &column);
        let take = |from: &mut Vec<f64>| {
            let part = dot(&column, from) / square;
            from.iter_mut().zip(&column).for_each(|(f, c)| *f -= part * c);
            part
        };
        (r[i][i + 1..].iter_mut()).zip(&mut x[i + 1..]).for_each(|(r, later)| *r = take(later));
        q[i] = take(&mut y);
    }
    for i in (0..n).rev() {
        q[i] -= (i + 1..n).map(|k| r[i][k] * q[k]).sum::<f64>();
    }
    q
}

/// Constant and lags of the differences of `closes`, from the rows of the regression.
fn textbook(closes: &[f64], order: usize, trend: Trend) -> Vec<f64> {
    let diffs: Vec<f64> = closes.windows(2).map(|w| w[1] - w[0]).collect();
    let lag = |k: usize| diffs[order - k..diffs.len() - k].to_vec();
    let lags = (1..=order).map(lag);
    match trend {
        Trend::None => [vec![0.0], least_squares(lags.collect(), lag(0))].concat(),
        Trend::Constant => {
            least_squares(std::iter::once(vec![1.0; diffs.len() - order]).chain(lags).collect(), lag(0))
        }
    }
}

/// The filter with every covariance worked out anew.
fn full_recursion(values: &[f64], v: Variances, mut a: State, mut p: Covariance) -> Vec<(State, Covariance)> {
    let step = |y: &f64| {
        let f = p.level + v.obs;
        let (gain, surprise) = ([p.level / f, p.cross / f], y - a.level);
        let state = State { level: a.level + gain[0] * surprise, slope: a.slope + gain[1] * surprise };
        let covariance = Covariance {
            level: p.level - gain[0] * p.level,
            cross: p.cross - gain[0] * p.cross,
            slope: p.slope - gain[1] * p.cross,
        };
        a = State { level: state.level + state.slope, slope: state.slope };
        p = Covariance {
            level: covariance.level + 2.0 * covariance.cross + covariance.slope + v.level,
            cross: covariance.cross + covariance.slope,
            slope: covariance.slope + v.slope,
        };
        (state, covariance)
    };
    values.iter().map(step).collect()
}

fn walk(steps: &[f64]) -> Vec<f64> {
    let mut price = 1000.0;
    let step = |s: &f64| {
        price += s;
        price
    };
    steps.iter().map(step).collect()
}

fn close(a: f64, b: f64, tolerance: f64, scale: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(scale)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_rolling_autoregression_is_the_fit_of_its_window(
        steps in prop::collection::vec(-5.0..5.0f64, 600),
        window in 80..250usize,
        order in 1..=12usize,
        constant in any::<bool>(),
        spike in 0..300usize,
    ) {
        let trend = if constant { Trend::Constant } else { Trend::None };
        let mut closes = walk(&steps);
        closes[spike] = 1e12;
        let mut rolling = RollingAr::new(window, order, trend);
        for (t, value) in closes.iter().enumerate() {
            rolling.push(*value);
            if t + 1 < window {
                prop_assert_eq!(rolling.fit(), None);
            }
            // windows the spike has left
            if t < spike + window || t % 50 != 0 {
                continue;
            }
            let found = rolling.fit().unwrap();
            let want = textbook(&closes[t + 1 - window..=t], order, trend);
            prop_assert!(close(found.constant, want[0], 1e-9, 1.0), "{:?} {:?}", found, want);
            prop_assert!(found.lags.iter().zip(&want[1..]).all(|(f, w)| close(*f, *w, 1e-9, 1.0)), "{:?} {:?}", found, want);
            let change = rolling.expected_change(1).unwrap();
            let next = (1..=order).fold(want[0], |sum, k| sum + want[k] * (closes[t + 1 - k] - closes[t - k]));
            prop_assert!(close(change, next, 1e-9, 1.0), "{} {}", change, next);
        }
    }

    #[test]
    fn a_steady_filter_is_the_full_recursion(
        steps in prop::collection::vec(-3.0..3.0f64, 1500),
        level in -6.0..3.0f64,
        slope in -7.0..1.0f64,
        diffuse in any::<bool>(),
    ) {
        let values = walk(&steps);
        let variances = Variances { obs: 1.0, level: 10f64.powf(level), slope: 10f64.powf(slope) };
        let init = match diffuse {
            true => Init::ExactDiffuse,
            false => Init::Known { level: 990.0, slope: 0.5, p_level: 40.0, p_slope: 2.0 },
        };
        let found = filter(&values, variances, init).unwrap();
        // an exact diffuse start is over after two values; from there on both have the same state
        let (from, a, p) = match diffuse {
            true => {
                let Step { state, covariance: c, .. } = found[1];
                let p = Covariance {
                    level: c.level + 2.0 * c.cross + c.slope + variances.level,
                    cross: c.cross + c.slope,
                    slope: c.slope + variances.slope,
                };
                (2, State { level: state.level + state.slope, slope: state.slope }, p)
            }
            false => (0, State { level: 990.0, slope: 0.5 }, Covariance { level: 40.0, cross: 0.0, slope: 2.0 }),
        };
        for (found, (state, covariance)) in found[from..].iter().zip(full_recursion(&values[from..], variances, a, p)) {
            prop_assert!(close(found.state.level, state.level, 1e-12, 1000.0), "{:?} {:?}", found, state);
            prop_assert!(close(found.state.slope, state.slope, 1e-12, 1000.0), "{:?} {:?}", found, state);
            prop_assert!(close(found.covariance.level, covariance.level, 1e-12, 0.0));
            prop_assert!(close(found.covariance.slope, covariance.slope, 1e-12, 0.0));
        }
    }

    #[test]
    fn a_filter_fed_one_by_one_gives_the_same_bits(
        steps in prop::collection::vec(-3.0..3.0f64, 0..400),
        level in -3.0..3.0f64,
        slope in -4.0..1.0f64,
    ) {
        let variances = Variances { obs: 1.0, level: 10f64.powf(level), slope: 10f64.powf(slope) };
        let values = walk(&steps);
        let mut one_by_one = Filter::new(variances, Init::APPROXIMATE);
        let fed: Vec<Step> = values.iter().map(|v| one_by_one.update(*v)).collect();
        prop_assert_eq!(filter(&values, variances, Init::APPROXIMATE).unwrap(), fed);
    }
}

/// The property above would hold of a filter that never becomes steady.
#[test]
fn the_covariance_comes_to_rest() {
    let values: Vec<f64> = (0..1000).map(|i| 100.0 + f64::from(i * 37 % 23)).collect();
    let variances = Variances { obs: 1.0, level: 0.1, slope: 0.01 };
    let steps = filter(&values, variances, Init::ExactDiffuse).unwrap();
    let moving = steps.windows(2).take_while(|w| w[0].covariance != w[1].covariance).count();
    println!("steady after {moving} values");
    assert!(moving < 200);
}

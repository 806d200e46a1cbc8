//! Each rule against its definition, worked out the long way: no window is updated, each is summed anew.
#![allow(clippy::unwrap_used)]

use domain::{Action, Candle, Candles, Timeframe};
use indicators::{ema::ema, rsi::rsi};
use strategies::{Configured, Params, find};

fn candles() -> Candles {
    let mut state = 5u64;
    let mut uniform = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let mut close = 100.0;
    let candle = |i| {
        let open = close;
        close *= 1.0 + (uniform() - 0.5) * 0.04;
        let (high, low) =
            (open.max(close) * (1.0 + 0.01 * uniform()), open.min(close) * (1.0 - 0.01 * uniform()));
        let volume = if i % 50 < 8 { 0.0 } else { 10.0 * uniform() };
        Candle { time_ms: i * 60_000, open, high, low, close, volume }
    };
    Candles::from_candles(Timeframe::M1, (0..800i64).map(candle))
}

fn rule(name: &str, params: &[(&str, f64)]) -> Box<dyn Configured> {
    let params: Params = params.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    find(name).unwrap().configure(&params).unwrap()
}

fn choose(buy: bool, sell: bool) -> Action {
    match (buy, sell) {
        (true, _) => Action::Buy,
        (_, true) => Action::Sell,
        _ => Action::Hold,
    }
}

/// Checks the actions of all candles and that both of them occur.
fn check(rule: &dyn Configured, want: impl Fn(usize) -> Action) {
    let found = rule.actions(&candles());
    let want: Vec<Action> = (0..found.len()).map(want).collect();
    assert_eq!(found, want);
    let count = |wanted| want.iter().filter(|a| **a == wanted).count();
    assert!(count(Action::Buy) >= 5 && count(Action::Sell) >= 5);
}

/// The value at `t` of something defined over the `length` candles up to `t`.
fn over(t: usize, length: usize, of: impl Fn(std::ops::Range<usize>) -> f64) -> f64 {
    if t + 1 < length { f64::NAN } else { of(t + 1 - length..t + 1) }
}

#[test]
fn ema_cross_where_the_averages_cross() {
    let close = candles().close;
    let (fast, slow) = (ema(&close, 4), ema(&close, 11));
    check(&*rule("ema_cross", &[("fast", 4.0), ("slow", 11.0)]), |t| {
        let gap = |t: usize| fast[t] - slow[t];
        match t {
            0 => Action::Hold,
            _ => choose(gap(t - 1) <= 0.0 && gap(t) > 0.0, gap(t - 1) >= 0.0 && gap(t) < 0.0),
        }
    });
}

#[test]
fn ema_rsi_atr_where_trend_and_rsi_begin_to_agree() {
    let close = candles().close;
    let (fast, slow, rsi) = (ema(&close, 5), ema(&close, 20), rsi(&close, 9));
    let agreed = |t: usize| {
        let (up, down) = (fast[t] > slow[t], fast[t] < slow[t]);
        choose(up && rsi[t] > 50.0 && rsi[t] < 70.0, down && rsi[t] < 50.0 && rsi[t] > 30.0)
    };
    check(&*rule("ema_rsi_atr", &[("fast", 5.0), ("slow", 20.0), ("rsi_length", 9.0)]), |t| {
        if t > 0 && agreed(t) != agreed(t - 1) { agreed(t) } else { Action::Hold }
    });
}

#[test]
fn mean_reversion_where_the_z_score_passes_its_marks() {
    let close = candles().close;
    let z = |t: usize| {
        let mean = over(t, 15, |w| close[w].iter().sum::<f64>() / 15.0);
        let variance = over(t, 15, |w| close[w].iter().map(|c| (c - mean).powi(2)).sum::<f64>() / 15.0);
        (close[t] - mean) / variance.sqrt()
    };
    check(&*rule("mean_reversion", &[("length", 15.0), ("entry_z", 1.5), ("exit_z", 0.5)]), |t| match t {
        0 => Action::Hold,
        _ => choose(z(t - 1) > -1.5 && z(t) <= -1.5, z(t - 1) < 0.5 && z(t) >= 0.5),
    });
}

#[test]
fn breakout_where_the_close_leaves_the_range_before() {
    let c = candles();
    check(&*rule("breakout", &[("length", 7.0)]), |t| {
        let Some(from) = t.checked_sub(7) else { return Action::Hold };
        let highest = c.high[from..t].iter().fold(0.0, |m: f64, v| m.max(*v));
        let lowest = c.low[from..t].iter().fold(f64::INFINITY, |m: f64, v| m.min(*v));
        choose(c.close[t] > highest, c.close[t] < lowest)
    });
}

#[test]
fn vwap_where_the_close_leaves_the_band() {
    let c = candles();
    let distance = |t: usize| {
        let traded = |i: usize| (c.high[i] + c.low[i] + c.close[i]) / 3.0 * c.volume[i];
        let volume = over(t, 6, |w| c.volume[w].iter().sum());
        c.close[t] / (over(t, 6, |w| w.map(traded).sum()) / volume) - 1.0
    };
    assert!(distance(57).is_nan(), "no window is without volume");
    check(&*rule("vwap", &[("length", 6.0), ("band", 0.005)]), |t| match t {
        0 => Action::Hold,
        _ => choose(
            distance(t - 1) <= 0.005 && distance(t) > 0.005,
            distance(t - 1) >= -0.005 && distance(t) < -0.005,
        ),
    });
}

#[test]
fn a_market_that_stands_still_crosses_nothing() {
    let still = |i| Candle { time_ms: i, open: 0.1, high: 0.1, low: 0.1, close: 0.1, volume: 0.3 };
    let still = Candles::from_candles(Timeframe::M1, (0..500).map(still));
    for name in ["rsi_cross", "ema_cross", "ema_rsi_atr", "mean_reversion", "breakout", "vwap"] {
        let band = if name == "vwap" { vec![("band", 0.0)] } else { vec![] };
        let acted = rule(name, &band).actions(&still).iter().filter(|a| **a != Action::Hold).count();
        assert_eq!(acted, 0, "{name}");
    }
}

#[test]
fn a_proposal_says_why_and_how_sure() {
    // twenty closes between 9 and 11, then one that leaves the range by half of what it had
    let candle = |i: i64, close| Candle { time_ms: i, open: 10.0, high: 11.0, low: 9.0, close, volume: 1.0 };
    let mut candles = Candles::from_candles(Timeframe::M1, (0..20).map(|i| candle(i, 10.0)));
    candles.push(Candle { high: 12.0, low: 10.0, ..candle(20, 12.0) });
    let signal = rule("breakout", &[]).evaluate(&candles).unwrap();
    assert_eq!(signal.action, Action::Buy);
    assert_eq!(signal.reason.code, "breakout.buy");
    assert_eq!(signal.reason.text, "The close 12 rose above 11, the highest price of the 20 candles before.");
    // one beyond, the average true range is 2: 0.5 + 0.5 * 0.5 / 1.5
    assert!((signal.confidence - 2.0 / 3.0).abs() < 1e-12, "{}", signal.confidence);
    assert_eq!((signal.entry, signal.stop_loss, signal.take_profit), (Some(12.0), Some(8.0), Some(18.0)));

    let signal = rule("vwap", &[("length", 20.0)]).evaluate(&candles).unwrap();
    // (19 * 10 + 34 / 3) / 20
    assert!((signal.metrics["vwap"] - 604.0 / 60.0).abs() < 1e-12);
    assert_eq!(signal.reason.code, "vwap.buy");

    let signal = rule("mean_reversion", &[]).evaluate(&candles).unwrap();
    // one of twenty values apart from the rest lies sqrt(19) deviations from their mean, as far as one can
    assert!((signal.metrics["z"] - 19f64.sqrt()).abs() < 1e-9);
    assert_eq!(signal.action, Action::Hold, "z was 0 before: not below the exit");
    candles.push(candle(21, 8.0));
    assert_eq!(rule("mean_reversion", &[]).evaluate(&candles).unwrap().reason.code, "mean_reversion.buy");
}

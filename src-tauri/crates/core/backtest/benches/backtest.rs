//! One RSI-cross backtest with curves on a million candles, signals given.

use std::hint::black_box;

use backtest::rsi_cross::{self, RsiCross};
use backtest::{Settings, event, kernel};
use chrono_tz::Tz;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Action, Candle, Candles, Timeframe};

const CANDLES: usize = 1_000_000;

/// A random walk in steps of up to half a percent (xorshift, the same on every run).
fn random_walk() -> Candles {
    let (mut state, mut close) = (0x9E37_79B9_7F4A_7C15_u64, 20_000.0_f64);
    let candle = |i: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let open = close;
        close *= 1.0 + (state >> 11) as f64 / (1_u64 << 53) as f64 * 0.01 - 0.005;
        let (high, low) = (open.max(close) * 1.001, open.min(close) * 0.999);
        Candle { time_ms: i as i64 * 60_000, open, high, low, close, volume: 1.0 }
    };
    Candles::from_candles(Timeframe::M1, (0..CANDLES).map(candle))
}

/// RSI(14) leaving 30 upwards buys, leaving 70 downwards sells.
fn rsi_cross(closes: &[f64]) -> Vec<Action> {
    let (mut gain, mut loss, mut before) = (0.0, 0.0, 50.0);
    let mut actions = vec![Action::Hold; closes.len()];
    for (i, pair) in closes.windows(2).enumerate() {
        let change = pair[1] - pair[0];
        gain += (change.max(0.0) - gain) / 14.0;
        loss += ((-change).max(0.0) - loss) / 14.0;
        let rsi = 100.0 * gain / (gain + loss);
        if before <= 30.0 && rsi > 30.0 {
            actions[i + 1] = Action::Buy;
        } else if before >= 70.0 && rsi < 70.0 {
            actions[i + 1] = Action::Sell;
        }
        before = rsi;
    }
    actions
}

fn single_backtest(c: &mut Criterion) {
    let candles = random_walk();
    let actions = rsi_cross(&candles.close);
    let plain = Settings::default();
    let stops = Settings { stop_loss: Some(0.02), take_profit: Some(0.04), ..plain };
    let mut group = c.benchmark_group("backtest");
    group.throughput(Throughput::Elements(CANDLES as u64)).sample_size(20);
    group.bench_function("result_with_curves", |b| {
        b.iter(|| backtest::run(black_box(&candles), &actions, &plain, Tz::UTC));
    });
    group.bench_function("kernel", |b| b.iter(|| kernel::walk(black_box(&candles), &actions, &plain)));
    group.bench_function("event", |b| b.iter(|| event::walk(black_box(&candles), &actions, &plain)));
    group.bench_function("event_with_stops", |b| {
        b.iter(|| event::walk(black_box(&candles), &actions, &stops))
    });
    let mut room = rsi_cross::Room::default();
    let cross = RsiCross { length: 14, oversold: 30.0, overbought: 70.0 };
    group.bench_function("rsi_cross_from_closes", |b| {
        b.iter(|| rsi_cross::backtest(black_box(&candles), cross, &plain, &mut room));
    });
    let rule = strategies::find("rsi_cross").and_then(|rule| rule.configure(&strategies::Params::new()));
    if let Ok(rule) = rule {
        group.bench_function("event_live", |b| {
            b.iter(|| event::walk_live(black_box(&candles), &mut *rule.live(), &plain));
        });
    }
    group.finish();
}

criterion_group!(benches, single_backtest);
criterion_main!(benches);

//! Sweeps of the RSI cross: 1,000 combinations on 100,000 candles, 10,000 on 1,000,000, each with all figures.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use backtest::Settings;
use backtest::sweep::{self, Axis, Plan, Unwatched};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Candle, Candles, Timeframe};
use strategies::Params;

/// A random walk in steps of up to half a percent (xorshift, the same on every run).
fn random_walk(n: usize) -> Candles {
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
    Candles::from_candles(Timeframe::M1, (0..n).map(candle))
}

fn plan(lengths: std::ops::Range<i32>, oversold: i32, overbought: i32, step: f64) -> Plan {
    let levels = |from: f64, count: i32| (0..count).map(move |i| from + f64::from(i) * step);
    Plan::grid(vec![
        Axis::new("length", lengths.map(f64::from)),
        Axis::new("oversold", levels(20.0, oversold)),
        Axis::new("overbought", levels(60.0, overbought)),
    ])
}

fn sweeps(c: &mut Criterion) {
    let settings = Settings::default();
    let rule = strategies::find("rsi_cross").unwrap();
    let (small, large) = (random_walk(100_000), random_walk(1_000_000));
    let mut group = c.benchmark_group("sweep");
    group.sample_size(10);
    let (narrow, wide) = (plan(5..25, 5, 10, 2.0), plan(5..30, 20, 20, 1.0));
    let rows = |candles: &Candles, plan: &Plan| {
        sweep::rows(black_box(candles), rule, &Params::new(), plan, &settings, &Unwatched).unwrap()
    };
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("1000_on_100k", |b| b.iter(|| rows(&small, &narrow)));
    group.bench_function("1000_on_100k_judged", |b| {
        b.iter(|| sweep::sweep(&small, rule, &Params::new(), &narrow, &settings, &Unwatched).unwrap());
    });
    group.throughput(Throughput::Elements(10_000));
    group.bench_function("10000_on_1m", |b| b.iter(|| rows(&large, &wide)));
    group.finish();
}

criterion_group!(benches, sweeps);
criterion_main!(benches);

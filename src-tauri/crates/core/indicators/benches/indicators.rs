//! Nanoseconds a candle of each batch indicator on 1,000,000 candles (time of an iteration / 1,000,000).

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use indicators::{atr::atr, ema::ema, rsi::rsi, sma::sma};

const CANDLES: usize = 1_000_000;

/// A random walk from a fixed linear congruential sequence.
fn closes() -> Vec<f64> {
    let mut state = 7u64;
    let mut price = 10_000.0;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        price *= 1.0 + ((state >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * 0.01;
        price
    };
    (0..CANDLES).map(|_| next()).collect()
}

fn batch(criterion: &mut Criterion) {
    let close = closes();
    let (high, low): (Vec<f64>, Vec<f64>) = close.iter().map(|c| (c * 1.003, c * 0.996)).unzip();
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(CANDLES as u64)).sample_size(20);
    group.bench_function("sma_20", |b| b.iter(|| sma(&close, 20)));
    group.bench_function("sma_200", |b| b.iter(|| sma(&close, 200)));
    group.bench_function("ema_20", |b| b.iter(|| ema(&close, 20)));
    group.bench_function("rsi_14", |b| b.iter(|| rsi(&close, 14)));
    group.bench_function("atr_14", |b| b.iter(|| atr(&high, &low, &close, 14)));
    group.finish();
}

criterion_group!(benches, batch);
criterion_main!(benches);

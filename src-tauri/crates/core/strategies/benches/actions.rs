//! Time of each strategy's actions over 20,111 candles, and of the models alone.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Candle, Candles, Timeframe};
use strategies::models::kalman::{Init, Variances, filter};
use strategies::{Params, registry};

const CANDLES: usize = 20_111;

/// A random walk from a fixed linear congruential sequence.
fn candles() -> Candles {
    let mut state = 7u64;
    let mut price = 10_000.0;
    let next = |i| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let open = price;
        price *= 1.0 + ((state >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * 0.02;
        let (low, high) = if open < price { (open, price) } else { (price, open) };
        Candle {
            time_ms: i * 3_600_000,
            open,
            high: high * 1.001,
            low: low * 0.999,
            close: price,
            volume: 1.0,
        }
    };
    Candles::from_candles(Timeframe::H1, (0..CANDLES as i64).map(next))
}

fn actions(criterion: &mut Criterion) {
    let candles = candles();
    let mut group = criterion.benchmark_group("actions");
    group.throughput(Throughput::Elements(CANDLES as u64)).sample_size(20);
    for strategy in registry() {
        let Ok(rule) = strategy.configure(&Params::new()) else { continue };
        group.bench_function(&strategy.schema().name, |b| b.iter(|| rule.actions(&candles)));
    }
    group.finish();
}

fn models(criterion: &mut Criterion) {
    let candles = candles();
    let variances = Variances { obs: 1.0, level: 0.1, slope: 0.01 };
    criterion.bench_function("kalman_filter_1000", |b| {
        b.iter(|| filter(&candles.close[..1000], variances, Init::ExactDiffuse));
    });
}

criterion_group!(benches, actions, models);
criterion_main!(benches);

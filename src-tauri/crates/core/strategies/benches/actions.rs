//! Time of each strategy's actions over 20,111 candles, at once and one by one, and of the models alone.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Action, Candle, Candles, Timeframe};
use strategies::models::ar::Trend;
use strategies::models::kalman::{Init, Variances, filter};
use strategies::models::rolling_ar::RollingAr;
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

/// A refit with its five-step forecast at each of 10,000 closes.
fn autoregression(criterion: &mut Criterion) {
    const REFITS: usize = 10_000;
    let closes = &candles().close[..500 + REFITS];
    let mut group = criterion.benchmark_group("ar4_refit");
    group.throughput(Throughput::Elements(REFITS as u64)).sample_size(20);
    for (name, trend) in [("constant", Trend::Constant), ("none", Trend::None)] {
        let mut model = RollingAr::new(500, 4, trend);
        closes[..500].iter().for_each(|close| model.push(*close));
        group.bench_function(name, |b| {
            b.iter(|| {
                let refit = |close: &f64| {
                    model.push(*close);
                    model.expected_change(5).unwrap_or_default()
                };
                closes[500..].iter().map(refit).sum::<f64>()
            });
        });
    }
    group.finish();
}

fn kalman(criterion: &mut Criterion) {
    let candles = candles();
    let variances = Variances { obs: 1.0, level: 0.1, slope: 0.01 };
    criterion.bench_function("kalman_filter_1000", |b| {
        b.iter(|| filter(&candles.close[..1000], variances, Init::ExactDiffuse));
    });
}

/// Each rule fed candle by candle through its boxed state.
fn live(criterion: &mut Criterion) {
    let candles = candles();
    let each: Vec<Candle> = (0..candles.len()).filter_map(|i| candles.get(i)).collect();
    let mut group = criterion.benchmark_group("live");
    group.throughput(Throughput::Elements(CANDLES as u64)).sample_size(20);
    for strategy in registry() {
        let Ok(rule) = strategy.configure(&Params::new()) else { continue };
        group.bench_function(&strategy.schema().name, |b| {
            b.iter(|| {
                let mut live = rule.live();
                each.iter().filter(|c| live.on_candle(c) == Action::Buy).count()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, actions, autoregression, kalman, live);
criterion_main!(benches);

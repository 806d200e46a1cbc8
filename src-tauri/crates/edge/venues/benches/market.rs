//! Candles of the built-in market cold and warm, and its book.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use domain::{Symbol, Timeframe};
use venues::builtin::BuiltinMarket;
use venues::{ManualClock, MarketData};

const NOW: i64 = 1_772_444_477_300;

fn market() -> BuiltinMarket {
    BuiltinMarket::new(1, Arc::new(ManualClock::new(NOW)))
}

fn candles(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let symbol: Symbol = "SIM-A/USD".parse().unwrap();
    let last = |t: Timeframe| NOW - 1_000 * t.ms()..NOW;
    for t in [Timeframe::M1, Timeframe::H1, Timeframe::D1] {
        c.bench_function(&format!("builtin/1000 candles {t} cold"), |b| {
            b.iter_batched(
                market,
                |m| black_box(runtime.block_on(m.candles(&symbol, t, last(t))).unwrap()),
                BatchSize::PerIteration,
            );
        });
    }
    let warm = market();
    c.bench_function("builtin/1000 candles 1h warm", |b| {
        b.iter(|| {
            black_box(runtime.block_on(warm.candles(&symbol, Timeframe::H1, last(Timeframe::H1))).unwrap())
        });
    });
    c.bench_function("builtin/book", |b| {
        b.iter(|| black_box(runtime.block_on(warm.book(&symbol, 25)).unwrap()));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(std::time::Duration::from_secs(2));
    targets = candles
}
criterion_main!(benches);

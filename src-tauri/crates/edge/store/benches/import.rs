//! A million candles: parsed, stored and loaded back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use domain::{Candle, Candles, InstrumentId, Timeframe, VenueId};
use store::Store;
use store::import::{ImportOptions, read_candles};

const ROWS: i64 = 1_000_000;

/// A walk of prices with two decimals and volumes with eight, the same at every run.
fn candles() -> Candles {
    let mut state = 42_u64;
    let mut next = |below: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as i64) % below
    };
    let mut cents = 4_000_000;
    let rows = (0..ROWS).map(|i| {
        let open = cents;
        cents = (cents + next(2001) - 1000).max(100_000);
        let (high, low) = (open.max(cents) + next(500), open.min(cents) - next(500));
        let price = |c: i64| c as f64 / 100.0;
        let volume = next(5_000_000_000) as f64 / 1e8;
        Candle {
            time_ms: (27_000_000 + i) * 60_000,
            open: price(open),
            high: price(high),
            low: price(low),
            close: price(cents),
            volume,
        }
    });
    Candles::from_candles(Timeframe::M1, rows)
}

fn csv(candles: &Candles) -> String {
    let row = |c: Candle| format!("{},{},{},{},{},{}\n", c.time_ms, c.open, c.high, c.low, c.close, c.volume);
    candles.iter().map(row).collect()
}

fn import(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let instrument = InstrumentId::new(VenueId::builtin(), "BTC/USD".parse().unwrap());
    let all = candles();
    let text = csv(&all);
    let dir = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("million_candles");
    group.sample_size(10).throughput(Throughput::Elements(ROWS.unsigned_abs()));
    group.bench_function("parse", |b| {
        b.iter(|| {
            read_candles(black_box(text.as_bytes()), None, &ImportOptions::default(), &mut |_| {}).unwrap()
        });
    });
    let mut n = 0;
    group.bench_function("store", |b| {
        b.iter_batched(
            || {
                n += 1;
                runtime.block_on(Store::open(&dir.path().join(format!("{n}.db")))).unwrap()
            },
            |store| {
                runtime.block_on(store.import(&instrument, &all)).unwrap();
                store
            },
            BatchSize::PerIteration,
        );
    });
    let store = runtime.block_on(Store::open(&dir.path().join("load.db"))).unwrap();
    runtime.block_on(store.import(&instrument, &all)).unwrap();
    group.bench_function("load", |b| {
        b.iter(|| runtime.block_on(store.load(&instrument, Timeframe::M1, i64::MIN..i64::MAX)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);

//! Nanoseconds a candle of each batch indicator on 1,000,000 candles (time of an iteration / 1,000,000).
//!
//! `into` writes into columns that are at hand, as a loop over many runs does; `batch` makes new ones, so that it
//! includes the pages the system hands out; `cache` runs over 20,000 candles again and again, which is the arithmetic
//! without the memory; `stream` takes one candle after another.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Candle, Candles, Timeframe};
use indicators::{
    Params, adx, atr, bollinger, donchian, ema, macd, registry, rsi, sma, stochastic, volatility, vwap, wma,
    zscore,
};

const CANDLES: usize = 1_000_000;
const IN_CACHE: usize = 20_000;

/// A random walk from a fixed linear congruential sequence.
fn walk() -> Candles {
    let mut state = 7u64;
    let mut price = 10_000.0;
    let mut next = |i: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chance = (state >> 11) as f64 / (1u64 << 53) as f64;
        let open = price;
        price *= 1.0 + (chance - 0.5) * 0.01;
        let (high, low) = (open.max(price) * 1.003, open.min(price) * 0.996);
        Candle { time_ms: i as i64 * 60_000, open, high, low, close: price, volume: chance }
    };
    Candles::from_candles(Timeframe::M1, (0..CANDLES).map(&mut next))
}

/// Each indicator into columns that are at hand.
fn into(criterion: &mut Criterion, name: &str, candles: &Candles) {
    let Candles { high, low, close, volume, .. } = candles;
    let [mut a, mut b, mut c] = std::array::from_fn(|_| vec![f64::NAN; close.len()]);
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(close.len() as u64)).sample_size(20);
    // what memory alone costs: one column read, one written
    group.bench_function("copy", |x| x.iter(|| a.copy_from_slice(black_box(close))));
    group.bench_function("sma_20", |x| x.iter(|| sma::sma_into(black_box(close), 20, &mut a)));
    group.bench_function("sma_200", |x| x.iter(|| sma::sma_into(black_box(close), 200, &mut a)));
    group.bench_function("ema_20", |x| x.iter(|| ema::ema_into(black_box(close), 20, &mut a)));
    group.bench_function("wma_20", |x| x.iter(|| wma::wma_into(black_box(close), 20, &mut a)));
    group.bench_function("rsi_14", |x| x.iter(|| rsi::rsi_into(black_box(close), 14, &mut a)));
    group.bench_function("atr_14", |x| x.iter(|| atr::atr_into(high, low, black_box(close), 14, &mut a)));
    group.bench_function("adx_14", |x| x.iter(|| adx::adx_into(high, black_box(low), 14, &mut a)));
    group.bench_function("stochastic_14_3_3", |x| {
        let periods = stochastic::Periods::default();
        x.iter(|| stochastic::stochastic_into(high, low, black_box(close), periods, [&mut a, &mut b]));
    });
    group.bench_function("bollinger_20", |x| {
        x.iter(|| bollinger::bollinger_into(black_box(close), 20, 2.0, [&mut a, &mut b, &mut c]));
    });
    group.bench_function("macd_12_26_9", |x| {
        x.iter(|| macd::macd_into(black_box(close), macd::Periods::default(), [&mut a, &mut b, &mut c]));
    });
    group.bench_function("donchian_20", |x| {
        x.iter(|| donchian::donchian_into(high, black_box(low), 20, [&mut a, &mut b, &mut c]));
    });
    group.bench_function("vwap_20", |x| {
        x.iter(|| vwap::vwap_into(high, low, black_box(close), volume, 20, &mut a));
    });
    group.bench_function("zscore_20", |x| x.iter(|| zscore::zscore_into(black_box(close), 20, 0, &mut a)));
    group.bench_function("volatility_20", |x| {
        x.iter(|| volatility::volatility_into(black_box(close), 20, 1.0, &mut a));
    });
    group.finish();
}

/// Each indicator by its name, into new columns, with its default parameters.
fn batch(criterion: &mut Criterion, candles: &Candles) {
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(candles.len() as u64)).sample_size(20);
    for indicator in registry() {
        group.bench_function(indicator.spec.name, |x| {
            x.iter(|| indicators::compute(indicator.spec.name, &Params::new(), black_box(candles)));
        });
    }
    group.finish();
}

/// Each indicator by its name, candle by candle.
fn stream(criterion: &mut Criterion, candles: &Candles) {
    let mut group = criterion.benchmark_group("stream");
    group.throughput(Throughput::Elements(candles.len() as u64)).sample_size(10);
    for indicator in registry() {
        group.bench_function(indicator.spec.name, |x| {
            x.iter(|| {
                let mut row = vec![0.0; indicator.spec.columns.len()];
                let mut state = indicators::stream(indicator.spec.name, &Params::new()).ok();
                for candle in candles.iter() {
                    state.iter_mut().for_each(|state| state.update(&candle, &mut row));
                }
                row
            });
        });
    }
    group.finish();
}

fn all(criterion: &mut Criterion) {
    let candles = walk();
    let few = candles.slice(0..IN_CACHE);
    into(criterion, "into", &candles);
    into(criterion, "cache", &few);
    batch(criterion, &candles);
    stream(criterion, &few);
}

criterion_group!(benches, all);
criterion_main!(benches);

//! A script over a million candles, by both of its forms.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{Candle, Candles, Timeframe};
use scripts::{Limits, Script};
use strategies::Params;

const CANDLES: usize = 1_000_000;

const WHOLE: &str = r#"
return { name = "bench_whole", compute = function(candles, p, ta)
    local close = candles.close
    local rsi, average = ta.rsi(close, 14), ta.ema(close, 50)
    local up = close:above(average)
    return signal.when(signal.all(rsi:crosses_above(30), up), signal.all(rsi:crosses_below(70), up))
end }
"#;

const CANDLEWISE: &str = r#"
return { name = "bench_candlewise",
    prepare = function(candles, p, ta)
        return { rsi = ta.rsi(candles.close, 14), average = ta.ema(candles.close, 50) }
    end,
    on_candle = function(i, c, p, state)
        if c.close > c.average then
            if c.rsi < 30 then return "buy" end
            if c.rsi > 70 then return "sell" end
        end
    end,
}
"#;

fn market() -> Candles {
    let (mut close, mut state) = (100.0f64, 1u64);
    let mut candles = Candles::with_capacity(Timeframe::M1, CANDLES);
    for i in 0..CANDLES {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let open = close;
        close *= 1.0 + ((state >> 33) as f64 / 2f64.powi(31) - 0.5) / 200.0;
        let (high, low) = (open.max(close), open.min(close));
        candles.push(Candle { time_ms: i as i64 * 60_000, open, high, low, close, volume: 1.0 });
    }
    candles
}

fn scripts(c: &mut Criterion) {
    let candles = market();
    let mut group = c.benchmark_group("script");
    group.throughput(Throughput::Elements(CANDLES as u64)).sample_size(10);
    for (name, source) in [("compute", WHOLE), ("on_candle", CANDLEWISE)] {
        let bound =
            Script::load("bench.luau", source, Limits::default()).unwrap().bind(&Params::new()).unwrap();
        group.bench_function(name, |b| b.iter(|| bound.run(&candles).unwrap()));
    }
    group.finish();
    let few = candles.slice(0..100);
    let bound = Script::load("bench.luau", WHOLE, Limits::default()).unwrap().bind(&Params::new()).unwrap();
    c.bench_function("script/a new interpreter and 100 candles", |b| b.iter(|| bound.run(&few).unwrap()));
}

criterion_group!(benches, scripts);
criterion_main!(benches);

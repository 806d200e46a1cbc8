//! Depth events of 20 levels, from bytes to a book that is up to date; one core.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use venues::binance::depth_event;
use venues::binance::local_book::{LocalBook, Outcome};
use venues::binance::parse;

const EVENTS: u64 = 10_000;

/// A generator of even quality that needs no dependency.
struct Steps(u64);

impl Steps {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Ten levels a side near the touch, one in four taken away, as in a lively market.
fn event(number: u64, steps: &mut Steps) -> String {
    let mut side = |sign: i64| {
        let mut rows = Vec::new();
        for _ in 0..10 {
            let price = 6_000_000 + sign * (1 + steps.next(100) as i64);
            let size = if steps.next(4) == 0 { 0 } else { steps.next(1_000_000_000) };
            rows.push(format!(
                r#"["{}.{:02}000000","{}.{:08}"]"#,
                price / 100,
                price % 100,
                size / 100_000_000,
                size % 100_000_000
            ));
        }
        rows.join(",")
    };
    let (bids, asks) = (side(-1), side(1));
    format!(
        r#"{{"stream":"btcusdt@depth@100ms","data":{{"e":"depthUpdate","E":1700000000000,"s":"BTCUSDT","U":{number},"u":{number},"b":[{bids}],"a":[{asks}]}}}}"#
    )
}

fn depth_events(c: &mut Criterion) {
    let mut steps = Steps(7);
    let events: Vec<Vec<u8>> = (2..EVENTS + 2).map(|n| event(n, &mut steps).into_bytes()).collect();
    let levels = |sign: i64| {
        let row = |i: i64| {
            let price = 6_000_000 + sign * i;
            format!(r#"["{}.{:02}000000","1.00000000"]"#, price / 100, price % 100)
        };
        (1..=500).map(row).collect::<Vec<_>>().join(",")
    };
    let snapshot = format!(r#"{{"lastUpdateId":1,"bids":[{}],"asks":[{}]}}"#, levels(-1), levels(1));
    let fresh = || {
        let mut book = LocalBook::new(8, 8, 20);
        book.snapshot(&parse::depth(snapshot.as_bytes()).unwrap(), 1_000, 0);
        book
    };
    let mut group = c.benchmark_group("binance");
    group.throughput(Throughput::Elements(EVENTS));
    group.bench_function("depth_events_of_20_levels", |b| {
        b.iter_batched_ref(
            fresh,
            |book| {
                for bytes in &events {
                    let head = depth_event::read(bytes).unwrap();
                    assert_eq!(book.event(&head, bytes), Outcome::Changed);
                }
                black_box(book.is_synced())
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, depth_events);
criterion_main!(benches);

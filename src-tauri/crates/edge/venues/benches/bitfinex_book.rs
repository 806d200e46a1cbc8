//! Bitfinex book messages: read from bytes and applied to a book of 250 levels a side.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::Side;
use venues::Depth;
use venues::bitfinex::scan::{AMOUNT_DECIMALS, PRICE_DECIMALS, head, rows};

const LEVELS: i64 = 250;
const MESSAGES: usize = 16_384;

/// A generator of our own: the same messages on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % most).unwrap()
    }
}

/// Updates near the top and deep in the book, a fifth of them deletions that the next message on that level undoes.
fn messages() -> Vec<String> {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    (0..MESSAGES)
        .map(|_| {
            let depth = if chance.below(10) < 7 { chance.below(25) } else { chance.below(250) };
            let bid = chance.below(2) == 0;
            let price = if bid { 67_000 - depth } else { 67_001 + depth };
            let sign = if bid { "" } else { "-" };
            match chance.below(5) {
                0 => format!("[17470,[{price},0,{sign}1]]"),
                _ => format!(
                    "[17470,[{price},{},{sign}{}.{:08}]]",
                    chance.below(9) + 1,
                    chance.below(5),
                    chance.below(99_999_999) / 10 * 10 + 1
                ),
            }
        })
        .collect()
}

fn full() -> Depth {
    let mut depth = Depth::new(PRICE_DECIMALS, AMOUNT_DECIMALS);
    let unit = 10_i64.pow(PRICE_DECIMALS);
    for i in 0..LEVELS {
        depth.set(Side::Buy, (67_000 - i) * unit, 100_000_000);
        depth.set(Side::Sell, (67_001 + i) * unit, 100_000_000);
    }
    depth
}

fn apply(depth: &mut Depth, message: &[u8]) -> Option<()> {
    let (_, at) = head(message)?;
    rows(message, at, |change| {
        let side = if change.amount > 0 { Side::Buy } else { Side::Sell };
        depth.set(side, change.price, if change.count == 0 { 0 } else { change.amount.abs() });
    })?;
    Some(())
}

fn book(c: &mut Criterion) {
    let messages = messages();
    let mut group = c.benchmark_group("bitfinex book");
    group.throughput(Throughput::Elements(MESSAGES as u64));
    group.bench_function("scan and apply", |b| {
        let mut depth = full();
        b.iter(|| {
            for message in &messages {
                apply(&mut depth, black_box(message.as_bytes())).unwrap();
            }
        });
        assert!(!depth.is_crossed());
    });
    group.bench_function("scan", |b| {
        b.iter(|| {
            messages.iter().fold(0_i64, |sum, message| {
                let bytes = black_box(message.as_bytes());
                let (_, at) = head(bytes).unwrap();
                let mut sum = sum;
                rows(bytes, at, |change| sum = sum.wrapping_add(change.price ^ change.amount)).unwrap();
                sum
            })
        });
    });
    group.finish();
}

criterion_group!(benches, book);
criterion_main!(benches);

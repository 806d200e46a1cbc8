#![allow(clippy::unwrap_used)]
use domain::Candle;
use proptest::prelude::*;

use super::*;

fn back(bytes: &[u8]) -> Option<Candles> {
    let mut candles = Candles::new(Timeframe::M5);
    decode(bytes, &mut candles)?;
    Some(candles)
}

/// Ascending candles with gaps, with prices that are decimals or any positive `f64`.
fn candles() -> impl Strategy<Value = Candles> {
    let plain = prop_oneof![(1_u32..10_000_000).prop_map(|n| f64::from(n) / 100.0), 1e-8..1e12];
    let row = (0_i64..4, [plain.clone(), plain.clone(), plain.clone(), plain.clone(), plain]);
    prop::collection::vec(row, 1..300).prop_map(|rows| {
        let mut time_ms = 1_500_000_000_000 - 1_500_000_000_000 % Timeframe::M5.ms();
        Candles::from_candles(
            Timeframe::M5,
            rows.into_iter().map(|(missing, [open, high, low, close, volume])| {
                time_ms += Timeframe::M5.ms() * (missing + 1);
                Candle { time_ms, open, high, low, close, volume }
            }),
        )
    })
}

proptest! {
    #[test]
    fn any_candles_come_back_to_the_last_bit(candles in candles()) {
        prop_assert_eq!(back(&encode(&candles)), Some(candles));
    }

    #[test]
    fn one_changed_byte_is_noticed(candles in candles(), at in any::<prop::sample::Index>(), with in 1_u8..) {
        let mut bytes = encode(&candles);
        let i = at.index(bytes.len());
        bytes[i] ^= with;
        prop_assert_eq!(back(&bytes), None);
    }

    #[test]
    fn any_bytes_are_refused_without_panic(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&crc32fast::hash(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        let mut candles = Candles::new(Timeframe::M1);
        if decode(&bytes, &mut candles).is_none() {
            prop_assert_eq!(candles, Candles::new(Timeframe::M1));
        }
    }
}

#[test]
fn market_prices_take_a_fraction_of_their_size() {
    let candles = Candles::from_candles(
        Timeframe::M5,
        (0..4096_i64).map(|i| {
            let cents = 4_000_000 + i * 7 % 1000;
            let price = |c: i64| c as f64 / 100.0;
            Candle {
                time_ms: i * Timeframe::M5.ms(),
                open: price(cents),
                high: price(cents + 25),
                low: price(cents - 25),
                close: price(cents + 1),
                volume: (i % 977) as f64 / 1000.0,
            }
        }),
    );
    let bytes = encode(&candles);
    assert!(bytes.len() < 4096 * 10, "{} bytes for 4096 candles of 48", bytes.len());
}

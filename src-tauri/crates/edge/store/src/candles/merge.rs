//! New candles into stored ones.

use domain::{Candle, Candles};

/// What a merge did, in candles of the newer side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub inserted: u64,
    pub duplicates: u64,
    pub replaced: u64,
}

/// Both, ascending. Where both have a time the newer candle stands: `duplicates` where it says the same,
/// `replaced` where it does not.
pub(super) fn merge(stored: &Candles, newer: &Candles) -> (Candles, Tally) {
    let mut merged = Candles::with_capacity(stored.timeframe, stored.len() + newer.len());
    let mut tally = Tally::default();
    let (mut old, mut new) = (stored.iter().peekable(), newer.iter().peekable());
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (Some(o), Some(n)) if o.time_ms == n.time_ms => {
                if same(&o, &n) {
                    tally.duplicates += 1;
                } else {
                    tally.replaced += 1;
                }
                merged.push(n);
                old.next();
                new.next();
            }
            (Some(o), n) if n.is_none_or(|n| o.time_ms < n.time_ms) => {
                merged.push(o);
                old.next();
            }
            (_, Some(n)) => {
                tally.inserted += 1;
                merged.push(n);
                new.next();
            }
            _ => return (merged, tally),
        }
    }
}

fn same(a: &Candle, b: &Candle) -> bool {
    let bits = |c: &Candle| [c.open, c.high, c.low, c.close, c.volume].map(f64::to_bits);
    bits(a) == bits(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timeframe;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn candles(map: &BTreeMap<u8, u8>) -> Candles {
        let candle = |(t, v): (&u8, &u8)| {
            let p = f64::from(*v) + 1.0;
            Candle { time_ms: i64::from(*t) * 60_000, open: p, high: p, low: p, close: p, volume: 0.0 }
        };
        Candles::from_candles(Timeframe::M1, map.iter().map(candle))
    }

    proptest! {
        #[test]
        fn agrees_with_a_map(old in prop::collection::btree_map(any::<u8>(), 0_u8..3, 0..80),
                             new in prop::collection::btree_map(any::<u8>(), 0_u8..3, 0..80)) {
            let (merged, tally) = merge(&candles(&old), &candles(&new));
            let mut expected = old.clone();
            expected.extend(&new);
            prop_assert_eq!(merged, candles(&expected));
            let count = |f: &dyn Fn(&u8, &u8) -> bool| new.iter().filter(|(t, v)| f(t, v)).count() as u64;
            prop_assert_eq!(tally, Tally {
                inserted: count(&|t, _| !old.contains_key(t)),
                duplicates: count(&|t, v| old.get(t) == Some(v)),
                replaced: count(&|t, v| old.get(t).is_some_and(|o| o != v)),
            });
        }
    }
}

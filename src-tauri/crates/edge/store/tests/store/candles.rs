use domain::{Candles, Timeframe};
use proptest::prelude::*;
use store::{Gap, StoreError};

use crate::fixture::{Scratch, candle, candles, instrument};

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn what_is_imported_is_loaded_over_many_chunks_and_after_reopening() {
    let scratch = Scratch::new().await;
    let all = candles(Timeframe::M1, 28_000_000..28_020_000);
    let outcome = scratch.store.import(&instrument(), &all).await.unwrap();
    assert_eq!(
        (outcome.rows, outcome.inserted, outcome.duplicates, outcome.replaced),
        (20_000, 20_000, 0, 0)
    );
    assert_eq!((outcome.first_ms, outcome.last_ms), (Some(all.time_ms[0]), Some(all.time_ms[19_999])));
    scratch.store.close().await;
    let again = store::Store::open(&scratch.path()).await.unwrap();
    assert_eq!(again.load(&instrument(), Timeframe::M1, i64::MIN..i64::MAX).await.unwrap(), all);
    let part = again.load(&instrument(), Timeframe::M1, all.time_ms[5]..all.time_ms[9000]).await.unwrap();
    assert_eq!(part, all.slice(5..9000));
    let none = again.load(&instrument(), Timeframe::H1, i64::MIN..i64::MAX).await.unwrap();
    assert_eq!(none, Candles::new(Timeframe::H1));
}

#[tokio::test]
async fn importing_again_counts_duplicates_and_the_newest_value_stands() {
    let scratch = Scratch::new().await;
    scratch.store.import(&instrument(), &candles(Timeframe::H1, 0..100)).await.unwrap();
    let mut newer = candles(Timeframe::H1, 90..110);
    newer.volume[3] = 77.0;
    let outcome = scratch.store.import(&instrument(), &newer).await.unwrap();
    assert_eq!((outcome.rows, outcome.inserted, outcome.duplicates, outcome.replaced), (20, 10, 9, 1));
    let all = scratch.store.load(&instrument(), Timeframe::H1, 0..i64::MAX).await.unwrap();
    assert_eq!((all.len(), all.volume[93]), (110, 77.0));
}

#[tokio::test]
async fn gaps_are_those_left_after_the_import() {
    let scratch = Scratch::new().await;
    let holed = candles(Timeframe::H1, (0..10).chain(13..20).chain(30_000..30_002));
    let outcome = scratch.store.import(&instrument(), &holed).await.unwrap();
    let far = Gap { from_ms: 20 * HOUR, to_ms: 30_000 * HOUR, missing: 29_980 };
    assert_eq!(outcome.gaps, [Gap { from_ms: 10 * HOUR, to_ms: 13 * HOUR, missing: 3 }, far]);
    scratch.store.import(&instrument(), &candles(Timeframe::H1, 10..12)).await.unwrap();
    let again = scratch.store.import(&instrument(), &holed).await.unwrap();
    assert_eq!(again.gaps, [Gap { from_ms: 12 * HOUR, to_ms: 13 * HOUR, missing: 1 }, far]);
    assert_eq!(scratch.store.gaps(&instrument(), Timeframe::H1).await.unwrap(), again.gaps);
    let info = scratch.store.series().await.unwrap();
    assert_eq!((info.len(), info[0].count, info[0].missing), (1, 21, 29_981));
    assert_eq!((info[0].first_ms, info[0].last_ms), (0, 30_001 * HOUR));
    assert_eq!(
        serde_json::to_value(outcome).unwrap()["gaps"][0],
        serde_json::json!({"from": 10 * HOUR, "to": 13 * HOUR, "missing": 3})
    );
}

#[tokio::test]
async fn a_bad_candle_stores_nothing() {
    let scratch = Scratch::new().await;
    let mut bad = candles(Timeframe::H1, 0..50);
    bad.high[49] = 1.0;
    assert!(matches!(
        scratch.store.import(&instrument(), &bad).await,
        Err(StoreError::BadCandle { index: 49, .. })
    ));
    let unordered = Candles::from_candles(Timeframe::H1, [candle(HOUR, 5.0), candle(0, 5.0)]);
    assert!(matches!(
        scratch.store.import(&instrument(), &unordered).await,
        Err(StoreError::UnorderedCandle { index: 1, time_ms: 0 })
    ));
    let off_grid = Candles::from_candles(Timeframe::H1, [candle(1, 5.0)]);
    assert!(matches!(
        scratch.store.import(&instrument(), &off_grid).await,
        Err(StoreError::OffGridCandle { index: 0, time_ms: 1, .. })
    ));
    let mut short = candles(Timeframe::H1, 0..5);
    short.close.pop();
    assert!(matches!(
        scratch.store.import(&instrument(), &short).await,
        Err(StoreError::UnequalColumns { time: 5, values: 4 })
    ));
    assert_eq!(scratch.store.series().await.unwrap(), []);
}

#[tokio::test]
async fn a_removed_series_is_gone_with_its_candles() {
    let scratch = Scratch::new().await;
    scratch.store.import(&instrument(), &candles(Timeframe::H1, 0..50)).await.unwrap();
    assert!(scratch.store.remove_series(&instrument(), Timeframe::H1).await.unwrap());
    assert!(!scratch.store.remove_series(&instrument(), Timeframe::H1).await.unwrap());
    assert!(scratch.store.load(&instrument(), Timeframe::H1, 0..i64::MAX).await.unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Pieces in any order give the same series as all at once.
    #[test]
    fn pieces_in_any_order_make_one_series(starts in prop::collection::vec(0_i64..20_000, 1..6)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let scratch = Scratch::new().await;
            let mut expected = std::collections::BTreeSet::new();
            for start in &starts {
                let piece = candles(Timeframe::M5, *start..start + 3000);
                let outcome = scratch.store.import(&instrument(), &piece).await.unwrap();
                let before = expected.len();
                expected.extend(*start..start + 3000);
                prop_assert_eq!(outcome.inserted as usize, expected.len() - before);
                prop_assert_eq!(outcome.replaced, 0);
            }
            let all = scratch.store.load(&instrument(), Timeframe::M5, i64::MIN..i64::MAX).await.unwrap();
            prop_assert_eq!(all, candles(Timeframe::M5, expected));
            Ok(())
        })?;
    }
}

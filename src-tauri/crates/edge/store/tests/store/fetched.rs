use domain::{Candles, InstrumentId, Timeframe, VenueId};
use store::Store;

use crate::fixture::Scratch;

const HOUR: i64 = 3_600_000;

fn bitcoin() -> InstrumentId {
    InstrumentId::new(VenueId::new("kraken"), "BTC/USD".parse().unwrap())
}

fn candles(hours: std::ops::Range<i64>) -> Candles {
    let mut candles = Candles::new(Timeframe::H1);
    for hour in hours {
        candles.push(domain::Candle {
            time_ms: hour * HOUR,
            open: 10.0,
            high: 12.0,
            low: 9.0,
            close: 11.0,
            volume: 1.0,
        });
    }
    candles
}

async fn fetched(store: &Store, id: &InstrumentId) -> Vec<(i64, i64)> {
    let ranges = store.fetched(id, Timeframe::H1).await.unwrap();
    ranges.into_iter().map(|r| (r.start / HOUR, r.end / HOUR)).collect()
}

#[tokio::test]
async fn ranges_grow_together_and_stay_with_their_series() {
    let scratch = Scratch::new().await;
    let (store, id) = (&scratch.store, bitcoin());
    let hours = |from: i64, to: i64| from * HOUR..to * HOUR;
    assert_eq!(fetched(store, &id).await, []);
    store.import_fetched(&id, &candles(10..20), hours(10, 20)).await.unwrap();
    store.import_fetched(&id, &candles(30..40), hours(30, 40)).await.unwrap();
    assert_eq!(fetched(store, &id).await, [(10, 20), (30, 40)]);
    // the venue had nothing there: that is known too
    store.import_fetched(&id, &candles(0..0), hours(20, 30)).await.unwrap();
    assert_eq!(fetched(store, &id).await, [(10, 40)]);
    let other = InstrumentId::new(VenueId::new("binance"), id.symbol.clone());
    assert_eq!(fetched(store, &other).await, []);
    let missing = store::uncovered(hours(5, 45), &store.fetched(&id, Timeframe::H1).await.unwrap());
    assert_eq!(missing, [hours(5, 10), hours(40, 45)]);
}

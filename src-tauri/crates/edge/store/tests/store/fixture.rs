//! What the tests share: a store in a scratch directory, and made-up candles.

use std::path::PathBuf;

use domain::{Candle, Candles, InstrumentId, Timeframe, VenueId};
use store::Store;
use tempfile::TempDir;

pub struct Scratch {
    pub dir: TempDir,
    pub store: Store,
}

impl Scratch {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("countersign.db")).await.unwrap();
        Self { dir, store }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("countersign.db")
    }
}

pub fn instrument() -> InstrumentId {
    InstrumentId::new(VenueId::new("coinbase"), "BTC/USD".parse().unwrap())
}

pub fn candle(time_ms: i64, price: f64) -> Candle {
    Candle { time_ms, open: price, high: price + 1.0, low: price - 0.5, close: price + 0.25, volume: 1.5 }
}

/// Candles at these multiples of the timeframe, each with a price of its own.
pub fn candles(timeframe: Timeframe, at: impl IntoIterator<Item = i64>) -> Candles {
    let one = |i: i64| candle(i * timeframe.ms(), 100.0 + (i % 1000) as f64 / 100.0);
    Candles::from_candles(timeframe, at.into_iter().map(one))
}

/// A file of real candles, or `None` (said aloud) where it is not beside the repository.
pub fn real_candles() -> Option<PathBuf> {
    let path = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../../../shared/data/coinbase_BTC-USD_1h.csv"
    ));
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

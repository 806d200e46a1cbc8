//! Instruments, candles and the live picture of the market.

use domain::{Book, Decimal, InstrumentId, Ticker, Timeframe, Trade};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct InstrumentView {
    pub id: InstrumentId,
    pub tick: Decimal,
    pub lot: Decimal,
    pub min_quantity: Decimal,
    pub min_notional: Decimal,
    pub maker_fee: Decimal,
    pub taker_fee: Decimal,
    pub price_decimals: u32,
    pub quantity_decimals: u32,
    /// False for imported candles: the market stands still at the last close.
    pub live: bool,
    /// Timeframes that can be shown.
    pub timeframes: Vec<Timeframe>,
    /// Candles stored, for imported series.
    pub stored: Vec<SeriesView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SeriesView {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub count: u32,
    pub first_ms: i64,
    pub last_ms: i64,
    pub gaps: u32,
}

/// Candles of one series. The answer is binary: see `candle_bytes` in the shell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CandlesQuery {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    /// Candles that start before this instant; `None`: up to now.
    pub before_ms: Option<i64>,
    pub limit: u32,
}

/// An indicator over the candles of the same query, one value a candle; binary as well, `NaN` where undefined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct IndicatorQuery {
    pub candles: CandlesQuery,
    pub name: String,
    pub params: std::collections::BTreeMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct IndicatorView {
    pub name: String,
    pub label: String,
    /// Drawn over the price, or in a pane of its own.
    pub overlay: bool,
    pub params: Vec<IndicatorParam>,
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct IndicatorParam {
    pub name: String,
    #[specta(type = specta_typescript::Number)]
    pub min: f64,
    #[specta(type = specta_typescript::Number)]
    pub max: f64,
    #[specta(type = specta_typescript::Number)]
    pub default: f64,
    /// Only whole numbers are taken.
    pub integer: bool,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ImportRequest {
    pub path: String,
    pub instrument: InstrumentId,
    /// `None`: told from the smallest step in the file.
    pub timeframe: Option<Timeframe>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ImportProgress {
    pub rows: u32,
    /// Bytes read and in all, both below 2^53.
    pub bytes: i64,
    pub total_bytes: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Imported {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub rows: u32,
    pub inserted: u32,
    pub duplicates: u32,
    pub gaps: Vec<GapView>,
    pub first: i64,
    pub last: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GapView {
    pub from: i64,
    pub to: i64,
    pub missing: u32,
}

/// One row of the watchlist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WatchView {
    pub instrument: InstrumentId,
    pub ticker: Ticker,
    pub live: bool,
    /// Closes of the last 24 h, oldest first, at most 48.
    pub spark: Vec<f64>,
}

/// A ticker and the venue it is of: two venues may have the same symbol.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WatchTicker {
    pub venue: String,
    #[serde(flatten)]
    pub ticker: Ticker,
}

/// What the selected market looks like now; sent at most ten times a second, the newest only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct MarketFrame {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub live: bool,
    pub book: Book,
    pub ticker: Ticker,
    /// New since the former frame, newest first.
    pub trades: Vec<Trade>,
    /// The running candle: start, open, high, low, close, volume.
    pub candle: Option<CandleView>,
    pub watch: Vec<WatchTicker>,
    pub time_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CandleView {
    pub time_ms: i64,
    #[specta(type = specta_typescript::Number)]
    pub open: f64,
    #[specta(type = specta_typescript::Number)]
    pub high: f64,
    #[specta(type = specta_typescript::Number)]
    pub low: f64,
    #[specta(type = specta_typescript::Number)]
    pub close: f64,
    #[specta(type = specta_typescript::Number)]
    pub volume: f64,
}

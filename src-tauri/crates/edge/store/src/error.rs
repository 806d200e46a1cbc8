//! What can go wrong with the store.

use std::path::PathBuf;

use domain::{CandleFault, Timeframe};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the desk of {path} is already open in process {}; close it, or use another data directory", pid.map_or("?".to_owned(), |p| p.to_string()))]
    InUse { path: PathBuf, pid: Option<u32> },
    #[error("the data directory {path} cannot be used: {source}")]
    Directory { path: PathBuf, source: std::io::Error },
    #[error("there is no database {path}; start the app once, or name another data directory")]
    NotFound { path: PathBuf },
    #[error("{path} is not a Countersign database (application id {found:#010x})")]
    NotOurs { path: PathBuf, found: i64 },
    #[error(
        "{path} was written by a newer version (schema {found}, this version knows {known}); update the app"
    )]
    NewerSchema { path: PathBuf, found: i64, known: i64 },
    #[error(
        "{path} was written by an older version (schema {found} of {known}); start the app once to bring it up to date"
    )]
    OlderSchema { path: PathBuf, found: i64, known: i64 },
    #[error("the store was opened for reading only")]
    ReadOnly,
    #[error("candle {index} at {time_ms} cannot be stored: {fault}")]
    BadCandle { index: usize, time_ms: i64, fault: CandleFault },
    #[error("candle {index} at {time_ms} does not come after the one before it")]
    UnorderedCandle { index: usize, time_ms: i64 },
    #[error("candle {index} at {time_ms} is not the start of a {timeframe} candle")]
    OffGridCandle { index: usize, time_ms: i64, timeframe: Timeframe },
    #[error("the columns of the candles differ in length ({time} times, {values} values)")]
    UnequalColumns { time: usize, values: usize },
    #[error("the stored candles around {from_ms} are damaged; import them again")]
    DamagedCandles { from_ms: i64 },
    #[error("chain entry {got} was to be stored where entry {expected} is next")]
    ChainOutOfStep { expected: i64, got: i64 },
    #[error("chain entry {seq} is not UTF-8 text")]
    ChainNotText { seq: i64 },
    #[error("there is already a {what} named {name:?}")]
    AlreadyExists { what: &'static str, name: String },
    #[error("there is no {what} named {name:?}")]
    NoSuch { what: &'static str, name: String },
    #[error("the stored {what} {name:?} is damaged and cannot be read")]
    Damaged { what: &'static str, name: String },
    #[error("the {what} cannot be written as JSON: {source}")]
    Json { what: &'static str, source: serde_json::Error },
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}

//! Candles from a CSV file, a kline archive or a Parquet file: pure parsing, nothing is stored here.
//!
//! A file is read once, in bounded memory, and either gives candles that are true, ascending and on the
//! timeframe's grid, or an [`ImportError`] that names file, line, column and reason.

mod archive;
mod fault;
mod header;
mod lines;
mod number;
mod parquet;
mod reader;
mod stamp;
mod table;

use std::sync::atomic::AtomicBool;

use domain::{Candles, Timeframe};

pub use archive::{MAX_STREAM_BYTES, read_path, read_stream};
pub use fault::{ImportError, ImportFault};
pub use lines::MAX_LINE_BYTES;
pub use reader::read_candles;
pub use stamp::TimeUnit;

/// What is known of a file before it is read.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions<'a> {
    /// The name errors speak of.
    pub file: String,
    /// `None`: the smallest step between two rows.
    pub timeframe: Option<Timeframe>,
    /// Once true, reading ends with [`ImportFault::Cancelled`].
    pub cancel: Option<&'a AtomicBool>,
}

/// How far reading has come. `total_bytes` is what the caller said, or the unpacked size of an archive's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    pub bytes: u64,
    pub total_bytes: Option<u64>,
}

/// The candles of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub candles: Candles,
    pub timeframe: Timeframe,
    /// True where the file stood newest first and was turned round.
    pub reversed: bool,
}

//! Why a file is refused, and where.

use domain::{CandleFault, Timeframe};

use super::TimeUnit;

/// A file that is refused whole. `line` counts from 1, rows in a Parquet file; 0 means the file as such.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportError {
    pub file: String,
    pub line: u64,
    /// The column's name in the file, or ours where the file has no header.
    pub column: Option<String>,
    pub reason: ImportFault,
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// The reasons, each with the values at fault.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ImportFault {
    #[error("the file cannot be read ({kind}); check that it exists and is not locked")]
    Unreadable { kind: std::io::ErrorKind },
    #[error("the file holds no candle; it needs a row of time, open, high, low, close and volume")]
    Empty,
    #[error("the text is {found}; save the file as UTF-8")]
    Encoding { found: &'static str },
    #[error("byte {byte:#04x} at position {position} of the line is no text; is this a CSV file?")]
    NotText { byte: u8, position: usize },
    #[error("the line is longer than {limit} bytes; is this a CSV file?")]
    LineTooLong { limit: usize },
    #[error("the {name} column is missing; the header needs time, open, high, low, close and volume")]
    MissingColumn { name: &'static str },
    #[error("two columns are named {name:?}; keep one of them")]
    DuplicateColumn { name: String },
    #[error("the row has {found} fields where the file's first line has {expected}")]
    FieldCount { expected: usize, found: usize },
    #[error("the field is empty; every row needs time, open, high, low, close and volume")]
    EmptyField,
    #[error("{value:?} is not a number")]
    BadNumber { value: String },
    #[error("{value:?} is not a time: epoch seconds, milliseconds, microseconds or ISO 8601 are understood")]
    BadTime { value: String },
    #[error("time {value:?} lies between two milliseconds")]
    TimeFraction { value: String },
    #[error("time {value:?} lies outside 1973 to 2262")]
    TimeOutOfRange { value: String },
    #[error("the file's first time is in {first}, this one in {found}; one file needs one unit")]
    MixedTimeUnits { first: TimeUnit, found: TimeUnit },
    #[error("time {time_ms} stands twice in the file")]
    DuplicateTime { time_ms: i64 },
    #[error(
        "time {time_ms} comes after {previous_ms}, against the order of the rows before; sort the file by time"
    )]
    Unordered { previous_ms: i64, time_ms: i64 },
    #[error("time {time_ms} is not the start of a {timeframe} candle")]
    OffGrid { time_ms: i64, timeframe: Timeframe },
    #[error("rows lie at least {step_ms} ms apart, which is no timeframe; name the timeframe of the file")]
    UnknownTimeframe { step_ms: i64 },
    #[error("one row does not tell the timeframe; name the timeframe of the file")]
    TimeframeNeeded,
    #[error("the timeframe given is {given}, but the rows lie at least {found} apart")]
    TimeframeMismatch { given: Timeframe, found: Timeframe },
    #[error("{0}")]
    Candle(#[from] CandleFault),
    #[error("the file has more than {limit} rows; split it")]
    TooManyRows { limit: usize },
    #[error("the archive is damaged or uses a method other than store and deflate")]
    BadArchive,
    #[error("the archive holds {files} files where one CSV file is expected")]
    ArchiveFiles { files: usize },
    #[error(
        "the Parquet file is damaged, encrypted, or written in a way that is not understood; save it anew or as CSV"
    )]
    BadParquet,
    #[error("a column of type {found} holds neither times nor numbers; save it as numbers or text")]
    ColumnType { found: String },
    #[error("the input is larger than {limit} bytes, which must be held at once; give it as a file")]
    InputTooLarge { limit: u64 },
    #[error("the import was cancelled; nothing was stored")]
    Cancelled,
}

impl ImportFault {
    /// A stable name for the reason, the same in every language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::Empty => "empty",
            Self::Encoding { .. } => "encoding",
            Self::NotText { .. } => "not_text",
            Self::LineTooLong { .. } => "line_too_long",
            Self::MissingColumn { .. } => "missing_column",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::FieldCount { .. } => "field_count",
            Self::EmptyField => "empty_field",
            Self::BadNumber { .. } => "bad_number",
            Self::BadTime { .. } => "bad_time",
            Self::TimeFraction { .. } => "time_fraction",
            Self::TimeOutOfRange { .. } => "time_out_of_range",
            Self::MixedTimeUnits { .. } => "mixed_time_units",
            Self::DuplicateTime { .. } => "duplicate_time",
            Self::Unordered { .. } => "unordered",
            Self::OffGrid { .. } => "off_grid",
            Self::UnknownTimeframe { .. } => "unknown_timeframe",
            Self::TimeframeNeeded => "timeframe_needed",
            Self::TimeframeMismatch { .. } => "timeframe_mismatch",
            Self::Candle(fault) => match fault {
                CandleFault::NotFinite { .. } => "not_finite",
                CandleFault::NotPositive { .. } => "not_positive",
                CandleFault::NegativeVolume(_) => "negative_volume",
                CandleFault::HighBelowLow { .. } => "high_below_low",
                CandleFault::OutsideRange { .. } => "outside_range",
            },
            Self::TooManyRows { .. } => "too_many_rows",
            Self::BadArchive => "bad_archive",
            Self::ArchiveFiles { .. } => "archive_files",
            Self::BadParquet => "bad_parquet",
            Self::ColumnType { .. } => "column_type",
            Self::InputTooLarge { .. } => "input_too_large",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A field as an error shows it: at most 40 characters, whatever the bytes.
pub(super) fn shown(field: &[u8]) -> String {
    String::from_utf8_lossy(&field[..field.len().min(160)]).chars().take(40).collect()
}

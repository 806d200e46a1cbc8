//! Why a report could not be made.

use std::path::PathBuf;

use crate::Format;

#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("{piece} cannot be exported as {format}; choose one of {choices}")]
    Unsupported { piece: &'static str, format: Format, choices: &'static str },
    #[error("the bundled font cannot be read; install the program again")]
    Font,
    #[error("{width} by {height} pixels could not be drawn")]
    Draw { width: u32, height: u32, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("the picture could not be encoded as PNG")]
    Encode(#[from] png::EncodingError),
    #[error("the result could not be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the table could not be written as Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("{} could not be written; check that the folder exists and may be written to", path.display())]
    Write { path: PathBuf, source: std::io::Error },
}

//! Candles from a file or from standard input.

use std::path::Path;

use desk::api::market::ImportProgress;
use domain::Timeframe;
use store::import::{ImportOptions, Parsed, read_stream};

use crate::error::CliError;

/// Reads a CSV file, a kline archive or a Parquet file, or `-` for one of them on standard input.
pub fn read(
    path: &Path,
    timeframe: Option<Timeframe>,
    report: &mut dyn FnMut(ImportProgress),
) -> Result<Parsed, CliError> {
    if path.as_os_str() == "-" {
        let options = ImportOptions { file: "standard input".to_owned(), timeframe, cancel: None };
        return Ok(read_stream(std::io::stdin().lock(), &options, &mut |_| {})?);
    }
    if !path.exists() {
        let file = path.display().to_string();
        return Err(CliError::new(4, "not_found", format!("There is no file {file}.")).with("file", file));
    }
    Ok(desk::read_file(path, timeframe, report)?)
}

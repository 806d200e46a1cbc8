//! Candles from a file or from standard input.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use desk::api::market::ImportProgress;
use domain::Timeframe;
use store::import::{ImportOptions, Parsed, read_candles};

use crate::error::CliError;

/// Reads a CSV file, a kline archive, or `-` for CSV on standard input.
pub fn read(
    path: &Path,
    timeframe: Option<Timeframe>,
    report: &mut dyn FnMut(ImportProgress),
) -> Result<Parsed, CliError> {
    if path.as_os_str() == "-" {
        let options = ImportOptions { file: "standard input".to_owned(), timeframe, cancel: None };
        return Ok(read_candles(std::io::stdin().lock(), None, &options, &mut |_| {})?);
    }
    if !path.exists() {
        let file = path.display().to_string();
        return Err(CliError::new(4, "not_found", format!("There is no file {file}.")).with("file", file));
    }
    refuse_parquet(path)?;
    Ok(desk::read_file(path, timeframe, report)?)
}

/// Names a file that is sound and not read yet, instead of calling it garbage.
fn refuse_parquet(path: &Path) -> Result<(), CliError> {
    let mut magic = [0; 4];
    // a pipe must not lose its beginning
    let regular = path.is_file();
    let read = regular && File::open(path).and_then(|mut f| f.read_exact(&mut magic)).is_ok();
    if !read || &magic != b"PAR1" {
        return Ok(());
    }
    let (file, version) = (path.display().to_string(), env!("CARGO_PKG_VERSION"));
    let text =
        format!("{file} is a Parquet file, which version {version} does not read yet. Save it as CSV.");
    Err(CliError::not_built(text).with("file", file))
}

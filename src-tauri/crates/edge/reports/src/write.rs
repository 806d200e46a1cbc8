//! The whole report as files.

use std::fs;
use std::path::{Path, PathBuf};

use backtest::BacktestResult;

use crate::{Format, Kind, Meta, ReportError, Theme, artefact};

/// Writes `report.html`, every picture as SVG and PNG, `trades.csv` and `result.json` into `dir`, which is made if need
/// be; says what it wrote. Files of these names are replaced.
pub fn write_report(dir: &Path, result: &BacktestResult, meta: &Meta) -> Result<Vec<PathBuf>, ReportError> {
    fs::create_dir_all(dir).map_err(|source| ReportError::Write { path: dir.to_owned(), source })?;
    let pictures = Kind::PICTURES.into_iter().flat_map(|kind| [(kind, Format::Svg), (kind, Format::Png)]);
    let rest = [(Kind::Trades, Format::Csv), (Kind::Result, Format::Json), (Kind::Report, Format::Html)];
    let mut written = Vec::new();
    for (kind, format) in pictures.chain(rest) {
        let bytes = artefact(kind, format, result, meta, Theme::Light)?;
        let path = dir.join(format!("{kind}.{format}"));
        fs::write(&path, bytes).map_err(|source| ReportError::Write { path: path.clone(), source })?;
        written.push(path);
    }
    Ok(written)
}

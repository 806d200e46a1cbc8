//! Reports as files.

use std::fs;
use std::path::{Path, PathBuf};

use backtest::BacktestResult;

use crate::{Format, Kind, Meta, ReportError, Theme, artefact};

/// Writes `report.html`, every picture as SVG and PNG, `trades.csv` and `result.json` into `dir`, which is made if need
/// be; says what it wrote. Files of these names are replaced.
pub fn write_report(dir: &Path, result: &BacktestResult, meta: &Meta) -> Result<Vec<PathBuf>, ReportError> {
    let pictures = Kind::PICTURES.into_iter().flat_map(|kind| [(kind, Format::Svg), (kind, Format::Png)]);
    let rest = [(Kind::Trades, Format::Csv), (Kind::Result, Format::Json), (Kind::Report, Format::Html)];
    write_files(
        dir,
        pictures.chain(rest).map(|(kind, format)| {
            Ok((format!("{kind}.{format}"), artefact(kind, format, result, meta, Theme::Light)?))
        }),
    )
}

/// Puts files by their names into a folder, which is made if need be; their paths.
pub(crate) fn write_files(
    dir: &Path,
    files: impl Iterator<Item = Result<(String, Vec<u8>), ReportError>>,
) -> Result<Vec<PathBuf>, ReportError> {
    fs::create_dir_all(dir).map_err(|source| ReportError::Write { path: dir.to_owned(), source })?;
    let write = |file: Result<(String, Vec<u8>), ReportError>| {
        let (name, bytes) = file?;
        let path = dir.join(name);
        fs::write(&path, bytes).map_err(|source| ReportError::Write { path: path.clone(), source })?;
        Ok(path)
    };
    files.map(write).collect()
}

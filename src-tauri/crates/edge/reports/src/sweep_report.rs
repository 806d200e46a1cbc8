//! What a report on a sweep shows, and its pieces as bytes and as files.

use std::path::{Path, PathBuf};

use backtest::sweep::{Metric, Row};

use crate::palette::Palette;
use crate::picture::{Picture, paint, surface, sweep_map};
use crate::plane::{Plane, SweepAxis};
use crate::write::write_files;
use crate::{Format, Meta, ReportError, SweepTable, Theme, html};

/// A sweep, whole. `rows` hold one value an axis, in the order of `axes`.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepReport<'a> {
    pub axes: Vec<SweepAxis>,
    pub rows: &'a [Row],
    /// What the pictures show and the best are ranked by.
    pub metric: Metric,
    /// Combinations of the plan; fewer rows where it was stopped or some contradict themselves.
    pub combinations: u64,
    pub conflicting: u64,
    pub candles: usize,
    pub deflated_sharpe: Option<f64>,
    pub pbo: Option<f64>,
    pub buy_and_hold_return: f64,
}

/// What of a sweep is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SweepPiece {
    /// The page, as HTML.
    Report,
    /// Two parameters as a map, one as a curve; SVG or PNG.
    Map,
    /// Two parameters as a surface; SVG or PNG.
    Surface,
    /// Every combination, as CSV or Parquet.
    Table,
}

impl SweepPiece {
    /// The file name without ending.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Map => "map",
            Self::Surface => "surface",
            Self::Table => "sweep",
        }
    }

    fn choices(self) -> &'static str {
        match self {
            Self::Report => "html",
            Self::Map => "svg, png",
            Self::Surface => "svg, png, of two parameters with two values or more",
            Self::Table => "csv, parquet",
        }
    }
}

impl SweepReport<'_> {
    pub(crate) fn plane(&self) -> Option<Plane> {
        Plane::of(&self.axes, self.rows, self.metric)
    }

    /// The table of all rows.
    pub fn table(&self) -> SweepTable<'_> {
        SweepTable::new(self.axes.iter().map(|axis| axis.name.clone()).collect(), self.rows)
    }
}

/// One piece of the report. Without a single row there is no picture.
pub fn sweep_artefact(
    piece: SweepPiece,
    format: Format,
    report: &SweepReport<'_>,
    meta: &Meta,
    theme: Theme,
) -> Result<Vec<u8>, ReportError> {
    match (piece, format, picture(piece, report, meta, theme)) {
        (_, Format::Svg, Some(picture)) => Ok(paint::svg(&picture)?.into_bytes()),
        (_, Format::Png, Some(picture)) => paint::png(&picture),
        (SweepPiece::Report, Format::Html, _) => Ok(html::sweep::page(report, meta, theme)?.into_bytes()),
        (SweepPiece::Table, Format::Csv, _) => Ok(report.table().csv()),
        (SweepPiece::Table, Format::Parquet, _) => report.table().parquet(),
        _ => Err(ReportError::Unsupported { piece: piece.as_str(), format, choices: piece.choices() }),
    }
}

pub(crate) fn picture(
    piece: SweepPiece,
    report: &SweepReport<'_>,
    meta: &Meta,
    theme: Theme,
) -> Option<Picture> {
    let (p, capital) = (Palette::of(theme), meta.settings.capital);
    match piece {
        SweepPiece::Map => Some(sweep_map::draw(&report.plane()?, report.metric, capital, &p)),
        SweepPiece::Surface => surface::draw(&report.plane()?, report.metric, capital, &p),
        SweepPiece::Report | SweepPiece::Table => None,
    }
}

/// Writes `report.html`, the map and, for two parameters, the surface as SVG and PNG, and `sweep.csv` into `dir`, which is
/// made if need be; says what it wrote. Files of these names are replaced.
pub fn write_sweep_report(
    dir: &Path,
    report: &SweepReport<'_>,
    meta: &Meta,
) -> Result<Vec<PathBuf>, ReportError> {
    let drawn = [SweepPiece::Map, SweepPiece::Surface]
        .into_iter()
        .filter(|piece| picture(*piece, report, meta, Theme::Light).is_some());
    let pictures = drawn.flat_map(|piece| [(piece, Format::Svg), (piece, Format::Png)]);
    let rest = [(SweepPiece::Table, Format::Csv), (SweepPiece::Report, Format::Html)];
    write_files(
        dir,
        pictures.chain(rest).map(|(piece, format)| {
            let bytes = sweep_artefact(piece, format, report, meta, Theme::Light)?;
            Ok((format!("{}.{format}", piece.as_str()), bytes))
        }),
    )
}

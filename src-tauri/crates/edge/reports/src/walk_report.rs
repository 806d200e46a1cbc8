//! What a report on a walk forward shows, and its pieces as bytes and as files.

use std::path::{Path, PathBuf};

use crate::palette::Palette;
use crate::picture::{Picture, paint, walk, walk_windows};
use crate::write::write_files;
use crate::{Format, Meta, ReportError, Theme, html};

/// Figures of one stretch; fractions, and a Sharpe ratio a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StretchFigures {
    pub total_return: f64,
    pub sharpe: Option<f64>,
    pub max_drawdown: f64,
    pub trades: u32,
}

/// Parameters chosen on one stretch and tried on the next.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkWindow {
    pub train_start_ms: i64,
    pub test_start_ms: i64,
    pub test_end_ms: i64,
    /// Names and values of what was chosen; empty where nothing was.
    pub params: Vec<(String, f64)>,
    pub in_sample: Option<StretchFigures>,
    pub out_of_sample: StretchFigures,
}

/// A walk forward, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkReport {
    pub windows: Vec<WalkWindow>,
    /// Start of each candle of the tests, the equity at its close, and that of buying and holding from the first.
    pub time_ms: Vec<i64>,
    pub equity: Vec<f64>,
    pub hold: Vec<f64>,
    pub capital: f64,
    pub joined: StretchFigures,
    pub buy_and_hold_return: f64,
    /// Of the combination that was best over all candles: chosen with the end in sight.
    pub best_cell_return: f64,
    pub efficiency: Option<f64>,
}

/// What of a walk forward is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkPiece {
    /// The page, as HTML.
    Report,
    /// Equity on new data beside what training promised; SVG or PNG.
    Equity,
    /// Sharpe ratios before and after, window by window; SVG or PNG.
    Windows,
}

impl WalkPiece {
    /// The file name without ending.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Equity => "walk_forward",
            Self::Windows => "windows",
        }
    }
}

/// One piece of the report.
pub fn walk_artefact(
    piece: WalkPiece,
    format: Format,
    report: &WalkReport,
    meta: &Meta,
    theme: Theme,
) -> Result<Vec<u8>, ReportError> {
    match (format, picture(piece, report, theme)) {
        (Format::Svg, Some(picture)) => Ok(paint::svg(&picture)?.into_bytes()),
        (Format::Png, Some(picture)) => paint::png(&picture),
        (Format::Html, None) => Ok(html::walk::page(report, meta, theme)?.into_bytes()),
        (_, found) => {
            let choices = if found.is_some() { "svg, png" } else { "html" };
            Err(ReportError::Unsupported { piece: piece.as_str(), format, choices })
        }
    }
}

pub(crate) fn picture(piece: WalkPiece, report: &WalkReport, theme: Theme) -> Option<Picture> {
    let p = Palette::of(theme);
    match piece {
        WalkPiece::Report => None,
        WalkPiece::Equity => Some(walk::draw(report, &p)),
        WalkPiece::Windows => Some(walk_windows::draw(report, &p)),
    }
}

/// Writes `report.html` and both pictures as SVG and PNG into `dir`, which is made if need be; says what it wrote. Files
/// of these names are replaced.
pub fn write_walk_report(dir: &Path, report: &WalkReport, meta: &Meta) -> Result<Vec<PathBuf>, ReportError> {
    use {Format as F, WalkPiece as P};
    let pieces = [
        (P::Equity, F::Svg),
        (P::Equity, F::Png),
        (P::Windows, F::Svg),
        (P::Windows, F::Png),
        (P::Report, F::Html),
    ];
    write_files(
        dir,
        pieces.into_iter().map(|(piece, format)| {
            let bytes = walk_artefact(piece, format, report, meta, Theme::Light)?;
            Ok((format!("{}.{format}", piece.as_str()), bytes))
        }),
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn walk() -> WalkReport {
        const DAY_MS: i64 = 86_400_000;
        let stretch =
            |total_return, sharpe| StretchFigures { total_return, sharpe, max_drawdown: 0.2, trades: 4 };
        let window = |from: i64, in_sample, out_of_sample| WalkWindow {
            train_start_ms: from * DAY_MS,
            test_start_ms: (from + 20) * DAY_MS,
            test_end_ms: (from + 30) * DAY_MS,
            params: vec![("length".to_owned(), 14.0)],
            in_sample,
            out_of_sample,
        };
        let days = 20..40_i64;
        WalkReport {
            windows: vec![
                window(0, Some(stretch(0.21, Some(1.5))), stretch(-0.05, Some(-0.4))),
                window(10, None, stretch(0.0, None)),
            ],
            time_ms: days.clone().map(|d| d * DAY_MS).collect(),
            equity: days.clone().map(|d| 10_000.0 - 25.0 * (d - 19) as f64).collect(),
            hold: days.map(|d| 10_000.0 + 10.0 * (d - 19) as f64).collect(),
            capital: 10_000.0,
            joined: stretch(-0.05, Some(-0.2)),
            buy_and_hold_return: 0.02,
            best_cell_return: 0.4,
            efficiency: Some(-0.25),
        }
    }
}

//! One piece of a report as bytes.

use std::fmt;

use backtest::BacktestResult;
use serde::{Deserialize, Serialize};

use crate::palette::Palette;
use crate::picture::heatmap::Measure;
use crate::picture::{Picture, distribution, drawdown, equity, heatmap, paint};
use crate::trades_csv::trades_csv;
use crate::{Meta, ReportError, Theme, html};

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Report,
    Equity,
    Drawdown,
    Distribution,
    HeatmapReturn,
    HeatmapWinrate,
    HeatmapCounts,
    Trades,
    Result,
}

/// How it is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Svg,
    Png,
    Csv,
    Json,
    Html,
    Parquet,
}

impl Kind {
    pub const PICTURES: [Self; 6] = [
        Self::Equity,
        Self::Drawdown,
        Self::Distribution,
        Self::HeatmapReturn,
        Self::HeatmapWinrate,
        Self::HeatmapCounts,
    ];

    /// The file name without ending.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Equity => "equity",
            Self::Drawdown => "drawdown",
            Self::Distribution => "distribution",
            Self::HeatmapReturn => "heatmap_return",
            Self::HeatmapWinrate => "heatmap_winrate",
            Self::HeatmapCounts => "heatmap_counts",
            Self::Trades => "trades",
            Self::Result => "result",
        }
    }

    fn choices(self) -> &'static str {
        match self {
            Self::Report => "html",
            Self::Trades => "csv",
            Self::Result => "json",
            _ => "svg, png",
        }
    }
}

impl Format {
    /// The ending of the file name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
            Self::Parquet => "parquet",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The piece `kind` of the report on `result`. Pictures come as SVG and PNG (twice the SVG's size), the report as HTML,
/// trades as CSV, the result as JSON.
pub fn artefact(
    kind: Kind,
    format: Format,
    result: &BacktestResult,
    meta: &Meta,
    theme: Theme,
) -> Result<Vec<u8>, ReportError> {
    match (kind, format, picture(kind, result, theme)) {
        (_, Format::Svg, Some(picture)) => Ok(paint::svg(&picture)?.into_bytes()),
        (_, Format::Png, Some(picture)) => paint::png(&picture),
        (Kind::Report, Format::Html, _) => Ok(html::page(result, meta, theme)?.into_bytes()),
        (Kind::Trades, Format::Csv, _) => Ok(trades_csv(&result.summary.trade_list).into_bytes()),
        (Kind::Result, Format::Json, _) => Ok(serde_json::to_vec(result)?),
        _ => Err(ReportError::Unsupported { piece: kind.as_str(), format, choices: kind.choices() }),
    }
}

/// The picture of `kind`, if it is one.
pub(crate) fn picture(kind: Kind, result: &BacktestResult, theme: Theme) -> Option<Picture> {
    let p = Palette::of(theme);
    Some(match kind {
        Kind::Equity => equity::draw(result, &p),
        Kind::Drawdown => drawdown::draw(result, &p),
        Kind::Distribution => distribution::draw(result, &p),
        Kind::HeatmapReturn => heatmap::draw(result, Measure::Return, &p),
        Kind::HeatmapWinrate => heatmap::draw(result, Measure::WinRate, &p),
        Kind::HeatmapCounts => heatmap::draw(result, Measure::Count, &p),
        Kind::Report | Kind::Trades | Kind::Result => return None,
    })
}

//! Reports: a backtest as pictures (SVG, PNG), a page (HTML), a table (CSV) and a document (JSON); a sweep and a walk
//! forward as pictures and a page; a sweep and candles as tables (CSV, Parquet).
//!
//! Pictures are first lists of marks ([`picture::Picture`]), made by pure functions, then painted by plotters with the
//! font bundled in `assets`; no font of the system is used, and the page refers to nothing outside itself.
//! Knows results, not how they came about: no store, no venue, no clock.
//!
//! Invariant: the same result makes the same bytes.
//! Invariant: only [`write_report`], [`write_sweep_report`] and [`write_walk_report`] touch the disk.
//! Invariant: every text of the caller is escaped.

mod artefact;
mod calendar;
mod candle_table;
mod error;
mod html;
mod meta;
mod number;
mod palette;
pub mod picture;
mod plane;
mod ramp;
mod scale;
mod sweep_report;
mod sweep_table;
mod trades_csv;
mod walk_report;
mod write;

pub use artefact::{Format, Kind, artefact};
pub use candle_table::{candles_csv, candles_parquet};
pub use error::ReportError;
pub use meta::Meta;
pub use palette::Theme;
pub use plane::SweepAxis;
pub use sweep_report::{SweepPiece, SweepReport, sweep_artefact, write_sweep_report};
pub use sweep_table::SweepTable;
pub use walk_report::{StretchFigures, WalkPiece, WalkReport, WalkWindow, walk_artefact, write_walk_report};
pub use write::write_report;

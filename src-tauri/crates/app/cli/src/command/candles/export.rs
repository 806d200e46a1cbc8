//! `csign candles export`.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::{Candles, InstrumentId, Symbol, Timeframe, VenueId};
use serde::Serialize;

use crate::context::{Context, shown};
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Args)]
pub struct Export {
    #[arg(long, value_name = "V")]
    pub venue: String,
    #[arg(long, value_name = "S")]
    pub symbol: Symbol,
    #[arg(long, value_name = "TF")]
    pub timeframe: Timeframe,
    #[arg(long, default_value = "csv")]
    pub format: Format,
    /// Where to write; standard output where it is left out
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Parquet,
}

#[derive(Debug, Serialize)]
struct Document {
    rows: usize,
    output: String,
}

pub async fn run(context: &Context, arguments: Export) -> Result<Answer, CliError> {
    if arguments.format == Format::Parquet {
        let version = env!("CARGO_PKG_VERSION");
        let text = format!("Version {version} exports candles as CSV; Parquet is coming. Use --format csv.");
        return Err(CliError::not_built(text).with("format", "parquet"));
    }
    let id = InstrumentId::new(VenueId::new(arguments.venue), arguments.symbol);
    let store = context.store_to_read().await?;
    let candles = store.load(&id, arguments.timeframe, i64::MIN..i64::MAX).await?;
    store.close().await;
    if candles.is_empty() {
        let text = format!("No {} candles of {id} are stored.", arguments.timeframe);
        return Err(CliError::new(4, "not_found", text).with("instrument", id.to_string()));
    }
    let text = csv(&candles);
    let Some(path) = arguments.output else { return Ok(Answer::raw(text.into_bytes())) };
    std::fs::write(&path, text).map_err(|e| {
        CliError::new(1, "export", format!("{} cannot be written: {e}.", path.display()))
            .with("path", shown(&path))
    })?;
    let document = Document { rows: candles.len(), output: shown(&path) };
    Answer::new(context, &document, || format!("{} candles in {}", document.rows, document.output))
}

/// Shortest decimals that read back to the same numbers.
fn csv(candles: &Candles) -> String {
    let mut out = String::with_capacity(64 * (candles.len() + 1));
    out.push_str("timestamp_ms,open,high,low,close,volume\n");
    for c in candles.iter() {
        // a String takes whatever is written to it
        let _ = writeln!(out, "{},{},{},{},{},{}", c.time_ms, c.open, c.high, c.low, c.close, c.volume);
    }
    out
}

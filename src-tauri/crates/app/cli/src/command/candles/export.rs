//! `csign candles export`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::{InstrumentId, Symbol, Timeframe, VenueId};
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
    if arguments.format == Format::Parquet && arguments.output.is_none() && std::io::stdout().is_terminal() {
        let text = "Parquet is no text for a terminal. Name a file with --output FILE, or send it into one.";
        return Err(CliError::usage(text));
    }
    let id = InstrumentId::new(VenueId::new(arguments.venue), arguments.symbol);
    let store = context.store_to_read().await?;
    let candles = store.load(&id, arguments.timeframe, i64::MIN..i64::MAX).await?;
    store.close().await;
    if candles.is_empty() {
        let text = format!("No {} candles of {id} are stored.", arguments.timeframe);
        return Err(CliError::new(4, "not_found", text).with("instrument", id.to_string()));
    }
    let bytes = match arguments.format {
        Format::Csv => reports::candles_csv(&candles),
        Format::Parquet => reports::candles_parquet(&candles)?,
    };
    let Some(path) = arguments.output else { return Ok(Answer::raw(bytes)) };
    std::fs::write(&path, bytes).map_err(|e| {
        CliError::new(1, "export", format!("{} cannot be written: {e}.", path.display()))
            .with("path", shown(&path))
    })?;
    let document = Document { rows: candles.len(), output: shown(&path) };
    Answer::new(context, &document, || format!("{} candles in {}", document.rows, document.output))
}

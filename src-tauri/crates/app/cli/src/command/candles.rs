//! `csign candles`.

mod export;
mod import;
mod list;

use clap::Subcommand;

use super::coming::Coming;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Subcommand)]
pub enum Candles {
    /// Read candle files into the store: CSV, kline archives, Parquet, - for standard input
    Import(import::Import),
    /// Show the stored series
    List,
    /// Write a stored series as CSV or Parquet
    Export(export::Export),
    /// Coming: fetch candles from a venue
    Fetch(Coming),
}

pub async fn run(context: &Context, candles: Candles) -> Result<Answer, CliError> {
    match candles {
        Candles::Import(arguments) => import::run(context, arguments).await,
        Candles::List => list::run(context).await,
        Candles::Export(arguments) => export::run(context, arguments).await,
        Candles::Fetch(_) => Err(CliError::not_built(format!(
            "csign candles fetch is not in version {} yet; it is coming. Import a file with csign candles import.",
            env!("CARGO_PKG_VERSION")
        ))
        .with("command", "candles fetch")),
    }
}

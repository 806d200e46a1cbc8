//! `csign candles`.

mod export;
mod fetch;
mod import;
mod list;

use clap::Subcommand;

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
    /// Fetch candles from a venue into the store, each of them once
    Fetch(fetch::Fetch),
}

pub async fn run(context: &Context, candles: Candles) -> Result<Answer, CliError> {
    match candles {
        Candles::Import(arguments) => import::run(context, arguments).await,
        Candles::List => list::run(context).await,
        Candles::Export(arguments) => export::run(context, arguments).await,
        Candles::Fetch(arguments) => fetch::run(context, arguments).await,
    }
}

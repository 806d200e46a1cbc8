//! `csign backtest`.

mod shown;
mod sizing;

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use desk::api::backtest::{BacktestRequest, SizingView};
use desk::api::recommendation::Period;
use domain::{InstrumentId, Symbol, VenueId};
use serde::Serialize;

use crate::candles_argument::{CandlesArgument, Loaded};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::{self, Pair};

#[derive(Debug, Args)]
pub struct Backtest {
    /// As listed by csign strategies
    #[arg(long, value_name = "NAME")]
    pub strategy: String,
    /// A parameter, as length=14; may be given several times
    #[arg(long = "param", value_name = "K=V", value_parser = parameters::pair)]
    pub params: Vec<Pair>,
    /// Cash at the start, in the quote currency
    #[arg(long, default_value_t = 10_000.0)]
    pub capital: f64,
    /// Fee a fill, as a fraction: 0.001 is 0.1 %
    #[arg(long, default_value_t = 0.001)]
    pub fee: f64,
    /// How much worse than the open an order fills, in hundredths of a percent
    #[arg(long, default_value_t = 0.0)]
    pub slippage_bps: f64,
    /// all-in, fraction=0.5, quantity=0.1 or risk=0.01
    #[arg(long, default_value = "all-in", value_parser = sizing::parse)]
    pub sizing: SizingView,
    /// A sell while flat opens a short
    #[arg(long)]
    pub short: bool,
    /// Distance of the stop from the entry, as a fraction
    #[arg(long, value_name = "FRACTION")]
    pub stop_loss: Option<f64>,
    /// Distance of the target from the entry, as a fraction
    #[arg(long, value_name = "FRACTION")]
    pub take_profit: Option<f64>,
    /// The zone of the heatmaps
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    pub tz: String,
    /// Write report.html, pictures, trades.csv and result.json into this folder
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub candles: CandlesArgument,
}

#[derive(Debug, Serialize)]
struct Document<'a, R: Serialize> {
    #[serde(flatten)]
    result: &'a R,
    timing: Timing,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Timing {
    load_ms: f64,
    run_ms: f64,
    bars_per_second: f64,
}

pub async fn run(context: &Context, arguments: Backtest) -> Result<Answer, CliError> {
    let strategy = strategies::find(&arguments.strategy)?;
    let params = parameters::of_strategy(strategy.schema(), &arguments.params)?;
    desk::zone(&arguments.tz)?;
    let Loaded { candles, symbol, source, load_ms } = arguments.candles.load(context).await?;
    let request = BacktestRequest {
        instrument: named(&arguments.candles)?,
        timeframe: candles.timeframe,
        period: Period::All,
        strategy: arguments.strategy,
        params,
        capital: arguments.capital,
        fee: arguments.fee,
        slippage_bps: arguments.slippage_bps,
        sizing: arguments.sizing,
        short: arguments.short,
        stop_loss: arguments.stop_loss,
        take_profit: arguments.take_profit,
        time_zone: arguments.tz,
    };
    let begun = Instant::now();
    let (result, mut meta) = desk::run_backtest(&candles, &request)?;
    let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
    // a file need not say what it holds
    meta.symbol = symbol.map_or_else(String::new, |s| s.to_string());
    meta.venue = source;
    let report = match &arguments.report {
        Some(dir) => Some(reports::write_report(dir, &result, &meta)?),
        None => None,
    };
    let report = report.map(|paths| paths.iter().map(|p| p.display().to_string()).collect());
    // a clock too coarse to see the run would make the rate infinite
    let bars_per_second = candles.len() as f64 / (run_ms.max(1e-3) / 1000.0);
    let document = Document { result: &result, timing: Timing { load_ms, run_ms, bars_per_second }, report };
    Answer::new(context, &document, || {
        shown::figures(&result.summary.figures, &candles)
            + &shown::footer(&document.timing, &arguments.report)
    })
}

/// The stored instrument, or a stand-in for candles of a file, which shows nowhere.
fn named(candles: &CandlesArgument) -> Result<InstrumentId, CliError> {
    if candles.input.is_none() {
        return candles.instrument();
    }
    let unnamed = || "FILE/FILE".parse::<Symbol>().map_err(|e| CliError::internal(e.to_string()));
    let symbol = candles.symbol.clone().map_or_else(unnamed, Ok)?;
    Ok(InstrumentId::new(VenueId::new("file"), symbol))
}

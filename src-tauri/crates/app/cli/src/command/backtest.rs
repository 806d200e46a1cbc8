//! `csign backtest`.

mod shown;

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::set_up::SetUp;
use crate::candles_argument::Loaded;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Args)]
pub struct Backtest {
    #[command(flatten)]
    pub set_up: SetUp,
    /// Write report.html, pictures, trades.csv and result.json into this folder
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
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
    let (chosen, request, loaded) = arguments.set_up.load(context).await?;
    let Loaded { candles, symbol, source, load_ms } = loaded;
    let begun = Instant::now();
    let (result, mut meta) = desk::run_backtest_of(chosen.strategy(), &candles, &request)?;
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
            + &shown::words(&result.summary)
            + &shown::footer(&document.timing, &arguments.report)
    })
}

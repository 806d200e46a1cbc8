//! `csign sweep`.

pub mod grid;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use backtest::sweep::{Metric, Row, Unwatched};
use clap::Args;
use desk::api::sweep::{SweepPlan, SweepRequest};
use desk::{Swept, report};
use domain::{Candles, Symbol};
use reports::{Meta, SweepTable};
use serde::Serialize;
use serde_json::Value;

use super::set_up::SetUp;
use crate::candles_argument::Loaded;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::plain;
use crate::table::{Align, figure, percent, table};

#[derive(Debug, Args)]
pub struct Sweep {
    #[command(flatten)]
    pub set_up: SetUp,
    /// A parameter to vary, as length=5..24, level=20..40..5 or length=7,14; may be given several times
    #[arg(long = "grid", value_name = "K=VALUES", required = true, value_parser = grid::typed)]
    pub grid: Vec<grid::Typed>,
    /// Order of the best: sharpe, total_return, final_equity, max_drawdown, win_rate, profit_factor or trades
    #[arg(long, default_value = "sharpe", value_parser = metric)]
    pub sort: Metric,
    /// So many of the best
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// Write every combination into this file, .csv or .parquet
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write map, surface and table into this folder, with a page that shows them
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// Try a random sample of so many combinations instead of all
    #[arg(long, value_name = "N")]
    pub sample: Option<u32>,
    /// The sample's seed; the same gives the same combinations
    #[arg(long, default_value_t = 1, requires = "sample")]
    pub seed: u32,
}

#[derive(Debug, Serialize)]
struct Document {
    combinations: u64,
    best: Vec<Best>,
    deflated_sharpe: Option<f64>,
    pbo: Option<f64>,
    timing: Timing,
    #[serde(skip_serializing_if = "Option::is_none")]
    out: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct Best {
    params: BTreeMap<String, Value>,
    final_equity: f64,
    total_return: f64,
    sharpe: Option<f64>,
    max_drawdown: f64,
    trades: u32,
    win_rate: Option<f64>,
    profit_factor: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Timing {
    load_ms: f64,
    run_ms: f64,
    combinations_per_second: f64,
}

fn metric(text: &str) -> Result<Metric, String> {
    let names = || Metric::ALL.map(Metric::as_str).join(", ");
    Metric::ALL
        .into_iter()
        .find(|m| m.as_str() == text)
        .ok_or_else(|| format!("{text:?} is no figure to sort by; choose one of {}", names()))
}

/// Refuses what is varied and fixed at once.
pub fn check_varied(grid: &[grid::Typed], set_up: &SetUp) -> Result<(), CliError> {
    match set_up.params.iter().find(|(name, _)| grid.iter().any(|axis| axis.name == *name)) {
        None => Ok(()),
        Some((name, value)) => {
            let message =
                format!("The parameter {name} is varied and fixed at {value} at once. Leave one out.");
            Err(CliError::usage(message).with("parameter", name.as_str()))
        }
    }
}

pub async fn run(context: &Context, arguments: Sweep) -> Result<Answer, CliError> {
    check_varied(&arguments.grid, &arguments.set_up)?;
    let format = arguments.out.as_deref().map(TableFile::of).transpose()?;
    let (chosen, base, loaded) = arguments.set_up.load_for(context, &arguments.grid).await?;
    let Loaded { candles, load_ms, symbol, source } = loaded;
    let axes = grid::axes(&arguments.grid, chosen.strategy().schema())?;
    let plan = match arguments.sample {
        Some(count) => SweepPlan::Random { count, seed: arguments.seed },
        None => SweepPlan::Grid,
    };
    let request = SweepRequest { base, axes, plan };
    let begun = Instant::now();
    let swept = desk::run_sweep_of(chosen.strategy(), &candles, &request, &Unwatched)?;
    let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let combinations = swept.plan.combinations().map_err(desk::DeskError::from)?;
    let names: Vec<String> = request.axes.iter().map(|axis| axis.name.clone()).collect();
    if let Some(file) = &format {
        file.write(&SweepTable::new(names.clone(), &swept.found.rows))?;
    }
    let report = match &arguments.report {
        Some(dir) => {
            let about = about(&swept, &candles, combinations, arguments.sort);
            let meta = report::sweep_meta(&chosen.strategy().schema().label, &request);
            let meta = named(meta, symbol, source);
            let report = report::sweep_report(&request.axes, &swept.found.rows, about);
            Some(paths(&reports::write_sweep_report(dir, &report, &meta)?))
        }
        None => None,
    };
    let document = Document {
        combinations,
        best: best(&swept.found.rows, arguments.sort, arguments.top, &names),
        deflated_sharpe: swept.found.deflated_sharpe,
        pbo: swept.found.pbo,
        timing: Timing {
            load_ms,
            run_ms,
            // a clock too coarse to see the run would make the rate infinite
            combinations_per_second: combinations as f64 / (run_ms.max(1e-3) / 1000.0),
        },
        out: format.map(|file| file.path.display().to_string()),
        report,
    };
    Answer::new(context, &document, || shown(&document, swept.found.conflicting))
}

fn about(swept: &Swept, candles: &Candles, combinations: u64, metric: Metric) -> report::Swept {
    let bought = candles.open.first().zip(candles.close.last());
    report::Swept {
        metric,
        combinations,
        conflicting: swept.found.conflicting,
        candles: candles.len(),
        deflated_sharpe: swept.found.deflated_sharpe,
        pbo: swept.found.pbo,
        buy_and_hold_return: bought.map_or(0.0, |(open, close)| close / open - 1.0),
    }
}

/// A file need not say what it holds.
pub fn named(meta: Meta, symbol: Option<Symbol>, source: String) -> Meta {
    Meta { symbol: symbol.map_or_else(String::new, |s| s.to_string()), venue: source, ..meta }
}

pub fn paths(written: &[PathBuf]) -> Vec<String> {
    written.iter().map(|path| path.display().to_string()).collect()
}

/// Where the table goes, told from the name before anything is computed.
struct TableFile<'a> {
    path: &'a Path,
    parquet: bool,
}

impl<'a> TableFile<'a> {
    fn of(path: &'a Path) -> Result<Self, CliError> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => Ok(Self { path, parquet: false }),
            Some("parquet") => Ok(Self { path, parquet: true }),
            _ => Err(CliError::usage(format!("{} ends neither in .csv nor in .parquet.", path.display()))),
        }
    }

    fn write(&self, table: &SweepTable<'_>) -> Result<(), CliError> {
        let bytes = if self.parquet { table.parquet()? } else { table.csv() };
        std::fs::write(self.path, bytes).map_err(|source| {
            CliError::from(reports::ReportError::Write { path: self.path.to_owned(), source })
        })
    }
}

fn best(rows: &[Row], by: Metric, top: usize, names: &[String]) -> Vec<Best> {
    let defined = |value: f64| Some(value).filter(|v| v.is_finite());
    let shown = |row: &Row| Best {
        params: names.iter().cloned().zip(row.params.iter().map(|v| plain(*v))).collect(),
        final_equity: row.final_equity,
        total_return: row.total_return,
        sharpe: defined(row.sharpe),
        max_drawdown: row.max_drawdown,
        trades: row.trades,
        win_rate: defined(row.win_rate),
        profit_factor: defined(row.profit_factor),
    };
    desk::best_rows(rows, by, top).into_iter().map(shown).collect()
}

fn shown(d: &Document, conflicting: u64) -> String {
    let rows = d.best.iter().map(|b| {
        let params: Vec<String> = b.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
        vec![
            params.join(" "),
            figure(b.sharpe, 3),
            percent(Some(b.total_return)),
            percent(Some(b.max_drawdown)),
            b.trades.to_string(),
            percent(b.win_rate),
            figure(b.profit_factor, 3),
        ]
    });
    let heads = [
        ("parameters", Align::Left),
        ("Sharpe", Align::Right),
        ("return", Align::Right),
        ("drawdown", Align::Right),
        ("trades", Align::Right),
        ("won", Align::Right),
        ("profit factor", Align::Right),
    ];
    let trust = format!(
        "\n{} combinations tried{}; deflated Sharpe {}, probability of overfitting {}\n",
        d.combinations,
        if conflicting > 0 { format!(" ({conflicting} contradict themselves)") } else { String::new() },
        figure(d.deflated_sharpe, 3),
        figure(d.pbo, 3),
    );
    let t = &d.timing;
    let timing = format!(
        "loaded in {:.1} ms, run in {:.1} ms ({:.0} combinations/s)\n",
        t.load_ms, t.run_ms, t.combinations_per_second
    );
    let page = d.report.as_deref().and_then(<[String]>::last).map(|page| format!("report: {page}\n"));
    table(&heads, &rows.collect::<Vec<_>>()) + &trust + &timing + &page.unwrap_or_default()
}

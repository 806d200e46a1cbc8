//! `csign walk-forward`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use desk::api::sweep::{WalkForwardRequest, WalkForwardView};
use desk::report;
use serde::Serialize;

use super::set_up::SetUp;
use super::sweep::{check_varied, grid, named, paths};
use crate::candles_argument::Loaded;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, figure, percent, table};
use crate::time;

#[derive(Debug, Args)]
pub struct WalkForward {
    #[command(flatten)]
    pub set_up: SetUp,
    /// A parameter to vary, as length=5..24, level=20..40..5 or length=7,14; may be given several times
    #[arg(long = "grid", value_name = "K=VALUES", required = true, value_parser = grid::typed)]
    pub grid: Vec<grid::Typed>,
    /// Length of the past on which parameters are chosen, as 180d
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub train: u32,
    /// Length of what comes after it, on which they are tried, as 30d
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub test: u32,
    /// Write both curves into this folder, with a page that shows them
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    view: &'a WalkForwardView,
    timing: Timing,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct Timing {
    load_ms: f64,
    run_ms: f64,
}

fn days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').and_then(|n| n.parse::<u32>().ok()).filter(|n| *n > 0);
    number.ok_or_else(|| format!("{text:?} is no number of days; write it as 180d"))
}

pub async fn run(context: &Context, arguments: WalkForward) -> Result<Answer, CliError> {
    check_varied(&arguments.grid, &arguments.set_up)?;
    let (chosen, base, loaded) = arguments.set_up.load_for(context, &arguments.grid).await?;
    let Loaded { candles, load_ms, symbol, source } = loaded;
    let request = WalkForwardRequest {
        base,
        axes: grid::axes(&arguments.grid, chosen.strategy().schema())?,
        train_days: arguments.train,
        test_days: arguments.test,
    };
    let begun = Instant::now();
    let walked = desk::run_walk_forward_of(chosen.strategy(), &candles, &request)?;
    let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let created_ms = candles.time_ms.last().copied().unwrap_or_default();
    let view = desk::walk_forward_view(created_ms, request, &candles, walked, run_ms);
    let report = match &arguments.report {
        Some(dir) => {
            let meta = report::walk_meta(&chosen.strategy().schema().label, &view.request);
            let meta = named(meta, symbol, source);
            Some(paths(&reports::write_walk_report(dir, &report::walk_report(&view, &candles), &meta)?))
        }
        None => None,
    };
    let page = report.as_deref().and_then(<[String]>::last).map(|page| format!("report: {page}\n"));
    let document = Document { view: &view, timing: Timing { load_ms, run_ms }, report };
    Answer::new(context, &document, || shown(&view) + &page.unwrap_or_default())
}

fn shown(view: &WalkForwardView) -> String {
    let rows = view.windows.iter().map(|w| {
        let names = view.request.axes.iter().map(|axis| &axis.name);
        let params: Vec<String> =
            names.zip(&w.params).map(|(name, value)| format!("{name}={value}")).collect();
        vec![
            time::shown(w.test_start_ms),
            params.join(" "),
            figure(w.in_sample.and_then(|f| f.sharpe), 3),
            figure(w.out_of_sample.sharpe, 3),
            percent(w.in_sample.map(|f| f.total_return)),
            percent(Some(w.out_of_sample.total_return)),
            w.out_of_sample.trades.to_string(),
        ]
    });
    let heads = [
        ("tested from", Align::Left),
        ("chosen", Align::Left),
        ("Sharpe before", Align::Right),
        ("then", Align::Right),
        ("return before", Align::Right),
        ("then", Align::Right),
        ("trades", Align::Right),
    ];
    let joined = format!(
        "\non new data {}, best combination with the end in sight {}, buy and hold {}; efficiency {}\n",
        percent(Some(view.total_return)),
        percent(Some(view.best_cell_return)),
        percent(Some(view.buy_and_hold_return)),
        figure(view.efficiency, 3),
    );
    table(&heads, &rows.collect::<Vec<_>>()) + &joined
}

//! Reports on sweeps and walks forward, as window and command line write them.

use backtest::sweep::{Metric, Row};
use domain::Candles;
use reports::{Meta, StretchFigures, SweepReport, WalkReport, WalkWindow};

use crate::api::backtest::BacktestRequest;
use crate::api::sweep::{SweepAxis, SweepRequest, WalkForwardRequest, WalkForwardView, WindowFigures};
use crate::research::settings;
use crate::sweep::fixed;

/// What a report says about a sweep besides its axes and rows.
#[derive(Debug, Clone, Copy)]
pub struct Swept {
    /// What pictures show and the best are ranked by.
    pub metric: Metric,
    pub combinations: u64,
    pub conflicting: u64,
    pub candles: usize,
    pub deflated_sharpe: Option<f64>,
    pub pbo: Option<f64>,
    pub buy_and_hold_return: f64,
}

pub fn sweep_report<'a>(axes: &[SweepAxis], rows: &'a [Row], about: Swept) -> SweepReport<'a> {
    let axis = |a: &SweepAxis| reports::SweepAxis { name: a.name.clone(), values: a.values.clone() };
    let Swept { metric, combinations, conflicting, candles, deflated_sharpe, pbo, buy_and_hold_return } =
        about;
    SweepReport {
        axes: axes.iter().map(axis).collect(),
        rows,
        metric,
        combinations,
        conflicting,
        candles,
        deflated_sharpe,
        pbo,
        buy_and_hold_return,
    }
}

/// Strategy, market and costs of a sweep, with the parameters that were not varied.
pub fn sweep_meta(label: &str, request: &SweepRequest) -> Meta {
    meta(label, &request.base, &request.axes)
}

/// The same of a walk forward.
pub fn walk_meta(label: &str, request: &WalkForwardRequest) -> Meta {
    meta(label, &request.base, &request.axes)
}

fn meta(label: &str, base: &BacktestRequest, axes: &[SweepAxis]) -> Meta {
    let mut parameters: Vec<(String, String)> =
        fixed(base, axes).into_iter().map(|(name, value)| (name, value.to_string())).collect();
    parameters.extend(axes.iter().map(|axis| (axis.name.clone(), span(&axis.values))));
    Meta {
        strategy: label.to_owned(),
        parameters,
        symbol: base.instrument.symbol.to_string(),
        venue: base.instrument.venue.to_string(),
        timeframe: base.timeframe,
        settings: settings(base),
    }
}

/// `5 to 24, 20 values`, or the values where they are few.
fn span(values: &[f64]) -> String {
    match values {
        [first, .., last] if values.len() > 4 => format!("{first} to {last}, {} values", values.len()),
        few => few.iter().map(f64::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// A walk over `candles` as its report shows it.
pub fn walk_report(view: &WalkForwardView, candles: &Candles) -> WalkReport {
    let capital = view.request.base.capital;
    let tested = candles.len().saturating_sub(view.curve_ms.len());
    let open = candles.open.get(tested).copied().unwrap_or(1.0);
    let names = || view.request.axes.iter().map(|axis| axis.name.clone());
    let windows = view.windows.iter().map(|w| WalkWindow {
        train_start_ms: w.train_start_ms,
        test_start_ms: w.test_start_ms,
        test_end_ms: w.test_end_ms,
        params: names().zip(w.params.iter().copied()).collect(),
        in_sample: w.in_sample.map(stretch),
        out_of_sample: stretch(w.out_of_sample),
    });
    let hold: Vec<f64> = candles.close.iter().skip(tested).map(|close| capital * close / open).collect();
    WalkReport {
        windows: windows.collect(),
        time_ms: view.curve_ms.clone(),
        equity: view.curve_equity.clone(),
        capital,
        joined: StretchFigures {
            total_return: view.total_return,
            sharpe: view.sharpe,
            max_drawdown: view.max_drawdown,
            trades: view.trades,
        },
        // over the tests alone, as the curve beside it
        buy_and_hold_return: hold.last().map_or(0.0, |last| last / capital - 1.0),
        hold,
        best_cell_return: view.best_cell_return,
        efficiency: view.efficiency,
    }
}

fn stretch(f: WindowFigures) -> StretchFigures {
    StretchFigures {
        total_return: f.total_return,
        sharpe: f.sharpe,
        max_drawdown: f.max_drawdown,
        trades: f.trades,
    }
}

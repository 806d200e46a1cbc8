//! Walks forward: parameters chosen on the past of each window, tried on what came after it.

use std::ops::Range;
use std::time::Instant;

use backtest::sweep::{Metric, Plan, Row, Unwatched};
use backtest::walk_forward::{WalkForward, Windows};
use domain::Candles;
use strategies::Strategy;

use crate::api::sweep::{WalkForwardRequest, WalkForwardView, WalkForwardWindow, WindowFigures};
use crate::chosen_strategy::off_thread;
use crate::research::settings;
use crate::sweep::{axes, fixed, holding};
use crate::{Action, Desk, DeskError, Session};

const DAY_MS: i64 = 86_400_000;

/// What a walk forward found, and the return of the combination that was best over all candles.
#[derive(Debug)]
pub struct Walked {
    pub found: WalkForward,
    pub best_cell_return: f64,
}

/// Walks the strategy a request names forward, choosing by Sharpe ratio.
pub fn run_walk_forward(candles: &Candles, request: &WalkForwardRequest) -> Result<Walked, DeskError> {
    run_walk_forward_of(strategies::find(&request.base.strategy)?, candles, request)
}

/// Walks a strategy forward, whatever the request calls it: the one way for window and command line.
pub fn run_walk_forward_of(
    strategy: &dyn Strategy,
    candles: &Candles,
    request: &WalkForwardRequest,
) -> Result<Walked, DeskError> {
    let fixed = fixed(&request.base, &request.axes);
    let plan = Plan::grid(axes(&request.axes));
    let settings = settings(&request.base);
    let in_candles =
        |days: u32| usize::try_from(i64::from(days) * DAY_MS / candles.timeframe.ms()).unwrap_or(0);
    let windows = Windows { train: in_candles(request.train_days), test: in_candles(request.test_days) };
    let found = backtest::walk_forward::walk_forward(
        candles,
        strategy,
        &fixed,
        &plan,
        &settings,
        windows,
        Metric::Sharpe,
    )?;
    let all = backtest::sweep::rows(candles, strategy, &fixed, &plan, &settings, &Unwatched)?;
    let best_cell_return = all.best.map_or(0.0, |place| all.rows[place].total_return);
    Ok(Walked { found, best_cell_return })
}

impl Desk {
    /// Walks forward over a market's candles.
    pub async fn walk_forward(
        &self,
        session: &Session,
        mut request: WalkForwardRequest,
    ) -> Result<WalkForwardView, DeskError> {
        session.require(Action::Backtest)?;
        let chosen = self.chosen(&request.base.strategy).await?;
        request.base.strategy = chosen.name();
        let created_ms = self.now_ms();
        let base = &request.base;
        let candles = self.period(&base.instrument, base.timeframe, &base.period).await?;
        off_thread("The walk forward was stopped.", move || {
            let begun = Instant::now();
            let walked = run_walk_forward_of(chosen.strategy(), &candles, &request)?;
            let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
            Ok(walk_forward_view(created_ms, request, &candles, walked, run_ms))
        })
        .await
    }
}

/// A walk forward as it is shown.
pub fn walk_forward_view(
    created_ms: i64,
    request: WalkForwardRequest,
    candles: &Candles,
    walked: Walked,
    run_ms: f64,
) -> WalkForwardView {
    let Walked { found, best_cell_return } = walked;
    let windows = found.windows.iter().map(|w| {
        let (train_start_ms, _) = span(candles, &w.train);
        let (test_start_ms, test_end_ms) = span(candles, &w.test);
        WalkForwardWindow {
            train_start_ms,
            test_start_ms,
            test_end_ms,
            params: w.chosen.as_ref().map(|row| row.params.to_vec()).unwrap_or_default(),
            in_sample: w.chosen.as_ref().map(figures),
            out_of_sample: figures(&w.out_of_sample),
        }
    });
    WalkForwardView {
        id: format!("F-{created_ms}"),
        request,
        windows: windows.collect(),
        total_return: found.total_return,
        annualized_return: found.annualized_return,
        sharpe: found.sharpe,
        max_drawdown: found.max_drawdown,
        trades: found.trades,
        best_cell_return,
        efficiency: found.efficiency,
        curve_ms: found.time_ms,
        curve_equity: found.equity,
        buy_and_hold_return: holding(candles).0,
        run_ms,
        created_ms,
    }
}

/// Start of the first candle and end of the last.
fn span(candles: &Candles, range: &Range<usize>) -> (i64, i64) {
    let times = candles.time_ms.get(range.clone()).unwrap_or_default();
    let at = |time: Option<&i64>| time.copied().unwrap_or_default();
    (at(times.first()), at(times.last()) + candles.timeframe.ms())
}

fn figures(row: &Row) -> WindowFigures {
    WindowFigures {
        total_return: row.total_return,
        sharpe: Some(row.sharpe).filter(|s| s.is_finite()),
        max_drawdown: row.max_drawdown,
        trades: row.trades,
    }
}

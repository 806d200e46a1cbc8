//! Walks forward: parameters chosen on the past of each window, tried on what came after it.

mod export;

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use backtest::sweep::{Metric, Plan, Row, Unwatched, Watch};
use backtest::walk_forward::{Course, WalkForward, Windows};
use domain::Candles;
use reports::{Meta, WalkReport};
use strategies::Strategy;

use crate::api::sweep::{
    WalkForwardRequest, WalkForwardView, WalkForwardWindow, WalkProgress, WindowFigures,
};
use crate::chosen_strategy::off_thread;
use crate::research::settings;
use crate::sweep::{axes, fixed, holding};
use crate::{Action, Desk, DeskError, Session, report, warm_up};

const DAY_MS: i64 = 86_400_000;
const KEPT: usize = 8;

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
    followed(strategy, candles, request, Box::new(|_| ()), &Arc::new(AtomicBool::new(false)))
}

/// Hears how many windows are walked.
pub type OnWindows = Box<dyn Fn(WalkProgress) + Send + Sync>;

struct Follower {
    on_windows: OnWindows,
    stop: Arc<AtomicBool>,
    done: AtomicU32,
    windows: u32,
}

impl Watch for Follower {
    fn done(&self, rows: &[Row]) {
        let new = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let done = self.done.fetch_add(new, Ordering::Relaxed) + new;
        (self.on_windows)(WalkProgress { done, windows: self.windows });
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn followed(
    strategy: &dyn Strategy,
    candles: &Candles,
    request: &WalkForwardRequest,
    on_windows: OnWindows,
    stop: &Arc<AtomicBool>,
) -> Result<Walked, DeskError> {
    let fixed = fixed(&request.base, &request.axes);
    let plan = Plan::grid(axes(&request.axes));
    let settings = settings(&request.base);
    let in_candles =
        |days: u32| usize::try_from(i64::from(days) * DAY_MS / candles.timeframe.ms()).unwrap_or(0);
    let windows = Windows { train: in_candles(request.train_days), test: in_candles(request.test_days) };
    let metric = Metric::Sharpe;
    let course =
        Course { candles, strategy, fixed: &fixed, plan: &plan, settings: &settings, windows, metric };
    let count = course.count()?;
    warm_up::check(strategy, &fixed, &plan, windows.train)?;
    let follower = Follower {
        on_windows,
        stop: Arc::clone(stop),
        done: AtomicU32::new(0),
        windows: u32::try_from(count).unwrap_or(u32::MAX),
    };
    let found = course.walk(&follower)?;
    let all = backtest::sweep::rows(candles, strategy, &fixed, &plan, &settings, &Unwatched)?;
    let best_cell_return = all.best.map_or(0.0, |place| all.rows[place].total_return);
    Ok(Walked { found, best_cell_return })
}

/// A walk that can still be written out.
struct Kept {
    id: String,
    report: WalkReport,
    meta: Meta,
}

/// Walks forward of this start, newest first, and the switch that stops the one that runs.
#[derive(Default)]
pub(crate) struct Walks {
    kept: Mutex<VecDeque<Arc<Kept>>>,
    stop: Mutex<Arc<AtomicBool>>,
}

impl Walks {
    /// Stops the one that runs and gives the switch of the next.
    fn begin(&self) -> Arc<AtomicBool> {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.store(true, Ordering::Relaxed);
        *stop = Arc::new(AtomicBool::new(false));
        Arc::clone(&stop)
    }

    fn keep(&self, walk: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front(Arc::new(walk));
        kept.truncate(KEPT);
    }

    fn find(&self, id: &str) -> Option<Arc<Kept>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|walk| walk.id == id).cloned()
    }
}

impl Desk {
    /// Walks forward over a market's candles.
    pub async fn walk_forward(
        &self,
        session: &Session,
        request: WalkForwardRequest,
    ) -> Result<WalkForwardView, DeskError> {
        self.walk_forward_followed(session, request, Box::new(|_| ())).await
    }

    /// The same, told of each window as it is walked; a walk that runs already is stopped.
    pub async fn walk_forward_followed(
        &self,
        session: &Session,
        mut request: WalkForwardRequest,
        on_windows: OnWindows,
    ) -> Result<WalkForwardView, DeskError> {
        session.require(Action::Backtest)?;
        let chosen = self.chosen(&request.base.strategy).await?;
        request.base.strategy = chosen.name();
        let created_ms = self.now_ms();
        let base = &request.base;
        let candles = self.period(&base.instrument, base.timeframe, &base.period).await?;
        let stop = self.inner.walks.begin();
        let working = off_thread("The walk forward was stopped.", move || {
            let begun = Instant::now();
            let walked = followed(chosen.strategy(), &candles, &request, on_windows, &stop)?;
            let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
            let view = walk_forward_view(created_ms, request, &candles, walked, run_ms);
            let (report, meta) =
                (report::walk_report(&view, &candles), report::walk_meta(&chosen.label(), &view.request));
            Ok((Kept { id: view.id.clone(), report, meta }, view))
        });
        let (kept, view) = working.await?;
        self.inner.walks.keep(kept);
        Ok(view)
    }

    /// Stops the walk forward that runs; nothing of it is kept.
    pub async fn cancel_walk_forward(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Backtest)?;
        self.inner.walks.stop.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
        Ok(())
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

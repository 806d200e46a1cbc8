//! Sweeps: run, followed, stopped, taken up again, kept, exported.

mod curve;
mod export;
mod resume;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use backtest::overfit::{BLOCKS, Returns, expected_maximum};
use backtest::sweep::{Axis, Metric, Plan, Row, Sweep, Watch};
use domain::Candles;
use strategies::{Params, Strategy};

use crate::api::backtest::BacktestRequest;
use crate::api::snapshot::Section;
use crate::api::sweep::{SweepAxis, SweepPlan, SweepRequest, SweepRow, SweepView};
use crate::chosen_strategy::off_thread;
use crate::research::settings;
use crate::{Action, Desk, DeskError, Session, warm_up};

const KEPT: usize = 20;
const SHOWN: usize = 100;
const STORED: &str = "sweeps";

/// What one sweep found, with the plan that gives each row its place.
#[derive(Debug)]
pub struct Swept {
    pub plan: Plan,
    pub found: Sweep,
}

/// A sweep that can still be looked at whole.
pub(crate) struct Kept {
    view: SweepView,
    rows: Vec<Row>,
    /// The strategy's name for people.
    label: String,
}

/// Sweeps of this desk, newest first, and the switch that stops the one that runs.
#[derive(Default)]
pub(crate) struct Sweeps {
    kept: Mutex<VecDeque<Arc<Kept>>>,
    stop: Mutex<Arc<AtomicBool>>,
}

impl Sweeps {
    /// Stops the one that runs and gives the switch of the next.
    fn begin(&self) -> Arc<AtomicBool> {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.store(true, Ordering::Relaxed);
        *stop = Arc::new(AtomicBool::new(false));
        Arc::clone(&stop)
    }

    fn stop(&self) {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    fn keep(&self, sweep: Arc<Kept>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|k| k.view.id != sweep.view.id);
        kept.push_front(sweep);
        kept.truncate(KEPT);
    }

    fn find(&self, id: &str) -> Option<Arc<Kept>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|k| k.view.id == id).cloned()
    }
}

/// Hears of finished rows, from several threads at once.
pub type OnRows = Box<dyn Fn(&[Row]) + Send + Sync>;

struct Follower {
    on_rows: OnRows,
    stop: Arc<AtomicBool>,
}

impl Watch for Follower {
    fn done(&self, rows: &[Row]) {
        (self.on_rows)(rows);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The parameters of a request that no axis varies.
pub(crate) fn fixed(base: &BacktestRequest, axes: &[SweepAxis]) -> Params {
    let varied = |name: &str| axes.iter().any(|axis| axis.name == name);
    let given = base.params.iter().filter(|(name, _)| !varied(name));
    given.map(|(name, value)| (name.clone(), *value)).collect()
}

pub(crate) fn axes(of: &[SweepAxis]) -> Vec<Axis> {
    of.iter().map(|axis| Axis::new(&axis.name, axis.values.iter().copied())).collect()
}

pub(crate) fn plan(request: &SweepRequest) -> Plan {
    match request.plan {
        SweepPlan::Grid => Plan::grid(axes(&request.axes)),
        SweepPlan::Random { count, seed } => {
            Plan::random(axes(&request.axes), u64::from(count), u64::from(seed))
        }
    }
}

/// Tries every combination of the strategy a request names.
pub fn run_sweep(candles: &Candles, request: &SweepRequest, watch: &dyn Watch) -> Result<Swept, DeskError> {
    run_sweep_of(strategies::find(&request.base.strategy)?, candles, request, watch)
}

/// Tries every combination of a strategy, whatever the request calls it: the one way for window and command line.
pub fn run_sweep_of(
    strategy: &dyn Strategy,
    candles: &Candles,
    request: &SweepRequest,
    watch: &dyn Watch,
) -> Result<Swept, DeskError> {
    let fixed = fixed(&request.base, &request.axes);
    let plan = plan(request);
    warm_up::check(strategy, &fixed, &plan, candles.len())?;
    let found = backtest::sweep::sweep(candles, strategy, &fixed, &plan, &settings(&request.base), watch)?;
    Ok(Swept { plan, found })
}

impl Desk {
    /// Runs a sweep and keeps it; one that runs already is stopped.
    pub async fn sweep(
        &self,
        session: &Session,
        request: SweepRequest,
        on_rows: OnRows,
    ) -> Result<SweepView, DeskError> {
        session.require(Action::Backtest)?;
        let now = self.now_ms();
        let kept = self.run_and_keep(format!("W-{now}"), now, request, on_rows).await?;
        self.store_sweep(&kept.view).await?;
        Ok(kept.view.clone())
    }

    /// Puts a sweep among those stored, in the place of its former state where it has one.
    async fn store_sweep(&self, view: &SweepView) -> Result<(), DeskError> {
        let mut stored: VecDeque<SweepView> = self.inner.store.setting(STORED).await?.unwrap_or_default();
        match stored.iter_mut().find(|v| v.id == view.id) {
            Some(former) => former.clone_from(view),
            None => stored.push_front(view.clone()),
        }
        stored.truncate(KEPT);
        self.inner.store.set_setting(STORED, &stored).await?;
        self.changed(&[Section::Backtests]);
        Ok(())
    }

    async fn run_and_keep(
        &self,
        id: String,
        created_ms: i64,
        mut request: SweepRequest,
        on_rows: OnRows,
    ) -> Result<Arc<Kept>, DeskError> {
        let chosen = self.chosen(&request.base.strategy).await?;
        request.base.strategy = chosen.name();
        let base = &request.base;
        let candles = self.period(&base.instrument, base.timeframe, &base.period).await?;
        let follower = Follower { on_rows, stop: self.inner.sweeps.begin() };
        let working = off_thread("The sweep was stopped.", move || {
            let begun = Instant::now();
            let Swept { plan, found } = run_sweep_of(chosen.strategy(), &candles, &request, &follower)?;
            let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
            let total = plan.combinations()?;
            let view = view(id, created_ms, request, total, &candles, &found, run_ms);
            Ok(Arc::new(Kept { view, rows: found.rows, label: chosen.label() }))
        });
        let kept = working.await?;
        self.inner.sweeps.keep(Arc::clone(&kept));
        Ok(kept)
    }

    /// Stops the sweep that runs; it answers with the rows it has.
    pub async fn cancel_sweep(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Backtest)?;
        self.inner.sweeps.stop();
        Ok(())
    }

    /// Sweeps kept, newest first.
    pub async fn sweeps(&self, session: &Session) -> Result<Vec<SweepView>, DeskError> {
        session.require(Action::Look)?;
        Ok(self.inner.store.setting(STORED).await?.unwrap_or_default())
    }

    /// All rows of a sweep; one of an earlier start is run again.
    pub async fn sweep_rows(&self, session: &Session, sweep: String) -> Result<Vec<Vec<f64>>, DeskError> {
        session.require(Action::Look)?;
        Ok(row_columns(&self.find_sweep(&sweep).await?.rows))
    }

    async fn find_sweep(&self, id: &str) -> Result<Arc<Kept>, DeskError> {
        match self.inner.sweeps.find(id) {
            Some(kept) => Ok(kept),
            None => self.find_sweep_again(id, Box::new(|_| ())).await,
        }
    }

    /// A sweep of an earlier start, run again.
    async fn find_sweep_again(&self, id: &str, on_rows: OnRows) -> Result<Arc<Kept>, DeskError> {
        let stored: Vec<SweepView> = self.inner.store.setting(STORED).await?.unwrap_or_default();
        let Some(view) = stored.into_iter().find(|v| v.id == id) else {
            let message = format!("There is no sweep {id}. Run it again.");
            return Err(DeskError::new("not_found", message).with("sweep", id));
        };
        self.run_and_keep(view.id, view.created_ms, view.request, on_rows).await
    }
}

/// Index, total return, Sharpe, deepest drawdown, trades, share won, profit factor, final equity.
pub fn row_columns(rows: &[Row]) -> Vec<Vec<f64>> {
    let column = |of: fn(&Row) -> f64| rows.iter().map(of).collect();
    vec![
        column(|r| r.index as f64),
        column(|r| r.total_return),
        column(|r| r.sharpe),
        column(|r| r.max_drawdown),
        column(|r| f64::from(r.trades)),
        column(|r| r.win_rate),
        column(|r| r.profit_factor),
        column(|r| r.final_equity),
    ]
}

/// The best rows by `metric`, best first; those without it come last, equals in the order of the grid.
pub fn best_rows(rows: &[Row], metric: Metric, most: usize) -> Vec<&Row> {
    let mut ranked: Vec<&Row> = rows.iter().collect();
    ranked.sort_by(|a, b| metric.score(b).total_cmp(&metric.score(a)).then(a.index.cmp(&b.index)));
    ranked.truncate(most);
    ranked
}

/// Return and yearly Sharpe ratio of holding from the first open, fees left out.
pub(crate) fn holding(candles: &Candles) -> (f64, Option<f64>) {
    let (Some(open), Some(close)) = (candles.open.first(), candles.close.last()) else { return (0.0, None) };
    let sharpe = Returns::of(&candles.close).sharpe * candles.timeframe.candles_per_year().sqrt();
    (close / open - 1.0, Some(sharpe).filter(|s| s.is_finite()))
}

fn expected_best(rows: &[Row]) -> Option<f64> {
    let sharpes: Vec<f64> = rows.iter().map(|r| r.sharpe).filter(|s| s.is_finite()).collect();
    let n = sharpes.len() as f64;
    let mean = sharpes.iter().sum::<f64>() / n;
    let variance = sharpes.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / (n - 1.0);
    (sharpes.len() > 1).then(|| expected_maximum(sharpes.len(), variance))
}

/// In how many ways half of the blocks of time can be chosen.
fn splits() -> u32 {
    let half = BLOCKS as u32 / 2;
    (1..=half).fold(1, |ways, k| ways * (half + k) / k)
}

fn view(
    id: String,
    created_ms: i64,
    request: SweepRequest,
    total: u64,
    candles: &Candles,
    found: &Sweep,
    run_ms: f64,
) -> SweepView {
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let (buy_and_hold_return, buy_and_hold_sharpe) = holding(candles);
    SweepView {
        id,
        request,
        total: count(total),
        done: count(found.rows.len() as u64 + found.conflicting),
        complete: found.complete,
        best: best_rows(&found.rows, Metric::Sharpe, SHOWN)
            .into_iter()
            .filter(|row| !row.sharpe.is_nan())
            .map(row)
            .collect(),
        deflated_sharpe: found.deflated_sharpe,
        expected_best_sharpe: expected_best(&found.rows),
        pbo: found.pbo,
        splits: splits(),
        buy_and_hold_return,
        buy_and_hold_sharpe,
        candles: count(candles.len() as u64),
        run_ms,
        created_ms,
    }
}

fn row(r: &Row) -> SweepRow {
    let defined = |value: f64| Some(value).filter(|v| v.is_finite());
    SweepRow {
        index: u32::try_from(r.index).unwrap_or(u32::MAX),
        params: r.params.to_vec(),
        final_equity: r.final_equity,
        total_return: r.total_return,
        sharpe: defined(r.sharpe),
        max_drawdown: r.max_drawdown,
        trades: r.trades,
        win_rate: defined(r.win_rate),
        profit_factor: defined(r.profit_factor),
    }
}

//! Sweeps: one strategy over many parameters, told row by row.
//!
//! A combination whose parameters contradict each other (a fast average slower than the slow one) has no row and is
//! counted; a value that the strategy refuses by itself refuses the sweep before anything is computed.

mod axis;
mod crossing;
mod error;
mod generic;
mod plan;
mod row;
mod watch;

use domain::Candles;
use strategies::{Params, Strategy};

use self::crossing::Sweeper;
use self::generic::{Job, Tried};
use crate::Settings;
use crate::overfit::{self, Returns};
use crate::run::check_candles;

pub use axis::Axis;
pub(crate) use crossing::{Crossings, ORDINARY_PRICES, STRETCH, fills_on};
pub use error::SweepError;
pub use plan::{MOST_COMBINATIONS, Plan, Sampling};
pub(crate) use row::deepest;
pub use row::{Metric, Row, best};
pub use watch::{Unwatched, Watch};

/// What a sweep found.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// Ascending by index.
    pub rows: Vec<Row>,
    /// Whether every combination of the plan that was not to be skipped was tried.
    pub complete: bool,
    /// How many combinations of the plan contradict themselves and have no row.
    pub conflicting: u64,
    /// Place in `rows` of the highest Sharpe ratio.
    pub best: Option<usize>,
    /// Probability that the best Sharpe ratio is above what the best of as many worthless trials would show
    /// ([`crate::overfit::deflated_sharpe`]); every row counts as a trial. `None` where it is not defined.
    pub deflated_sharpe: Option<f64>,
    /// Probability that the best in one half of the time is below the median in the other
    /// ([`crate::overfit::probability_of_overfitting`]), over at most [`crate::overfit::MOST_TRIALS`] rows.
    pub pbo: Option<f64>,
}

/// How much of what a sweep found is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Judgement {
    pub deflated_sharpe: Option<f64>,
    pub pbo: Option<f64>,
}

/// Tries every combination of `plan` on `candles`, and judges what was found.
pub fn sweep(
    candles: &Candles,
    strategy: &dyn Strategy,
    fixed: &Params,
    plan: &Plan,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Sweep, SweepError> {
    let engine = Engine::new(candles, strategy, fixed, plan, settings)?;
    let mut found = engine.rows(watch)?;
    if found.complete {
        let Judgement { deflated_sharpe, pbo } = engine.judge(&found.rows)?;
        (found.deflated_sharpe, found.pbo) = (deflated_sharpe, pbo);
    }
    Ok(found)
}

/// The rows alone: [`sweep`] without the judgement, which takes a walk of the best and of the chosen trials.
pub fn rows(
    candles: &Candles,
    strategy: &dyn Strategy,
    fixed: &Params,
    plan: &Plan,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Sweep, SweepError> {
    Engine::new(candles, strategy, fixed, plan, settings)?.rows(watch)
}

/// Judges rows of `plan`, ascending by index: those of a sweep that went on where another stopped, together.
pub fn judge(
    candles: &Candles,
    strategy: &dyn Strategy,
    fixed: &Params,
    plan: &Plan,
    settings: &Settings,
    rows: &[Row],
) -> Result<Judgement, SweepError> {
    Engine::new(candles, strategy, fixed, plan, settings)?.judge(rows)
}

/// A checked job and the fast path where it is covered.
struct Engine<'a> {
    job: Job<'a>,
    fast: Option<Sweeper<'a>>,
}

impl<'a> Engine<'a> {
    fn new(
        candles: &'a Candles,
        strategy: &'a dyn Strategy,
        fixed: &'a Params,
        plan: &'a Plan,
        settings: &'a Settings,
    ) -> Result<Self, SweepError> {
        settings.check()?;
        check_candles(candles, settings.acts_inside_candles())?;
        plan.check(strategy.schema(), fixed)?;
        let job = Job { candles, strategy, fixed, plan, settings };
        Ok(Self { fast: Sweeper::new(&job), job })
    }

    fn rows(&self, watch: &dyn Watch) -> Result<Sweep, SweepError> {
        let indices = self.job.plan.indices()?;
        let Tried { mut rows, conflicting } = match &self.fast {
            Some(fast) => fast.rows(&indices, watch)?,
            None => self.job.rows(&indices, watch)?,
        };
        rows.sort_unstable_by_key(|row| row.index);
        let complete = rows.len() as u64 + conflicting == indices.len() as u64;
        let best = best_sharpe(&rows);
        Ok(Sweep { rows, complete, conflicting, best, deflated_sharpe: None, pbo: None })
    }

    fn judge(&self, rows: &[Row]) -> Result<Judgement, SweepError> {
        let Some(best) = best_sharpe(rows) else { return Ok(Judgement::default()) };
        let Some(walk) = self.job.walk(&rows[best].params)? else { return Ok(Judgement::default()) };
        let per_candle = self.job.candles.timeframe.candles_per_year().sqrt();
        let trials: Vec<f64> = rows.iter().map(|r| r.sharpe / per_candle).filter(|s| s.is_finite()).collect();
        let chosen = overfit::spread(rows, best);
        let sums = match &self.fast {
            Some(fast) => fast.block_sums(&chosen),
            None => self.job.block_sums(&chosen)?,
        };
        Ok(Judgement {
            deflated_sharpe: overfit::deflated_sharpe(&Returns::of(&walk.equity), &trials),
            pbo: overfit::probability_of_overfitting(&sums),
        })
    }
}

fn best_sharpe(rows: &[Row]) -> Option<usize> {
    best(rows, Metric::Sharpe).filter(|place| !rows[*place].sharpe.is_nan())
}

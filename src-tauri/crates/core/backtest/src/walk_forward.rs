//! Walk-forward: parameters chosen on one stretch, tried on the next, again and again.
//!
//! In each window the combination with the best metric on the training candles trades the test candles that follow.
//! The strategy sees the candles before the test, so its indicators are warm, and the action on the last training
//! candle fills at the test's first open. Every test starts flat, with the money the one before left: what it still
//! holds after its last candle is sold at that close, fee paid, before the next begins. A window in which no
//! combination has a value of the metric stays out of the market.

mod error;
mod windows;

use std::ops::Range;

use domain::{Action, Candles};
use strategies::{Params, Strategy};

use crate::figures::annualized;
use crate::moments::Moments;
use crate::run::check_candles;
use crate::sweep::{self, Metric, Plan, Row, SweepError, Unwatched, Watch};
use crate::{Settings, Walk, event, kernel};

pub use error::WalkForwardError;
pub use windows::Windows;

/// One window: what was chosen on the training candles and what it did on the test candles.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Indices into the candles.
    pub train: Range<usize>,
    pub test: Range<usize>,
    /// The chosen combination with its in-sample figures; `None` where none had a value of the metric.
    pub chosen: Option<Row>,
    /// The same combination's figures on the test candles, from the money at its start.
    pub out_of_sample: Row,
}

/// What a walk forward found.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkForward {
    pub windows: Vec<Window>,
    /// Start of each test candle, and the equity at its close, over all windows.
    pub time_ms: Vec<i64>,
    pub equity: Vec<f64>,
    /// Of the joined out-of-sample curve.
    pub total_return: f64,
    pub annualized_return: Option<f64>,
    pub sharpe: Option<f64>,
    pub max_drawdown: f64,
    pub trades: u32,
    /// Mean annualised return of the chosen combinations on their training candles.
    pub in_sample_annualized_return: Option<f64>,
    /// Annualised out-of-sample return over the in-sample one (Pardo, The Evaluation and Optimization of Trading
    /// Strategies, 2008): near 1 it holds, near 0 it was fitted. `None` where nothing was gained in sample.
    pub efficiency: Option<f64>,
}

/// Walks `candles` forward in `windows`, choosing by `metric` among the combinations of `plan`.
pub fn walk_forward(
    candles: &Candles,
    strategy: &dyn Strategy,
    fixed: &Params,
    plan: &Plan,
    settings: &Settings,
    windows: Windows,
    metric: Metric,
) -> Result<WalkForward, WalkForwardError> {
    Course { candles, strategy, fixed, plan, settings, windows, metric }.walk(&Unwatched)
}

/// A walk to make: what is walked, with what, in which windows.
#[derive(Clone, Copy)]
pub struct Course<'a> {
    pub candles: &'a Candles,
    pub strategy: &'a dyn Strategy,
    pub fixed: &'a Params,
    pub plan: &'a Plan,
    pub settings: &'a Settings,
    pub windows: Windows,
    pub metric: Metric,
}

impl Course<'_> {
    /// How many windows there are.
    pub fn count(&self) -> Result<usize, WalkForwardError> {
        Ok(self.windows.over(self.candles.len())?.len())
    }

    /// Walks; `watch` is told of each window's row on new data once it is walked, and may end the walk at any time.
    pub fn walk(&self, watch: &dyn Watch) -> Result<WalkForward, WalkForwardError> {
        let Self { candles, strategy, fixed, plan, settings, windows, metric } = *self;
        settings.check().map_err(SweepError::from)?;
        check_candles(candles, settings.acts_inside_candles()).map_err(SweepError::from)?;
        let cut = windows.over(candles.len())?;
        let count = cut.len();
        let tester = Tester { candles, strategy, fixed, plan, settings, metric, watch };
        let mut walked = Vec::with_capacity(count);
        let mut equity = Vec::with_capacity(candles.len() - windows.train);
        let mut cash = settings.capital;
        for (train, test) in cut {
            let chosen = tester.choose(train.clone())?;
            if watch.cancelled() {
                return Err(WalkForwardError::Cancelled { done: walked.len(), windows: count });
            }
            let (out_of_sample, curve, left) = tester.test(test.clone(), chosen.as_ref(), cash)?;
            equity.extend(curve);
            cash = left;
            watch.done(std::slice::from_ref(&out_of_sample));
            walked.push(Window { train, test, chosen, out_of_sample });
        }
        Ok(joined(candles, settings, walked, equity))
    }
}

/// Ends the sweep within a window, which nobody follows row by row.
struct Stop<'a>(&'a dyn Watch);

impl Watch for Stop<'_> {
    fn done(&self, _: &[Row]) {}

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

struct Tester<'a> {
    candles: &'a Candles,
    strategy: &'a dyn Strategy,
    fixed: &'a Params,
    plan: &'a Plan,
    settings: &'a Settings,
    metric: Metric,
    watch: &'a dyn Watch,
}

impl Tester<'_> {
    fn choose(&self, train: Range<usize>) -> Result<Option<Row>, SweepError> {
        let candles = self.candles.slice(train);
        let stop = Stop(self.watch);
        let found = sweep::rows(&candles, self.strategy, self.fixed, self.plan, self.settings, &stop)?;
        let best = sweep::best(&found.rows, self.metric).map(|place| found.rows[place].clone());
        Ok(best.filter(|row| self.metric.of(row).is_finite()))
    }

    /// Figures and equity of the test candles, and the cash once all is sold.
    fn test(
        &self,
        test: Range<usize>,
        chosen: Option<&Row>,
        cash: f64,
    ) -> Result<(Row, Vec<f64>, f64), SweepError> {
        // The candle before the test decides what its first open fills.
        let with_decision = test.start - 1..test.end;
        let actions = match chosen {
            Some(row) => self.actions(with_decision.clone(), row)?,
            None => vec![Action::Hold; with_decision.len()],
        };
        let settings = Settings { capital: cash, ..*self.settings };
        let per_year = self.candles.timeframe.candles_per_year();
        let (index, params) = chosen.map_or_else(Default::default, |row| (row.index, row.params.clone()));
        let walk = if cash > 0.0 {
            walk(&self.candles.slice(with_decision), &actions, &settings)
        } else {
            Walk::flat(with_decision.len(), cash)
        };
        let left = walk.open_position.map_or(walk.equity.last().copied(), |held| Some(held.equity_if_closed));
        let row = Row::of(index, params, &walk, &settings, per_year);
        Ok((row, walk.equity[1..].to_vec(), left.unwrap_or(cash)))
    }

    fn actions(&self, range: Range<usize>, row: &Row) -> Result<Vec<Action>, SweepError> {
        let configured = self.strategy.configure(&self.plan.params(&row.params, self.fixed))?;
        Ok(configured.try_actions(&self.candles.slice(0..range.end))?.split_off(range.start))
    }
}

fn walk(candles: &Candles, actions: &[Action], settings: &Settings) -> Walk {
    if kernel::covers(settings) {
        kernel::walk(candles, actions, settings)
    } else {
        event::walk(candles, actions, settings)
    }
}

fn joined(candles: &Candles, settings: &Settings, windows: Vec<Window>, equity: Vec<f64>) -> WalkForward {
    let capital = settings.capital;
    let tested = candles.slice(candles.len() - equity.len()..candles.len());
    let growth = equity.last().copied().unwrap_or(capital) / capital;
    let annualized_return = annualized(growth, &tested);
    let trained: Vec<f64> = windows
        .iter()
        .filter_map(|w| {
            annualized(w.chosen.as_ref()?.final_equity / capital, &candles.slice(w.train.clone()))
        })
        .collect();
    let in_sample = (!trained.is_empty()).then(|| trained.iter().sum::<f64>() / trained.len() as f64);
    let with_start: Vec<f64> = std::iter::once(capital).chain(equity.iter().copied()).collect();
    WalkForward {
        total_return: growth - 1.0,
        annualized_return,
        sharpe: Moments::of(&with_start).sharpe(candles.timeframe.candles_per_year()),
        max_drawdown: sweep::deepest(&equity, capital),
        trades: windows.iter().map(|w| w.out_of_sample.trades).sum(),
        in_sample_annualized_return: in_sample,
        efficiency: in_sample.filter(|of| *of > 0.0).and_then(|of| Some(annualized_return? / of)),
        time_ms: tested.time_ms,
        equity,
        windows,
    }
}

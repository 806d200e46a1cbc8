//! The path for any strategy: its actions, a walk over the candles, the figures.

use domain::Candles;
use rayon::prelude::*;
use strategies::{Params, Strategy, StrategyError};

use super::{Plan, Row, SweepError, Watch};
use crate::overfit::BlockSums;
use crate::{Settings, Walk, event, kernel};

/// What every combination shares.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub candles: &'a Candles,
    pub strategy: &'a dyn Strategy,
    pub fixed: &'a Params,
    pub plan: &'a Plan,
    pub settings: &'a Settings,
}

/// Rows finished, and how many combinations contradict themselves.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub rows: Vec<Row>,
    pub conflicting: u64,
}

impl Tried {
    pub fn join(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self.conflicting += other.conflicting;
        self
    }
}

/// Combinations a thread takes at once: few enough that rows arrive and a stop is heard soon.
const CHUNK: usize = 8;

impl Job<'_> {
    /// The walk of one combination; `None` where two of its parameters contradict each other.
    pub fn walk(&self, values: &[f64]) -> Result<Option<Walk>, StrategyError> {
        let configured = match self.strategy.configure(&self.plan.params(values, self.fixed)) {
            Ok(configured) => configured,
            Err(StrategyError::Conflict { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let actions = configured.try_actions(self.candles)?;
        Ok(Some(if kernel::covers(self.settings) {
            kernel::walk(self.candles, &actions, self.settings)
        } else {
            event::walk(self.candles, &actions, self.settings)
        }))
    }

    pub fn row(&self, index: u64) -> Result<Option<Row>, SweepError> {
        let values = self.plan.values(index);
        let per_year = self.candles.timeframe.candles_per_year();
        let walk = self.walk(&values)?;
        Ok(walk.map(|walk| Row::of(index, values, &walk, self.settings, per_year)))
    }

    fn chunk(&self, indices: &[u64], watch: &dyn Watch) -> Result<Tried, SweepError> {
        let mut tried = Tried::default();
        if watch.cancelled() {
            return Ok(tried);
        }
        for index in indices {
            match self.row(*index)? {
                Some(row) => tried.rows.push(row),
                None => tried.conflicting += 1,
            }
        }
        watch.done(&tried.rows);
        Ok(tried)
    }

    pub fn rows(&self, indices: &[u64], watch: &dyn Watch) -> Result<Tried, SweepError> {
        indices
            .par_chunks(CHUNK)
            .map(|chunk| self.chunk(chunk, watch))
            .try_reduce(Tried::default, |a, b| Ok(a.join(b)))
    }

    /// The block sums of the returns of each of these combinations.
    pub fn block_sums(&self, rows: &[&Row]) -> Result<Vec<BlockSums>, SweepError> {
        rows.par_iter()
            .map(|row| {
                Ok(self.walk(&row.params)?.map_or_else(BlockSums::default, |w| BlockSums::of(&w.equity)))
            })
            .collect()
    }
}

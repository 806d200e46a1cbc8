//! The path for the RSI cross with all the cash, long only, without stops.
//!
//! Its actions are crossings of one series a length through levels, so the work is shared: the series once a length,
//! the crossings once a level, what a fill brings once a candle. A combination is then a latch over two bitmaps and
//! a few operations a trade. Figures agree with the plain walk to 1e-9; where running sums could not hold that, the
//! combination takes the plain walk.

mod blocks;
mod latch;
mod levels;
mod market;
mod tally;

use indicators::rsi::rsi;
use rayon::prelude::*;

use self::blocks::block_sums;
use self::latch::fills;
use self::levels::Crossings;
use self::market::Market;
use self::tally::Tally;
use super::generic::{Job, Tried};
use super::{Row, SweepError, Watch};
use crate::overfit::BlockSums;
use crate::{Sizing, kernel, moments};

const STRATEGY: &str = "rsi_cross";
const PARAMS: [&str; 3] = ["length", "oversold", "overbought"];

/// Combinations of one length that a thread takes at once.
const CHUNK: usize = 256;

/// Prices outside could overflow or vanish where products are taken in another order.
const ORDINARY_PRICES: std::ops::Range<f64> = 1e-100..1e100;

pub(super) struct Sweeper<'a> {
    job: Job<'a>,
    market: Market<'a>,
    lengths: Varied,
    oversold: Varied,
    overbought: Varied,
}

/// A parameter: its axis in the plan, if it is varied, and its values.
struct Varied {
    axis: Option<usize>,
    values: Vec<f64>,
}

/// A combination of the plan, and the places of its two levels.
#[derive(Debug, Clone, Copy)]
struct Combination {
    index: u64,
    oversold: usize,
    overbought: usize,
}

impl<'a> Sweeper<'a> {
    /// `None` where this path does not cover the job.
    pub fn new(job: &Job<'a>) -> Option<Self> {
        if !covers(job) {
            return None;
        }
        let [lengths, oversold, overbought] = PARAMS.map(|name| varied(job, name));
        let market = Market::new(job.candles, job.settings);
        Some(Self { job: *job, market, lengths: lengths?, oversold: oversold?, overbought: overbought? })
    }

    /// The rows of these combinations.
    pub fn rows(&self, indices: &[u64], watch: &dyn Watch) -> Result<Tried, SweepError> {
        self.by_length(indices.iter().copied())
            .par_iter()
            .enumerate()
            .with_max_len(1)
            .map(|(length, group)| self.length_rows(length, group, watch))
            .try_reduce(Tried::default, |a, b| Ok(a.join(b)))
    }

    fn length_rows(
        &self,
        length: usize,
        group: &[Combination],
        watch: &dyn Watch,
    ) -> Result<Tried, SweepError> {
        if group.is_empty() || watch.cancelled() {
            return Ok(Tried::default());
        }
        let crossings = self.crossings(length);
        group
            .par_chunks(CHUNK)
            .map(|chunk| self.chunk_rows(&crossings, chunk, watch))
            .try_reduce(Tried::default, |a, b| Ok(a.join(b)))
    }

    fn chunk_rows(
        &self,
        crossings: &Crossings,
        chunk: &[Combination],
        watch: &dyn Watch,
    ) -> Result<Tried, SweepError> {
        let mut tried = Tried::default();
        if watch.cancelled() {
            return Ok(tried);
        }
        let mut buffer = self.fill_buffer();
        for combination in chunk {
            match self.fills(crossings, *combination, &mut buffer) {
                Some(fills) => tried.rows.extend(self.row(combination.index, fills)?),
                None => tried.conflicting += 1,
            }
        }
        watch.done(&tried.rows);
        Ok(tried)
    }

    fn row(&self, index: u64, fills: &[u32]) -> Result<Option<Row>, SweepError> {
        let capital = self.job.settings.capital;
        let tally = Tally::of(&self.market, fills);
        if !tally.precise(&self.market, capital) {
            return self.job.row(index);
        }
        let candles = self.job.candles;
        let sharpe = moments::sharpe(
            candles.len() - 1,
            tally.sum,
            tally.squares,
            candles.timeframe.candles_per_year(),
        );
        Ok(Some(Row {
            index,
            params: self.job.plan.values(index),
            final_equity: capital * tally.equity,
            total_return: tally.equity - 1.0,
            sharpe: sharpe.unwrap_or(f64::NAN),
            max_drawdown: 1.0 - tally.worst,
            trades: tally.trades as u32,
            win_rate: tally.wins as f64 / tally.trades as f64,
            profit_factor: if tally.lost > 0.0 { tally.won / tally.lost } else { f64::NAN },
        }))
    }

    /// The block sums of the returns of each of these rows, in their order.
    pub fn block_sums(&self, rows: &[&Row]) -> Vec<BlockSums> {
        let mut found: Vec<(u64, BlockSums)> = self
            .by_length(rows.iter().map(|row| row.index))
            .par_iter()
            .enumerate()
            .with_max_len(1)
            .flat_map_iter(|(length, group)| self.length_block_sums(length, group))
            .collect();
        found.sort_unstable_by_key(|(index, _)| *index);
        let of = |row: &&Row| found.binary_search_by_key(&row.index, |(index, _)| *index);
        rows.iter().map(|row| of(row).map_or_else(|_| BlockSums::default(), |at| found[at].1)).collect()
    }

    fn length_block_sums(&self, length: usize, group: &[Combination]) -> Vec<(u64, BlockSums)> {
        if group.is_empty() {
            return Vec::new();
        }
        let crossings = self.crossings(length);
        let mut buffer = self.fill_buffer();
        let sums = |combination: &Combination| {
            let fills = self.fills(&crossings, *combination, &mut buffer)?;
            Some((combination.index, block_sums(&self.market, fills)))
        };
        group.iter().filter_map(sums).collect()
    }

    /// The combinations of each length.
    fn by_length(&self, indices: impl Iterator<Item = u64>) -> Vec<Vec<Combination>> {
        let mut places = vec![0; self.job.plan.axes.len()];
        let mut groups = vec![Vec::new(); self.lengths.values.len()];
        for index in indices {
            self.job.plan.places(index, &mut places);
            let place = |of: &Varied| of.axis.map_or(0, |axis| places[axis]);
            let (oversold, overbought) = (place(&self.oversold), place(&self.overbought));
            groups[place(&self.lengths)].push(Combination { index, oversold, overbought });
        }
        groups
    }

    fn crossings(&self, length: usize) -> Crossings {
        let length = self.lengths.values[length] as usize;
        let series = rsi(&self.job.candles.close, length);
        Crossings::of(&series, length, &self.oversold.values, &self.overbought.values)
    }

    fn fill_buffer(&self) -> Vec<u32> {
        vec![0; self.job.candles.len() + 2]
    }

    /// `None` where the levels contradict each other.
    fn fills<'b>(&self, crossings: &Crossings, of: Combination, buffer: &'b mut [u32]) -> Option<&'b [u32]> {
        if self.oversold.values[of.oversold] > self.overbought.values[of.overbought] {
            return None;
        }
        let count = fills(crossings.ups(of.oversold), crossings.downs(of.overbought), buffer);
        Some(&buffer[..count])
    }
}

fn covers(job: &Job) -> bool {
    let ordinary = |prices: &[f64]| prices.iter().fold(true, |ok, p| ok & ORDINARY_PRICES.contains(p));
    let ours = strategies::find(STRATEGY).is_ok_and(|s| std::ptr::eq(s.schema(), job.strategy.schema()));
    ours && job.settings.sizing == Sizing::AllIn
        && kernel::covers(job.settings)
        && job.plan.axes.iter().all(|axis| PARAMS.contains(&axis.name.as_str()))
        && exits_agree(job)
        && ordinary(&job.candles.close)
        && ordinary(&job.candles.open)
}

/// Whether the parameters that do not bear on the actions go together; levels at the ends of the scale always do.
fn exits_agree(job: &Job) -> bool {
    let mut params = job.fixed.clone();
    params.insert("oversold".to_owned(), 0.0);
    params.insert("overbought".to_owned(), 100.0);
    job.strategy.configure(&params).is_ok()
}

fn varied(job: &Job, name: &str) -> Option<Varied> {
    if let Some(axis) = job.plan.axes.iter().position(|axis| axis.name == name) {
        return Some(Varied { axis: Some(axis), values: job.plan.axes[axis].values.clone() });
    }
    let default = || job.strategy.schema().params.iter().find(|p| p.name == name).map(|p| p.default);
    let value = job.fixed.get(name).copied().or_else(default)?;
    Some(Varied { axis: None, values: vec![value] })
}

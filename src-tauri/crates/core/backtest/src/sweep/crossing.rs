//! The path for the RSI cross with all the cash, long only, without stops.
//!
//! Its actions are crossings of one series a length through levels, so the work is shared: the series once a length,
//! the crossings once a level, what a fill brings once a candle. A combination is then a latch over two bitmaps and
//! a few operations a trade. Figures agree with the plain walk to 1e-9; where running sums could not hold that, the
//! combination takes the plain walk.

mod blocks;
mod lanes;
mod latch;
mod levels;
mod market;
mod split;
mod tally;
mod team;

use indicators::rsi::rsi_into;
use rayon::prelude::*;

use self::blocks::add_returns;
use self::latch::fills;
pub(crate) use self::latch::fills_on;
pub(crate) use self::levels::Crossings;
use self::market::Market;
use self::split::Piece;
use self::tally::Tally;
pub(crate) use self::team::STRETCH;
use self::team::Team;
use super::generic::{Job, Tried};
use super::{Row, SweepError, Watch};
use crate::overfit::BlockSums;
use crate::{Sizing, kernel, moments, vectors};

const STRATEGY: &str = "rsi_cross";
const PARAMS: [&str; 3] = ["length", "oversold", "overbought"];

/// Rows told at once.
const CHUNK: usize = 32;

/// Prices outside could overflow or vanish where products are taken in another order.
pub(crate) const ORDINARY_PRICES: std::ops::Range<f64> = 1e-100..1e100;

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

/// What one length after another is worked out on.
#[derive(Default)]
struct Desk {
    series: Vec<f64>,
    crossings: Crossings,
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
        let groups = self.by_length(indices.iter().copied());
        split::teams(&groups, self.job.candles.len(), rayon::current_num_threads())
            .par_iter()
            .with_max_len(1)
            .map(|pieces| self.team_rows(pieces, watch))
            .try_reduce(Tried::default, |a, b| Ok(a.join(b)))
    }

    fn team_rows(&self, pieces: &[Piece], watch: &dyn Watch) -> Result<Tried, SweepError> {
        let mut team = Team::new();
        for (length, combinations) in pieces {
            team.add(self.lengths.values[*length] as usize, combinations);
        }
        let levels = [&*self.oversold.values, &*self.overbought.values];
        let mut tried = Tried::default();
        let Some(tallies) = team.run(&self.market, levels, || watch.cancelled()) else { return Ok(tried) };
        let tallies: Vec<_> = tallies.collect();
        for chunk in tallies.chunks(CHUNK) {
            if watch.cancelled() {
                return Ok(tried);
            }
            let told = tried.rows.len();
            for (combination, tally) in chunk {
                if self.contradicts(*combination) {
                    tried.conflicting += 1;
                } else {
                    tried.rows.extend(self.row(combination.index, tally)?);
                }
            }
            watch.done(&tried.rows[told..]);
        }
        Ok(tried)
    }

    fn row(&self, index: u64, tally: &Tally) -> Result<Option<Row>, SweepError> {
        let capital = self.job.settings.capital;
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
        let mut desk = Desk::default();
        let crossings = self.crossings(&mut desk, length);
        let sums = |of: &Combination| {
            let mut sums = BlockSums::flat(self.job.candles.len() - 1);
            let (ups, downs) = (crossings.ups(of.oversold), crossings.downs(of.overbought));
            fills(ups, downs, |fills| add_returns(&self.market, fills, &mut sums));
            (of.index, sums)
        };
        group.iter().map(sums).collect()
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

    fn crossings<'d>(&self, desk: &'d mut Desk, length: usize) -> &'d Crossings {
        let length = self.lengths.values[length] as usize;
        desk.series.resize(self.job.candles.len(), 0.0);
        rsi_into(&self.job.candles.close, length, &mut desk.series);
        desk.crossings.find(&desk.series, length, &self.oversold.values, &self.overbought.values);
        &desk.crossings
    }

    /// Whether the oversold level lies above the overbought one, which the strategy refuses.
    fn contradicts(&self, of: Combination) -> bool {
        self.oversold.values[of.oversold] > self.overbought.values[of.overbought]
    }
}

fn covers(job: &Job) -> bool {
    let ordinary = |prices: &[f64]| vectors::all(prices, |p| ORDINARY_PRICES.contains(&p));
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

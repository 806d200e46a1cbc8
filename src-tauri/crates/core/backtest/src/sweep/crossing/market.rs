//! What a trade costs and brings, known of every candle before any combination is tried.

use domain::Candles;
use rayon::prelude::*;

use crate::Settings;

/// A purchase of one unit of cash at a candle's open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// Units bought, fee and slippage paid.
    pub units: f64,
    /// Return from the cash to the candle's close, and its square, each less the running sum up to the candle.
    pub ret: f64,
    pub square: f64,
}

/// A sale of one unit at the open after a candle, the last one held.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Exit {
    /// Cash received, fee and slippage paid.
    pub proceeds: f64,
    /// Return from the candle's close to the cash, and its square, each plus the running sum up to the candle.
    pub ret: f64,
    pub square: f64,
}

/// Candles whose extremes are kept together.
pub(super) const BLOCK: usize = 16;

/// The candles as a sweep needs them.
pub(super) struct Market<'a> {
    pub candles: &'a Candles,
    pub costs: Costs,
    /// One a candle.
    entries: Vec<Entry>,
    exits: Vec<Exit>,
    blocks: usize,
    /// Lowest and highest close of runs of 1, 2, 4 ... blocks, a level after the other.
    runs: Vec<[f64; 2]>,
    /// Running sums of close-to-close returns and of their squares.
    sums: Vec<[f64; 2]>,
    /// Largest absolute value among the first of `sums`.
    pub widest_sum: f64,
}

/// Fees and slippage as [`crate::walk::Position`] applies them to a long position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Costs {
    pub fee: f64,
    pub slippage: f64,
}

impl Costs {
    /// Cash that a unit takes, bought where the market opens at `open`.
    pub fn buy(self, open: f64) -> f64 {
        open * (1.0 + self.slippage) * (1.0 + self.fee)
    }

    /// Cash that a unit brings, sold where the market opens at `open`.
    pub fn sell(self, open: f64) -> f64 {
        open * (1.0 - self.slippage) * (1.0 - self.fee)
    }
}

impl<'a> Market<'a> {
    pub fn new(candles: &'a Candles, settings: &Settings) -> Self {
        let costs = Costs { fee: settings.fee, slippage: settings.slippage() };
        let sums = running_sums(&candles.close);
        let widest_sum = sums.iter().fold(0.0, |widest: f64, sum| widest.max(sum[0].abs()));
        Self {
            costs,
            entries: entries(candles, &sums, costs),
            exits: exits(candles, &sums, costs),
            blocks: candles.len().div_ceil(BLOCK),
            runs: runs(&candles.close),
            candles,
            sums,
            widest_sum,
        }
    }

    #[inline(always)]
    pub fn entry(&self, candle: usize) -> &Entry {
        &self.entries[candle]
    }

    /// The exit after `last`, the last candle held.
    #[inline(always)]
    pub fn exit(&self, last: usize) -> &Exit {
        &self.exits[last]
    }

    /// Lowest and highest close of the block that starts at `candle`.
    pub fn block(&self, candle: usize) -> [f64; 2] {
        self.runs[candle / BLOCK]
    }

    /// Running sums of returns and of squares up to the close of `candle`.
    pub fn sums(&self, candle: usize) -> [f64; 2] {
        self.sums[candle]
    }

    /// No close of `first..=last` lies outside these: the extremes of all blocks it touches.
    #[inline(always)]
    pub fn bounds(&self, first: usize, last: usize) -> [f64; 2] {
        self.whole(first / BLOCK, last / BLOCK + 1)
    }

    /// Lowest and highest close of `first..=last`.
    pub fn extremes(&self, first: usize, last: usize) -> [f64; 2] {
        let (from, to) = (first / BLOCK, last / BLOCK);
        let close = &self.candles.close;
        if from == to {
            return extremes(&close[first..=last]);
        }
        let ends = wider(extremes(&close[first..(from + 1) * BLOCK]), extremes(&close[to * BLOCK..=last]));
        if to - from == 1 { ends } else { wider(ends, self.whole(from + 1, to)) }
    }

    /// Lowest and highest close of the blocks `from..to`, of which there are some: two runs that overlap.
    #[inline(always)]
    fn whole(&self, from: usize, to: usize) -> [f64; 2] {
        let level = (to - from).ilog2() as usize;
        let start = level * self.blocks;
        wider(self.runs[start + from], self.runs[start + to - (1 << level)])
    }
}

/// Of no close infinities.
fn extremes(close: &[f64]) -> [f64; 2] {
    const LANES: usize = 4;
    let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let (fours, rest) = close.as_chunks::<LANES>();
    for four in fours {
        for k in 0..LANES {
            [low[k], high[k]] = wider([low[k], high[k]], [four[k]; 2]);
        }
    }
    let all = rest.iter().fold([low[0], high[0]], |all, close| wider(all, [*close; 2]));
    (1..LANES).fold(all, |all, k| wider(all, [low[k], high[k]]))
}

#[inline(always)]
fn wider(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [if a[0] < b[0] { a[0] } else { b[0] }, if a[1] > b[1] { a[1] } else { b[1] }]
}

fn running_sums(close: &[f64]) -> Vec<[f64; 2]> {
    let mut sum = [0.0; 2];
    let mut sums = Vec::with_capacity(close.len());
    sums.extend(close.first().map(|_| sum));
    sums.extend(close.windows(2).map(|pair| {
        let ret = pair[1] / pair[0] - 1.0;
        sum = [sum[0] + ret, sum[1] + ret * ret];
        sum
    }));
    sums
}

/// Candles whose records a thread makes at once.
const SHARE: usize = 4096;

fn entries(candles: &Candles, sums: &[[f64; 2]], costs: Costs) -> Vec<Entry> {
    let candle = candles.open.par_iter().zip(&candles.close).zip(sums).with_min_len(SHARE);
    candle
        .map(|((open, close), [sum, squares])| {
            let units = 1.0 / costs.buy(*open);
            let ret = close * units - 1.0;
            Entry { units, ret: ret - sum, square: ret * ret - squares }
        })
        .collect()
}

/// None after the last candle of all: an exit there is never asked for.
fn exits(candles: &Candles, sums: &[[f64; 2]], costs: Costs) -> Vec<Exit> {
    let next = &candles.open[1.min(candles.len())..];
    let candle = next.par_iter().zip(&candles.close).zip(sums).with_min_len(SHARE);
    candle
        .map(|((open, close), [sum, squares])| {
            let proceeds = costs.sell(*open);
            let ret = proceeds / close - 1.0;
            Exit { proceeds, ret: ret + sum, square: ret * ret + squares }
        })
        .collect()
}

/// A level holds for each block the extremes of the run that starts there; where that would pass the end, of fewer.
fn runs(close: &[f64]) -> Vec<[f64; 2]> {
    let mut runs: Vec<[f64; 2]> = close.chunks(BLOCK).map(extremes).collect();
    let blocks = runs.len();
    runs.reserve_exact(blocks * blocks.max(1).ilog2() as usize);
    let mut length = 1;
    while 2 * length <= blocks {
        let level = runs.len() - blocks;
        for i in level..level + blocks {
            runs.push(wider(runs[i], runs[(i + length).min(level + blocks - 1)]));
        }
        length *= 2;
    }
    runs
}

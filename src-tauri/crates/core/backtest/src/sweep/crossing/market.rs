//! What a trade costs and brings, known of every candle before any combination is tried.

use domain::Candles;
use rayon::prelude::*;

use super::latch::WORD;
use crate::Settings;

/// A purchase of one unit of cash at a candle's open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// Units bought, fee and slippage paid.
    pub units: f64,
    /// Return from the cash to the candle's close, and its square, each less the running sum up to the candle.
    pub ret: f64,
    pub square: f64,
    /// Lowest and highest close from this candle to the end of its block.
    pub low: f64,
    pub high: f64,
}

/// A sale of one unit at the open after a candle, the last one held.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Exit {
    /// Cash received, fee and slippage paid.
    pub proceeds: f64,
    /// Return from the candle's close to the cash, and its square, each plus the running sum up to the candle.
    pub ret: f64,
    pub square: f64,
    /// Candles of the block up to this one whose close is below (above) all closes between them and this one: the
    /// first at or after a candle is where the lowest (highest) close since that candle stands.
    pub lows: u64,
    pub highs: u64,
}

/// The candles that share a word of a bitmap.
#[derive(Debug, Clone)]
struct Block {
    entries: [Entry; WORD],
    exits: [Exit; WORD],
}

/// The candles as a sweep needs them.
pub(super) struct Market<'a> {
    pub candles: &'a Candles,
    pub costs: Costs,
    blocks: Vec<Block>,
    /// Lowest and highest close of runs of 1, 2, 4 ... blocks, a level after the other, after one entry for no block.
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
        let blocks: Vec<Block> = (0..candles.len().div_ceil(WORD))
            .into_par_iter()
            .with_min_len(16)
            .map(|block| Block::of(candles, &sums, costs, block * WORD))
            .collect();
        let widest_sum = sums.iter().fold(0.0, |widest: f64, sum| widest.max(sum[0].abs()));
        let runs = runs(&blocks);
        Self { candles, costs, blocks, runs, sums, widest_sum }
    }

    #[inline(always)]
    pub fn entry(&self, candle: usize) -> &Entry {
        &self.blocks[candle / WORD].entries[candle % WORD]
    }

    /// The exit after `last`, the last candle held.
    #[inline(always)]
    pub fn exit(&self, last: usize) -> &Exit {
        &self.blocks[last / WORD].exits[last % WORD]
    }

    /// Lowest and highest close of the block that starts at `candle`.
    pub fn block(&self, candle: usize) -> [f64; 2] {
        let first = &self.blocks[candle / WORD].entries[0];
        [first.low, first.high]
    }

    /// Running sums of returns and of squares up to the close of `candle`.
    pub fn sums(&self, candle: usize) -> [f64; 2] {
        self.sums[candle]
    }

    /// Lowest and highest close of `first..=last`, given the records of both.
    #[inline(always)]
    pub fn extremes(&self, first: usize, last: usize, entry: &Entry, exit: &Exit) -> [f64; 2] {
        let (from, to) = (first / WORD, last / WORD);
        let within = from == to;
        let since = u64::MAX << if within { first % WORD } else { 0 };
        let base = last & !(WORD - 1);
        let low = self.candles.close[base + (exit.lows & since).trailing_zeros() as usize];
        let high = self.candles.close[base + (exit.highs & since).trailing_zeros() as usize];
        let [low, high] = if within { [low, high] } else { wider([low, high], [entry.low, entry.high]) };
        // Whole blocks between: two runs that overlap, or twice the entry for no block.
        let between = (to - from).saturating_sub(1);
        let level = between.max(1).ilog2() as usize;
        let start = 1 + level * self.blocks.len();
        let (left, right) = (start + from + 1, start + to - (1 << level).min(to));
        let (left, right) = if between == 0 { (0, 0) } else { (left, right) };
        wider([low, high], wider(self.runs[left], self.runs[right]))
    }
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

/// A level holds for each block the extremes of the run that starts there; where that would pass the end, of fewer.
fn runs(blocks: &[Block]) -> Vec<[f64; 2]> {
    let mut level: Vec<[f64; 2]> = blocks.iter().map(|b| [b.entries[0].low, b.entries[0].high]).collect();
    let mut runs = vec![[f64::INFINITY, f64::NEG_INFINITY]];
    let mut length = 1;
    while length <= blocks.len() {
        runs.extend(&level);
        level = (0..level.len()).map(|i| wider(level[i], level[(i + length).min(level.len() - 1)])).collect();
        length *= 2;
    }
    runs
}

impl Block {
    fn of(candles: &Candles, sums: &[[f64; 2]], costs: Costs, start: usize) -> Self {
        let mut block = Self { entries: [Entry::default(); WORD], exits: [Exit::default(); WORD] };
        let end = (start + WORD).min(candles.len());
        let close = &candles.close[start..end];
        for (k, entry) in block.entries.iter_mut().enumerate().take(close.len()) {
            let units = 1.0 / costs.buy(candles.open[start + k]);
            let ret = close[k] * units - 1.0;
            let [sum, squares] = sums[start + k];
            *entry = Entry { units, ret: ret - sum, square: ret * ret - squares, ..*entry };
        }
        // The last candle of all has no open after it: an exit there is never asked for.
        for ((exit, close), (open, sums)) in
            block.exits.iter_mut().zip(close).zip(candles.open[start + 1..].iter().zip(&sums[start..]))
        {
            let proceeds = costs.sell(*open);
            let ret = proceeds / close - 1.0;
            *exit = Exit { proceeds, ret: ret + sums[0], square: ret * ret + sums[1], ..*exit };
        }
        block.mark_extremes(close);
        block
    }

    fn mark_extremes(&mut self, close: &[f64]) {
        let (mut lows, mut highs) = (0_u64, 0_u64);
        for (k, value) in close.iter().enumerate() {
            lows = still_standing(lows, |top| close[top] >= *value) | 1 << k;
            highs = still_standing(highs, |top| close[top] <= *value) | 1 << k;
            (self.exits[k].lows, self.exits[k].highs) = (lows, highs);
        }
        let mut extremes = [f64::INFINITY, f64::NEG_INFINITY];
        for (entry, value) in self.entries.iter_mut().zip(close).rev() {
            extremes = wider(extremes, [*value, *value]);
            [entry.low, entry.high] = extremes;
        }
    }
}

/// Takes candles off the end while they are beaten.
fn still_standing(mut standing: u64, beaten: impl Fn(usize) -> bool) -> u64 {
    while standing != 0 {
        let top = (WORD - 1) - standing.leading_zeros() as usize;
        if !beaten(top) {
            break;
        }
        standing ^= 1 << top;
    }
    standing
}

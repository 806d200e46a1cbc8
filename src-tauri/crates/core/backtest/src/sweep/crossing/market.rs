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

/// The candles as a sweep needs them.
pub(super) struct Market<'a> {
    pub candles: &'a Candles,
    pub costs: Costs,
    /// One a candle, in blocks of [`WORD`].
    entries: Vec<Entry>,
    exits: Vec<Exit>,
    blocks: usize,
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
        let (entries, exits) = records(candles, &sums, costs);
        let widest_sum = sums.iter().fold(0.0, |widest: f64, sum| widest.max(sum[0].abs()));
        let runs = runs(&entries);
        Self { candles, costs, blocks: candles.len().div_ceil(WORD), entries, exits, runs, sums, widest_sum }
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
        let first = &self.entries[candle & !(WORD - 1)];
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
        let start = 1 + level * self.blocks;
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

/// The records of every candle.
fn records(candles: &Candles, sums: &[[f64; 2]], costs: Costs) -> (Vec<Entry>, Vec<Exit>) {
    let mut entries = vec![Entry::default(); candles.len()];
    let mut exits = vec![Exit::default(); candles.len()];
    let blocks = entries.par_chunks_mut(WORD).zip(exits.par_chunks_mut(WORD)).enumerate();
    blocks.with_min_len(16).for_each(|(block, (entries, exits))| {
        let start = block * WORD;
        let close = &candles.close[start..][..entries.len()];
        enter(entries, &candles.open[start..], close, &sums[start..], costs);
        leave(exits, &candles.open[start + 1..], close, &sums[start..], costs);
    });
    (entries, exits)
}

fn enter(entries: &mut [Entry], open: &[f64], close: &[f64], sums: &[[f64; 2]], costs: Costs) {
    for ((entry, close), (open, [sum, squares])) in entries.iter_mut().zip(close).zip(open.iter().zip(sums)) {
        let units = 1.0 / costs.buy(*open);
        let ret = close * units - 1.0;
        *entry = Entry { units, ret: ret - sum, square: ret * ret - squares, ..*entry };
    }
    let mut extremes = [f64::INFINITY, f64::NEG_INFINITY];
    for (entry, value) in entries.iter_mut().zip(close).rev() {
        extremes = wider(extremes, [*value, *value]);
        [entry.low, entry.high] = extremes;
    }
}

/// `next` are the opens after each candle. The last candle of all has none: an exit there is never asked for.
fn leave(exits: &mut [Exit], next: &[f64], close: &[f64], sums: &[[f64; 2]], costs: Costs) {
    for ((exit, close), (open, sums)) in exits.iter_mut().zip(close).zip(next.iter().zip(sums)) {
        let proceeds = costs.sell(*open);
        let ret = proceeds / close - 1.0;
        *exit = Exit { proceeds, ret: ret + sums[0], square: ret * ret + sums[1], ..*exit };
    }
    let (mut lows, mut highs) = (0_u64, 0_u64);
    for ((k, value), exit) in close.iter().enumerate().zip(exits) {
        lows = still_standing(lows, |top| close[top] >= *value) | 1 << k;
        highs = still_standing(highs, |top| close[top] <= *value) | 1 << k;
        (exit.lows, exit.highs) = (lows, highs);
    }
}

/// A level holds for each block the extremes of the run that starts there; where that would pass the end, of fewer.
fn runs(entries: &[Entry]) -> Vec<[f64; 2]> {
    let mut level: Vec<[f64; 2]> =
        entries.iter().step_by(WORD).map(|first| [first.low, first.high]).collect();
    let mut runs = vec![[f64::INFINITY, f64::NEG_INFINITY]];
    let mut length = 1;
    let blocks = level.len();
    while length <= blocks {
        runs.extend(&level);
        level = (0..blocks).map(|i| wider(level[i], level[(i + length).min(blocks - 1)])).collect();
        length *= 2;
    }
    runs
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

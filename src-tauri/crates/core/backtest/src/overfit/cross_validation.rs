//! Combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de Prado and Zhu, The Probability of Backtest
//! Overfitting, Journal of Computational Finance 20(4), 2017).

use rayon::prelude::*;

use super::{BLOCKS, BlockSums};

/// Blocks in the lower and in the upper half of a set of blocks: the sums of every subset of a half are kept, so that
/// a split costs two additions a trial.
const HALF: usize = BLOCKS / 2;
const SUBSETS: usize = 1 << HALF;

/// Fewer returns a block than this say nothing.
const FEWEST_RETURNS: usize = 2;

/// The share of all splits of the time into two halves, block by block (12,870 for 16 blocks), in which the trial
/// with the best Sharpe ratio in one half is no better than the median in the other. Near 0.5 the choice is worth
/// nothing, near 0 it holds. A trial that does not move has a Sharpe ratio of 0. `None` for fewer than two trials,
/// and where the time is too short to be cut.
pub fn probability_of_overfitting(trials: &[BlockSums]) -> Option<f64> {
    let first = trials.first()?;
    if trials.len() < 2 || (0..BLOCKS).any(|block| first.length(block) < FEWEST_RETURNS) {
        return None;
    }
    let lower = Table::new(trials, 0);
    let upper = Table::new(trials, HALF);
    // Of a split and its mirror image one is met here, with the first block on this side; both are counted.
    let failed: u32 = (0..SUBSETS)
        .into_par_iter()
        .filter(|low| low & 1 == 1)
        .map(|low| {
            let mut halves = [vec![0.0; trials.len()], vec![0.0; trials.len()]];
            let balanced =
                (0..SUBSETS).filter(|high| (low.count_ones() + high.count_ones()) as usize == HALF);
            balanced.map(|high| failures(&lower, &upper, (low, high), &mut halves)).sum::<u32>()
        })
        .sum();
    Some(f64::from(failed) / splits())
}

/// How many ways there are to choose half of the blocks.
fn splits() -> f64 {
    (1..=HALF).fold(1.0, |n, k| n * (HALF + k) as f64 / k as f64)
}

/// Sums over every subset of half of the blocks, a row of trials for each.
struct Table {
    trials: usize,
    sums: Vec<f64>,
    squares: Vec<f64>,
    lengths: Vec<usize>,
}

impl Table {
    fn new(trials: &[BlockSums], from: usize) -> Self {
        let n = trials.len();
        let mut table = Self {
            trials: n,
            sums: vec![0.0; SUBSETS * n],
            squares: vec![0.0; SUBSETS * n],
            lengths: vec![0; SUBSETS],
        };
        for subset in 1..SUBSETS {
            // A subset is a smaller one and its highest block.
            let highest = subset.ilog2() as usize;
            let rest = subset ^ 1 << highest;
            let block = from + highest;
            table.lengths[subset] = table.lengths[rest] + trials[0].length(block);
            for (k, trial) in trials.iter().enumerate() {
                table.sums[subset * n + k] = table.sums[rest * n + k] + trial.sums[block];
                table.squares[subset * n + k] = table.squares[rest * n + k] + trial.squares[block];
            }
        }
        table
    }

    fn row(&self, subset: usize) -> (&[f64], &[f64]) {
        let range = subset * self.trials..(subset + 1) * self.trials;
        (&self.sums[range.clone()], &self.squares[range])
    }
}

/// In how many of a split and its mirror image the chosen trial fails: 0 to 2.
fn failures(lower: &Table, upper: &Table, (low, high): (usize, usize), halves: &mut [Vec<f64>; 2]) -> u32 {
    let all = SUBSETS - 1;
    let [one, other] = halves;
    scores(lower, upper, (low, high), one);
    scores(lower, upper, (all ^ low, all ^ high), other);
    u32::from(fails(one, other)) + u32::from(fails(other, one))
}

/// For each trial a figure that rises with its Sharpe ratio over the blocks of a split: `s * |s| / (q - s * s / n)`,
/// the square of the ratio with its sign, but for a factor that all trials share.
fn scores(lower: &Table, upper: &Table, (low, high): (usize, usize), out: &mut [f64]) {
    let n = (lower.lengths[low] + upper.lengths[high]) as f64;
    let ((sums_a, squares_a), (sums_b, squares_b)) = (lower.row(low), upper.row(high));
    let sums = sums_a.iter().zip(sums_b);
    let squares = squares_a.iter().zip(squares_b);
    for ((out, (a, b)), (c, d)) in out.iter_mut().zip(sums).zip(squares) {
        let (sum, square) = (a + b, c + d);
        let spread = square - sum * sum / n;
        let score = sum * sum.abs() / spread;
        *out = if spread > 0.0 { score } else { 0.0 };
    }
}

/// Whether the best trial of `chosen_on` ranks in the lower half of `tested_on`: a relative rank of
/// `rank / (trials + 1)` of at most one half, ties sharing their ranks.
fn fails(chosen_on: &[f64], tested_on: &[f64]) -> bool {
    let best = chosen_on.iter().enumerate().fold((0, f64::NEG_INFINITY), |best, (place, score)| {
        if *score > best.1 { (place, *score) } else { best }
    });
    let own = tested_on[best.0];
    let (mut below, mut equal) = (0_usize, 0_usize);
    for score in tested_on {
        below += usize::from(*score < own);
        equal += usize::from(*score == own);
    }
    // Twice the rank against twice half of trials + 1.
    2 * below + equal < tested_on.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uniform returns from -1 % to 1 %, plus what `edge` gives a trial.
    fn trials(seed: u64, count: usize, edge: impl Fn(usize, usize) -> f64) -> Vec<BlockSums> {
        let mut state = seed;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 * 0.02 - 0.01
        };
        let trial = |k: usize| {
            let mut sums = BlockSums::flat(1600);
            for number in 0..1600 {
                let ret = random() + edge(k, number);
                sums.add(number, ret, ret * ret);
            }
            sums
        };
        (0..count).map(trial).collect()
    }

    #[test]
    fn on_noise_the_choice_is_worth_nothing() {
        // One draw may fall to either side; over many the mean lies near one half.
        let draws = 40;
        let of = |seed| probability_of_overfitting(&trials(seed, 20, |_, _| 0.0)).unwrap_or_default();
        let mean = (1..=draws).map(of).sum::<f64>() / f64::from(draws as u32);
        assert!((mean - 0.5).abs() < 0.1, "{mean}");
    }

    #[test]
    fn a_true_edge_is_chosen_and_holds() {
        let edge = |k: usize, _: usize| if k == 7 { 0.002 } else { 0.0 };
        let pbo = probability_of_overfitting(&trials(3, 50, edge));
        assert!(pbo.is_some_and(|p| p < 0.01), "{pbo:?}");
    }

    #[test]
    fn what_wins_one_half_by_losing_the_other_always_fails() {
        // Two trials, each other's mirror image: the best of one half is the worst of the other.
        let edge = |k: usize, number: usize| {
            let sign = if k == 0 { 1.0 } else { -1.0 };
            // Block 0 to 15 earn 1, 2, 4 ... so that no two halves draw.
            sign * f64::from(1 << (number / 100)) * if number / 100 == 15 { -1.0 } else { 1.0 }
        };
        let mut both: Vec<BlockSums> = (0..2).map(|_| BlockSums::flat(1600)).collect();
        for (k, sums) in both.iter_mut().enumerate() {
            for number in 0..1600 {
                let ret = edge(k, number) + 0.001 * f64::from((number % 2) as u32);
                sums.add(number, ret, ret * ret);
            }
        }
        // Blocks 0 to 14 sum to one less than block 15: the half with block 15 has one sign, the other the other.
        assert_eq!(probability_of_overfitting(&both), Some(1.0));
    }

    #[test]
    fn every_split_is_met_once() {
        assert_eq!(splits(), 12_870.0);
        let met = (0..SUBSETS).filter(|low| low & 1 == 1).flat_map(|low| {
            (0..SUBSETS).filter(move |high| (low.count_ones() + high.count_ones()) as usize == HALF)
        });
        assert_eq!(met.count(), 6_435);
        assert_eq!(probability_of_overfitting(&trials(1, 1, |_, _| 0.0)), None);
        assert_eq!(probability_of_overfitting(&[BlockSums::flat(31); 2]), None);
    }
}

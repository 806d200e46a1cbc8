//! Combinations that one thread takes through the candles together, stretch by stretch: what a stretch's records say
//! stays in the nearer caches while every combination reads it.

use std::ops::Range;

use domain::Candles;
use indicators::rsi::RsiState;

use super::Combination;
use super::lanes::{LANES, Lanes, Latches, WORDS};
use super::latch::WORD;
use super::levels::Crossings;
use super::market::Market;
use super::tally::{Read, Tally};

/// Candles of a stretch.
pub(crate) const STRETCH: usize = WORDS * WORD;

/// A combination on its way.
struct Runner {
    of: Combination,
    tally: Tally,
    /// The candle that filled the entry, where one is held.
    entered: u32,
}

/// Runners of one length and one oversold level whose overbought levels are neighbours, one a lane.
struct Group {
    oversold: usize,
    /// Place of the first overbought level, over [`LANES`].
    overbought: usize,
    held: Lanes,
    lanes: Lanes,
}

/// The groups of one length, and its series as far as it has come.
struct Course {
    length: usize,
    rsi: RsiState,
    before: f64,
    groups: Range<usize>,
}

/// What stretches are worked out on.
struct Desk {
    series: Vec<f64>,
    crossings: Crossings,
    downs: Vec<Lanes>,
    latches: Latches,
    fills: Vec<u32>,
    reads: Vec<Read>,
}

pub(super) struct Team {
    runners: Vec<Runner>,
    groups: Vec<Group>,
    courses: Vec<Course>,
}

/// Where a lane has no runner.
const NOBODY: u64 = u64::MAX;

impl Team {
    pub fn new() -> Self {
        Self { runners: Vec::new(), groups: Vec::new(), courses: Vec::new() }
    }

    /// Adds combinations of one length.
    pub fn add(&mut self, length: usize, combinations: &[Combination]) {
        let first = self.groups.len();
        for &of in combinations {
            let runner = self.runners.len() as u64;
            self.runners.push(Runner { of, tally: Tally::new(), entered: 0 });
            let (block, lane) = (of.overbought / LANES, of.overbought % LANES);
            let fits = |g: &Group| g.oversold == of.oversold && g.overbought == block;
            let at = self.groups[first..].iter().rposition(fits).map(|at| first + at).unwrap_or_else(|| {
                let (held, lanes) = ([0; LANES], [NOBODY; LANES]);
                self.groups.push(Group { oversold: of.oversold, overbought: block, held, lanes });
                self.groups.len() - 1
            });
            self.groups[at].lanes[lane] = runner;
        }
        let groups = first..self.groups.len();
        self.courses.push(Course { length, rsi: RsiState::new(length), before: f64::NAN, groups });
    }

    /// Takes all through the candles, and tells each combination and its tally; `None` where `stop` said so.
    pub fn run(
        mut self,
        market: &Market,
        levels: [&[f64]; 2],
        stop: impl Fn() -> bool,
    ) -> Option<impl Iterator<Item = (Combination, Tally)>> {
        let n = market.candles.len();
        let mut desk = Desk::new();
        for start in (0..n).step_by(STRETCH) {
            if stop() {
                return None;
            }
            let stretch = start..n.min(start + STRETCH);
            for course in &mut self.courses {
                course.cross(market.candles, &stretch, levels, &mut desk);
                for group in &mut self.groups[course.groups.clone()] {
                    let runners = &mut self.runners;
                    pulp::Arch::new().dispatch(Following { desk: &mut desk, market, start, group, runners });
                }
            }
        }
        for runner in self.runners.iter_mut().filter(|runner| runner.entered != 0) {
            runner.tally.open_position(market, runner.entered as usize);
        }
        Some(self.runners.into_iter().map(|runner| (runner.of, runner.tally)))
    }
}

/// A group on its way through a stretch; the newer instructions for bits and vectors are worth half of the time.
struct Following<'a> {
    desk: &'a mut Desk,
    market: &'a Market<'a>,
    start: usize,
    group: &'a mut Group,
    runners: &'a mut [Runner],
}

impl pulp::WithSimd for Following<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.desk.follow(self.market, self.start, self.group, self.runners);
    }
}

impl Course {
    /// The crossings of the next stretch.
    fn cross(&mut self, candles: &Candles, stretch: &Range<usize>, levels: [&[f64]; 2], desk: &mut Desk) {
        let [rising, falling] = levels;
        let series = &mut desk.series[..stretch.len()];
        self.rsi.extend(&candles.close[stretch.clone()], series);
        let within = |candle: usize| candle.saturating_sub(stretch.start).min(stretch.len());
        let counted = within(self.length.saturating_add(1))..within(candles.len() - 1);
        desk.crossings.find_on(self.before, series, &counted, rising, falling);
        self.before = series[series.len() - 1];
        desk.spread(falling.len(), stretch.len().div_ceil(WORD));
    }
}

impl Desk {
    fn new() -> Self {
        Self {
            series: vec![0.0; STRETCH],
            crossings: Crossings::default(),
            downs: Vec::new(),
            latches: Latches::new(),
            fills: vec![0; LANES * (STRETCH + 4)],
            reads: vec![Read::default(); LANES * (STRETCH / 2 + 2)],
        }
    }

    /// Lays the crossings down through neighbouring levels side by side.
    fn spread(&mut self, levels: usize, words: usize) {
        self.downs.resize(levels.div_ceil(LANES) * words, [0; LANES]);
        for level in 0..levels {
            let (block, lane) = (level / LANES, level % LANES);
            let lanes = &mut self.downs[block * words..][..words];
            for (lanes, word) in lanes.iter_mut().zip(self.crossings.downs(level)) {
                lanes[lane] = *word;
            }
        }
    }

    /// Takes a group through the stretch that begins at candle `start`.
    #[inline(always)]
    fn follow(&mut self, market: &Market, start: usize, group: &mut Group, runners: &mut [Runner]) {
        let ups = self.crossings.ups(group.oversold);
        let downs = &self.downs[group.overbought * ups.len()..][..ups.len()];
        self.latches.settle(ups, downs, &mut group.held);
        let mut bounds = [0; LANES + 1];
        let mut count = 0;
        for lane in 0..LANES {
            if let Some(runner) = runners.get_mut(group.lanes[lane] as usize) {
                self.fills[count] = runner.entered;
                let from = count + usize::from(runner.entered != 0);
                count = self.latches.fills(lane, start as u32 + 1, &mut self.fills, from);
                // What was entered and not yet left waits for the next stretch.
                let waits = group.held[lane] as usize;
                runner.entered = if waits == 1 { self.fills[count - 1] } else { 0 };
                count -= waits;
            }
            bounds[lane + 1] = count / 2;
        }
        let trades = self.fills[..count].as_chunks().0;
        for (read, trade) in self.reads.iter_mut().zip(trades) {
            *read = Read::of(market, *trade);
        }
        for lane in 0..LANES {
            let own = bounds[lane]..bounds[lane + 1];
            if let Some(runner) = runners.get_mut(group.lanes[lane] as usize) {
                runner.tally.add(market, &trades[own.clone()], &self.reads[own]);
            }
        }
    }
}

//! One combination's figures from its fills, at a cost that grows with trades and not with candles.

use super::market::{BLOCK, Market};

/// What a list of fills came to, the cash at the start being 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    pub equity: f64,
    pub sum: f64,
    pub squares: f64,
    pub worst: f64,
    pub peak: f64,
    pub trades: usize,
    pub wins: usize,
    pub won: f64,
    pub lost: f64,
}

/// A trade's growth nearer to 1 than this is worked out as [`crate::Trade::ret`] is, before it counts as won.
const NEAR_EVEN: f64 = 1e-12;

/// What a trade makes of one unit of cash: bounds of its worth while held, what it ends as, and its returns' sum and
/// sum of squares.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    low: f64,
    high: f64,
    growth: f64,
    sum: f64,
    squares: f64,
}

impl Read {
    /// A trade filled at two candles. What the records say does not hang on the money, so that many trades can be
    /// read at once before any is followed.
    #[inline(always)]
    pub fn of(market: &Market, [entered, left]: [u32; 2]) -> Self {
        let (entered, last) = (entered as usize, left as usize - 1);
        let (entry, exit) = (market.entry(entered), market.exit(last));
        let [low, high] = market.bounds(entered, last);
        Self {
            low: entry.units * low,
            high: entry.units * high,
            growth: entry.units * exit.proceeds,
            sum: entry.ret + exit.ret,
            squares: entry.square + exit.square,
        }
    }
}

impl Tally {
    /// Before any trade.
    pub fn new() -> Self {
        Self {
            equity: 1.0,
            sum: 0.0,
            squares: 0.0,
            worst: 1.0,
            peak: 1.0,
            trades: 0,
            wins: 0,
            won: 0.0,
            lost: 0.0,
        }
    }

    /// Trades later than those before, each with what was read of it.
    #[inline(always)]
    pub fn add(&mut self, market: &Market, trades: &[[u32; 2]], reads: &[Read]) {
        self.trades += trades.len();
        for (trade, read) in trades.iter().zip(reads) {
            self.follow(market, read, *trade);
        }
    }

    #[inline(always)]
    fn follow(&mut self, market: &Market, read: &Read, [entered, left]: [u32; 2]) {
        let (entered, left) = (entered as usize, left as usize);
        let growth = read.growth;
        let cash = self.equity * growth;
        self.hold(market, read, entered, left - 1, cash);
        self.sum += read.sum;
        self.squares += read.squares;
        let gain = cash - self.equity;
        self.won += if gain > 0.0 { gain } else { 0.0 };
        self.lost += if gain < 0.0 { -gain } else { 0.0 };
        let even = (growth - 1.0).abs() < NEAR_EVEN;
        self.wins += usize::from(if even { won(market, entered, left) } else { growth > 1.0 });
        self.equity = cash;
    }

    /// The position of an entry that nothing left, marked at the last close.
    pub fn open_position(&mut self, market: &Market, entered: usize) {
        let last = market.candles.close.len() - 1;
        let entry = market.entry(entered);
        let [low, high] = market.bounds(entered, last);
        let growth = entry.units * market.candles.close[last];
        let [sum, squares] = market.sums(last);
        let (low, high) = (entry.units * low, entry.units * high);
        let read = Read { low, high, growth, sum: entry.ret + sum, squares: entry.square + squares };
        self.hold(market, &read, entered, last, self.equity * growth);
        self.sum += read.sum;
        self.squares += read.squares;
        self.equity *= growth;
    }

    /// Peak and worst fall over the candles held, and in `cash` after them.
    #[inline(always)]
    fn hold(&mut self, market: &Market, read: &Read, first: usize, last: usize, cash: f64) {
        let (low, high) = (self.equity * read.low, self.equity * read.high);
        if high > self.peak || low < self.worst * self.peak {
            self.look(market, first, last);
        }
        self.see(cash, cash);
    }

    /// Peak and worst fall over candles of which one may be either.
    #[inline(never)]
    fn look(&mut self, market: &Market, first: usize, last: usize) {
        let units = self.equity * market.entry(first).units;
        let [low, high] = market.extremes(first, last).map(|close| units * close);
        // Only where a new peak and a new worst fall may both lie inside does their order matter.
        if high > self.peak && low < self.worst * high {
            self.look_inside(market, first, last, units);
        } else {
            self.see(low, high);
        }
    }

    #[inline(always)]
    fn see(&mut self, low: f64, high: f64) {
        self.peak = if high > self.peak { high } else { self.peak };
        let ratio = low / self.peak;
        self.worst = if ratio < self.worst { ratio } else { self.worst };
    }

    #[cold]
    #[inline(never)]
    fn look_inside(&mut self, market: &Market, first: usize, last: usize, units: f64) {
        let mut at = first;
        while at <= last {
            let end = last.min(at | (BLOCK - 1));
            let whole = at.is_multiple_of(BLOCK) && end - at == BLOCK - 1;
            let [low, high] = if whole { market.block(at) } else { [0.0, f64::INFINITY] };
            if units * low >= self.worst * self.peak.max(units * high) {
                self.peak = self.peak.max(units * high);
            } else {
                self.scan(&market.candles.close[at..=end], units);
            }
            at = end + 1;
        }
    }

    fn scan(&mut self, closes: &[f64], units: f64) {
        let (mut peak, mut worst) = (self.peak, self.worst);
        for close in closes {
            let equity = units * close;
            peak = if equity > peak { equity } else { peak };
            if equity < worst * peak {
                worst = equity / peak;
            }
        }
        (self.peak, self.worst) = (peak, worst);
    }

    /// Whether the running sums hold this tally to a few parts in 1e10, and no amount was too small or too large for
    /// the order of multiplications not to matter.
    pub fn precise(&self, market: &Market, capital: f64) -> bool {
        let candles = market.candles.close.len();
        let rounding = f64::EPSILON * (self.trades as f64 + 4.0 * (candles as f64).sqrt());
        let total = market.sums(candles - 1)[1];
        let holds = |ours: f64, widest: f64| ours.abs() * 2e-10 >= rounding * widest;
        // Without movement in the market every figure is rounding, which only the plain walk repeats.
        let moved = self.squares > 1e-20;
        self.trades == 0 && self.sum == 0.0
            || moved
                && holds(self.sum, market.widest_sum)
                && holds(self.squares, total)
                && self.worst * capital > 1e-200
                && self.peak * capital < 1e200
    }
}

/// As the plain walk has it, to the last bit.
#[cold]
#[inline(never)]
fn won(market: &Market, entered: usize, left: usize) -> bool {
    let (open, costs) = (&market.candles.open, market.costs);
    costs.sell(open[left]) / costs.buy(open[entered]) - 1.0 > 0.0
}

//! The RSI cross from closes to curves in one go: no action a candle in between, and no fresh memory once its room
//! is as large as the candles.
//!
//! Trades, equity and drawdown are those of [`crate::kernel`] with the strategy's actions, to the last bit. Figures
//! are summed in another order and agree to 1e-9.

use std::ops::Range;

use domain::Candles;
use indicators::rsi::RsiState;

use crate::curves::Depth;
use crate::sweep::{Crossings, ORDINARY_PRICES, STRETCH, fills_on};
use crate::vectors::{self, Work, dispatch};
use crate::walk::Position;
use crate::{Direction, ExitReason, OpenPosition, Settings, Trade, kernel, moments};

/// The rule: buys when RSI leaves `oversold` upwards, sells when it leaves `overbought` downwards. Levels lie within
/// 0 to 100, `oversold` not above `overbought`; a length of 0 counts as 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RsiCross {
    pub length: usize,
    pub oversold: f64,
    pub overbought: f64,
}

/// Working memory; what one backtest leaves serves the next.
#[derive(Default)]
pub struct Room {
    series: Vec<f64>,
    crossings: Crossings,
    fills: Vec<u32>,
    equity: Vec<f64>,
    drawdown: Vec<f64>,
}

impl Room {
    /// Equity at each close of the last backtest.
    pub fn equity(&self) -> &[f64] {
        &self.equity
    }

    /// `1 - equity / running maximum` at each close of the last backtest, the start capital included.
    pub fn drawdown(&self) -> &[f64] {
        &self.drawdown
    }
}

/// What a backtest came to; the curves are in its [`Room`].
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub trades: Vec<Trade>,
    pub open_position: Option<OpenPosition>,
    pub final_equity: f64,
    pub max_drawdown: f64,
    /// As [`crate::Figures::sharpe`].
    pub sharpe: Option<f64>,
}

/// Backtests `rule` on candles checked by [`crate::run`]. `None` where this path does not cover the request (shorts,
/// stops, prices beyond 1e-100 to 1e100, amounts too small to buy anything): [`crate::run`] does.
///
/// Stretch by stretch, so that what one step leaves is still in the nearest cache for the next.
pub fn backtest(candles: &Candles, rule: RsiCross, settings: &Settings, room: &mut Room) -> Option<Outcome> {
    if candles.is_empty() || !kernel::covers(settings) {
        return None;
    }
    let n = candles.len();
    room.series.resize(STRETCH.min(n), 0.0);
    room.equity.resize(n, 0.0);
    room.drawdown.resize(n, 0.0);
    let mut writer = Writer::new(candles, settings, &mut room.equity, &mut room.drawdown);
    let mut rsi = RsiState::new(rule.length);
    let (mut before, mut wanted) = (f64::NAN, false);
    for start in (0..n).step_by(STRETCH) {
        let end = n.min(start + STRETCH);
        let closes = &candles.close[start..end];
        if !vectors::all(closes, |price| ORDINARY_PRICES.contains(&price)) {
            return None;
        }
        let series = &mut room.series[..closes.len()];
        rsi.extend(closes, series);
        let within = |candle: usize| candle.saturating_sub(start).min(closes.len());
        let counted = within(rule.length.max(1).saturating_add(1))..within(n - 1);
        let crossings = &mut room.crossings;
        crossings.find_on(before, series, &counted, &[rule.oversold], &[rule.overbought]);
        before = series[series.len() - 1];
        room.fills.clear();
        fills_on(&mut wanted, start, crossings.ups(0), crossings.downs(0), |some| {
            room.fills.extend_from_slice(some);
        });
        for fill in &room.fills {
            writer.fill(*fill as usize)?;
        }
        writer.go(end);
    }
    Some(writer.outcome())
}

/// Writes equity and drawdown from the first candle to the last.
struct Writer<'a> {
    candles: &'a Candles,
    settings: &'a Settings,
    equity: &'a mut [f64],
    drawdown: &'a mut [f64],
    /// Candles written.
    written: usize,
    cash: f64,
    held: Option<Position>,
    trades: Vec<Trade>,
    depth: Depth,
    returns: Returns,
}

impl<'a> Writer<'a> {
    fn new(
        candles: &'a Candles,
        settings: &'a Settings,
        equity: &'a mut [f64],
        drawdown: &'a mut [f64],
    ) -> Self {
        let (cash, returns) = (settings.capital, Returns::default());
        let (held, trades, depth) = (None, Vec::new(), Depth::new(cash));
        Self { candles, settings, equity, drawdown, written: 0, cash, held, trades, depth, returns }
    }

    /// Goes on to candle `until`, which is not yet written.
    fn go(&mut self, until: usize) {
        let span = self.written..until;
        self.written = until;
        if let Some(held) = &self.held {
            let (equity, drawdown) = (&mut *self.equity, &mut self.drawdown[span.clone()]);
            let closes = &self.candles.close[span.clone()];
            let (depth, returns) = (&mut self.depth, &mut self.returns);
            dispatch(Holding { held, span, closes, equity, drawdown, depth, returns });
        } else {
            self.equity[span.clone()].fill(self.cash);
            self.drawdown[span].fill(self.depth.at(self.cash));
        }
    }

    /// Enters or leaves at the open of candle `at`. `None` where nothing could be bought.
    fn fill(&mut self, at: usize) -> Option<()> {
        self.go(at);
        let (open, time_ms) = (self.candles.open[at], self.candles.time_ms[at]);
        if let Some(held) = self.held.take() {
            self.leave(&held, at);
        } else {
            let direction = Direction::Long;
            self.held =
                Some(Position::enter(direction, (at, time_ms), self.cash, open, self.settings, &mut 0)?);
        }
        Some(())
    }

    fn leave(&mut self, held: &Position, at: usize) {
        let (open, fee) = (self.candles.open[at], self.settings.fee);
        let price = held.market_exit(open, self.settings);
        self.cash = held.cash_after(price, fee);
        // The return to this candle's close is the one to the cash, which stays.
        self.returns.add(&self.equity[at - 1..at], &[self.cash]);
        self.trades.push(held.close((at, self.candles.time_ms[at]), price, ExitReason::Signal, fee));
    }

    fn outcome(self) -> Outcome {
        let n = self.candles.len();
        let (sum, squares) = self.returns.total();
        let per_year = self.candles.timeframe.candles_per_year();
        Outcome {
            trades: self.trades,
            open_position: self.held.map(|held| held.mark(self.candles.close[n - 1], self.settings.fee)),
            max_drawdown: self.depth.deepest,
            sharpe: moments::sharpe(n - 1, sum, squares, per_year),
            final_equity: self.equity[n - 1],
        }
    }
}

/// A position over some candles.
struct Holding<'a> {
    held: &'a Position,
    span: Range<usize>,
    closes: &'a [f64],
    equity: &'a mut [f64],
    drawdown: &'a mut [f64],
    depth: &'a mut Depth,
    returns: &'a mut Returns,
}

impl Work for Holding<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { held, span, closes, equity, drawdown, depth, returns } = self;
        for (equity, close) in equity[span.clone()].iter_mut().zip(closes) {
            *equity = held.cash + held.quantity * close;
        }
        depth.follow(&equity[span.clone()], drawdown);
        // An entry fills after the first candle at the earliest: there is one before it.
        returns.add(&equity[span.start - 1..span.end - 1], &equity[span]);
    }
}

const LANES: usize = 8;

/// Sums of returns and of their squares, in lanes that a processor adds side by side.
#[derive(Clone, Copy, Default)]
struct Returns {
    sums: [f64; LANES],
    squares: [f64; LANES],
}

impl Returns {
    #[inline(always)]
    fn add(&mut self, before: &[f64], now: &[f64]) {
        let ((before, before_rest), (now, now_rest)) = (before.as_chunks(), now.as_chunks());
        let mut here = *self;
        for (before, now) in before.iter().zip(now) {
            here.add_lanes(before, now);
        }
        *self = here;
        // Lanes without a value return nothing.
        let mut lanes = [[1.0; LANES]; 2];
        lanes[0][..before_rest.len()].copy_from_slice(before_rest);
        lanes[1][..now_rest.len()].copy_from_slice(now_rest);
        self.add_lanes(&lanes[0], &lanes[1]);
    }

    #[inline(always)]
    fn add_lanes(&mut self, before: &[f64; LANES], now: &[f64; LANES]) {
        let mut returns = [0.0; LANES];
        for k in 0..LANES {
            returns[k] = now[k] / before[k] - 1.0;
        }
        for ((sum, square), ret) in self.sums.iter_mut().zip(&mut self.squares).zip(returns) {
            *sum += ret;
            *square += ret * ret;
        }
    }

    fn total(&self) -> (f64, f64) {
        (self.sums.iter().sum(), self.squares.iter().sum())
    }
}

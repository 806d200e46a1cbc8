//! The RSI cross from closes to curves in one go: no action a candle in between, and no fresh memory once its room
//! is as large as the candles.
//!
//! Trades, equity and drawdown are those of [`crate::kernel`] with the strategy's actions, to the last bit. Figures
//! are summed in another order and agree to 1e-9.

use std::ops::Range;

use domain::Candles;
use indicators::rsi::rsi_into;

use crate::curves::Depth;
use crate::sweep::{Crossings, ORDINARY_PRICES, fills};
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
pub fn backtest(candles: &Candles, rule: RsiCross, settings: &Settings, room: &mut Room) -> Option<Outcome> {
    let ordinary = candles.close.iter().fold(true, |ok, price| ok & ORDINARY_PRICES.contains(price));
    if candles.is_empty() || !ordinary || !kernel::covers(settings) {
        return None;
    }
    let n = candles.len();
    for column in [&mut room.series, &mut room.equity, &mut room.drawdown] {
        column.resize(n, 0.0);
    }
    rsi_into(&candles.close, rule.length, &mut room.series);
    room.crossings.find(&room.series, rule.length.max(1), &[rule.oversold], &[rule.overbought]);
    room.fills.clear();
    fills(room.crossings.ups(0), room.crossings.downs(0), |some| room.fills.extend_from_slice(some));
    let mut writer = Writer::new(candles, settings, &mut room.equity, &mut room.drawdown);
    let (trades, open) = room.fills.as_chunks();
    let mut closed = Vec::with_capacity(trades.len());
    for [entered, left] in trades {
        let (entered, left) = (*entered as usize, *left as usize);
        let held = writer.enter(entered)?;
        writer.hold(&held, entered..left);
        closed.push(writer.leave(&held, left));
    }
    let mut open_position = None;
    if let [entered] = open {
        let held = writer.enter(*entered as usize)?;
        writer.hold(&held, *entered as usize..n);
        open_position = Some(held.mark(candles.close[n - 1], settings.fee));
    } else {
        writer.stay_flat(n);
    }
    let (sum, squares) = writer.returns.total();
    let per_year = candles.timeframe.candles_per_year();
    Some(Outcome {
        trades: closed,
        open_position,
        max_drawdown: writer.depth.deepest,
        sharpe: moments::sharpe(n - 1, sum, squares, per_year),
        final_equity: room.equity[n - 1],
    })
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
        let cash = settings.capital;
        let (depth, returns) = (Depth::new(cash), Returns::default());
        Self { candles, settings, equity, drawdown, written: 0, cash, depth, returns }
    }

    fn stay_flat(&mut self, until: usize) {
        let flat = self.written..until;
        self.equity[flat.clone()].fill(self.cash);
        self.drawdown[flat].fill(self.depth.at(self.cash));
        self.written = until;
    }

    fn enter(&mut self, at: usize) -> Option<Position> {
        self.stay_flat(at);
        let (open, time_ms) = (self.candles.open[at], self.candles.time_ms[at]);
        Position::enter(Direction::Long, (at, time_ms), self.cash, open, self.settings, &mut 0)
    }

    fn hold(&mut self, held: &Position, span: Range<usize>) {
        let closes = &self.candles.close[span.clone()];
        let (equity, drawdown) = (&mut *self.equity, &mut self.drawdown[span.clone()]);
        let (depth, returns) = (&mut self.depth, &mut self.returns);
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                for (equity, close) in equity[span.clone()].iter_mut().zip(closes) {
                    *equity = held.cash + held.quantity * close;
                }
                depth.follow(&equity[span.clone()], drawdown);
                // An entry fills after the first candle at the earliest: there is one before it.
                returns.add(&equity[span.start - 1..span.end - 1], &equity[span.clone()]);
            },
        );
        self.written = span.end;
    }

    fn leave(&mut self, held: &Position, at: usize) -> Trade {
        let (open, fee) = (self.candles.open[at], self.settings.fee);
        let price = held.market_exit(open, self.settings);
        self.cash = held.cash_after(price, fee);
        self.returns.add(&self.equity[at - 1..at], &[self.cash]);
        held.close((at, self.candles.time_ms[at]), price, ExitReason::Signal, fee)
    }
}

const LANES: usize = 4;

/// Sums of returns and of their squares, in lanes that a processor adds side by side.
#[derive(Default)]
struct Returns {
    sums: [f64; LANES],
    squares: [f64; LANES],
}

impl Returns {
    #[inline(always)]
    fn add(&mut self, before: &[f64], now: &[f64]) {
        let ((before, before_rest), (now, now_rest)) = (before.as_chunks(), now.as_chunks());
        for (before, now) in before.iter().zip(now) {
            self.add_lanes(before, now);
        }
        // Lanes without a value return nothing.
        let mut lanes = [[1.0; LANES]; 2];
        lanes[0][..before_rest.len()].copy_from_slice(before_rest);
        lanes[1][..now_rest.len()].copy_from_slice(now_rest);
        self.add_lanes(&lanes[0], &lanes[1]);
    }

    #[inline(always)]
    fn add_lanes(&mut self, before: &[f64; LANES], now: &[f64; LANES]) {
        for k in 0..LANES {
            let ret = now[k] / before[k] - 1.0;
            self.sums[k] += ret;
            self.squares[k] += ret * ret;
        }
    }

    fn total(&self) -> (f64, f64) {
        (self.sums.iter().sum(), self.squares.iter().sum())
    }
}

//! The plain path: candle by candle, every rule in the order in which a market would apply it.
//!
//! On each candle: (1) at the open, what the close before asked for; (2) a stop or target that the open already lies
//! beyond fills at the open; (3) inside the candle the stop, then the target, each at its own price. A candle that
//! touches both is taken as a loss, since which came first cannot be told. Stops and signals are market orders and
//! pay slippage; a target is a limit order and does not. Levels stand from the entry on, on its own candle too.
//! A short is bought back at the latest where that takes all its cash (a liquidation, at that very price).

use domain::{Action, Candle, Candles};
use strategies::Live;

use crate::sizing::stop_price;
use crate::walk::Position;
use crate::{Direction, ExitReason, Settings, Walk};

/// Walks `candles` with one action each, as checked by [`crate::run`].
pub fn walk(candles: &Candles, actions: &[Action], settings: &Settings) -> Walk {
    let n = candles.len().min(actions.len());
    let mut book = Book::new(settings, n);
    for (i, action) in actions.iter().enumerate().take(n) {
        book.on_candle(&at(candles, i), |_| *action);
    }
    book.finish()
}

/// Walks `candles` as a bot lives them: each is shown to the strategy once it is closed, and what the strategy then
/// asks for meets the next one. The same walk as [`walk`] with the strategy's actions, to the last bit.
pub fn walk_live(candles: &Candles, strategy: &mut dyn Live, settings: &Settings) -> Walk {
    let mut book = Book::new(settings, candles.len());
    for i in 0..candles.len() {
        book.on_candle(&at(candles, i), |candle| strategy.on_candle(candle));
    }
    book.finish()
}

fn at(candles: &Candles, i: usize) -> Candle {
    Candle {
        time_ms: candles.time_ms[i],
        open: candles.open[i],
        high: candles.high[i],
        low: candles.low[i],
        close: candles.close[i],
        volume: candles.volume[i],
    }
}

impl Walk {
    fn empty(n: usize) -> Self {
        let equity = Vec::with_capacity(n);
        Self { trades: Vec::new(), open_position: None, equity, capped_entries: 0, ambiguous_candles: 0 }
    }

    /// A walk that never entered.
    pub(crate) fn flat(n: usize, cash: f64) -> Self {
        Self { equity: vec![cash; n], ..Self::empty(0) }
    }
}

/// The walk so far: candles go in one after the other, as they close.
struct Book<'a> {
    settings: &'a Settings,
    /// Cash while flat; a position carries its own.
    cash: f64,
    position: Option<Position>,
    /// What the last close asked for.
    asked: Action,
    last_close: Option<f64>,
    index: usize,
    walk: Walk,
}

impl<'a> Book<'a> {
    fn new(settings: &'a Settings, n: usize) -> Self {
        let (cash, walk) = (settings.capital, Walk::empty(n));
        Self { settings, cash, position: None, asked: Action::Hold, last_close: None, index: 0, walk }
    }

    #[inline(always)]
    fn on_candle(&mut self, candle: &Candle, decide: impl FnOnce(&Candle) -> Action) {
        self.at_open(candle);
        self.inside(candle);
        let (cash, quantity) = self.position.map_or((self.cash, 0.0), |p| (p.cash, p.signed()));
        self.walk.equity.push(cash + quantity * candle.close);
        self.asked = decide(candle);
        self.last_close = Some(candle.close);
        self.index += 1;
    }

    fn finish(mut self) -> Walk {
        let marked = self.position.zip(self.last_close);
        self.walk.open_position = marked.map(|(held, close)| held.mark(close, self.settings.fee));
        self.walk
    }

    fn at_open(&mut self, candle: &Candle) {
        let wanted = match self.asked {
            Action::Hold => return,
            Action::Buy => Direction::Long,
            Action::Sell => Direction::Short,
        };
        if let Some(held) = self.position {
            if held.direction == wanted {
                return;
            }
            self.leave(candle, held, held.market_exit(candle.open, self.settings), ExitReason::Signal);
        }
        if wanted == Direction::Long || self.settings.short {
            let capped = &mut self.walk.capped_entries;
            let at = (self.index, candle.time_ms);
            self.position = Position::enter(wanted, at, self.cash, candle.open, self.settings, capped);
        }
    }

    fn inside(&mut self, candle: &Candle) {
        let Some(held) = self.position else { return };
        if let Some((price, reason)) = self.touched(candle, &held) {
            self.leave(candle, held, price, reason);
        }
    }

    /// The price and reason of an exit inside the candle, if there is one.
    fn touched(&mut self, candle: &Candle, held: &Position) -> Option<(f64, ExitReason)> {
        let s = self.settings;
        let sign = held.direction.sign();
        let stop = s.stop_loss.map(|d| stop_price(held.direction, held.price, d));
        let target = s.take_profit.map(|d| held.price * (1.0 + sign * d));
        // Signed, so that "beyond" reads the same for both directions.
        let (adverse, favourable) = match held.direction {
            Direction::Long => (candle.low, candle.high),
            Direction::Short => (candle.high, candle.low),
        };
        let hit = |price: f64, level: Option<f64>| level.is_some_and(|l| sign * price <= sign * l);
        let reached = |price: f64, level: Option<f64>| level.is_some_and(|l| sign * price >= sign * l);
        if hit(candle.open, stop) {
            return Some((held.market_exit(candle.open, s), ExitReason::StopLoss));
        }
        if reached(candle.open, target) {
            return Some((candle.open, ExitReason::TakeProfit));
        }
        if hit(adverse, stop) {
            self.walk.ambiguous_candles += u32::from(reached(favourable, target));
            return Some((held.market_exit(stop?, s), ExitReason::StopLoss));
        }
        if held.direction == Direction::Short && adverse >= held.bankruptcy_price(s.fee) {
            return Some((held.bankruptcy_price(s.fee), ExitReason::Liquidation));
        }
        reached(favourable, target).then_some((target?, ExitReason::TakeProfit))
    }

    fn leave(&mut self, candle: &Candle, held: Position, price: f64, reason: ExitReason) {
        let fee = self.settings.fee;
        let bankrupt = held.bankruptcy_price(fee);
        let beyond = held.direction == Direction::Short && price >= bankrupt;
        let (price, reason) = if beyond { (bankrupt, ExitReason::Liquidation) } else { (price, reason) };
        self.walk.trades.push(held.close((self.index, candle.time_ms), price, reason, fee));
        self.cash = if beyond { 0.0 } else { held.cash_after(price, fee) };
        self.position = None;
    }
}

//! The plain path: candle by candle, every rule in the order in which a market would apply it.
//!
//! On each candle: (1) at the open, what the close before asked for; (2) a stop or target that the open already lies
//! beyond fills at the open; (3) inside the candle the stop, then the target, each at its own price. A candle that
//! touches both is taken as a loss, since which came first cannot be told. Stops and signals are market orders and
//! pay slippage; a target is a limit order and does not. Levels stand from the entry on, on its own candle too.
//! A short is bought back at the latest where that takes all its cash (a liquidation, at that very price).

use domain::{Action, Candles};

use crate::sizing::stop_price;
use crate::walk::Position;
use crate::{Direction, ExitReason, Settings, Walk};

/// Walks `candles` with one action each, as checked by [`crate::run`].
pub fn walk(candles: &Candles, actions: &[Action], settings: &Settings) -> Walk {
    let n = candles.len().min(actions.len());
    let mut book = Book { candles, settings, cash: settings.capital, position: None, walk: Walk::empty(n) };
    for i in 0..n {
        if i > 0 {
            book.at_open(i, actions[i - 1]);
        }
        book.inside(i);
        let (cash, quantity) = book.position.map_or((book.cash, 0.0), |p| (p.cash, p.signed()));
        book.walk.equity.push(cash + quantity * candles.close[i]);
    }
    book.walk.open_position = book.position.and_then(|p| p.mark(candles, settings.fee));
    book.walk
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

struct Book<'a> {
    candles: &'a Candles,
    settings: &'a Settings,
    /// Cash while flat; a position carries its own.
    cash: f64,
    position: Option<Position>,
    walk: Walk,
}

impl Book<'_> {
    fn at_open(&mut self, i: usize, action: Action) {
        let wanted = match action {
            Action::Hold => return,
            Action::Buy => Direction::Long,
            Action::Sell => Direction::Short,
        };
        let open = self.candles.open[i];
        if let Some(held) = self.position {
            if held.direction == wanted {
                return;
            }
            self.leave(i, held, held.market_exit(open, self.settings), ExitReason::Signal);
        }
        if wanted == Direction::Long || self.settings.short {
            let capped = &mut self.walk.capped_entries;
            self.position = Position::enter(wanted, i, self.cash, open, self.settings, capped);
        }
    }

    fn inside(&mut self, i: usize) {
        let Some(held) = self.position else { return };
        if let Some((price, reason)) = self.touched(i, &held) {
            self.leave(i, held, price, reason);
        }
    }

    /// The price and reason of an exit inside candle `i`, if there is one.
    fn touched(&mut self, i: usize, held: &Position) -> Option<(f64, ExitReason)> {
        let (c, s) = (self.candles, self.settings);
        let sign = held.direction.sign();
        let stop = s.stop_loss.map(|d| stop_price(held.direction, held.price, d));
        let target = s.take_profit.map(|d| held.price * (1.0 + sign * d));
        // Signed, so that "beyond" reads the same for both directions.
        let (adverse, favourable) = match held.direction {
            Direction::Long => (c.low[i], c.high[i]),
            Direction::Short => (c.high[i], c.low[i]),
        };
        let hit = |price: f64, level: Option<f64>| level.is_some_and(|l| sign * price <= sign * l);
        let reached = |price: f64, level: Option<f64>| level.is_some_and(|l| sign * price >= sign * l);
        let open = c.open[i];
        if hit(open, stop) {
            return Some((held.market_exit(open, s), ExitReason::StopLoss));
        }
        if reached(open, target) {
            return Some((open, ExitReason::TakeProfit));
        }
        if hit(adverse, stop) {
            self.walk.ambiguous_candles += u32::from(reached(favourable, target));
            return Some((held.market_exit(stop?, s), ExitReason::StopLoss));
        }
        let bankrupt = held.bankruptcy_price(s.fee);
        if held.direction == Direction::Short && adverse >= bankrupt {
            return Some((bankrupt, ExitReason::Liquidation));
        }
        reached(favourable, target).then_some((target?, ExitReason::TakeProfit))
    }

    fn leave(&mut self, i: usize, held: Position, price: f64, reason: ExitReason) {
        let fee = self.settings.fee;
        let bankrupt = held.bankruptcy_price(fee);
        let beyond = held.direction == Direction::Short && price >= bankrupt;
        let (price, reason) = if beyond { (bankrupt, ExitReason::Liquidation) } else { (price, reason) };
        self.walk.trades.push(held.close(i, price, reason, self.candles, fee));
        self.cash = if beyond { 0.0 } else { held.cash_after(price, fee) };
        self.position = None;
    }
}

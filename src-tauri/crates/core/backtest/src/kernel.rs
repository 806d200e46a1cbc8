//! The fast path: from fill to fill, long only, nothing happens inside a candle.
//!
//! Money is computed at fills alone; between them a stretch of equity is one fill (flat) or one multiplication a
//! candle (in the market). Shorts, stops and targets are the event path's.

use domain::{Action, Candles};

use crate::walk::Position;
use crate::{Direction, ExitReason, Settings, Trade, Walk};

/// Whether this path knows all that `settings` ask for.
pub fn covers(settings: &Settings) -> bool {
    !settings.acts_inside_candles()
}

/// Walks `candles` with one action each, as checked by [`crate::run`]; settings must be [covered](covers).
pub fn walk(candles: &Candles, actions: &[Action], settings: &Settings) -> Walk {
    let n = candles.len().min(actions.len());
    let mut trades: Vec<Trade> = Vec::new();
    let mut equity = Vec::with_capacity(n);
    let mut capped_entries = 0;
    let mut cash = settings.capital;
    // The candle whose close may next ask for something.
    let mut from = 0;
    let open_position = loop {
        let Some(entry) = next_fill(actions, Action::Buy, from, n) else { break None };
        equity.resize(entry, cash);
        let open = candles.open[entry];
        let at = (entry, candles.time_ms[entry]);
        let Some(held) = Position::enter(Direction::Long, at, cash, open, settings, &mut capped_entries)
        else {
            // No size came of it: still flat, and the next buy may fare better.
            from = entry;
            continue;
        };
        let exit = next_fill(actions, Action::Sell, entry, n);
        let closes = &candles.close[entry..exit.unwrap_or(n)];
        equity.extend(closes.iter().map(|close| held.cash + held.quantity * close));
        let Some(exit) = exit else { break Some(held.mark(candles.close[n - 1], settings.fee)) };
        let price = held.market_exit(candles.open[exit], settings);
        trades.push(held.close((exit, candles.time_ms[exit]), price, ExitReason::Signal, settings.fee));
        cash = held.cash_after(price, settings.fee);
        from = exit;
    };
    equity.resize(n, cash);
    Walk { trades, open_position, equity, capped_entries, ambiguous_candles: 0 }
}

/// The candle that fills the first `wanted` at or after `from`: the one after it, if there is one.
fn next_fill(actions: &[Action], wanted: Action, from: usize, n: usize) -> Option<usize> {
    let last = n.checked_sub(1)?;
    actions.get(from..last)?.iter().position(|a| *a == wanted).map(|i| from + i + 1)
}

//! The returns of one combination, summed block by block of the time tested.

use super::market::Market;
use crate::overfit::BlockSums;

/// Adds the returns that `fills` (entries and exits in turn) make; flat candles return nothing.
pub(super) fn add_returns(market: &Market, fills: &[u32], found: &mut BlockSums) {
    let candles = market.candles.close.len();
    let (trades, open) = fills.as_chunks();
    for [entered, left] in trades {
        let (entered, left) = (*entered as usize, *left as usize);
        hold(market, entered, left - 1, found);
        let exit = market.exit(left - 1);
        let [sum, squares] = market.sums(left - 1);
        // The return to candle `t` is the one numbered `t - 1`.
        found.add(left - 1, exit.ret - sum, exit.square - squares);
    }
    if let [entered] = open {
        hold(market, *entered as usize, candles - 1, found);
    }
}

/// The entry's own return, and those between the closes up to `last`.
fn hold(market: &Market, first: usize, last: usize, found: &mut BlockSums) {
    let entry = market.entry(first);
    let [sum, squares] = market.sums(first);
    found.add(first - 1, entry.ret + sum, entry.square + squares);
    let mut from = first;
    while from < last {
        let to = found.last_of_block(from).min(last - 1) + 1;
        let ([sum, squares], [before, squares_before]) = (market.sums(to), market.sums(from));
        found.add(from, sum - before, squares - squares_before);
        from = to;
    }
}

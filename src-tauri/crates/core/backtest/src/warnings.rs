//! What to know before trusting a backtest.

use domain::{Candles, Reason};

use crate::verdict::reason;
use crate::{ExitReason, Trade, Walk, vectors};

/// Below this many trades a mean says little.
const FEWEST_TRADES: usize = 30;

/// Codes: `few_trades` (trades, minimum), `candle_gaps` (missing), `one_trade_carries` (best, net),
/// `capped_entries` (entries), `ambiguous_candles` (candles), `liquidations` (trades).
pub(crate) fn of(candles: &Candles, walk: &Walk) -> Vec<Reason> {
    let found = [
        few_trades(walk.trades.len()),
        candle_gaps(candles),
        one_trade_carries(&walk.trades),
        capped_entries(walk.capped_entries),
        ambiguous_candles(walk.ambiguous_candles),
        liquidations(&walk.trades),
    ];
    found.into_iter().flatten().collect()
}

fn few_trades(trades: usize) -> Option<Reason> {
    let text =
        format!("{trades} trades are too few for the figures to mean much; {FEWEST_TRADES} are the least");
    let values = [("trades", trades as f64), ("minimum", FEWEST_TRADES as f64)];
    (trades < FEWEST_TRADES).then(|| reason("backtest.few_trades", &values, text))
}

fn candle_gaps(candles: &Candles) -> Option<Reason> {
    let step = candles.timeframe.ms();
    // Nearly all steps are regular, and a division costs more than the rest of the loop.
    if vectors::all_pairs(&candles.time_ms, |earlier, later| later.saturating_sub(earlier) <= step) {
        return None;
    }
    let steps = candles.time_ms.windows(2).map(|t| t[1].saturating_sub(t[0]));
    let missing: i64 = steps.filter(|s| *s > step).map(|s| s / step - 1).sum();
    let text = format!("{missing} candles are missing; across a gap a fill is a guess");
    (missing > 0).then(|| reason("backtest.candle_gaps", &[("missing", missing as f64)], text))
}

fn one_trade_carries(trades: &[Trade]) -> Option<Reason> {
    let net: f64 = trades.iter().map(|t| t.pnl).sum();
    let best = trades.iter().map(|t| t.pnl).fold(0.0, f64::max);
    let text = format!("one trade earned {best:.2}, all together {net:.2}: without it nothing is left");
    let carries = trades.len() > 1 && net > 0.0 && net <= best;
    carries.then(|| reason("backtest.one_trade_carries", &[("best", best), ("net", net)], text))
}

fn capped_entries(entries: u32) -> Option<Reason> {
    let text = format!("{entries} entries asked for more than the cash paid for and were cut down to it");
    (entries > 0).then(|| reason("backtest.capped_entries", &[("entries", entries.into())], text))
}

fn ambiguous_candles(candles: u32) -> Option<Reason> {
    let text = format!("{candles} candles touched both stop and target; the stop was taken");
    (candles > 0).then(|| reason("backtest.ambiguous_candles", &[("candles", candles.into())], text))
}

fn liquidations(trades: &[Trade]) -> Option<Reason> {
    let count = trades.iter().filter(|t| t.exit_reason == ExitReason::Liquidation).count();
    let text = format!("{count} short positions lost all the cash and were closed");
    (count > 0).then(|| reason("backtest.liquidations", &[("trades", count as f64)], text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trade::tests::trade_returning;
    use domain::{Candle, Timeframe};

    fn codes(candles: &Candles, returns: &[f64]) -> Vec<(String, Vec<f64>)> {
        let trades = returns.iter().map(|r| trade_returning(*r)).collect();
        let walk =
            Walk { trades, open_position: None, equity: vec![], capped_entries: 0, ambiguous_candles: 0 };
        of(candles, &walk).into_iter().map(|w| (w.code, w.values.into_values().collect())).collect()
    }

    fn candles_at(minutes: &[i64]) -> Candles {
        let candle =
            |m: &i64| Candle { time_ms: m * 60_000, open: 1.0, high: 1.0, low: 1.0, close: 1.0, volume: 0.0 };
        Candles::from_candles(Timeframe::M1, minutes.iter().map(candle))
    }

    #[test]
    fn holes_few_trades_and_a_single_lucky_trade_are_said() {
        assert_eq!(codes(&candles_at(&[0, 1, 2]), &[0.01; 30]), []);
        assert_eq!(
            codes(&candles_at(&[0, 1, 5, 6, 8]), &[0.01; 30]),
            [("backtest.candle_gaps".to_owned(), vec![4.0])]
        );
        assert_eq!(
            codes(&candles_at(&[0]), &[0.01; 29])[0],
            ("backtest.few_trades".to_owned(), vec![30.0, 29.0])
        );
        let mut lucky = [-0.01; 30];
        lucky[7] = 0.5;
        let warnings = codes(&candles_at(&[0]), &lucky);
        assert_eq!(warnings[0].0, "backtest.one_trade_carries");
        assert_eq!(codes(&candles_at(&[0]), &[-0.01; 30]), []);
    }
}

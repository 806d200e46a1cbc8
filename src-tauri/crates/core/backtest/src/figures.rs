//! The figures of a backtest.

use domain::Candles;
use serde::{Deserialize, Serialize};

use crate::moments::Moments;
use crate::{Curves, Settings, Trade};

const YEAR_MS: f64 = 365.0 * 86_400_000.0;

/// Ratios are fractions (0.12 = 12 %); `None` where a figure is not defined. Trade figures are over closed trades:
/// the open position states its own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Figures {
    /// Equity at the last close, an open position marked at it.
    pub final_equity: f64,
    pub total_return: f64,
    /// `(final/capital)^(365 days / time tested) - 1`.
    pub annualized_return: Option<f64>,
    /// Of close-to-close equity returns, annualised by the candles in 365 days.
    pub sharpe: Option<f64>,
    pub sortino: Option<f64>,
    /// Annualised return over maximum drawdown.
    pub calmar: Option<f64>,
    pub max_drawdown: f64,
    /// Start of the last candle at the peak before the deepest fall.
    pub max_drawdown_start: Option<i64>,
    /// Start of the candle at the bottom of it.
    pub max_drawdown_end: Option<i64>,
    pub win_rate: Option<f64>,
    /// Money won over money lost; `None` where nothing was lost.
    pub profit_factor: Option<f64>,
    /// Mean return of a trade.
    pub expectancy: Option<f64>,
    /// Candles from entries to exits over all candles.
    pub exposure: f64,
    pub trades: u32,
    /// Of closed trades, in the quote currency.
    pub fees_paid: f64,
    /// Last close over first open - 1, fee left out.
    pub buy_and_hold_return: f64,
}

impl Figures {
    pub(crate) fn of(candles: &Candles, settings: &Settings, trades: &[Trade], curves: &Curves) -> Self {
        let n = curves.len();
        let final_equity = curves.equity.last().copied().unwrap_or(settings.capital);
        let fall = curves.deepest_fall();
        let annualized_return = annualized(final_equity / settings.capital, candles);
        let moments = Moments::of(&curves.equity);
        let per_year = candles.timeframe.candles_per_year();
        let count = trades.len() as f64;
        let some_trades = |value: f64| (!trades.is_empty()).then_some(value);
        let held: u64 = trades.iter().map(|t| u64::from(t.exit_index - t.entry_index)).sum();
        Self {
            final_equity,
            total_return: final_equity / settings.capital - 1.0,
            annualized_return,
            sharpe: moments.sharpe(per_year),
            sortino: moments.sortino(per_year),
            calmar: annualized_return.filter(|_| fall.depth > 0.0).map(|r| r / fall.depth),
            max_drawdown: fall.depth,
            max_drawdown_start: fall.span.map(|(peak, _)| curves.time_ms[peak]),
            max_drawdown_end: fall.span.map(|(_, trough)| curves.time_ms[trough]),
            win_rate: some_trades(trades.iter().filter(|t| t.won()).count() as f64 / count),
            profit_factor: profit_factor(trades),
            expectancy: some_trades(trades.iter().map(|t| t.ret).sum::<f64>() / count),
            exposure: held as f64 / n.max(1) as f64,
            trades: trades.len() as u32,
            fees_paid: trades.iter().map(|t| t.fees).sum(),
            buy_and_hold_return: buy_and_hold_return(candles),
        }
    }
}

fn buy_and_hold_return(candles: &Candles) -> f64 {
    match (candles.open.first(), candles.close.last()) {
        (Some(open), Some(close)) => close / open - 1.0,
        _ => 0.0,
    }
}

/// `None` where the time tested is so short that the power overflows.
pub(crate) fn annualized(growth: f64, candles: &Candles) -> Option<f64> {
    let (first, last) = (*candles.time_ms.first()?, *candles.time_ms.last()?);
    let tested_ms = (last as f64) - (first as f64) + candles.timeframe.ms() as f64;
    let value = growth.max(0.0).powf(YEAR_MS / tested_ms) - 1.0;
    value.is_finite().then_some(value)
}

pub(crate) fn profit_factor(trades: &[Trade]) -> Option<f64> {
    let won: f64 = trades.iter().map(|t| t.pnl.max(0.0)).sum();
    let lost: f64 = trades.iter().map(|t| (-t.pnl).max(0.0)).sum();
    (lost > 0.0).then_some(won / lost)
}

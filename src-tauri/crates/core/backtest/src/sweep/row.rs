//! What one combination came to.

use serde::{Deserialize, Serialize};

use crate::figures::profit_factor;
use crate::moments::Moments;
use crate::{Settings, Walk};

/// The figures of one combination; `NaN` where a figure is not defined. Definitions are those of
/// [`crate::Figures`].
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Place in the full grid, the last axis counting fastest. The same plan gives the same index to the same
    /// combination, sampled or not.
    pub index: u64,
    /// One value an axis, in the plan's order.
    pub params: Box<[f64]>,
    pub final_equity: f64,
    pub total_return: f64,
    pub sharpe: f64,
    pub max_drawdown: f64,
    pub trades: u32,
    pub win_rate: f64,
    pub profit_factor: f64,
}

/// A figure of a [`Row`] to sort by, choose by or colour by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    FinalEquity,
    TotalReturn,
    Sharpe,
    MaxDrawdown,
    Trades,
    WinRate,
    ProfitFactor,
}

impl Metric {
    pub const ALL: [Self; 7] = [
        Self::Sharpe,
        Self::TotalReturn,
        Self::FinalEquity,
        Self::MaxDrawdown,
        Self::WinRate,
        Self::ProfitFactor,
        Self::Trades,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::FinalEquity => "final_equity",
            Self::TotalReturn => "total_return",
            Self::Sharpe => "sharpe",
            Self::MaxDrawdown => "max_drawdown",
            Self::Trades => "trades",
            Self::WinRate => "win_rate",
            Self::ProfitFactor => "profit_factor",
        }
    }

    pub fn of(self, row: &Row) -> f64 {
        match self {
            Self::FinalEquity => row.final_equity,
            Self::TotalReturn => row.total_return,
            Self::Sharpe => row.sharpe,
            Self::MaxDrawdown => row.max_drawdown,
            Self::Trades => f64::from(row.trades),
            Self::WinRate => row.win_rate,
            Self::ProfitFactor => row.profit_factor,
        }
    }

    /// The figure turned so that more is better; what is not defined is worst.
    pub fn score(self, row: &Row) -> f64 {
        let value = self.of(row);
        match self {
            _ if value.is_nan() => f64::NEG_INFINITY,
            Self::MaxDrawdown => -value,
            _ => value,
        }
    }
}

/// Place of the best row by `metric`; of equals the one with the lowest index.
pub fn best(rows: &[Row], metric: Metric) -> Option<usize> {
    let better = |a: &(usize, &Row), b: &(usize, &Row)| {
        metric.score(a.1).total_cmp(&metric.score(b.1)).then(b.1.index.cmp(&a.1.index))
    };
    rows.iter().enumerate().max_by(better).map(|(place, _)| place)
}

impl Row {
    /// The figures of a walk; `per_year` is how many candles 365 days have.
    pub(crate) fn of(
        index: u64,
        params: Box<[f64]>,
        walk: &Walk,
        settings: &Settings,
        per_year: f64,
    ) -> Self {
        let capital = settings.capital;
        let final_equity = walk.equity.last().copied().unwrap_or(capital);
        let trades = walk.trades.len();
        let wins = walk.trades.iter().filter(|t| t.won()).count();
        Self {
            index,
            params,
            final_equity,
            total_return: final_equity / capital - 1.0,
            sharpe: Moments::of(&walk.equity).sharpe(per_year).unwrap_or(f64::NAN),
            max_drawdown: deepest(&walk.equity, capital),
            trades: trades as u32,
            win_rate: wins as f64 / trades as f64,
            profit_factor: profit_factor(&walk.trades).unwrap_or(f64::NAN),
        }
    }
}

/// Largest `1 - equity / running maximum`, the start capital included.
pub(crate) fn deepest(equity: &[f64], capital: f64) -> f64 {
    let (mut peak, mut last, mut deepest) = (capital, capital, 0.0_f64);
    for &e in equity {
        if e != last {
            peak = peak.max(e);
            deepest = deepest.max(1.0 - e / peak);
            last = e;
        }
    }
    deepest
}

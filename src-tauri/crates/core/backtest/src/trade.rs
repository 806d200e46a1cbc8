//! A trade, closed or still open.

use serde::{Deserialize, Serialize};

/// Which way a position earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Long,
    Short,
}

impl Direction {
    /// 1 for long, -1 for short.
    pub fn sign(self) -> f64 {
        match self {
            Self::Long => 1.0,
            Self::Short => -1.0,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Short => "short",
        }
    }
}

/// What closed a trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExitReason {
    Signal,
    StopLoss,
    TakeProfit,
    /// A short whose loss had eaten all the cash.
    Liquidation,
}

impl ExitReason {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::StopLoss => "stop_loss",
            Self::TakeProfit => "take_profit",
            Self::Liquidation => "liquidation",
        }
    }
}

/// A closed trade. Indices are those of the candles that filled it, stamps the starts of those candles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Trade {
    pub entry_index: u32,
    pub exit_index: u32,
    pub entry_ms: i64,
    pub exit_ms: i64,
    pub side: Direction,
    /// Prices filled, slippage included, fees not.
    pub entry_price: f64,
    pub exit_price: f64,
    /// Units of the base currency, above zero for both directions.
    pub quantity: f64,
    /// Profit after both fees, in the quote currency.
    pub pnl: f64,
    /// Net of both fees. Long: `exit*(1-fee) / (entry*(1+fee)) - 1`. Short: `pnl / (quantity*entry*(1+fee))`, the
    /// cash that a purchase of the same size would have taken.
    #[serde(rename = "return")]
    pub ret: f64,
    /// Both fees, in the quote currency.
    pub fees: f64,
    pub exit_reason: ExitReason,
}

impl Trade {
    pub fn won(&self) -> bool {
        self.ret > 0.0
    }
}

/// The position held after the last candle, marked at its close.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OpenPosition {
    pub entry_index: u32,
    pub entry_ms: i64,
    pub side: Direction,
    pub entry_price: f64,
    pub quantity: f64,
    /// The last close.
    pub mark_price: f64,
    /// Profit at the mark after the entry fee, before any exit fee.
    pub unrealized_pnl: f64,
    /// The entry fee.
    pub fees: f64,
    /// What the equity would be had the position been closed at the mark, exit fee included.
    pub equity_if_closed: f64,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A long trade of one unit that entered at 100 and returned `ret`, filled by the candle at `entry_ms`.
    pub(crate) fn trade_at(entry_ms: i64, ret: f64) -> Trade {
        Trade {
            entry_index: 0,
            exit_index: 1,
            entry_ms,
            exit_ms: entry_ms + 1,
            side: Direction::Long,
            entry_price: 100.0,
            exit_price: 100.0 * (1.0 + ret),
            quantity: 1.0,
            pnl: 100.0 * ret,
            ret,
            fees: 0.0,
            exit_reason: ExitReason::Signal,
        }
    }

    pub(crate) fn trade_returning(ret: f64) -> Trade {
        trade_at(0, ret)
    }
}

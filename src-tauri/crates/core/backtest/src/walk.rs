//! What a walk over the candles leaves behind, and the position it carries.

use crate::sizing::{self, Entry};
use crate::{Direction, ExitReason, OpenPosition, Settings, Trade};

/// The trades, the position at the end, and the equity at each close.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    pub trades: Vec<Trade>,
    pub open_position: Option<OpenPosition>,
    /// `cash + quantity * close`, one a candle.
    pub equity: Vec<f64>,
    /// Entries that asked for more than the cash paid for.
    pub capped_entries: u32,
    /// Candles that touched both stop and target: which came first cannot be told, the stop is taken.
    pub ambiguous_candles: u32,
}

/// A position as it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub index: usize,
    /// Start of the candle that filled it.
    pub time_ms: i64,
    pub direction: Direction,
    pub price: f64,
    pub quantity: f64,
    /// Cash before the entry, and beside the position.
    pub cash_before: f64,
    pub cash: f64,
}

impl Position {
    /// Enters at the open of a candle, given by index and start; `capped` counts an entry cut down to the cash.
    pub fn enter(
        direction: Direction,
        (index, time_ms): (usize, i64),
        cash: f64,
        open: f64,
        s: &Settings,
        capped: &mut u32,
    ) -> Option<Self> {
        let price = open * (1.0 + direction.sign() * s.slippage());
        let Entry { quantity, cash: left, capped: cut } = sizing::enter(direction, cash, price, s)?;
        *capped += u32::from(cut);
        Some(Self { index, time_ms, direction, price, quantity, cash_before: cash, cash: left })
    }

    /// Units with their sign: below zero for a short.
    pub fn signed(&self) -> f64 {
        self.direction.sign() * self.quantity
    }

    /// Price of a market order that closes the position where the market stands at `price`.
    pub fn market_exit(&self, price: f64, s: &Settings) -> f64 {
        price * (1.0 - self.direction.sign() * s.slippage())
    }

    /// Cash once the position is closed at `price`.
    pub fn cash_after(&self, price: f64, fee: f64) -> f64 {
        match self.direction {
            Direction::Long => self.cash + self.quantity * price * (1.0 - fee),
            Direction::Short => self.cash - self.quantity * price * (1.0 + fee),
        }
    }

    /// The price at which buying a short back takes all the cash there is; no price does that to a long.
    pub fn bankruptcy_price(&self, fee: f64) -> f64 {
        match self.direction {
            Direction::Long => 0.0,
            Direction::Short => self.cash / (self.quantity * (1.0 + fee)),
        }
    }

    /// The trade that closing at `price` makes, on a candle given by index and start.
    pub fn close(&self, (index, time_ms): (usize, i64), price: f64, reason: ExitReason, fee: f64) -> Trade {
        let (q, entry) = (self.quantity, self.price);
        let ret = match self.direction {
            Direction::Long => price * (1.0 - fee) / (entry * (1.0 + fee)) - 1.0,
            Direction::Short => (entry * (1.0 - fee) - price * (1.0 + fee)) / (entry * (1.0 + fee)),
        };
        Trade {
            entry_index: self.index as u32,
            exit_index: index as u32,
            entry_ms: self.time_ms,
            exit_ms: time_ms,
            side: self.direction,
            entry_price: entry,
            exit_price: price,
            quantity: q,
            pnl: q * (entry * (1.0 + fee)) * ret,
            ret,
            fees: q * entry * fee + q * price * fee,
            exit_reason: reason,
        }
    }

    /// The position as it stands after the last candle, marked at its close.
    pub fn mark(&self, mark_price: f64, fee: f64) -> OpenPosition {
        OpenPosition {
            entry_index: self.index as u32,
            entry_ms: self.time_ms,
            side: self.direction,
            entry_price: self.price,
            quantity: self.quantity,
            mark_price,
            unrealized_pnl: self.cash + self.signed() * mark_price - self.cash_before,
            fees: self.quantity * self.price * fee,
            equity_if_closed: self.cash_after(mark_price, fee),
        }
    }
}

//! What an exchange tells, in the order in which it happened.

use domain::{Decimal, Side, Symbol};
use serde::Serialize;

use super::order::{AccountId, CancelReason, NewOrder, Order, OwnFill, Wallet};
use super::position::Position;
use super::reject::Reject;

/// A level of a book has now this size; zero: it is gone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BookChange {
    pub symbol: Symbol,
    pub side: Side,
    pub price: Decimal,
    pub size: Decimal,
    /// Orders at that level.
    pub orders: u32,
    /// Counts the changes of this symbol's book by one, from 1.
    pub sequence: u64,
    pub time_ms: i64,
}

/// A trade as all may see it; `side` is the taker's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicTrade {
    pub symbol: Symbol,
    /// Rises with time within a symbol; fits in 53 bits.
    pub id: u64,
    pub side: Side,
    pub price: Decimal,
    pub size: Decimal,
    pub time_ms: i64,
}

/// A currency of an account; `available` is `total` less what working orders hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WalletBalance {
    pub account: AccountId,
    pub wallet: Wallet,
    pub currency: String,
    pub total: Decimal,
    pub available: Decimal,
}

/// Orders are as they stood after what the event tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    BookChanged(BookChange),
    PublicTrade(PublicTrade),
    OrderAccepted { order: Order },
    OrderTriggered { order: Order },
    OrderFilled { order: Order, fill: OwnFill },
    OrderAmended { order: Order },
    OrderCanceled { order: Order, reason: CancelReason },
    OrderRejected { account: AccountId, order: NewOrder, reject: Reject },
    BalanceChanged { balance: WalletBalance, change: Decimal },
    PositionChanged { account: AccountId, position: Position },
}

impl Event {
    /// Whose event it is; `None`: everybody's.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::BookChanged(_) | Self::PublicTrade(_) => None,
            Self::OrderAccepted { order }
            | Self::OrderTriggered { order }
            | Self::OrderFilled { order, .. }
            | Self::OrderAmended { order }
            | Self::OrderCanceled { order, .. } => Some(order.account),
            Self::OrderRejected { account, .. } | Self::PositionChanged { account, .. } => Some(*account),
            Self::BalanceChanged { balance, .. } => Some(balance.account),
        }
    }

    /// The market it happened in; `None` for balances.
    pub fn symbol(&self) -> Option<&Symbol> {
        match self {
            Self::BookChanged(change) => Some(&change.symbol),
            Self::PublicTrade(trade) => Some(&trade.symbol),
            Self::OrderAccepted { order }
            | Self::OrderTriggered { order }
            | Self::OrderFilled { order, .. }
            | Self::OrderAmended { order }
            | Self::OrderCanceled { order, .. } => Some(&order.symbol),
            Self::OrderRejected { order, .. } => Some(&order.symbol),
            Self::PositionChanged { position, .. } => Some(&position.symbol),
            Self::BalanceChanged { .. } => None,
        }
    }
}

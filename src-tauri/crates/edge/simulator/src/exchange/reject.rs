//! Why an exchange refuses.

use domain::{Decimal, Side, Symbol};
use serde::Serialize;

use super::order::OrderId;

/// A refusal: nothing was changed. Venues turn it into their own codes and texts.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "reject", rename_all = "snake_case")]
pub enum Reject {
    #[error("there is no market {symbol}")]
    UnknownSymbol { symbol: String },
    #[error("there is no working order {0:?}", .id.0)]
    UnknownOrder { id: OrderId },
    #[error("there is no account of that number")]
    UnknownAccount,
    #[error("order {0:?} has ended already", .id.0)]
    OrderEnded { id: OrderId },
    #[error("client id {client_id:?} is taken")]
    DuplicateClientId { client_id: String, order: OrderId },
    #[error("quantity {quantity} is not above zero")]
    QuantityNotPositive { quantity: Decimal },
    #[error("quantity {quantity} is below the minimum {minimum}")]
    QuantityTooSmall { quantity: Decimal, minimum: Decimal },
    #[error("quantity {quantity} is above the maximum {maximum}")]
    QuantityTooLarge { quantity: Decimal, maximum: Decimal },
    #[error("quantity {quantity} is no multiple of {lot}")]
    QuantityStep { quantity: Decimal, lot: Decimal },
    #[error("value {notional} is below the minimum {minimum}")]
    NotionalTooSmall { notional: Decimal, minimum: Decimal },
    #[error("{what} is missing")]
    PriceMissing { what: &'static str },
    #[error("price {price} is not above zero")]
    PriceNotPositive { price: Decimal },
    #[error("price {price} is no multiple of {tick}")]
    PriceStep { price: Decimal, tick: Decimal },
    #[error("{currency}: {needed} needed, {available} available")]
    InsufficientFunds { currency: String, needed: Decimal, available: Decimal },
    #[error("a post-only order at {price} would take")]
    PostOnlyWouldTake { price: Decimal },
    #[error("a fill-or-kill order of {quantity} meets only {available}")]
    FillOrKill { quantity: Decimal, available: Decimal },
    #[error("a stop at {stop_price} would be set off at once by the last price {last}")]
    StopWouldTrigger { stop_price: Decimal, last: Decimal },
    #[error("reduce-only: no position in {symbol} that a {side:?} of that size would reduce")]
    NothingToReduce { symbol: Symbol, side: Side },
    #[error("nothing was changed")]
    NothingToAmend,
    #[error("the book of {symbol} has nothing on that side")]
    NoLiquidity { symbol: Symbol },
    #[error("trading in {symbol} is halted")]
    Halted { symbol: Symbol },
    #[error("margin orders are not taken in {symbol}")]
    NoMargin { symbol: Symbol },
    /// By a fault plan.
    #[error("the order was refused")]
    Injected,
}

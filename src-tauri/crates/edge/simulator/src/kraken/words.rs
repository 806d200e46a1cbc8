//! Refusals in Kraken's words.

use crate::exchange::{CancelReason, Reject};

pub fn refusal(reject: &Reject) -> String {
    match reject {
        Reject::UnknownSymbol { .. } => "EQuery:Unknown asset pair",
        Reject::UnknownOrder { .. } | Reject::OrderEnded { .. } => "EOrder:Unknown order",
        Reject::UnknownAccount => "EAPI:Invalid key",
        // the venue's own wording was not to be found
        Reject::DuplicateClientId { .. } => "EGeneral:Invalid arguments:cl_ord_id",
        Reject::QuantityNotPositive { .. }
        | Reject::QuantityTooLarge { .. }
        | Reject::QuantityStep { .. } => "EGeneral:Invalid arguments:volume",
        Reject::QuantityTooSmall { .. } => "EOrder:Order minimum not met",
        Reject::NotionalTooSmall { .. } => "EOrder:Cost minimum not met",
        Reject::PriceMissing { .. } | Reject::PriceNotPositive { .. } => "EGeneral:Invalid arguments:price",
        Reject::PriceStep { .. } => "EOrder:Tick size check failed",
        Reject::InsufficientFunds { .. } => "EOrder:Insufficient funds",
        Reject::PostOnlyWouldTake { .. } => "EOrder:Post only order",
        Reject::NothingToReduce { .. } => "EOrder:Reduce only:No position exists",
        Reject::NothingToAmend => "EGeneral:Invalid arguments",
        Reject::NoMargin { .. } => "EOrder:Cannot open position",
        Reject::Halted { .. } => "EService:Market in cancel_only mode",
        Reject::StopWouldTrigger { .. } => "EOrder:Invalid price",
        Reject::FillOrKill { .. } | Reject::NoLiquidity { .. } | Reject::Injected => "EOrder:Order rejected",
    }
    .to_owned()
}

/// Why an order is off the book.
pub fn reason(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::User => "User requested",
        CancelReason::PostOnly => "Post only order",
        CancelReason::ImmediateOrCancel => "Immediate or cancel",
        CancelReason::FillOrKill => "Fill or kill",
        CancelReason::NoLiquidity => "Out of market liquidity",
        CancelReason::Expired => "Order expired",
        CancelReason::DeadMan => "Cancel all orders after timeout",
        CancelReason::InsufficientFunds => "Insufficient funds",
        CancelReason::ReduceOnly => "Reduce only",
        CancelReason::SelfTrade => "Self trade prevention",
        CancelReason::Oco => "Linked order",
    }
}

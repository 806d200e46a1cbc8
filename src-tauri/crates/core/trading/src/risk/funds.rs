//! Nothing is bought on credit, nothing sold that is not held.

use domain::{Decimal, Side};

use super::{Context, Rule, RuleCheck};

/// Cost with the taker fee, against the free cash.
pub fn insufficient_balance(c: &Context<'_>) -> Option<RuleCheck> {
    let cost = c.notional() * (Decimal::ONE + c.instrument.taker_fee.max(Decimal::ZERO));
    (c.intent.side == Side::Buy).then(|| RuleCheck::at_most(Rule::InsufficientBalance, cost, c.cash))
}

/// Spot cannot go short: this is also the rule of one position side.
pub fn insufficient_holdings(c: &Context<'_>) -> Option<RuleCheck> {
    (c.intent.side == Side::Sell)
        .then(|| RuleCheck::at_most(Rule::InsufficientHoldings, c.intent.quantity, c.sellable))
}

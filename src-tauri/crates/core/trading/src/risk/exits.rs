//! Protective prices and triggers on the side where they protect.

use domain::{Decimal, Side};

use super::{Context, Rule, RuleCheck};

fn beyond(rule: Rule, value: Decimal, limit: Decimal, above: bool) -> RuleCheck {
    RuleCheck { rule, value, limit, ok: if above { value > limit } else { value < limit } }
}

pub fn stop_required(c: &Context<'_>) -> Option<RuleCheck> {
    let value = if c.intent.stop.is_some() { Decimal::ONE } else { Decimal::ZERO };
    (c.intent.stop_required && c.is_entry())
        .then(|| RuleCheck::at_least(Rule::StopRequired, value, Decimal::ONE))
}

/// A buy's stop lies below both its price and the bid, where it does not trigger at once.
pub fn stop_side(c: &Context<'_>) -> Option<RuleCheck> {
    let stop = c.intent.stop?;
    Some(match c.intent.side {
        Side::Buy => beyond(Rule::StopSide, stop, c.value_price().min(c.quote.bid), false),
        Side::Sell => beyond(Rule::StopSide, stop, c.value_price().max(c.quote.ask), true),
    })
}

/// A buy's target lies above its price.
pub fn target_side(c: &Context<'_>) -> Option<RuleCheck> {
    let target = c.intent.target?;
    Some(beyond(Rule::TargetSide, target, c.value_price(), c.intent.side == Side::Buy))
}

/// A stop order waits beyond the touch: a buy above the ask, a sell below the bid.
pub fn trigger_side(c: &Context<'_>) -> Option<RuleCheck> {
    let trigger = c.intent.trigger?;
    Some(beyond(Rule::TriggerSide, trigger, c.quote.touch(c.intent.side), c.intent.side == Side::Buy))
}
